import { z } from "zod";
import { stamp } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { notSigned } from "#platform/http/signed-body.ts";
import { limit } from "#platform/limits.ts";
import { handIn, sourceById, type HandedIn } from "./handing-in.ts";
import { mailDate } from "./mail-date.ts";
import { isGatewaysOwn } from "./signing.ts";
import type { IntakeSource } from "./sources.ts";

const mediaMax = limit("intake.gateway-media", 10, "files", "of one text; a gateway sends no more");
const mediaMs = limit(
  "intake.gateway-time",
  9_000,
  "ms",
  "for one file; the gateway waits 15 s for our answer",
);

/** How texts are asked back from their gateway: through the guarded client. */
export interface Gateway {
  client: SafeClient;
  /** The gateway's own address; another one in tests. */
  origin: string;
}

export interface GatewayRequest {
  source: string;
  /** As the gateway called it: it signs the address too. */
  url: string;
  signature: string;
  form: URLSearchParams;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const sid = /^[A-Za-z0-9]{10,64}$/;

/**
 * A text that came to, or went from, a staff telephone at a gateway of the Twilio type; told again, it is known by its
 * MessageSid. What went out is told by its status alone: its words are asked back from the gateway, once.
 */
export async function takeText(ctx: Ctx, gateway: Gateway, request: GatewayRequest): Promise<void> {
  const known = uuid.test(request.source) ? await sourceById(ctx, request.source) : undefined;
  if (!known || known.source.kind !== "texts") throw notSigned();
  const { form, url, signature } = request;
  const isOurs =
    isGatewaysOwn(known.secret, url, form, signature) &&
    form.get("AccountSid") === known.source.account;
  const id = form.get("MessageSid") ?? form.get("SmsSid") ?? "";
  if (!isOurs || !sid.test(id)) throw notSigned();
  const asked: Asked = { gateway, source: known.source, token: known.secret };
  const status = form.get("MessageStatus") ?? form.get("SmsStatus") ?? "received";
  const isIn = status === "received" || status === "receiving";
  const message = isIn
    ? await received(known.own, asked, id, form)
    : await sent(known.own, asked, id, form);
  await handIn(known.own, known.source, message ? [message] : []);
}

interface Asked {
  gateway: Gateway;
  source: IntakeSource;
  token: string;
}

async function received(
  ctx: Ctx,
  asked: Asked,
  id: string,
  form: URLSearchParams,
): Promise<HandedIn> {
  const count = Math.min(mediaMax, Number(form.get("NumMedia") ?? 0) || 0);
  const files = [];
  for (let at = 0; at < count; at += 1)
    files.push(
      await fileAt(
        ctx,
        asked,
        form.get(`MediaUrl${at}`) ?? "",
        form.get(`MediaContentType${at}`) ?? "",
        at,
      ),
    );
  return {
    id,
    // The gateway tells no time with a message: the moment of its coming stands for it.
    at: stamp(ctx.clock.now()),
    direction: "in",
    kind: "text",
    from: form.get("From") ?? "",
    to: [form.get("To") ?? ""],
    text: form.get("Body") ?? "",
    files,
    original: Object.fromEntries(form),
  };
}

const wentOut = new Set(["sent", "delivered", "read", "undelivered", "failed"]);

const gatewayMessage = z.object({
  body: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  date_sent: z.string().nullish(),
  direction: z.string().nullish(),
});

/** Undefined while it is still on its way: the next status tells it. */
async function sent(
  ctx: Ctx,
  asked: Asked,
  id: string,
  form: URLSearchParams,
): Promise<HandedIn | undefined> {
  const status = form.get("MessageStatus") ?? form.get("SmsStatus") ?? "";
  if (!wentOut.has(status)) return undefined;
  const path = `/2010-04-01/Accounts/${encodeURIComponent(asked.source.account)}/Messages/${id}.json`;
  const answer = await asked.gateway.client.fetch(`${asked.gateway.origin}${path}`, {
    headers: authorized(asked),
  });
  // Without its words there is nothing to keep yet; the gateway is told so, and tells the next status.
  if (!answer.ok) throw new Error(`the gateway answered ${answer.status} for a text`);
  const native: unknown = await answer.json();
  const told = gatewayMessage.parse(native);
  return {
    id,
    at: mailDate(told.date_sent ?? "") ?? stamp(ctx.clock.now()),
    direction: "out",
    kind: "text",
    from: told.from ?? form.get("From") ?? "",
    to: [told.to ?? form.get("To") ?? ""],
    text: told.body ?? "",
    files: [],
    original: { status: Object.fromEntries(form), message: native },
  };
}

/** A file of a text; where it cannot be had it is named, with the reason, and the words are kept all the same. */
async function fileAt(ctx: Ctx, asked: Asked, url: string, type: string, at: number) {
  const named = { name: `file ${at + 1}`, type };
  try {
    const isGateways = URL.parse(url)?.origin === asked.gateway.origin;
    const answer = await asked.gateway.client.fetch(url, {
      // The credential goes to the gateway alone, wherever the file may lie.
      headers: isGateways ? authorized(asked) : {},
      signal: AbortSignal.timeout(mediaMs),
    });
    if (!answer.ok) return { ...named, sha256: null, why: `the gateway answered ${answer.status}` };
    const bytes = await answer.bytes();
    if (bytes.length === 0) return { ...named, sha256: null, why: "it is empty" };
    return { ...named, sha256: await ctx.blobs.put(bytes) };
  } catch (error) {
    return {
      ...named,
      sha256: null,
      why: error instanceof Error ? error.message.slice(0, 300) : "",
    };
  }
}

function authorized({ source, token }: Asked): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${source.account}:${token}`).toString("base64")}` };
}

import type { Ctx } from "#platform/context.ts";
import { mustBeSigned, notSigned } from "#platform/http/signed-body.ts";
import { Refusal } from "#platform/refusal.ts";
import { handIn, sourceById, type HandedIn } from "./handing-in.ts";
import { batchMax, idIn, messageIn } from "./message-draft.ts";

export interface SignedRequest {
  source: string;
  timestamp: string;
  signature: string;
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface Answered {
  id: string;
  status: "captured" | "already" | "differs" | "refused";
  recordId: string | null;
  why?: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A signed batch: each message is answered for by itself, and what is answered "captured" or "already" is on the record
 * for good. Sent again, whole or in part, it adds nothing. Throws a Refusal for what is not signed, or no batch.
 */
export async function takeBatch(ctx: Ctx, request: SignedRequest): Promise<Answered[]> {
  const known = uuid.test(request.source) ? await sourceById(ctx, request.source) : undefined;
  if (!known || known.source.kind !== "api") throw notSigned();
  const { timestamp, signature: given, body } = request;
  mustBeSigned(ctx.clock, known.secret, { timestamp, given, body });
  const { messages, parts } = await contentsOf(request);
  const read: { id: string; message: HandedIn | string }[] = [];
  for (const one of messages)
    read.push({ id: idIn(one), message: await messageIn(known.own, one, parts) });
  const good = read.flatMap(({ message }) => (typeof message === "string" ? [] : message));
  const outcomes = await handIn(known.own, known.source, good);
  let at = 0;
  return read.map(({ id, message }) => {
    if (typeof message === "string")
      return { id, status: "refused" as const, recordId: null, why: message.slice(0, 500) };
    const outcome = outcomes[at++];
    return outcome ?? { id, status: "refused" as const, recordId: null };
  });
}

/** JSON as it is, or a multipart form with the JSON in its field `messages` and the files beside it. */
async function contentsOf({ type, body }: SignedRequest) {
  const parts = new Map<string, Uint8Array>();
  if (!type.startsWith("multipart/form-data"))
    return { messages: listIn(Buffer.from(body).toString()), parts };
  const form = await new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => undefined);
  if (!form) throw noBatch();
  for (const [name, value] of form)
    if (typeof value !== "string") parts.set(name, new Uint8Array(await value.arrayBuffer()));
  const json = form.get("messages");
  return { messages: listIn(typeof json === "string" ? json : ""), parts };
}

function listIn(text: string): unknown[] {
  const value = parsed(text);
  const list =
    typeof value === "object" && value !== null && "messages" in value ? value.messages : value;
  if (!Array.isArray(list)) throw noBatch();
  if (list.length > batchMax)
    throw new Refusal("batch-too-large", `Send at most ${batchMax} messages at a time.`, {
      status: 413,
    });
  return list;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noBatch(): Refusal {
  return new Refusal(
    "no-batch",
    'Send JSON as {"messages": [ … ]}; an empty list is a sign of life.',
  );
}

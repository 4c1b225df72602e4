import { createHmac } from "node:crypto";
import type { Account } from "../../account.ts";
import type { InboundItem } from "../../inbound.ts";
import { isEqual } from "#platform/crypto/equal.ts";
import { type Heard, type Hook, HookRefused, type HookRequest } from "../../hook.ts";
import { wishesIn } from "../../wishes.ts";

/**
 * The signature of the Twilio interface: HMAC-SHA1 by the account's token, base64, over the address as
 * it was called and every form field, by name, name and value without anything between.
 */
export function signatureOf(token: string, url: string, form: URLSearchParams): string {
  const fields = [...form.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const text = url + fields.map(([name, value]) => name + value).join("");
  return createHmac("sha1", token).update(text).digest("base64");
}

export const hook: Hook = {
  verify(account, request) {
    const form = formOf(request);
    const token = account.credential["token"] ?? "";
    const given = request.headers.get("x-twilio-signature");
    if (token === "" || given === null || !isEqual(given, signatureOf(token, request.url, form)))
      throw new HookRefused("The signature is not the gateway's.");
    if (form.get("AccountSid") !== account.settings["account"])
      throw new HookRefused("The message is for another account.");
    const id = form.get("MessageSid") ?? form.get("SmsSid") ?? "";
    if (id === "") throw new HookRefused("The news names no message.");
    return { replayKey: `${id} ${statusOf(form)}` };
  },
  read,
  // An empty answer: nothing is sent that nobody approved. The gateway itself answers STOP and HELP.
  answer: () => ({ status: 200, type: "text/xml; charset=utf-8", body: "<Response/>" }),
};

function formOf(request: HookRequest): URLSearchParams {
  return new URLSearchParams(Buffer.from(request.body).toString("utf8"));
}

/** A receipt's state; an inbound message has `received`. */
function statusOf(form: URLSearchParams): string {
  return form.get("MessageStatus") ?? form.get("SmsStatus") ?? "received";
}

function read(account: Account, request: HookRequest): Heard {
  const form = formOf(request);
  const id = form.get("MessageSid") ?? form.get("SmsSid") ?? "";
  const status = statusOf(form);
  if (status !== "received" && status !== "receiving") {
    return { items: [receipt(account, form, { id, status })] };
  }
  const from = form.get("From") ?? "";
  const text = form.get("Body") ?? "";
  const count = Number(form.get("NumMedia") ?? 0);
  const media = Array.from({ length: Math.min(10, count || 0) }, (_one, index) => ({
    url: form.get(`MediaUrl${index}`) ?? "",
    type: form.get(`MediaContentType${index}`) ?? "",
  }));
  const item: InboundItem = {
    remoteId: id,
    version: "received",
    kind: "message",
    // The gateway tells no time with a message: the moment of its coming stands for it.
    occurredAt: new Date().toISOString(),
    author: { remoteId: from, handle: from, displayName: from },
    text,
    media,
    native: Object.fromEntries(form),
  };
  return { items: [item], optOuts: wishesIn(item) };
}

function receipt(
  account: Account,
  form: URLSearchParams,
  { id, status }: { id: string; status: string },
): InboundItem {
  const isLost = status === "failed" || status === "undelivered";
  const code = form.get("ErrorCode");
  return {
    remoteId: id,
    version: status,
    kind: isLost ? "bounce" : "receipt",
    occurredAt: new Date().toISOString(),
    author: { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
    text: `${status} to ${form.get("To") ?? ""}${code ? ` (error ${code})` : ""}`,
    media: [],
    native: Object.fromEntries(form),
  };
}

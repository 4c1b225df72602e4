import { limit } from "#platform/limits.ts";
import type { Account } from "../../account.ts";
import type { Attempt, Finding } from "../../attempt.ts";
import type { Net } from "../../connector.ts";
import type { InboundItem, Received } from "../../inbound.ts";
import type { OutboundMessage } from "../../outbound.ts";
import { SendError } from "../../send-error.ts";
import { cleaned, listField, textField } from "../../exchange.ts";
import { linked } from "../../linked.ts";
import { mailingOf } from "../../mailing-progress.ts";
import { numbersIn } from "../../mailing.ts";
import { wishesIn } from "../../wishes.ts";
import { sinceOnServer, writtenInstant, writtenMs } from "../../server-time.ts";
import { accountPath, call, placeOf } from "./calls.ts";

const pageSize = 100;
const pagesMax = limit(
  "sms.pages",
  20,
  "pages of 100 messages",
  "a longer list waits for the next poll, or a person is asked",
);

/**
 * Looks up, telephone by telephone, what the gateway took of a try whose answers were lost. Who has it
 * is kept, so that the next try writes to the others alone.
 */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const mailing = mailingOf(attempt.progress);
  const open = numbersIn(account.settings["recipients"] ?? "").filter(
    (each) => !(each in mailing.accepted) && !(each in mailing.refused),
  );
  try {
    let found = 0;
    for (const address of open) {
      const id = await messageTo(net, account, { address, text: linked(message), attempt });
      if (id === undefined) continue;
      mailing.accepted[address] = id;
      found += 1;
    }
    if (found > 0) await attempt.keep?.(mailing);
    const [first] = Object.values(mailing.accepted);
    const isWhole = found === open.length && first !== undefined;
    if (isWhole) return { found: true, remote: { id: first, native: mailing } };
    if (found > 0 && attempt.keep === undefined) {
      return { found: false, absent: false, why: "Some have it and some do not." };
    }
    return { found: false, absent: true };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

async function messageTo(
  net: Net,
  account: Account,
  { address, text, attempt }: { address: string; text: string; attempt: Attempt },
): Promise<string | undefined> {
  const place = placeOf(account);
  const query = new URLSearchParams({ To: address, PageSize: String(pageSize) });
  const answer = await call(net, place, accountPath(place, `/Messages.json?${query}`));
  const since = sinceOnServer(answer, attempt);
  const ours = listField(answer.body, "messages").find(
    (each) =>
      attempt.others?.has(textField(each, "sid")) !== true &&
      textField(each, "direction") !== "inbound" &&
      textField(each, "body") === text &&
      // The gateway writes whole seconds.
      writtenMs(textField(each, "date_created")) >= since - 1_000,
  );
  return ours === undefined ? undefined : textField(ours, "sid");
}

/**
 * The account's list of messages, newest first, back to an hour before the cursor: what came in, and how
 * far each message that left has come. What a webhook told already is not kept twice.
 */
export async function receive(
  net: Net,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const place = placeOf(account);
  const sinceMs = cursor === undefined ? 0 : writtenMs(cursor) - 3_600_000;
  const items: InboundItem[] = [];
  let newestMs = cursor === undefined ? 0 : writtenMs(cursor);
  let path = accountPath(place, `/Messages.json?PageSize=${pageSize}`);
  for (let page = 0; page < pagesMax; page += 1) {
    const { body } = await call(net, place, path);
    const all = listField(body, "messages");
    for (const each of all) {
      const atMs = writtenMs(textField(each, "date_created"));
      if (atMs > newestMs) newestMs = atMs;
      items.push(...itemsOf(each, account));
    }
    path = textField(body, "next_page_uri");
    const oldestMs = writtenMs(textField(all.at(-1), "date_created"));
    if (path === "" || !(oldestMs > sinceMs)) break;
  }
  const newest = newestMs === 0 ? {} : { cursor: writtenInstant(new Date(newestMs).toISOString()) };
  // A STOP that the hook missed counts from here. The list is newest first; the last word of a telephone counts.
  const optOuts = items.filter(({ kind }) => kind === "message").flatMap(wishesIn);
  optOuts.reverse();
  return { items, optOuts, cursor: newest.cursor, counters: {}, more: false };
}

function itemsOf(message: unknown, account: Account): InboundItem[] {
  const { from, recipients } = account.settings;
  const isIn = textField(message, "direction") === "inbound";
  const sender = textField(message, "from");
  // Another channel of the agency may share the gateway's account.
  const service = textField(message, "messaging_service_sid");
  const isOurs = isIn
    ? textField(message, "to") === from || from?.startsWith("MG") === true
    : sender === from || service === from || recipients === undefined;
  if (!isOurs) return [];
  const status = textField(message, "status");
  return [
    {
      remoteId: textField(message, "sid"),
      version: isIn ? "received" : status,
      kind: isIn
        ? "message"
        : status === "failed" || status === "undelivered"
          ? "bounce"
          : "receipt",
      occurredAt: writtenInstant(textField(message, "date_created")),
      author: isIn
        ? { remoteId: sender, handle: sender, displayName: sender }
        : { remoteId: account.remoteId, handle: account.handle, displayName: account.handle },
      text: textField(message, "body"),
      media: [],
      native: cleaned(message, [account.credential["token"] ?? ""]),
    },
  ];
}

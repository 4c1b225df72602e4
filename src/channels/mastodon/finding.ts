import { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Finding, Shown } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { textField } from "../exchange.ts";
import { sinceOnServer } from "../server-time.ts";
import { call, type Place, placeOf } from "./calls.ts";
import { linked, published } from "./published.ts";
import { plainText, saysTheSame } from "./text.ts";

const pageSize = 40;
const pagesMax = limit(
  "mastodon.find-pages",
  10,
  "pages of 40 statuses",
  "an account that wrote more since the attempt is asked about instead",
);

/** Servers remember a key for an hour (Mastodon, PostStatusService): well within it, sending again does no harm. */
const keyMinutes = 50;

/**
 * Reads the account's own timeline back to the attempt's start and looks for the text. Absent is
 * said only when the page that reaches further back was read.
 */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const place = placeOf(account);
  const keyed = net.now().since(attempt.startedAt).total("minutes") < keyMinutes;
  try {
    let before: string | undefined;
    for (let page = 0; page < pagesMax; page += 1) {
      const answer = await timelinePage(net, place, account.remoteId, before);
      const statuses = Array.isArray(answer.body) ? answer.body : [];
      const since = sinceOnServer(answer, attempt);
      for (const status of statuses) {
        if (createdMs(status) < since) return { found: false, absent: true, keyed };
        if (attempt.others?.has(textField(status, "id"))) continue;
        if (await isOurs(net, place, status, linked(message))) {
          return { found: true, remote: published(status, place) };
        }
      }
      // A server may hand out short pages: only an empty one is the end.
      if (statuses.length === 0) return { found: false, absent: true, keyed };
      before = textField(statuses.at(-1), "id");
    }
    return { found: false, absent: false, why: "The timeline was not read back far enough." };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

function timelinePage(net: Net, place: Place, id: string, before: string | undefined) {
  const query = new URLSearchParams({ limit: String(pageSize), exclude_reblogs: "true" });
  if (before !== undefined) query.set("max_id", before);
  return call(net, place, "GET", `/api/v1/accounts/${encodeURIComponent(id)}/statuses?${query}`);
}

function createdMs(status: unknown): number {
  return Temporal.Instant.from(textField(status, "created_at")).epochMilliseconds;
}

/** One status as a reader sees it now, beside the text that was sent. */
export async function shown(net: Net, account: Account, id: string, text: string): Promise<Shown> {
  const place = placeOf(account);
  const { body } = await call(net, place, "GET", `/api/v1/statuses/${encodeURIComponent(id)}`);
  if (await isOurs(net, place, body, text)) return { state: "same" };
  return { state: "changed", text: plainText(textField(body, "content")) };
}

/** The source is the text as it was sent; a server that does not hand it out shows its HTML. */
async function isOurs(net: Net, place: Place, status: unknown, text: string): Promise<boolean> {
  if (saysTheSame(textField(status, "content"), text)) return true;
  const path = `/api/v1/statuses/${encodeURIComponent(textField(status, "id"))}/source`;
  try {
    return textField((await call(net, place, "GET", path)).body, "text") === text;
  } catch (error) {
    if (error instanceof SendError && error.class === "refused") return false;
    throw error;
  }
}

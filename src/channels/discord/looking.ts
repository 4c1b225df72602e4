import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { Asked, Looked } from "../inbound.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { call, isCoded, placeOf } from "./calls.ts";
import { itemOf } from "./reading.ts";

const pageSize = 100;
const unknownMessage = 10_008;

/**
 * The channel is read again from the oldest of them on, a hundred messages at a time: what lies in a stretch that Discord
 * told whole, and is not in it, is gone. Few questions, where one for each message would soon be too many.
 */
export async function look(
  net: Net,
  account: Account,
  all: readonly Asked[],
): Promise<readonly Looked[]> {
  let left = all
    .map(({ remoteId }) => remoteId)
    .filter((id) => /^\d+$/.test(id))
    .toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const looked: Looked[] = [];
  while (left[0] !== undefined) {
    const page = await pageAfter(net, account, BigInt(left[0]) - 1n);
    if (page.length === 0) await mustBeGone(net, account, left[0]);
    const last = page.length < pageSize ? undefined : newestIn(page);
    const isTold = (id: string) => last === undefined || BigInt(id) <= last;
    const shown = new Map(page.map((each) => [textField(each, "id"), each]));
    looked.push(...left.filter(isTold).map((id) => lookedAs(id, shown.get(id), account)));
    left = left.filter((id) => !isTold(id));
  }
  return looked;
}

function lookedAs(remoteId: string, message: unknown, account: Account): Looked {
  if (message === undefined) return { remoteId, state: "gone" };
  const item = itemOf(message, account);
  return { remoteId, state: "there", item, counts: countsOf(message) };
}

async function pageAfter(net: Net, account: Account, id: bigint): Promise<readonly unknown[]> {
  const query = new URLSearchParams({ limit: String(pageSize), after: String(id) });
  const path = `/channels/${encodeURIComponent(account.remoteId)}/messages?${query}`;
  const { body } = await call(net, placeOf(account), "GET", path);
  return Array.isArray(body) ? body : [];
}

/** Whoever may not read a channel's history is shown an empty one: an error about one message tells the two apart. */
async function mustBeGone(net: Net, account: Account, id: string): Promise<void> {
  const path = `/channels/${encodeURIComponent(account.remoteId)}/messages/${id}`;
  await call(net, placeOf(account), "GET", path).catch((error: unknown) => {
    if (!isCoded(error, unknownMessage)) throw error;
  });
}

function newestIn(page: readonly unknown[]): bigint {
  return page.reduce<bigint>((best, each) => {
    const id = BigInt(textField(each, "id") || "0");
    return id > best ? id : best;
  }, 0n);
}

/** An emoji of Discord's own has a name alone, one of the server's an id too. */
function countsOf(message: unknown): Record<string, number> {
  return Object.fromEntries(
    listField(message, "reactions").map((each) => {
      const emoji = field(each, "emoji");
      return [textField(emoji, "name") || textField(emoji, "id"), numberField(each, "count") ?? 0];
    }),
  );
}

import type { Account } from "../account.ts";
import {
  deletedVersion,
  type Asked,
  type InboundItem,
  type Looked,
  type Received,
} from "../inbound.ts";
import { versionOf } from "../item-version.ts";
import { addresses, objectIdIn } from "./addresses.ts";
import type { Cursor, FediverseObject, FediverseStore } from "./store.ts";

const pageSize = 100;
const beginning: Cursor = {
  changedAt: "1970-01-01T00:00:00.000000Z",
  id: "00000000-0000-0000-0000-000000000000",
};

/**
 * Our own posts as they stand, by when they last changed. What others write comes in by itself (`inbox.ts`), so there is
 * nothing to be fetched; the poll says that the account is being read.
 */
export async function receive(
  store: FediverseStore,
  origin: string,
  account: Account,
  cursor: string | undefined,
): Promise<Received> {
  const [changedAt = beginning.changedAt, id = beginning.id] = (cursor ?? "").split(" ");
  const since = cursor ? { changedAt, id } : beginning;
  const posts = await store.changedSince(account.id, since, pageSize);
  const last = posts.at(-1);
  return {
    items: posts.map((post) => ownItem(origin, account, post)),
    cursor: last ? `${last.changedAt} ${last.id}` : cursor,
    counters: { followers: await store.followers(account.id) },
    more: posts.length === pageSize,
  };
}

function ownItem(origin: string, account: Account, post: FediverseObject): InboundItem {
  const { handle, remoteId } = account;
  const address = addresses(origin).object(post.id);
  const isGone = post.removedAt !== null;
  return {
    remoteId: address,
    version: isGone ? deletedVersion : versionOf(post.text),
    kind: isGone ? "deleted" : "post",
    occurredAt: post.removedAt ?? post.publishedAt,
    author: { remoteId, handle: handle.replace(/^@/, ""), displayName: handle },
    text: post.text,
    url: address,
    media: [],
    native: JSON.parse(post.body),
  };
}

/** Own posts with what they were answered by; of others' nothing is known but what they tell. */
export async function look(
  store: FediverseStore,
  origin: string,
  account: Account,
  asked: readonly Asked[],
): Promise<readonly Looked[]> {
  const ids = asked.flatMap(({ remoteId }) => objectIdIn(origin, remoteId) ?? []);
  const posts = await store.byIds(account.id, ids);
  const counts = await store.reactions(posts.map(({ id }) => id));
  return posts.map((post): Looked => {
    const item = ownItem(origin, account, post);
    const { remoteId } = item;
    if (post.removedAt !== null) return { remoteId, state: "gone" };
    return { remoteId, state: "there", item, counts: { ...counts.get(post.id) } };
  });
}

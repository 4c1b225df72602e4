import type { Account } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Connector } from "../connector.ts";
import { linked } from "../linked.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { shownAs } from "../shown.ts";
import { addresses, objectIdIn } from "./addresses.ts";
import { answeredBy } from "./answering.ts";
import { authorize, healthOf, settings } from "./connecting.ts";
import { capabilities, measure } from "./limits.ts";
import type { Outside } from "./outside.ts";
import { look, receive } from "./receiving.ts";
import type { FediverseObject, FediverseStore, PutOrder } from "./store.ts";

/**
 * Our own server as a network: publishing is writing the post down together with an order for each inbox, so it answers
 * at once and exactly once by its key. What brings it to the inboxes is the fan-out.
 */
export function fediverseConnector(
  store: FediverseStore,
  origin: string,
  outside: Outside,
): Connector {
  const orderOf = async (
    account: Account,
    message: OutboundMessage,
    { key, isLifeSafety = false }: Attempt,
  ): Promise<PutOrder> => {
    const [finding] = measure(message).findings;
    if (finding) throw new SendError("refused", finding.says);
    const answered = await answeredBy(outside, origin, account, message);
    return { key, message, isLifeSafety, answered };
  };
  return {
    network: "fediverse",
    title: "Fediverse",
    errors: [],
    settings,
    capabilities,
    authorize: async (_net, input) => authorize(await store.roles(), origin, input),
    measure,
    publish: async (_net, account, message, attempt) =>
      published(origin, await store.put(account, await orderOf(account, message, attempt))),
    async edit(_net, account, remote, message, attempt) {
      const id = objectIdIn(origin, remote.id);
      const order = await orderOf(account, message, attempt);
      const post = id === undefined ? undefined : await store.edit(account, id, order);
      if (!post) throw new SendError("refused", "This post is no longer there.");
      return published(origin, post);
    },
    async remove(_net, account, remote) {
      const id = objectIdIn(origin, remote.id);
      if (id !== undefined) await store.remove(account, id);
    },
    async find(_net, account, _message, attempt) {
      const post = await store.byKey(account.id, attempt.key);
      if (!post) return { found: false, absent: true, keyed: true };
      return { found: true, remote: published(origin, post) };
    },
    receive: (_net, account, cursor) => receive(store, origin, account, cursor),
    look: (_net, account, asked) => look(store, origin, account, asked),
    async shown(_net, account, remote, message) {
      const id = objectIdIn(origin, remote.id);
      const [post] = await store.byIds(account.id, id === undefined ? [] : [id]);
      if (post === undefined || post.removedAt !== null) return { state: "gone" };
      return shownAs(post.text, linked(message));
    },
    health: async (_net, account) => healthOf(origin, account),
  };
}

function published(origin: string, post: FediverseObject): Published {
  const address = addresses(origin).object(post.id);
  const { publishedAt, editedAt, removedAt, body } = post;
  return {
    id: address,
    url: address,
    native: { id: address, publishedAt, editedAt, removedAt, note: JSON.parse(body) },
  };
}

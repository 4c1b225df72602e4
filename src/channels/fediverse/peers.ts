import { z } from "zod";
import type { Follower } from "./followers.ts";
import { documentAt, type Outside } from "./outside.ts";
import type { RequestKey } from "./signing.ts";

const actor = z.object({
  id: z.string(),
  type: z.union([z.string(), z.array(z.string())]),
  inbox: z.string(),
  preferredUsername: z.string().max(200).optional(),
  name: z.string().max(2_000).nullish(),
  endpoints: z.object({ sharedInbox: z.string().nullish() }).nullish(),
});

/** Somebody on another server: what is needed to write to them and to say who they are. */
export interface Peer extends Follower {
  handle: string;
  displayName: string;
}

type Signer = () => Promise<RequestKey | undefined>;

/** Who that is, by their own server. Throws where it says something else, or nothing. */
export async function peerAt(outside: Outside, address: string, signer: Signer): Promise<Peer> {
  const { document } = await documentAt(outside, address, signer);
  const told = actor.parse(document);
  const { host } = new URL(told.id);
  // A document may name no actor and no inbox of another server.
  if (told.id !== address.split("#", 1)[0] || new URL(told.inbox).host !== host)
    throw new TypeError(`${address} is not the actor that it says it is`);
  const shared = told.endpoints?.sharedInbox;
  const deliverTo = shared && new URL(shared).host === host ? shared : told.inbox;
  const name = told.preferredUsername ?? new URL(told.id).pathname.split("/").at(-1) ?? "";
  return {
    actor: told.id,
    inbox: told.inbox,
    deliverTo,
    host,
    handle: `${name}@${host}`,
    displayName: told.name || name,
  };
}

const note = z.object({ id: z.string(), attributedTo: z.string() });

/** Who wrote a note of another server. */
export async function authorOf(outside: Outside, address: string, signer: Signer): Promise<Peer> {
  const { document } = await documentAt(outside, address, signer);
  const { id, attributedTo } = note.parse(document);
  if (new URL(id).host !== new URL(attributedTo).host)
    throw new TypeError(`${address} is said to be by somebody of another server`);
  return peerAt(outside, attributedTo, signer);
}

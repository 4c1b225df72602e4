import type { Capabilities } from "../capabilities.ts";

const kinds = ["posts", "comments", "messages"] as const;
const changes = ["edits", "deletions"] as const;
type Kind = (typeof kinds)[number];
export type Untold =
  | Kind
  | `${Kind}-${(typeof changes)[number]}`
  /** Told to no program like this one; only the encrypted ones are not; this account's consent does not cover them. */
  | `messages-${"untold" | "encrypted" | "unconsented"}`;

/** By the last check of an account's health (`Health.untold`), in SQL; `c` is the row of its channel. */
export const withoutMessages = `coalesce(c.health->'untold' ? 'messages', false)`;

type Told = Pick<Capabilities, "changes" | "messages">;

/**
 * What is never learnt of an account: kinds of items that are not read, and of the others what became of them.
 * `isWithoutMessages`: the network said that this account's consent does not cover them.
 */
export function untoldOf({ changes: told, messages }: Told, isWithoutMessages = false): Untold[] {
  // Nothing can change there, or nothing is read at all.
  if (!told || Object.keys(told).length === 0) return [];
  return kinds.flatMap((kind): Untold[] => {
    const known: readonly string[] | undefined = told[kind];
    if (kind === "messages" && isWithoutMessages) return ["messages-unconsented"];
    if (!known) return kind === "messages" ? unreadMessages(messages) : unread(kind);
    const of = changes.flatMap((one): Untold[] => (known.includes(one) ? [] : [`${kind}-${one}`]));
    return kind === "messages" && messages === "encrypted" ? [...of, "messages-encrypted"] : of;
  });
}

function unread(kind: Kind): Untold[] {
  return kind === "posts" ? [] : [kind];
}

function unreadMessages(messages: Told["messages"]): Untold[] {
  if (messages === "none") return [];
  return messages === "untold" ? ["messages-untold"] : ["messages"];
}

import type { Capabilities } from "../capabilities.ts";

const kinds = ["posts", "comments", "messages"] as const;
const changes = ["edits", "deletions"] as const;
type Kind = (typeof kinds)[number];
export type Untold = Kind | `${Kind}-${(typeof changes)[number]}`;

/** What is never learnt of an account: kinds of items that are not read, and of the others what became of them. */
export function untoldOf({ changes: told }: Pick<Capabilities, "changes">): Untold[] {
  // Nothing can change there, or nothing is read at all.
  if (!told || Object.keys(told).length === 0) return [];
  return kinds.flatMap((kind): Untold[] => {
    const known: readonly string[] | undefined = told[kind];
    if (!known) return kind === "posts" ? [] : [kind];
    return changes.flatMap((one): Untold[] => (known.includes(one) ? [] : [`${kind}-${one}`]));
  });
}

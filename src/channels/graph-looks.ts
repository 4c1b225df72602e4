import type { Asked, Looked } from "./inbound.ts";
import type { Answer } from "./exchange.ts";
import { listField, textField } from "./exchange.ts";
import { isGone } from "./graph.ts";
import { SendError } from "./send-error.ts";

export type GraphAsk = (path: string, query: Readonly<Record<string, string>>) => Promise<Answer>;

export interface GraphLooking {
  ask: GraphAsk;
  fields: string | ((asked: Asked) => string);
  /** What an answer tells; undefined for what is not ours to keep. */
  read(body: unknown, asked: Asked): Omit<Looked, "remoteId" | "state"> | undefined;
  /** The lists, as paths, that an item would stand in; an item that stands in none is never called gone. */
  lists(asked: Asked): readonly string[];
}

/**
 * One by one, for a batch fails whole. Graph has one error for what is gone and for what the account may not see (100,
 * 33): gone is what has that error while the list that it stood in is told to the account, without it.
 */
export async function lookInGraph(
  all: readonly Asked[],
  { ask, fields, read, lists }: GraphLooking,
): Promise<Looked[]> {
  const looked: Looked[] = [];
  const missing: Asked[] = [];
  for (const asked of all) {
    const { remoteId } = asked;
    const wanted = typeof fields === "string" ? fields : fields(asked);
    const asking = ask(`/${encodeURIComponent(remoteId)}`, { fields: wanted });
    const body = await asking.then((answer) => answer.body, unless(isGone));
    if (body === undefined) missing.push(asked);
    else {
      const told = read(body, asked);
      if (told) looked.push({ remoteId, state: "there", ...told });
    }
  }
  const told = new Map<string, Set<string> | undefined>();
  const gone = new Set<string>();
  // What stands under something comes after it: with a post its comments are gone.
  for (const asked of missing.toSorted((a, b) => depth(a) - depth(b))) {
    if (gone.has(asked.inReplyTo ?? "") || (await isProved(asked))) gone.add(asked.remoteId);
  }
  return [...looked, ...[...gone].map((remoteId): Looked => ({ remoteId, state: "gone" }))];

  async function isProved(asked: Asked): Promise<boolean> {
    for (const path of lists(asked)) {
      if (!told.has(path)) told.set(path, await idsIn(ask, path));
      const ids = told.get(path);
      if (ids) return !ids.has(asked.remoteId);
    }
    return false;
  }
}

function depth({ inReplyTo }: Asked): number {
  return inReplyTo === undefined ? 0 : 1;
}

async function idsIn(ask: GraphAsk, path: string): Promise<Set<string> | undefined> {
  const answer = await ask(path, { fields: "id", limit: "100" }).catch(unless(isNoForNow));
  return answer && new Set(listField(answer.body, "data").map((each) => textField(each, "id")));
}

/** A no about this list alone proves nothing; it is no reason to end the turn. */
function isNoForNow(error: unknown): boolean {
  return error instanceof SendError && (error.class === "refused" || error.class === "expired");
}

function unless(isExpected: (error: unknown) => boolean): (error: unknown) => undefined {
  return (error) => {
    if (!isExpected(error)) throw error;
    return undefined;
  };
}

import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Block } from "./block.ts";
import { beginningWith, compileQuery, knowWords, stemmedIn, type Compiled } from "./compiling.ts";
import { readQuery, type Understood } from "./language.ts";
import type { SearchQuery } from "./query.ts";
import { taggedLeaves } from "./tagging.ts";
import { reachOf, type Reach } from "./tail.ts";
import { fieldTerm, mediaTerm } from "./terms.ts";

/** What another slice knows of records and a search may ask for: a legal hold, a comment that is hidden. */
export interface Mark {
  /** Which of these records bear it. */
  among(tx: TxCtx, ids: readonly string[]): Promise<ReadonlySet<string>>;
}
export type MarkName = "hold" | "hidden";
export type Marks = Partial<Record<MarkName, Mark>> & {
  beats?: {
    /** Which of these records are about which beat, by its id. */
    of(tx: TxCtx, ids: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  };
};

/** A search, ready to be run over blocks from the newest to the oldest. */
export interface Plan {
  understood: Understood;
  /** By words alone: what a text is held against. */
  words: Compiled | undefined;
  /** Words and filing. */
  whole: Compiled;
  reach: Reach;
  blocks: readonly Block[];
  /** What only a record's row tells. */
  times: Times;
  marks: readonly { mark: Mark; isWanted: boolean }[];
}

/** Instants as rows have them: RFC 3339, UTC, microseconds. */
type Times = Partial<Record<"from" | "until" | "occurredFrom" | "occurredUntil", string>>;

/** Reads the query and finds out what each part of it stands for. Refuses what cannot be read. */
export async function planSearch(tx: TxCtx, query: SearchQuery, marks: Marks): Promise<Plan> {
  const understood = readQuery(query.words ?? "");
  if (understood.isOnlyNot && !hasFilter(query))
    throw new Refusal(
      "only-exclusions",
      "Say also what to find: a search that only leaves words out finds everything else.",
    );
  const times = timesOf(query);
  const { node } = understood;
  // The database is asked both at once.
  const [reach] = await Promise.all([
    reachOf(tx, node ? stemmedIn(node) : []),
    node && knowWords(tx, node),
  ]);
  const words = node && (await compileQuery(tx, node, reach));
  const parts = [...(words ? [words] : []), ...(await filingOf(tx, query, times, reach))];
  return {
    understood,
    words,
    whole: { kind: "and", parts },
    reach,
    blocks: await blocksOf(tx, reach, query.before, times),
    times,
    marks: marksOf(query, marks),
  };
}

function hasFilter({ words: _words, before: _before, ...rest }: SearchQuery): boolean {
  return Object.values(rest).some((value) => value !== undefined && value !== "");
}

function marksOf(query: SearchQuery, marks: Marks) {
  const { beat: beatId } = query;
  const asked: [name: string, mark: Mark | undefined, isWanted: boolean | undefined][] = [
    ["hold", marks.hold, query.hold],
    ["hidden", marks.hidden, query.hidden],
    [
      "beat",
      beatId === undefined ? undefined : aboutBeat(marks, beatId),
      beatId === undefined ? undefined : true,
    ],
  ];
  return asked.flatMap(([name, mark, isWanted]) => {
    if (isWanted === undefined) return [];
    if (!mark)
      throw new Refusal("bad-search", `${name}: this installation cannot tell which records are.`);
    return [{ mark, isWanted }];
  });
}

function aboutBeat({ beats }: Marks, beatId: string): Mark | undefined {
  if (!beats) return undefined;
  return { among: async (tx, ids) => (await beats.of(tx, ids)).get(beatId) ?? new Set() };
}

async function filingOf(
  tx: TxCtx,
  query: SearchQuery,
  times: Times,
  { tail }: Reach,
): Promise<Compiled[]> {
  const parts: Compiled[] = [];
  const one = (term: string) => parts.push({ kind: "word", terms: new Set([term]) });
  if (query.kind)
    parts.push({
      kind: "word",
      terms: await beginningWith(tx, tail, fieldTerm("kind", query.kind)),
    });
  if (query.channelId) one(fieldTerm("channel", query.channelId));
  if (query.personId) one(fieldTerm("person", query.personId));
  if (query.direction) one(fieldTerm("direction", query.direction));
  if (query.hasMedia) one(mediaTerm);
  if (query.hasMedia === false)
    parts.push({ kind: "not", part: { kind: "word", terms: new Set([mediaTerm]) } });
  if (query.tag) parts.push({ kind: "leaves", leaves: await taggedLeaves(tx, query.tag, tail) });
  const days = await daysOf(tx, times, tail);
  if (days) parts.push({ kind: "word", terms: days });
  return parts;
}

/** The days between two instants on which anything happened; the row itself decides at the edges. */
async function daysOf(
  tx: TxCtx,
  { occurredFrom: from, occurredUntil: until }: Times,
  tail: Reach["tail"],
) {
  if (from === undefined && until === undefined) return undefined;
  const low = fieldTerm("day", from?.slice(0, 10) ?? "");
  const high = fieldTerm("day", until?.slice(0, 10) ?? "\u{10FFFF}");
  const rows = await tx.tx.raw<{ term: string }>(
    "select term from archive_words where agency_id = $1 and term >= $2 and term <= $3",
    [agencyOf(tx), low, high],
  );
  const recent = tail.beginningWith(":day=").filter((term) => term >= low && term <= high);
  return new Set([...rows.map(({ term }) => term), ...recent]);
}

function timesOf(query: SearchQuery): Times {
  const names = ["from", "until", "occurredFrom", "occurredUntil"] as const;
  const times: Times = {};
  for (const name of names) {
    const at = query[name];
    if (at !== undefined) times[name] = stamp(Temporal.Instant.from(at));
  }
  return times;
}

/** The blocks that a search has to look at, the newest first. */
async function blocksOf(
  tx: TxCtx,
  reach: Reach,
  before: number | undefined,
  { from, until }: Times,
): Promise<readonly Block[]> {
  const blocks = reach.blocks.filter(({ first }) => before === undefined || first < before);
  if (from === undefined && until === undefined) return blocks;
  const rows = await tx.tx.raw<{ block: number }>(
    `select block::float8 from archive_blocks where agency_id = $1
       and ($2::timestamptz is null or until_at >= $2::timestamptz)
       and ($3::timestamptz is null or from_at <= $3::timestamptz)`,
    [agencyOf(tx), from ?? null, until ?? null],
  );
  const within = new Set(rows.map(({ block }) => block));
  return blocks.filter(({ block }) => within.has(block));
}

import { auditLook, authorize } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { DocSet } from "./doc-set.ts";
import type { BlockHits } from "./block-hits.ts";
import { sureHits } from "./finding.ts";
import { unpackPlaces } from "./packing.ts";
import { planSearch, type MarkName, type Marks, type Plan } from "./plan.ts";
import { asked, type SearchQuery } from "./query.ts";
import { allTaggedLeaves } from "./tagging.ts";

const countedMax = limit(
  "archive.counted",
  10_000,
  "records",
  "counted for the numbers beside a search; beyond it they are of the newest ones",
);
const markedAtOnce = 1_000;

const markNames = ["hold", "hidden"] as const;
const fields = ["kind", "channel", "person", "direction", "month"] as const;
type FieldName = (typeof fields)[number];
export interface Count {
  value: string;
  count: number;
}
export type Facets = Record<FieldName, Count[]> & {
  /** Of the records found, or where `isCapped` of so many of the newest. */
  total: number;
  isCapped: boolean;
  media: number;
  tags: Count[];
  /** By the beat's id; of a record about two beats in both. */
  beats: Count[];
  /** Only those that this installation can tell. */
  marks: { name: MarkName; count: number }[];
};

/**
 * How a search's results divide: by kind, channel, person, direction, month, media, tag, beat, hold and hidden. Beyond
 * `archive.counted` results the newest are counted, and said to be. Audited like the search.
 */
export async function facetsOf(ctx: Ctx, query: SearchQuery, marks: Marks = {}): Promise<Facets> {
  return transact(ctx, async (tx) => {
    authorize(tx, "archive.search");
    const plan = await planSearch(tx, query, marks);
    const tags = await allTaggedLeaves(tx, plan.reach.tail);
    const counts = new Map<string, number>();
    const places: number[] = [];
    let total = 0;
    const filing = new Filing(tx, plan);
    for await (const found of sureHits(tx, plan, countedMax)) {
      const docs = newest(found.docs, countedMax - total);
      total += found.docs.count();
      for (const place of docs.newestFirst()) places.push(found.block.first + place);
      for (const [term, its] of await filing.at(found)) {
        const count = its.and(docs).count();
        if (count > 0) counts.set(term, (counts.get(term) ?? 0) + count);
      }
    }
    const isCapped = total > countedMax;
    await auditLook(tx, { kind: "archive", id: "search" }, "counted in the archive", {
      ...asked(query),
      found: Math.min(total, countedMax),
      isCapped,
    });
    const ids = await idsAt(tx, plan.reach.tail, places);
    return {
      total: Math.min(total, countedMax),
      isCapped,
      ...divided(counts),
      media: counts.get(":media=yes") ?? 0,
      tags: tagCounts(tags, places),
      ...(await markCounts(tx, marks, ids)),
    };
  });
}

function newest(docs: DocSet, max: number): DocSet {
  if (docs.count() <= max) return docs;
  const some: number[] = [];
  for (const place of docs.newestFirst()) {
    if (some.length >= max) break;
    some.push(place);
  }
  return DocSet.of(docs.size, some.reverse());
}

/** What the records of a block are filed under; days are too many, and nobody asks for them so. */
class Filing {
  readonly #tx: TxCtx;
  readonly #plan: Plan;
  /** Of the block that was asked for last: its stretches come one after another. */
  #last: { block: number; docs: [string, DocSet][] } | undefined;

  constructor(tx: TxCtx, plan: Plan) {
    this.#tx = tx;
    this.#plan = plan;
  }

  async at({ block: { block, size }, at, isTail }: BlockHits): Promise<[string, DocSet][]> {
    if (isTail) return this.#inTail(size);
    if (this.#last?.block !== block) this.#last = { block, docs: await this.#inBlock(block) };
    return this.#last.docs.map(([term, docs]) => [term, docs.slice(at, size)]);
  }

  #inTail(size: number): [string, DocSet][] {
    const { builder } = this.#plan.reach.tail;
    return [...builder.terms()]
      .filter((term) => term.startsWith(":") && !term.startsWith(":day="))
      .map((term) => [term, builder.docs(term) ?? DocSet.none(size)]);
  }

  async #inBlock(name: number): Promise<[string, DocSet][]> {
    const size = this.#plan.blocks.find(({ block }) => block === name)?.size ?? 0;
    const rows = await this.#tx.tx.raw<{ term: string; docs: Buffer }>(
      `select term, docs from archive_terms where agency_id = $1 and block = $2
         and term = any(array(select w.term from archive_words w where w.agency_id = $1
           and (w.term >= ':' and w.term < ':day=' or w.term >= ':direction=' and w.term < ';')))`,
      [agencyOf(this.#tx), name],
    );
    return rows.map(({ term, docs }) => [term, unpackPlaces(docs, size)]);
  }
}

function divided(counts: ReadonlyMap<string, number>): Record<FieldName, Count[]> {
  const of = (field: FieldName): Count[] =>
    [...counts]
      .filter(([term]) => term.startsWith(`:${field}=`))
      .map(([term, count]) => ({ value: term.slice(field.length + 2), count }))
      .sort((a, b) => (field === "month" ? (a.value < b.value ? 1 : -1) : b.count - a.count));
  return {
    kind: of("kind"),
    channel: of("channel"),
    person: of("person"),
    direction: of("direction"),
    month: of("month"),
  };
}

function tagCounts(tags: ReadonlyMap<string, ReadonlySet<number>>, places: readonly number[]) {
  return [...tags]
    .map(([value, leaves]) => ({ value, count: places.filter((one) => leaves.has(one)).length }))
    .filter(({ count }) => count > 0);
}

/** What other slices know of the records found, some of them at a time. */
async function markCounts(
  tx: TxCtx,
  { beats, ...marks }: Marks,
  ids: readonly string[],
): Promise<Pick<Facets, "marks" | "beats">> {
  const counted = new Map<MarkName, number>();
  const inBeats = new Map<string, number>();
  for (let at = 0; at < ids.length; at += markedAtOnce) {
    const some = ids.slice(at, at + markedAtOnce);
    for (const name of markNames) {
      const bearing = await marks[name]?.among(tx, some);
      if (bearing) counted.set(name, (counted.get(name) ?? 0) + bearing.size);
    }
    for (const [beat, its] of (await beats?.of(tx, some)) ?? [])
      inBeats.set(beat, (inBeats.get(beat) ?? 0) + its.size);
  }
  return {
    marks: [...counted].map(([name, count]) => ({ name, count })),
    beats: [...inBeats]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count),
  };
}

async function idsAt(
  tx: TxCtx,
  tail: Plan["reach"]["tail"],
  places: readonly number[],
): Promise<string[]> {
  const rows = await tx.tx.raw<{ id: string }>(
    "select id from archive_leaves where agency_id = $1 and leaf = any($2::bigint[])",
    [agencyOf(tx), places.filter((place) => place < tail.first)],
  );
  const recent = places.flatMap((place) => tail.docs[place - tail.first]?.id ?? []);
  return [...rows.map(({ id }) => id), ...recent];
}

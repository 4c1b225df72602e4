import { setImmediate } from "node:timers/promises";
import { auditLook, authorize } from "#agency";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { described } from "../records.ts";
import { newestHits, type Hit } from "./finding.ts";
import { blockSize, indexTurn } from "./indexing.ts";
import { planSearch, type Marks, type Plan } from "./plan.ts";
import { passageOf } from "./passage.ts";
import { asked, type SearchQuery } from "./query.ts";
import { tagsOf, type Tag } from "./tagging.ts";
import { toldQuery } from "./understood.ts";

const pageMax = limit("archive.page", 50, "records", "one page of results");
const textMax = 600;
const shortBytes = 64 * 1024;
const turnsMax = 2;

/** Full text and filters, newest first. Every search is audited with its words. */
export async function searchArchive(ctx: Ctx, query: SearchQuery, marks: Marks = {}) {
  for (let turn = 0; ; turn++) {
    const found = await transact(ctx, (tx) => search(tx, query, marks, turn < turnsMax), {
      plansOnce: true,
    });
    if (found !== "behind") return { ...found, results: await found.results };
    // Where no worker keeps the index, at the command line and in tests, whoever searches brings it on a little.
    await indexTurn(ctx);
  }
}

async function search(tx: TxCtx, query: SearchQuery, marks: Marks, mayIndex: boolean) {
  authorize(tx, "archive.search");
  const plan = await planSearch(tx, query, marks);
  const { covered, total, tail } = plan.reach;
  if (mayIndex && total - tail.first >= 2 * blockSize) return "behind";
  const bounds = { before: query.before, max: pageMax + 1 };
  const { hits, stoppedAt } = await newestHits(tx, plan, bounds, kept);
  const page = hits.slice(0, pageMax);
  const [tags, texts] = await Promise.all([
    tagsOf(
      tx,
      page.map(({ row }) => row.id),
    ),
    // Opened when the database has its questions, while it answers them.
    setImmediate().then(() => page.map(({ text }) => text())),
    auditLook(tx, { kind: "archive", id: "search" }, "searched the archive", {
      ...asked(query),
      found: page.length,
      hasMore: hits.length > pageMax || stoppedAt !== undefined,
    }),
  ]);
  const found = {
    next: (hits.length > pageMax ? page.at(-1)?.place : stoppedAt)?.toString(),
    understood: toldQuery(plan.understood),
    reach: { covered, total },
  };
  // The database makes the trace in the audit trail durable while the passages are made.
  return { ...found, results: setImmediate().then(() => told(plan, page, texts, tags)) };
}

/** Bodies are opened later, but a long one at once: the text is all that a page of results needs of it. */
function kept({ row, text, ...hit }: Hit): Hit {
  if (row.sealed.length <= shortBytes) return { ...hit, row, text };
  const words = text();
  return { ...hit, row: { ...row, sealed: Buffer.alloc(0) }, text: () => words };
}

function told(
  { words }: Plan,
  page: readonly Hit[],
  texts: readonly string[],
  tags: ReadonlyMap<string, Tag[]>,
) {
  return page.map(({ row }, at) => {
    const text = texts[at] ?? "";
    return {
      ...described(row),
      text: text.slice(0, textMax),
      hasMedia: row.media_count > 0,
      passage: passageOf(words, text),
      tags: tags.get(row.id) ?? [],
    };
  });
}

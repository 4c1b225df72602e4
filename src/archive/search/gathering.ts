import { auditLook, authorize } from "#agency";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import type { Subject } from "#platform/events.ts";
import { Refusal } from "#platform/refusal.ts";
import { pagesOfIds } from "../opened-pages.ts";
import { described, textPart } from "../records.ts";
import type { Compiled } from "./compiling.ts";
import { newestHits, sureHits, type Hit } from "./finding.ts";
import { planSearch, type Marks, type Plan } from "./plan.ts";
import { asked, type SearchQuery } from "./query.ts";
import { leavesOf } from "./tagging.ts";
import { destroyedTerm } from "./terms.ts";

const atOnce = 500;

/** A record as a set holds it: what it is known by, and what makes it like others. */
export interface Gathered {
  id: string;
  capturedAt: string;
  /** SHA-256 (hex) of its words; of its own id where it has none, so that it is like no other. */
  sameText: string;
  /** What it is about: records of one thing are one thread. */
  thread: string;
}

/**
 * How many records a search finds, those left out whose words were destroyed; at most one more than `max`, and not further
 * than that. Audited with its words.
 */
export async function countRecords(
  tx: TxCtx,
  query: SearchQuery,
  { except, max, marks = {} }: Bounds,
): Promise<number> {
  authorize(tx, "archive.search");
  const plan = await standing(tx, query, except, marks);
  let found = 0;
  for await (const { docs } of sureHits(tx, plan, max)) found += docs.count();
  found = Math.min(found, max + 1);
  await auditLook(tx, { kind: "archive", id: "search" }, "counted in the archive", {
    ...asked(query),
    found,
  });
  return found;
}

interface Bounds {
  /** Whatever is searched for names itself in every word. */
  except: Subject;
  max: number;
  marks?: Marks;
}

/** Everything that a search finds, oldest first, at most `max` and one more. Audited with its words. */
export async function gatherRecords(
  tx: TxCtx,
  query: SearchQuery,
  { except, max, marks = {} }: Bounds,
): Promise<Gathered[]> {
  authorize(tx, "archive.search");
  const plan = await standing(tx, query, except, marks);
  const gathered: Gathered[] = [];
  for (let before: number | undefined; gathered.length <= max;) {
    const left = Math.min(atOnce, max + 1 - gathered.length);
    const { hits, stoppedAt } = await newestHits(tx, plan, { before, max: left }, gatheredOf);
    gathered.push(...hits.map(({ one }) => one));
    before = stoppedAt ?? hits.at(-1)?.place;
    if (stoppedAt === undefined && hits.length < left) break;
  }
  await auditLook(tx, { kind: "archive", id: "search" }, "gathered records from the archive", {
    ...asked(query),
    found: gathered.length,
  });
  return gathered.reverse();
}

function gatheredOf({ place, row, text }: Hit): { place: number; one: Gathered } {
  const words = text();
  const one = {
    id: row.id,
    capturedAt: row.captured_at,
    sameText: sha256(words === "" ? row.id : words).toString("hex"),
    thread: `${row.subject_kind}:${row.subject_id}`,
  };
  return { place, one };
}

/**
 * Without what was destroyed, and without the records of whatever is searched for. A set that is to be complete is not
 * taken from an index that is not.
 */
async function standing(
  tx: TxCtx,
  query: SearchQuery,
  except: Subject,
  marks: Marks,
): Promise<Plan> {
  const plan = await planSearch(tx, query, marks);
  const { covered, total } = plan.reach;
  if (covered < total)
    throw new Refusal(
      "index-incomplete",
      `The archive's index is being made: ${Math.floor((100 * covered) / total)} % is done. Ask again in some minutes, so that nothing is missed.`,
      { status: 409 },
    );
  const leaves = await leavesOfSubject(tx, plan, except);
  const out: Compiled[] = [
    { kind: "word", terms: new Set([destroyedTerm]) },
    { kind: "leaves", leaves },
  ];
  const whole: Compiled = {
    kind: "and",
    parts: [plan.whole, ...out.map((part): Compiled => ({ kind: "not", part }))],
  };
  return { ...plan, whole };
}

async function leavesOfSubject(tx: TxCtx, plan: Plan, { kind, id }: Subject): Promise<number[]> {
  const rows = await tx.tx.raw<{ id: string }>(
    "select id from archive_records where agency_id = $1 and subject_kind = $2 and subject_id = $3",
    [agencyOf(tx), kind, id],
  );
  return leavesOf(
    tx,
    plan.reach.tail,
    rows.map((row) => row.id),
  );
}

/**
 * The words of some records, with what they are; of each at most the first `max` UTF-16 units, and how many there are.
 * Whoever calls has them audited as what they are read for.
 */
export async function recordTexts(tx: TxCtx, ids: readonly string[], max = Infinity) {
  const told = [];
  for await (const { rows, open } of pagesOfIds(tx, ids, "all"))
    for (const row of rows) {
      const text = textPart(open(row).parts, "text");
      told.push({ ...described(row), text: beginning(text, max), textLength: text.length });
    }
  return told;
}

/** A slice would keep the whole text in memory that it is of: this is a copy. */
function beginning(text: string, max: number): string {
  if (text.length <= max) return text;
  return Buffer.from(text.slice(0, max), "utf16le").toString("utf16le");
}

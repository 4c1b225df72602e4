import { setImmediate } from "node:timers/promises";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { fillingPage, isFilled } from "../opened-pages.ts";
import { openBody, listedColumns, listedWith, textPart, type ListedRow } from "../records.ts";
import type { Block } from "./block.ts";
import { lexemesOf } from "./stems.ts";
import { filingTerms, textTerms, type DocTerms } from "./terms.ts";
import { eachToken } from "./tokens.ts";

/** Opening thousands in one go would keep everybody else waiting: after so many records others have their turn. */
const atATime = 64;

export interface IndexRow extends ListedRow {
  media_count: number;
}

const columns = `${listedColumns}, r.media_count`;
const openColumns = `${listedWith("''::bytea")}, r.media_count`;

/**
 * Each record by its whole key, one after another: left to itself the database may read whole months instead, before it
 * has counted what lies in them.
 */
const recordWhere = (more: string) => `cross join lateral (select * from archive_records r
  where r.agency_id = $1 and r.id = l.id and r.captured_at = l.captured_at ${more} offset 0) r`;
const record = recordWhere("");
/** Between two instants the database need not make ready to look into the months before and after. */
const recordWithin = recordWhere(
  "and r.captured_at >= $3::timestamptz and r.captured_at <= $4::timestamptz",
);

/** Texts by their records' ids, known without opening what is sealed. */
export type KnownTexts = ReadonlyMap<string, string>;
const none: KnownTexts = new Map();

/**
 * The first records of some leaves, in the order of the log: as many as may be in memory together. Where all their texts
 * are known, what is sealed is left out.
 */
export async function rowsOfLeaves(
  tx: TxCtx,
  from: number,
  until: number,
  texts: KnownTexts = none,
): Promise<IndexRow[]> {
  const isKnown =
    texts.size > 0 && (await idsOfLeaves(tx, from, until)).every((id) => texts.has(id));
  return tx.tx.raw<IndexRow>(
    fillingPage(
      `select ${isKnown ? openColumns : columns} from archive_leaves l ${record}
       where l.agency_id = $1 and l.leaf >= $2 and l.leaf < $3`,
      "leaf",
    ),
    [agencyOf(tx), from, until],
  );
}

async function idsOfLeaves(tx: TxCtx, from: number, until: number): Promise<string[]> {
  const rows = await tx.tx.raw<{ id: string }>(
    "select id from archive_leaves where agency_id = $1 and leaf >= $2 and leaf < $3",
    [agencyOf(tx), from, until],
  );
  return rows.map(({ id }) => id);
}

/**
 * Records by their ids and when they were captured, in the order in which they are given; a page at a time, as long as
 * bodies may be.
 */
export async function* rowsOfIds(
  tx: TxCtx,
  ids: readonly string[],
  times: readonly string[],
): AsyncGenerator<IndexRow[]> {
  for (let at = 0; at < ids.length;) {
    const rows = await tx.tx.raw<IndexRow & { place: number }>(
      fillingPage(
        `select ${columns}, l.place::int as place from (select w.id, w.captured_at, w.place,
           (select n.leaf from archive_leaves n where n.agency_id = $1 and n.id = w.id limit 1) as leaf
         from unnest($2::uuid[], $3::timestamptz[]) with ordinality w(id, captured_at, place)) l ${record}`,
        "place",
      ),
      [agencyOf(tx), ids.slice(at), times.slice(at)],
    );
    yield rows;
    if (!isFilled(rows)) return;
    at += rows.at(-1)?.place ?? ids.length;
  }
}

/**
 * Records of some leaves, the newest first; a page at a time, as long as bodies may be. They are looked for between the
 * instants of `times`, and everywhere as soon as one is not found there: times that are wrong hide nothing.
 */
export async function* rowsOfPlaces(
  tx: TxCtx,
  leaves: readonly number[],
  times: Block["times"],
): AsyncGenerator<IndexRow[]> {
  for (let left = leaves, within = times; left.length > 0;) {
    const rows = await tx.tx.raw<IndexRow>(
      fillingPage(
        `select ${columns} from archive_leaves l ${recordWithin}
         where l.agency_id = $1 and l.leaf = any($2::bigint[])`,
        "leaf desc",
      ),
      [agencyOf(tx), [...left], ...(within ?? ["-infinity", "infinity"])],
    );
    const last = isFilled(rows) ? (rows.at(-1)?.leaf ?? 0) : 0;
    const isComplete = rows.length === left.filter((leaf) => leaf >= last).length;
    if (within && !isComplete) {
      within = undefined;
      continue;
    }
    yield rows;
    left = left.filter((leaf) => leaf < last);
  }
}

/** What each of these records is found by: its words, opened for it unless they are known, and what it is filed under. */
export async function termsOf(
  tx: TxCtx,
  rows: readonly IndexRow[],
  known: KnownTexts = none,
): Promise<DocTerms[]> {
  const texts: string[] = [];
  for (const [at, row] of rows.entries()) {
    // What was destroyed since has no words, whoever may remember them.
    const text = row.disposition_id === null ? known.get(row.id) : "";
    texts.push(text ?? textPart((await openBody(tx, row)).parts, "text"));
    if (at % atATime === atATime - 1) await setImmediate();
  }
  return termsOfTexts(tx, rows, texts);
}

/** The same of records whose texts are open already. */
export async function termsOfTexts(
  tx: TxCtx,
  rows: readonly IndexRow[],
  texts: readonly string[],
): Promise<DocTerms[]> {
  const words: string[] = [];
  const withSigils: string[][] = [];
  const ends = texts.map((text) => {
    const its: string[] = [];
    eachToken(text, (word, sigil) => {
      words.push(word);
      if (sigil !== "") its.push(sigil + word);
    });
    withSigils.push(its);
    return words.length;
  });
  const lexemes = await lexemesOf(tx, words);
  return rows.map((row, at) => {
    const found = textTerms(lexemes.slice(ends[at - 1] ?? 0, ends[at]), withSigils[at] ?? []);
    found.terms.push(...filingTerms(row));
    return found;
  });
}

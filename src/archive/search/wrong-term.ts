import type { TxCtx } from "#platform/context.ts";
import { isFilled } from "../opened-pages.ts";
import { openerOf, textPart } from "../records.ts";
import { BlockBuilder, isLarge } from "./block.ts";
import { rowsOfBlock } from "./block-rows.ts";
import { lowest } from "./doc-set.ts";
import { packPlaces, placesOf } from "./packing.ts";
import { slotsOf } from "./terms.ts";
import { rowsOfLeaves, termsOfTexts } from "./reading.ts";

const readAtOnce = 1_024;

/** A term that leaves of a block are not found by as they should; they are read once more to name it. */
export async function wrongTerm(
  tx: TxCtx,
  { block, first }: { block: number; first: number },
  from: number,
  until: number,
): Promise<string> {
  const size = isLarge({ block, first }) ? "large" : "small";
  const rowsMade = (await blockOf(tx, from, until)).packed(size);
  const made = new Map(rowsMade.map(({ term, docs }) => [term, docs]));
  for await (const rows of rowsOfBlock(tx, block))
    for (const { term, docs } of rows) {
      const slots = slotsOf(term);
      const places = placesOf(docs);
      const start = (from - first) * slots;
      const its = places.slice(lowest(places, start), lowest(places, (until - first) * slots));
      const kept = packPlaces(
        its.map((place) => place - start),
        (until - from) * slots,
      );
      const wanted = made.get(term);
      made.delete(term);
      if (wanted ? !kept.equals(wanted) : its.length > 0) return term;
    }
  return [...made.keys()].sort()[0] ?? "";
}

/** What leaves beside one another are found by, whatever of them is missing. */
async function blockOf(tx: TxCtx, from: number, until: number): Promise<BlockBuilder> {
  const builder = new BlockBuilder();
  const passOver = (leaf: number) => {
    while (from + builder.size < leaf) builder.add({ terms: [], heaps: [] });
  };
  for (let at = from; at < until;) {
    const rows = await rowsOfLeaves(tx, at, Math.min(until, at + readAtOnce));
    const open = await openerOf(tx);
    const terms = await termsOfTexts(
      tx,
      rows,
      rows.map((row) => textOr(() => textPart(open(row).parts, "text"))),
    );
    for (const [nth, row] of rows.entries()) {
      passOver(row.leaf ?? 0);
      builder.add(terms[nth] ?? { terms: [], heaps: [] });
    }
    at = isFilled(rows) ? (rows.at(-1)?.leaf ?? at) + 1 : at + readAtOnce;
  }
  passOver(until);
  return builder;
}

/** A body that does not open is another check's fault, and holds no words. */
function textOr(open: () => string): string {
  try {
    return open();
  } catch {
    return "";
  }
}

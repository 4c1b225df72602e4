import { agencyOf, type TxCtx } from "#platform/context.ts";
import { instantText } from "../records.ts";
import { BlockBuilder, type Block } from "./block.ts";
import { rowsOfBlock } from "./block-rows.ts";
import { lowest } from "./doc-set.ts";
import { mergedSize } from "./indexing.ts";
import { isSame, joinPlaces, placesOf } from "./packing.ts";
import { termsOfTexts, type IndexRow } from "./reading.ts";
import type { DocTerms } from "./terms.ts";

interface Opened {
  leaf: number;
  row: IndexRow;
  text: string;
}

/** A block with its times as rows have theirs: RFC 3339, UTC, microseconds. */
interface TimedBlock extends Block {
  [column: string]: unknown;
  from: string;
  until: string;
  isWrongTime?: boolean;
}

/**
 * Makes every block of the index anew from the records, while they are read in leaf order for other checks, and holds it
 * against what is kept: a place taken out of it would hide a record from every search, one put in would show it for what it
 * does not say. Names the blocks that differ, and leaves that the blocks pass over.
 */
export class IndexCheck {
  readonly faults: string[] = [];
  #block: TimedBlock | undefined;
  /** Of the block, what was read so far: parts that are full, packed, and the one that is being read. */
  #parts: Map<string, Buffer>[] = [];
  #builder = new BlockBuilder();
  /** The first leaf that is not in a block that was looked at. */
  #next: number;
  /** Up to here there is no block. */
  #asksAt = 0;
  /** Half a million records' terms are too many for the memory of a check: so many are held unpacked. */
  readonly #partSize: number;

  /** From the first leaf of a block. */
  constructor(from: number, partSize = mergedSize) {
    this.#next = from;
    this.#partSize = partSize;
  }

  /** The next records in leaf order, whatever of them is missing. */
  async take(tx: TxCtx, opened: readonly Opened[]): Promise<void> {
    const terms = await termsOfTexts(
      tx,
      opened.map(({ row }) => row),
      opened.map(({ text }) => text),
    );
    for (const [at, { leaf, row }] of opened.entries()) {
      if (leaf >= this.#next && leaf >= this.#asksAt) await this.#begin(tx, leaf);
      if (!this.#block) continue;
      this.#holdTime(this.#block, leaf, row.captured_at);
      this.#passOver(leaf - this.#block.first);
      this.#add(terms[at] ?? { terms: [], heaps: [] });
      if (this.#size() === this.#block.size) await this.#compare(tx, this.#block);
    }
  }

  #size(): number {
    return this.#parts.length * this.#partSize + this.#builder.size;
  }

  /** A search for some days passes over blocks of others: what a block is said to be of must take in all its records. */
  #holdTime(block: TimedBlock, leaf: number, capturedAt: string): void {
    if (block.isWrongTime || (capturedAt >= block.from && capturedAt <= block.until)) return;
    block.isWrongTime = true;
    this.faults.push(
      `index: altered: leaf ${leaf} was captured outside of the time that its block is said to be of`,
    );
  }

  /** Records that are missing hold no words. */
  #passOver(until: number): void {
    while (this.#size() < until) this.#add({ terms: [], heaps: [] });
  }

  #add(terms: DocTerms): void {
    this.#builder.add(terms);
    if (this.#builder.size === this.#partSize) this.#pack();
  }

  #pack(): void {
    this.#parts.push(new Map(this.#builder.packed().map(({ term, docs }) => [term, docs])));
    this.#builder = new BlockBuilder();
  }

  /** What was to come before leaf `until` and did not. */
  async end(tx: TxCtx, until: number): Promise<string[]> {
    await this.#finish(tx, until);
    const [index] = await tx.tx.raw<{ size: number }>(
      "select size::float8 as size from archive_indexes where agency_id = $1",
      [agencyOf(tx)],
    );
    this.#missing(Math.min(index?.size ?? 0, until));
    return this.faults;
  }

  async #finish(tx: TxCtx, until: number): Promise<void> {
    if (!this.#block) return;
    this.#passOver(Math.min(until - this.#block.first, this.#block.size));
    await this.#compare(tx, this.#block);
  }

  /**
   * Blocks are merged while they are looked at: each is asked for when it is its turn, and a part that was merged since
   * then is as good as the whole.
   */
  async #begin(tx: TxCtx, leaf: number): Promise<void> {
    await this.#finish(tx, leaf);
    const [block] = await tx.tx.raw<TimedBlock>(
      `select block::float8, first::float8, size, ${instantText("from_at")} as "from", ${instantText("until_at")} as "until" from archive_blocks
       where agency_id = $1 and first <= $2 and first + size > $2
       order by first = $2 desc, retired_at nulls first, size desc limit 1`,
      [agencyOf(tx), leaf],
    );
    this.#block = block;
    this.#parts = [];
    this.#builder = new BlockBuilder();
    if (block) {
      this.#missing(block.first);
      this.#next = block.first + block.size;
      return;
    }
    const [later] = await tx.tx.raw<{ first: number | null }>(
      "select min(first)::float8 as first from archive_blocks where agency_id = $1 and first > $2",
      [agencyOf(tx), leaf],
    );
    this.#asksAt = later?.first ?? Infinity;
  }

  #missing(until: number): void {
    if (this.#next < until)
      this.faults.push(`index: missing: leaves ${this.#next} to ${until - 1} are in no block`);
  }

  /** Holds a block's rows against what was read; of a block that reaches beyond what was read, their beginnings. */
  async #compare(tx: TxCtx, { block, first, size }: Block): Promise<void> {
    const read = this.#size();
    if (this.#builder.size > 0) this.#pack();
    this.#block = undefined;
    const parts = this.#parts;
    this.#parts = [];
    let wrong: string | undefined;
    for await (const rows of rowsOfBlock(tx, block))
      for (const { term, docs } of rows) {
        const made = this.#joined(parts, term, size);
        const isRight =
          read === size ? isSame(made, docs) : isBeginning(placesOf(made), placesOf(docs), read);
        if (!isRight) wrong ??= term;
      }
    wrong ??= parts.flatMap((part) => [...part.keys()]).sort()[0];
    if (wrong !== undefined)
      this.faults.push(
        `index: altered: leaves ${first} to ${first + size - 1} are not found by the words they hold (“${wrong}”)`,
      );
  }

  /** Takes a term out of the parts, and says where it stands in the whole. */
  #joined(parts: readonly Map<string, Buffer>[], term: string, size: number): Buffer {
    const its = parts.flatMap((part, at) => {
      const docs = part.get(term);
      part.delete(term);
      return docs ? [{ docs, at: at * this.#partSize }] : [];
    });
    const [only] = its;
    return only && parts.length === 1 && size <= this.#partSize ? only.docs : joinPlaces(its, size);
  }
}

function isBeginning(made: readonly number[], kept: readonly number[], until: number): boolean {
  const begin = kept.slice(0, lowest(kept, until));
  return made.length === begin.length && made.every((place, at) => place === begin[at]);
}

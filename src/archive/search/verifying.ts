import { agencyOf, type TxCtx } from "#platform/context.ts";
import { BlockBuilder, type Block } from "./block.ts";
import { termsOfTexts, type IndexRow } from "./reading.ts";

interface Opened {
  leaf: number;
  row: IndexRow;
  text: string;
}

/**
 * Makes every block of the index anew from the records, while they are read in leaf order for other checks, and holds it
 * against what is kept: a place taken out of it would hide a record from every search, one put in would show it for what it
 * does not say. Names the blocks that differ, and leaves that the blocks pass over.
 */
export class IndexCheck {
  readonly faults: string[] = [];
  #block: Block | undefined;
  #builder = new BlockBuilder();
  /** The first leaf that is not in a block that was looked at. */
  #next: number;
  /** Up to here there is no block. */
  #asksAt = 0;

  /** From the first leaf of a block. */
  constructor(from: number) {
    this.#next = from;
  }

  /** The next records in leaf order, whatever of them is missing. */
  async take(tx: TxCtx, opened: readonly Opened[]): Promise<void> {
    const terms = await termsOfTexts(
      tx,
      opened.map(({ row }) => row),
      opened.map(({ text }) => text),
    );
    for (const [at, { leaf }] of opened.entries()) {
      if (leaf >= this.#next && leaf >= this.#asksAt) await this.#begin(tx, leaf);
      if (!this.#block) continue;
      while (this.#builder.size < leaf - this.#block.first)
        this.#builder.add({ terms: [], heaps: [] });
      this.#builder.add(terms[at] ?? { terms: [], heaps: [] });
      if (this.#builder.size === this.#block.size) await this.#compare(tx, this.#block);
    }
  }

  /** What was to come before leaf `until` and did not. */
  async end(tx: TxCtx, until: number): Promise<string[]> {
    if (this.#block) await this.#compare(tx, this.#block);
    const [index] = await tx.tx.raw<{ size: number }>(
      "select size::float8 as size from archive_indexes where agency_id = $1",
      [agencyOf(tx)],
    );
    this.#missing(Math.min(index?.size ?? 0, until));
    return this.faults;
  }

  /**
   * Blocks are merged while they are looked at: each is asked for when it is its turn, and a part that was merged since
   * then is as good as the whole.
   */
  async #begin(tx: TxCtx, leaf: number): Promise<void> {
    const [block] = await tx.tx.raw<Block & Record<string, unknown>>(
      `select block::float8, first::float8, size from archive_blocks
       where agency_id = $1 and first <= $2 and first + size > $2
       order by first = $2 desc, retired_at nulls first, size desc limit 1`,
      [agencyOf(tx), leaf],
    );
    this.#block = block;
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

  async #compare(tx: TxCtx, { block, first, size }: Block): Promise<void> {
    this.#block = undefined;
    const kept = await tx.tx.raw<{ term: string; docs: Buffer }>(
      "select term, docs from archive_terms where agency_id = $1 and block = $2",
      [agencyOf(tx), block],
    );
    const known = new Map(kept.map(({ term, docs }) => [term, docs]));
    const { terms, places } = this.#builder.packed();
    const wrong =
      terms.find((term, at) => !places[at]?.equals(known.get(term) ?? Buffer.alloc(0))) ??
      [...known.keys()].find((term) => !this.#builder.docs(term));
    if (wrong !== undefined)
      this.faults.push(
        `index: altered: leaves ${first} to ${first + size - 1} are not found by the words they hold (“${wrong}”)`,
      );
  }
}

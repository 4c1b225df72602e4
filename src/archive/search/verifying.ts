import { hash, randomBytes } from "node:crypto";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { instantText } from "../records.ts";
import { BlockBuilder, isLarge, type Block } from "./block.ts";
import { rowsOfBlock, type BlockRow } from "./block-rows.ts";
import { lowest } from "./doc-set.ts";
import { mergedSize } from "./indexing.ts";
import { packPlaces, placesOf } from "./packing.ts";
import { termsOfTexts, type IndexRow } from "./reading.ts";
import { slotsOf, type DocTerms } from "./terms.ts";
import { wrongTerm } from "./wrong-term.ts";

/** Bytes of the key of a digest. */
const keySize = 32;

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
  /** Of the block, what was read so far: the digests of parts that are full, and the part that is being read. */
  #parts: bigint[] = [];
  #builder = new BlockBuilder();
  /** The first leaf that is not in a block that was looked at. */
  #next: number;
  /** Up to here there is no block. */
  #asksAt = 0;
  /** Millions of records' terms are too many for the memory of a check: so many are held, of the others digests. */
  readonly #partSize: number;
  readonly #digest = new TermDigest();

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
    let all = 0n;
    const size = this.#block && isLarge(this.#block) ? "large" : "small";
    for (const row of this.#builder.packed(size)) all += this.#digest.of(row);
    this.#parts.push(all);
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
    const made = this.#parts;
    this.#parts = [];
    const kept = made.map(() => 0n);
    let wrong: string | undefined;
    for await (const rows of rowsOfBlock(tx, block))
      for (const { term, docs } of rows) {
        const slots = slotsOf(term);
        const places = placesOf(docs);
        if (!isRising(places, size * slots)) wrong ??= term;
        for (const [part, its] of piecesOf(places, this.#partSize * slots, read * slots))
          kept[part] = (kept[part] ?? 0n) + this.#digest.of({ term, docs: its });
      }
    const part = made.findIndex((digest, at) => digest !== kept[at]);
    if (part >= 0) {
      const from = first + part * this.#partSize;
      const until = Math.min(first + read, from + this.#partSize);
      wrong ??= await wrongTerm(tx, { block, first }, from, until);
    }
    if (wrong !== undefined)
      this.faults.push(
        `index: altered: leaves ${first} to ${first + size - 1} are not found by the words they hold (“${wrong}”)`,
      );
  }
}

/**
 * Of a set of terms with their places the sum of what a key, drawn for this check alone, makes of each: the same in
 * whatever order the database sorts them. Whoever altered a row did not know the key, and so not what to alter besides.
 */
class TermDigest {
  /** The key, and after it what is digested. */
  #bytes = randomBytes(4_096);

  of({ term, docs }: BlockRow): bigint {
    const longest = keySize + 4 + 3 * term.length + 1 + docs.length;
    if (longest > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, keySize)], 2 * longest);
    const bytes = this.#bytes;
    let end = bytes.writeUInt32LE(docs.length, keySize);
    end += bytes.write(term, end);
    // No text of the database has a NUL: here the term ends.
    end = bytes.writeUInt8(0, end);
    end += docs.copy(bytes, end);
    const digest = hash("sha256", bytes.subarray(0, end), "buffer");
    return (digest.readBigUInt64LE(0) << 64n) | digest.readBigUInt64LE(8);
  }
}

/** Whether places are as a search expects them, which reads lists of them by halves. */
function isRising(places: readonly number[], size: number): boolean {
  return places.every((place, at) => place > (places[at - 1] ?? -1) && place < size);
}

/** Rising places below `until`, parted as a check parts a block: packed, each part that has any, with its number. */
function* piecesOf(
  places: readonly number[],
  partSize: number,
  until: number,
): Generator<[part: number, docs: Buffer]> {
  const end = lowest(places, until);
  for (let at = 0; at < end;) {
    const part = Math.floor((places[at] ?? 0) / partSize);
    const start = part * partSize;
    const next = Math.min(end, lowest(places, start + partSize));
    const its = places.slice(at, next).map((place) => place - start);
    yield [part, packPlaces(its, Math.min(partSize, until - start))];
    at = next;
  }
}

import type { PackageRecord } from "./package.ts";

/**
 * Records on their way into packages, one in memory at a time: a package takes from it as many as it
 * holds, and what it leaves waits for the next.
 */
export class RecordQueue {
  readonly #source: AsyncIterator<PackageRecord> | Iterator<PackageRecord>;
  #waiting: PackageRecord | undefined;

  constructor(records: Iterable<PackageRecord> | AsyncIterable<PackageRecord>) {
    this.#source =
      Symbol.asyncIterator in records
        ? records[Symbol.asyncIterator]()
        : records[Symbol.iterator]();
  }

  /** The next record, which stays; undefined at the end. */
  async next(): Promise<PackageRecord | undefined> {
    if (this.#waiting === undefined) {
      const step = await this.#source.next();
      if (step.done !== true) this.#waiting = step.value;
    }
    return this.#waiting;
  }

  /** Takes the one that `next` showed. */
  take(): void {
    this.#waiting = undefined;
  }
}

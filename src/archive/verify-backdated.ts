import { millisecondsOf } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { parseEntry } from "./log/entry.ts";

const slackMs = limit(
  "verify.backdating",
  24 * 60 * 60_000,
  "ms",
  "what was captured while the log's keeper stood still comes into the log late, without a fault",
);
const knownMax = limit(
  "verify.attested-times",
  20_000,
  "times",
  "at which the log's size is known from others; the newest count",
);

interface Known extends Record<string, unknown> {
  size: number;
  at: string;
}

/**
 * Finds entries that claim to be older than the log that others saw without them: whoever holds our keys can write any
 * time into a new entry, but a witness and a time-stamp authority said when the log ended before it.
 */
export class BackDating {
  readonly #known: readonly Known[];
  #next = 0;
  #latestMs = Number.NEGATIVE_INFINITY;
  #latest = "";

  private constructor(known: readonly Known[]) {
    this.#known = known;
  }

  /** With all times that witnesses and authorities gave, by their own clocks. */
  static async open(ctx: Ctx): Promise<BackDating> {
    const known = await read(ctx, (tx) =>
      tx.tx.raw<Known>(
        `select * from (
           select size::float8 as size, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from (
             select size, cosigned_at as at from archive_cosignatures where agency_id = $1
             union all select size, stamped_at from archive_timestamps where agency_id = $1) as said
           order by size desc limit ${knownMax}) as newest order by size`,
        [agencyOf(ctx)],
      ),
    );
    return new BackDating(known);
  }

  /** What is wrong with the time of an entry; asked in the log's order. */
  fault(index: number, entry: Buffer): string | undefined {
    for (; (this.#known[this.#next]?.size ?? Infinity) <= index; this.#next += 1) {
      const at = this.#known[this.#next]?.at ?? "";
      if (millisecondsOf(at) <= this.#latestMs) continue;
      this.#latestMs = millisecondsOf(at);
      this.#latest = at;
    }
    if (this.#latest === "") return undefined;
    const { capturedAt } = parseEntry(entry);
    if (millisecondsOf(capturedAt) >= this.#latestMs - slackMs) return undefined;
    return `back-dated: it says that it was captured at ${capturedAt}, but at ${this.#latest} the log ended before it`;
  }
}

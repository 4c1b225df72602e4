import { buffer as wholeOf } from "node:stream/consumers";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Ctx } from "../context.ts";
import { fence, readable } from "./database.ts";

/**
 * Reads many rows with less work for both sides than a query's answer takes, in which bytes are written as hexadecimal
 * text: for checks that go through a whole archive. On a connection of its own, fenced to the actor's agency, which
 * cannot write.
 */
export class CopyReader implements AsyncDisposable {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(ctx: Ctx): Promise<CopyReader> {
    const client = new pg.Client(ctx.db.options);
    // A dead server surfaces on the next question. Unheard, a client's error would end the process.
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query(
        `set session characteristics as transaction read only; ${fence(ctx, "session")}`,
      );
    } catch (error) {
      await client.end().catch(() => undefined);
      throw readable(error);
    }
    return new CopyReader(client);
  }

  /**
   * What `make` makes of each row of a select, whose columns it reads in their order. The select holds no words from
   * outside, as COPY takes no parameters. All rows are in memory together.
   */
  async rows<Row>(select: string, make: (columns: Columns) => Row): Promise<Row[]> {
    try {
      const copying = copyTo(`copy (${select}) to stdout (format binary)`);
      return rowsIn(await wholeOf(this.#client.query(copying)), make);
    } catch (error) {
      throw readable(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/** Signature, flags and, as 32 bits, the length of what may follow them (PostgreSQL, COPY, "Binary Format"). */
const headSize = 11 + 4 + 4;

function rowsIn<Row>(bytes: Buffer, make: (columns: Columns) => Row): Row[] {
  const rows: Row[] = [];
  const columns = new Columns(bytes, headSize + bytes.readInt32BE(headSize - 4));
  while (columns.begin()) rows.push(make(columns));
  return rows;
}

/** The instant from which PostgreSQL counts microseconds. */
const epochMs = Date.UTC(2000, 0, 1);

/** The columns of one row, each read once, in their order; those at its end may be left. */
export class Columns {
  readonly #bytes: Buffer;
  /** Columns of this row that were not read. */
  #left = 0;
  #from = 0;
  #end: number;
  /** The last instant's whole second, which the next often shares. */
  #second: number | undefined;
  #secondText = "";

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#end = at;
  }

  /** To the next row; false: there is none. */
  begin(): boolean {
    while (this.#left > 0) this.#next();
    this.#left = this.#bytes.readInt16BE(this.#end);
    this.#end += 2;
    return this.#left >= 0;
  }

  /** To the next column; false: it is null. */
  #next(): boolean {
    const size = this.#bytes.readInt32BE(this.#end);
    this.#from = this.#end + 4;
    this.#end = this.#from + Math.max(0, size);
    this.#left -= 1;
    return size >= 0;
  }

  /** A `bytea`; it stays in memory as long as any row of the answer. */
  bytes(): Buffer {
    this.#next();
    return this.#bytes.subarray(this.#from, this.#end);
  }

  text(): string {
    this.#next();
    return this.#bytes.toString("utf8", this.#from, this.#end);
  }

  uuid(): string {
    return this.uuidOrNull() ?? "";
  }

  uuidOrNull(): string | null {
    if (!this.#next()) return null;
    const hex = this.#bytes.toString("hex", this.#from, this.#end);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** An `int4`. */
  integer(): number {
    this.#next();
    return this.#bytes.readInt32BE(this.#from);
  }

  /** An `int8` of at most 2⁵³. */
  bigInteger(): number {
    this.#next();
    return Number(this.#bytes.readBigInt64BE(this.#from));
  }

  /** A `timestamptz` as RFC 3339, UTC, with microseconds; "out of time" where that cannot say it. */
  instant(): string {
    const micros = this.bigInteger();
    const second = Math.floor(micros / 1e6);
    if (second !== this.#second) {
      const date = new Date(epochMs + second * 1_000);
      if (Number.isNaN(date.valueOf())) return "out of time";
      this.#second = second;
      this.#secondText = date.toISOString().slice(0, -".000Z".length);
    }
    return `${this.#secondText}.${String(micros - second * 1e6).padStart(6, "0")}Z`;
  }
}

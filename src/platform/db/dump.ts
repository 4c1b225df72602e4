import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** One picture of all our tables: taken in one snapshot, so that no row points to one that is not there. */
export class Snapshot {
  readonly #client: pg.Client;
  readonly tables: readonly string[];
  readonly migration: string;

  private constructor(client: pg.Client, tables: readonly string[], migration: string) {
    this.#client = client;
    this.tables = tables;
    this.migration = migration;
  }

  static async open(owner: pg.ClientConfig): Promise<Snapshot> {
    const client = new pg.Client(owner);
    await client.connect();
    await client.query("begin isolation level repeatable read read only");
    const { rows } = await client.query<{ name: string }>(
      "select max(name) as name from openbeat_migrations",
    );
    return new Snapshot(client, await tablesOf(client), rows[0]?.name ?? "");
  }

  /** Writes a table in PostgreSQL's binary COPY form. */
  async write(table: string, path: string): Promise<void> {
    await pipeline(
      this.#client.query(copyTo(`copy (select * from ${quoted(table)}) to stdout (format binary)`)),
      createWriteStream(path),
    );
  }

  async close(): Promise<void> {
    await this.#client.query("rollback").catch(() => undefined);
    await this.#client.end();
  }
}

/** Fills empty tables of a database at the same migration, all or nothing. */
export class Refill {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(owner: pg.ClientConfig): Promise<Refill> {
    const client = new pg.Client(owner);
    await client.connect();
    await client.query("begin");
    return new Refill(client);
  }

  async read(table: string, from: AsyncIterable<Uint8Array> | string): Promise<void> {
    if (!(await tablesOf(this.#client)).includes(table))
      throw new Error(`the backup has a table ${table}, which this version does not know`);
    const source = typeof from === "string" ? createReadStream(from) : from;
    await pipeline(
      source,
      this.#client.query(copyFrom(`copy ${quoted(table)} from stdin (format binary)`)),
    );
  }

  async commit(): Promise<void> {
    await this.#client.query("commit");
    await this.#client.end();
  }

  async abandon(): Promise<void> {
    await this.#client.query("rollback").catch(() => undefined);
    await this.#client.end();
  }
}

/** Our tables, partitions left out: they are read and filled through their parent. */
async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('openbeat_migrations', 'dispatchers') order by 1`,
  );
  return rows.map(({ name }) => name);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

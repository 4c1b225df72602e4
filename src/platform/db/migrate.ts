import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export interface Migration {
  name: string;
  sql: string;
  hash: string;
}

const folder = join(import.meta.dirname, "../../../migrations");

function migrationsOnDisk(): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings the database to this version, as its owner. One process at a time: the rest wait on the
 * table's lock. Refuses a database that a newer Openbeat has migrated, and migrations whose text
 * has changed since they ran. Returns the names of those it ran.
 */
export async function migrate(
  owner: pg.ClientConfig,
  migrations: readonly Migration[] = migrationsOnDisk(),
): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(`create table if not exists openbeat_migrations (
      name text primary key, hash text not null, ran_at timestamptz not null default now())`);
    await client.query("begin; lock table openbeat_migrations in exclusive mode");
    const ran = await client.query<{ name: string; hash: string }>(
      "select name, hash from openbeat_migrations order by name",
    );
    const due = whatIsDue(migrations, ran.rows);
    for (const migration of due) await run(client, migration);
    await client.query("commit");
    return due.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

function whatIsDue(
  migrations: readonly Migration[],
  ran: readonly { name: string; hash: string }[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const { name, hash } of ran) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new Error(
        `This database was migrated by a newer Openbeat (${name}). Start that version, or restore a backup made by this one.`,
      );
    }
    if (expected !== hash) throw new Error(`Migration ${name} has changed since it ran here.`);
  }
  const done = new Set(ran.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  for (const statement of migration.sql.split("--> statement-breakpoint")) {
    if (statement.trim() !== "") await client.query(statement);
  }
  await client.query("insert into openbeat_migrations (name, hash) values ($1, $2)", [
    migration.name,
    migration.hash,
  ]);
}

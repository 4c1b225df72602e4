import { mkdtempSync, rmSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/platform/db/embedded.ts";
import { migrate } from "../src/platform/db/migrate.ts";
import { migrateJobs } from "../src/platform/jobs/jobs.ts";
import { silentLog } from "../src/platform/log/log.ts";
import { jobNames } from "../src/slices.ts";

/** One PostgreSQL for a run of tests, with a migrated template that every test file copies. */
export async function startTestDatabase(): Promise<{ folder: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-test-"));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, silentLog);
  const owner = { ...server.owner, database: "template_openbeat" };
  const client = new pg.Client(server.owner);
  await client.connect();
  await client.query("create database template_openbeat");
  await migrate(owner);
  await migrateJobs(owner, jobNames);
  const inside = new pg.Client(owner);
  await inside.connect();
  await inside.query("select archive_make_partitions(current_date, 1)");
  await inside.query(
    "grant usage on schema pgboss to openbeat_app; grant all on all tables in schema pgboss to openbeat_app; grant execute on all functions in schema pgboss to openbeat_app",
  );
  await inside.end();
  await makeHasty(client);
  await client.end();
  return {
    folder: String(server.owner.host),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * What a test stores need not outlive a power cut: copies of the template are made from files, not through the
 * write-ahead log, and nothing waits for the disk. What a killed process must leave whole stays so.
 */
async function makeHasty(client: pg.Client): Promise<void> {
  await client.query("alter system set fsync = off");
  await client.query("alter system set full_page_writes = off");
  await client.query("select pg_reload_conf()");
}

/** A new database that begins as `template`. */
export async function copyDatabase(
  server: pg.PoolConfig,
  name: string,
  template: string,
): Promise<void> {
  await onServer(server, `create database ${name} template ${template} strategy file_copy`);
}

/** One statement outside of any of the tests' own databases. */
export async function onServer(server: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}

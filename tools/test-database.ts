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
  await client.end();
  return {
    folder: String(server.owner.host),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

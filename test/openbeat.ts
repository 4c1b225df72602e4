import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { after } from "node:test";
import { folderBlobs } from "#platform/blobs/blobs.ts";
import { systemClock, type Clock } from "#platform/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import type { ReturnSettings } from "#platform/config/returns.ts";
import { rootKeyOf } from "#platform/crypto/root-key.ts";
import { openVault } from "#platform/crypto/vault.ts";
import { openDatabase } from "#platform/db/database.ts";
import { systemIds } from "#platform/ids.ts";
import type { Installation } from "#platform/installation.ts";
import { openJobs } from "#platform/jobs/jobs.ts";
import { silentLog } from "#platform/log/log.ts";
import { assemble, type Assembly } from "../src/slices.ts";
import { startTestDatabase } from "../tools/test-database.ts";

/** What the file opened, closed after its last test, newest first. */
const closers: (() => Promise<unknown>)[] = [];
after(closeAll);

/** Closes all that was opened, once; whoever is no test calls it by himself. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** Closes something before what was opened earlier. */
export function atEnd(close: () => Promise<unknown>): void {
  closers.push(close);
}

export interface TestBeat {
  assembly: Assembly;
  installation: Installation;
  dataFolder: string;
  /** For a process of its own over the same data. */
  rootKey: Buffer;
}

/** The socket of the run's PostgreSQL; a file run alone starts its own. */
async function serverFolder(): Promise<string> {
  const given = process.env["OPENBEAT_TEST_DATABASE"];
  if (given) return given;
  const own = await startTestDatabase();
  closers.push(() => own.stop());
  return own.folder;
}

/** The whole program over a fresh copy of the migrated database and an empty folder; gone after the file's tests. */
export async function openTestBeat(
  options: {
    clock?: Clock;
    allowPrivate?: string[];
    port?: number;
    pushHosts?: string[];
    pageHosts?: string[];
    fediverseHosts?: string[];
    returns?: ReturnSettings;
  } = {},
): Promise<TestBeat> {
  const host = await serverFolder();
  const admin: pg.PoolConfig = { host, port: 5432, user: "openbeat", database: "postgres" };
  const database = `test_${randomBytes(6).toString("hex")}`;
  await onServer(admin, `create database ${database} template template_openbeat`);
  const dataFolder = mkdtempSync(join(tmpdir(), "openbeat-data-"));
  const owner = { ...admin, database };
  const clock = options.clock ?? systemClock;
  const config = {
    ...readConfig({
      OPENBEAT_DATA: dataFolder,
      OPENBEAT_PORT: String(options.port ?? 0),
      OPENBEAT_ORIGIN: `http://localhost:${options.port ?? 4400}`,
    }),
    allowPrivate: options.allowPrivate ?? [],
    returns: options.returns,
  };
  const db = openDatabase({ ...owner, user: "openbeat_app" });
  const rootKey = randomBytes(32);
  const jobs = openJobs({ ...owner, user: "openbeat_app" }, () => undefined);
  const installation: Installation = {
    config,
    db,
    owner,
    jobs,
    clock,
    log: silentLog,
    ids: systemIds(clock),
    vault: openVault(rootKeyOf(rootKey)),
    blobs: folderBlobs(join(dataFolder, "blobs")),
    async [Symbol.asyncDispose]() {
      await jobs.stop();
      await db.close();
      await onServer(admin, `drop database if exists ${database} with (force)`);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  const assembly = await assemble(installation, {
    setupCode: "test-code",
    pushHosts: options.pushHosts ?? [],
    pageHosts: options.pageHosts ?? [],
    fediverseHosts: options.fediverseHosts ?? [],
  });
  closers.push(
    async () => {
      await installation[Symbol.asyncDispose]();
    },
    async () => {
      await assembly[Symbol.asyncDispose]();
    },
  );
  return { assembly, installation, dataFolder, rootKey };
}

async function onServer(admin: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  await client.query(statement);
  await client.end();
}

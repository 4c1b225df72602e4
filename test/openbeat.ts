import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
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
import { copyDatabase, onServer, startTestDatabase } from "../tools/test-database.ts";

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

let ownServer: Promise<string> | undefined;

/** The socket of the run's PostgreSQL; a file run alone starts its own, once. */
async function serverFolder(): Promise<string> {
  return process.env["OPENBEAT_TEST_DATABASE"] ?? (await (ownServer ??= startOwn()));
}

async function startOwn(): Promise<string> {
  const own = await startTestDatabase();
  closers.push(() => own.stop());
  return own.folder;
}

export interface TestBeatOptions {
  clock?: Clock;
  allowPrivate?: string[];
  port?: number;
  pushHosts?: string[];
  pageHosts?: string[];
  fediverseHosts?: string[];
  returns?: ReturnSettings;
  /** Opened over a copy of this; without it over an empty, migrated database. */
  from?: Lived;
}

/** A world at rest: its database, its folder and the key that opens it. */
export interface Lived {
  database: string;
  dataFolder: string;
  rootKey: Buffer;
}

/** How to reach the run's PostgreSQL as its owner. */
export async function testServer(): Promise<pg.PoolConfig> {
  return { host: await serverFolder(), port: 5432, user: "openbeat", database: "postgres" };
}

/** The whole program over a copy of a database and a folder; gone after the file's tests. */
export async function openTestBeat(options: TestBeatOptions = {}): Promise<TestBeat> {
  const admin = await testServer();
  const database = `test_${randomBytes(6).toString("hex")}`;
  const template = options.from?.database ?? "template_openbeat";
  await copyDatabase(admin, database, template);
  const dataFolder = mkdtempSync(join(tmpdir(), "openbeat-data-"));
  if (options.from) cpSync(options.from.dataFolder, dataFolder, { recursive: true });
  const rootKey = options.from?.rootKey ?? randomBytes(32);
  const { beat, stop } = await openAt({ database, dataFolder, rootKey }, options);
  closers.push(async () => {
    await stop();
    await onServer(admin, `drop database if exists ${database} with (force)`);
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return beat;
}

/** The whole program over what is there; `stop` leaves it as it is then. */
export async function openAt(
  { database, dataFolder, rootKey }: Lived,
  options: Omit<TestBeatOptions, "from">,
): Promise<{ beat: TestBeat; stop(): Promise<void> }> {
  const owner = { ...(await testServer()), database };
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
    },
  };
  const assembly = await assemble(installation, {
    setupCode: "test-code",
    pushHosts: options.pushHosts ?? [],
    pageHosts: options.pageHosts ?? [],
    fediverseHosts: options.fediverseHosts ?? [],
  });
  return {
    beat: { assembly, installation, dataFolder, rootKey },
    async stop() {
      await assembly[Symbol.asyncDispose]();
      await installation[Symbol.asyncDispose]();
    },
  };
}

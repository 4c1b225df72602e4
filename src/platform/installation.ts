import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import { folderBlobs, type BlobStore } from "./blobs/blobs.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import type { Ctx } from "./context.ts";
import { type RootKey, rootKeyFromCommand, rootKeyFromFile } from "./crypto/root-key.ts";
import { keyPlace, openVault, unwraps, type Vault } from "./crypto/vault.ts";
import { openDatabase, type Database } from "./db/database.ts";
import { startEmbedded } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import type { Happenings } from "./events.ts";
import { FolderInUse, lockFolder, type FolderLock } from "./folder-lock.ts";
import { systemIds, type Ids } from "./ids.ts";
import { migrateJobs, openJobs, type JobRunner } from "./jobs/jobs.ts";
import { openLog } from "./log/log.ts";

/** Everything below the slices, open and ready. Disposing it stops what it started. */
export interface Installation extends AsyncDisposable {
  config: Config;
  db: Database;
  owner: pg.PoolConfig;
  jobs: JobRunner;
  blobs: BlobStore;
  vault: Vault;
  clock: Clock;
  ids: Ids;
  log: Logger;
}

/** A sentence for a person at a terminal: shown without a stack. */
export class StartError extends Error {}

/**
 * Opens a data folder: one process at a time, its database up and migrated. `say` hears what takes time.
 */
export async function openInstallation(
  config: Config,
  options: { jobNames: readonly string[]; say?: (what: string) => void; clock?: Clock },
): Promise<Installation> {
  const say = options.say ?? (() => undefined);
  mustBeWritable(config.data);
  const lock = await lockData(config.data);
  const log = openLog(config.logLevel);
  const clock = options.clock ?? systemClock;
  const closers: (() => Promise<unknown>)[] = [() => lock.release()];
  const close = async () => {
    for (const closer of closers.reverse())
      await closer().catch((error: unknown) => log.error({ err: error }, "stopping"));
  };
  try {
    const { owner, app } = await databaseOf(config, log, say, closers);
    const ran = await migrate(owner);
    if (ran.length > 0) say(`The database is at ${ran.at(-1) ?? ""}`);
    await migrateJobs(owner, options.jobNames);
    await grantJobs(owner);
    const db = openDatabase(app);
    closers.push(() => db.close());
    const jobs = openJobs(app, (error) => log.error({ err: error }, "background jobs"));
    closers.push(() => jobs.stop());
    const root = config.rootKeyCommand
      ? rootKeyFromCommand(config.rootKeyCommand)
      : rootKeyFromFile(join(config.data, "keys", "root.key"));
    await rootMustFit(owner, root);
    return {
      config,
      db,
      owner,
      jobs,
      log,
      clock,
      ids: systemIds(clock),
      vault: openVault(root),
      blobs: folderBlobs(config.blobs),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The context of the program itself, before anybody is known. */
export function rootContext(
  installation: Omit<Installation, "config" | "owner" | typeof Symbol.asyncDispose>,
  happenings: Happenings,
): Ctx {
  const { db, clock, ids, log, blobs, vault, jobs } = installation;
  const from = { address: "internal", agent: "openbeat" };
  return {
    db,
    clock,
    ids,
    log,
    blobs,
    vault,
    jobs,
    happenings,
    actor: { kind: "system", agencyId: null, name: "openbeat", from },
  };
}

async function databaseOf(
  config: Config,
  log: Logger,
  say: (what: string) => void,
  closers: (() => Promise<unknown>)[],
) {
  if (config.databaseUrl === undefined) {
    say("Starting the database");
    const server = await startEmbedded(config.data, log);
    closers.push(() => server.stop());
    return { owner: server.owner, app: { ...server.owner, user: "openbeat_app" } };
  }
  const owner: pg.PoolConfig = { connectionString: config.databaseUrl };
  await mustAnswer(owner);
  // Without a login of its own the application takes its role on at connection: grants hold all the same.
  const app: pg.PoolConfig = config.appDatabaseUrl
    ? { connectionString: config.appDatabaseUrl }
    : { connectionString: config.databaseUrl, options: "-c role=openbeat_app" };
  return { owner, app };
}

async function mustAnswer(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `The database of DATABASE_URL does not let us in: ${why}. Check that it runs, its address, and the user's name and password.`,
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A second machine, or a restored folder, may bring another root key: said now, not at the first post. */
async function rootMustFit(owner: pg.PoolConfig, root: RootKey): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  const { rows } = await client.query<{ agency_id: string; version: number; wrapped: Buffer }>(
    "select agency_id, version, wrapped from agency_keys order by made_at desc limit 1",
  );
  await client.end();
  for (const { agency_id: agencyId, version, wrapped } of rows) {
    if (unwraps(root, keyPlace(agencyId, version), wrapped)) continue;
    throw new StartError(
      "The root key here does not open this database's keys. Bring keys/root.key from the folder it was made in, or set OPENBEAT_ROOT_KEY_COMMAND.",
    );
  }
}

async function grantJobs(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(`grant usage on schema pgboss to openbeat_app;
    grant all on all tables in schema pgboss to openbeat_app;
    grant execute on all functions in schema pgboss to openbeat_app`);
  await client.end();
}

function mustBeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartError(
      `The data folder ${folder} cannot be written. Choose another with OPENBEAT_DATA, or give yourself the right to write there.`,
      { cause },
    );
  }
}

/** One process a data folder; the lock is gone with the process however it ends. */
async function lockData(folder: string): Promise<FolderLock> {
  return lockFolder(folder).catch((cause: unknown) => {
    throw new StartError(
      cause instanceof FolderInUse
        ? `Another Openbeat is already using ${folder}. Stop it first, or choose another folder with OPENBEAT_DATA.`
        : `The data folder ${folder} cannot be locked: its file system takes no sockets. Choose a folder on a local disk with OPENBEAT_DATA.`,
      { cause },
    );
  });
}

import type pg from "pg";
import { Bell } from "./bell.ts";
import { folderBlobs } from "./blobs/blobs.ts";
import { systemClock } from "./clock.ts";
import { agencyOf, type Ctx } from "./context.ts";
import { vaultOver, type LentKeys } from "./crypto/vault.ts";
import { openDatabase, read, type Database } from "./db/database.ts";
import { systemIds } from "./ids.ts";
import { openLog } from "./log/log.ts";

/**
 * What a thread of this process needs to work for one agency: it can be posted to a worker. It holds the agency's keys as
 * they are now, and never the root key; a thread asks for them anew with every piece of work.
 */
export interface ThreadSeed {
  agencyId: string;
  name: string;
  database: pg.PoolConfig;
  keys: LentKeys;
  blobs: string;
  logLevel: string;
}

/** A thread does one thing at a time. */
const connections = 2;

export async function seedOf(ctx: Ctx): Promise<ThreadSeed> {
  const agencyId = agencyOf(ctx);
  const { Client: _client, ...settings } = ctx.db.options;
  return {
    agencyId,
    name: ctx.actor.name,
    database: { ...settings, max: connections },
    keys: await read(ctx, (tx) => tx.vault.lend(tx, agencyId)),
    blobs: ctx.blobs.folder,
    logLevel: ctx.log.level,
  };
}

const databases = new Map<string, Database>();

/** The context of a seed, in the thread. It reads and writes the archive; it can tell nothing, and queue nothing. */
export function contextOf({ agencyId, name, database, keys, blobs, logLevel }: ThreadSeed): Ctx {
  const place = JSON.stringify(database);
  const db = databases.get(place) ?? openDatabase(database);
  databases.set(place, db);
  const notHere = () => Promise.reject(new Error("a thread does only what it is given"));
  return {
    db,
    clock: systemClock,
    ids: systemIds(systemClock),
    log: openLog(logLevel),
    blobs: folderBlobs(blobs),
    vault: vaultOver(agencyId, keys),
    jobs: { send: notHere },
    happenings: { tell: notHere, bell: new Bell() },
    actor: { kind: "system", agencyId, name, from: { address: "internal", agent: name } },
  };
}

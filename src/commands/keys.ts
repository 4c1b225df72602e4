import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type pg from "pg";
import { allAgencies, writeAudit } from "#agency";
import { folderBlobs } from "#platform/blobs/blobs.ts";
import { systemClock } from "#platform/clock.ts";
import { readConfig, type Config } from "#platform/config/config.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import {
  rootKeyFromCommand,
  rootKeyFromFile,
  writeRootKey,
  type RootKey,
} from "#platform/crypto/root-key.ts";
import { retireKeys, rotateKeys } from "#platform/crypto/rotation.ts";
import { openVault } from "#platform/crypto/vault.ts";
import { openDatabase, transact } from "#platform/db/database.ts";
import { wireHappenings } from "#platform/happenings.ts";
import { systemIds } from "#platform/ids.ts";
import { openInstallation, StartError } from "#platform/installation.ts";
import { openJobs } from "#platform/jobs/jobs.ts";
import { openLog } from "#platform/log/log.ts";
import { jobNames, sealedColumns } from "../slices.ts";
import { withOwner } from "./running.ts";

export function addKeys(program: Command): void {
  const keys = program.command("keys").description("the keys that seal credentials and the record");
  keys
    .command("rotate")
    .description(
      "make a new agency key and move everything sealed to it; the server may be running, and an interrupted run is finished by the next",
    )
    .action(() => withKeys(rotate));
  keys
    .command("retire")
    .description(
      "destroy the old agency keys once nothing needs them: ten minutes after the rotation at the earliest",
    )
    .action(() => withKeys(retire));
  keys
    .command("rewrap")
    .description("wrap every agency key under a new root key; stop the server first")
    .option(
      "--root <file>",
      "the new root key, 32 bytes in base64; made there if it is not there yet",
    )
    .option(
      "--root-command <command>",
      "prints the new root key, as OPENBEAT_ROOT_KEY_COMMAND would",
    )
    .action((options: { root?: string; rootCommand?: string }) => rewrap(options));
}

async function rotate(ctx: Ctx): Promise<void> {
  for (const { agencyId, name } of await allAgencies(ctx)) {
    const { version, moved, faults } = await rotateKeys(ctx, agencyId, sealedColumns);
    console.log(`${name}: key ${version} seals; ${moved} values moved to it.`);
    for (const fault of faults) console.log(`  does not open where it stands: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
  console.log("In ten minutes: bin/openbeat keys retire destroys the old keys.");
}

async function retire(ctx: Ctx): Promise<void> {
  for (const { agencyId, name } of await allAgencies(ctx)) {
    const gone = await retireKeys(ctx, agencyId, sealedColumns);
    console.log(`${name}: ${gone} old keys destroyed.`);
  }
}

/**
 * The new root key is durable in `keys/root.key.next` before the database changes, and takes its place
 * after: killed between the two, the next run finds everything under the new key and finishes.
 */
async function rewrap(options: { root?: string; rootCommand?: string }): Promise<void> {
  const config = readConfig();
  const path = join(config.data, "keys", "root.key");
  const waiting = `${path}.next`;
  if (options.root && !config.rootKeyCommand) copyKey(resolve(options.root), waiting);
  const next = options.rootCommand
    ? rootKeyFromCommand(options.rootCommand)
    : rootKeyFromFile(options.root ? resolve(options.root) : waiting);
  await using installation = await openInstallation(config, { jobNames });
  await withContext(installation.config, installation.owner, rootOf(config), async (ctx) => {
    const moved = await transact(asSystem(ctx, "root key", null), (tx) =>
      ctx.vault.rewrapAgencyKeys(tx, next),
    );
    await tellAgencies({ ...ctx, vault: openVault(next) }, moved);
    console.log(`${moved} agency keys wrapped under the new root key.`);
  });
  if (options.rootCommand || config.rootKeyCommand)
    return console.log("Set OPENBEAT_ROOT_KEY_COMMAND to the new key before the next start.");
  const before = `${path}.before-${systemClock.now().epochMilliseconds}`;
  // There is a root key at every moment: a start without one would make a new one.
  copyFileSync(path, before);
  chmodSync(before, 0o600);
  renameSync(waiting, path);
  console.log(`The old root key lies in ${before}: older backups need it. Destroy it with them.`);
}

async function tellAgencies(ctx: Ctx, moved: number): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx))
    await transact(asSystem(ctx, "root key", agencyId), (tx) =>
      tx.happenings.tell(tx, {
        kind: "agency.root-key-changed",
        subject: { kind: "agency", id: agencyId },
        facts: { keys: moved },
      }),
    );
}

function copyKey(from: string, to: string): void {
  if (!existsSync(from)) rootKeyFromFile(from);
  if (existsSync(to) && readFileSync(to, "utf8") !== readFileSync(from, "utf8"))
    throw new StartError(
      `${to} waits from an unfinished change, and the database may be under it. Finish that first: run this without --root.`,
    );
  if (from !== to) writeRootKey(to, Buffer.from(readFileSync(from, "utf8").trim(), "base64"));
}

function rootOf(config: Config): RootKey {
  return config.rootKeyCommand
    ? rootKeyFromCommand(config.rootKeyCommand)
    : rootKeyFromFile(join(config.data, "keys", "root.key"));
}

/** Beside a running server or alone; as the owner, since only the owner may touch the record's envelopes. */
async function withKeys(body: (ctx: Ctx) => Promise<void>): Promise<void> {
  const config = readConfig();
  if (!config.rootKeyCommand && !existsSync(join(config.data, "keys", "root.key")))
    throw new StartError(`There is no root key in ${config.data}: nothing was ever sealed there.`);
  await withOwner(config, (owner) => withContext(config, owner, rootOf(config), body));
}

async function withContext(
  config: Config,
  owner: pg.PoolConfig,
  root: RootKey,
  body: (ctx: Ctx) => Promise<void>,
): Promise<void> {
  const db = openDatabase(owner);
  const jobs = openJobs(owner, () => undefined);
  try {
    await body({
      db,
      jobs,
      clock: systemClock,
      ids: systemIds(systemClock),
      log: openLog(config.logLevel),
      blobs: folderBlobs(config.blobs),
      vault: openVault(root),
      happenings: wireHappenings([writeAudit], []),
      actor: {
        kind: "system",
        agencyId: null,
        name: "command line",
        from: { address: "local", agent: `openbeat keys, uid ${process.getuid?.() ?? "?"}` },
      },
    });
  } finally {
    await jobs.stop();
    await db.close();
  }
}

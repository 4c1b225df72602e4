import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { copyDatabase } from "../../tools/test-database.ts";
import { atEnd, openAt, testServer, type Lived } from "../openbeat.ts";
import { seedWorld } from "./demo.ts";

/** A world that was lived once, and the port that its stored addresses name. */
export interface LivedWorld extends Lived {
  port: number;
}

/** Its last minutes are told as "now": an older one is lived again. */
const freshMs = 8 * 60_000;
const slotsMax = 8;

/**
 * Riverside's month, lived once for several test files. Its addresses hold a port, so each file that runs at the same
 * time has a slot of its own: what was lived in it, by whichever file came first, is copied by the later ones.
 */
export async function livedRiverside(): Promise<LivedWorld> {
  const folder = process.env["OPENBEAT_TEST_WORLDS"] ?? ownFolder();
  const slot = join(folder, String(await ownSlot()));
  const known = readSlot(slot);
  if (known && Date.now() - known.livedAtMs < freshMs && (await areFree(known.port))) return known;
  const taken = readdirSync(folder).flatMap((name) => readSlot(join(folder, name))?.port ?? []);
  return live(slot, await freePort(taken));
}

interface Slot extends LivedWorld {
  livedAtMs: number;
}

async function live(slot: string, port: number): Promise<Slot> {
  const database = `lived_${randomBytes(6).toString("hex")}`;
  const rootKey = randomBytes(32);
  const dataFolder = join(slot, database);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  await copyDatabase(await testServer(), database, "template_openbeat");
  const livedAtMs = Date.now();
  const { beat, stop } = await openAt({ database, dataFolder, rootKey }, { port });
  await seedWorld(beat.assembly, "riverside", () => undefined);
  await stop();
  const told = { database, dataFolder, rootKey: rootKey.toString("hex"), port, livedAtMs };
  writeFileSync(join(slot, "world.json"), JSON.stringify(told));
  return { ...told, rootKey };
}

function readSlot(slot: string): Slot | undefined {
  const path = join(slot, "world.json");
  if (!existsSync(path)) return undefined;
  const told = JSON.parse(readFileSync(path, "utf8")) as Omit<Slot, "rootKey"> & {
    rootKey: string;
  };
  return { ...told, rootKey: Buffer.from(told.rootKey, "hex") };
}

/** For a file that is run by itself. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-worlds-"));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The first slot that no other file uses now; PostgreSQL frees it when this file's process ends, however it ends. */
async function ownSlot(): Promise<number> {
  const client = new pg.Client(await testServer());
  await client.connect();
  atEnd(() => client.end());
  for (let slot = 0; slot < slotsMax; slot += 1) {
    const { rows } = await client.query<{ isOurs: boolean }>(
      `select pg_try_advisory_lock(4400, $1) as "isOurs"`,
      [slot],
    );
    if (rows[0]?.isOurs) return slot;
  }
  throw new Error(`More than ${slotsMax} test files live in Riverside at once.`);
}

/**
 * A port whose neighbours are free as well, for the practice network and its mail relay, below those that
 * connections take for themselves: between seeding and serving nothing may slip in.
 */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  for (let port = 10_000 + ((process.pid * 7) % 20_000); ; port += 3)
    if (taken.every((other) => Math.abs(other - port) > 2) && (await areFree(port))) return port;
}

async function areFree(port: number): Promise<boolean> {
  return (await isFree(port)) && (await isFree(port + 1)) && (await isFree(port + 2));
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isOpen = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
  if (isOpen) await new Promise((resolve) => server.close(resolve));
  return isOpen;
}

import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { Command } from "commander";
import type pg from "pg";
import { extract, pack, type Pack } from "tar-stream";
import { allAgencies } from "#agency";
import { rebuildTiles, verifyArchive } from "#archive";
import { readConfig, type Config } from "#platform/config/config.ts";
import { asSystem } from "#platform/context.ts";
import { Refill, Snapshot } from "#platform/db/dump.ts";
import { openInstallation, StartError } from "#platform/installation.ts";
import { z } from "zod";
import { assemble, jobNames, version } from "../slices.ts";
import { finishedProductions, productionPlace } from "./backup-productions.ts";
import { withOwner } from "./running.ts";

const manifestShape = z.object({
  format: z.literal("openbeat-backup"),
  v: z.literal(1),
  version: z.string(),
  migration: z.string(),
  madeAt: z.string(),
  tables: z.array(z.string()),
});
type Manifest = z.infer<typeof manifestShape>;

export function addBackup(program: Command): void {
  program
    .command("backup")
    .description(
      "write everything into one file, and the keys into another beside it; the server may be running",
    )
    .argument("[file]", "where to", "openbeat-backup.tar.gz")
    .option("--out <file>", "the same as the argument")
    .action((file: string, options: { out?: string }) => backup(resolve(options.out ?? file)));
  program
    .command("restore")
    .description("fill an empty data folder from a backup, and verify the archive")
    .argument("<file>")
    .option("--keys <file>", "the keys, if they do not lie beside the backup")
    .action((file: string, options: { keys?: string }) =>
      restore(resolve(file), resolve(options.keys ?? `${file}.keys`)),
    );
}

async function backup(out: string): Promise<void> {
  const config = readConfig();
  if (existsSync(out)) throw new StartError(`${out} exists already. Choose another name.`);
  const started = performance.now();
  // The signer's memory first: the database may be ahead of it, never behind (core R4).
  const signer = readFolder(join(config.data, "signer"));
  const half = mkdtempSync(`${out}.`);
  try {
    await withOwner(config, (owner) => writeBackup(config, owner, half));
    writeKeys(`${out}.keys`, signer, config);
    renameSync(join(half, "backup.tar.gz"), out);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  console.log(
    `${out}: ${(statSync(out).size / 1e6).toFixed(1)} MB in ${((performance.now() - started) / 1000).toFixed(1)} s.`,
  );
  console.log(
    `The keys lie in ${out}.keys. Keep them apart: whoever has both can read everything.`,
  );
}

async function writeBackup(config: Config, owner: pg.ClientConfig, half: string): Promise<void> {
  const archive = pack();
  const writing = pipeline(
    archive,
    createGzip({ level: 6 }),
    createWriteStream(join(half, "backup.tar.gz"), { flush: true }),
  );
  const snapshot = await Snapshot.open(owner);
  try {
    const manifest: Manifest = {
      format: "openbeat-backup",
      v: 1,
      version,
      migration: snapshot.migration,
      madeAt: new Date().toISOString(),
      tables: [...snapshot.tables],
    };
    archive.entry({ name: "manifest.json" }, JSON.stringify(manifest));
    for (const table of snapshot.tables) {
      const path = join(half, table);
      await snapshot.write(table, path);
      await addFile(archive, `tables/${table}`, path);
      rmSync(path);
    }
  } finally {
    await snapshot.close();
  }
  const { blobs } = config;
  for (const name of globSync("??/??/*", { cwd: blobs })) {
    if (/^[0-9a-f/]+$/.test(name)) await addFile(archive, `blobs/${name}`, join(blobs, name));
  }
  for (const { name, path } of finishedProductions(config.data)) await addFile(archive, name, path);
  archive.finalize();
  await writing;
}

async function addFile(archive: Pack, name: string, path: string): Promise<void> {
  const entry = archive.entry({ name, size: statSync(path).size });
  await pipeline(createReadStream(path), entry);
}

interface Keys {
  root: string | null;
  signer: Record<string, string>;
}

const keysShape = z.object({
  root: z.string().nullable(),
  signer: z.record(z.string().regex(/^[\w.%+-]+$/), z.string()),
});

function writeKeys(path: string, signer: Record<string, string>, config: Config): void {
  const root = join(config.data, "keys", "root.key");
  const keys: Keys = { root: config.rootKeyCommand ? null : readFileSync(root, "utf8"), signer };
  writeFileSync(path, `${JSON.stringify(keys)}\n`, { mode: 0o600, flush: true });
  chmodSync(path, 0o600);
}

function readFolder(folder: string): Record<string, string> {
  const names = existsSync(folder) ? globSync("*.{pem,json}", { cwd: folder }) : [];
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );
}

async function restore(file: string, keysFile: string): Promise<void> {
  const config = readConfig();
  const started = performance.now();
  if (!existsSync(file)) throw new StartError(`There is no backup ${file}.`);
  if (!existsSync(keysFile))
    throw new StartError(
      `There are no keys at ${keysFile}. Name them with --keys: without them the backup cannot be opened.`,
    );
  if (existsSync(join(config.data, "keys", "root.key")))
    throw new StartError(`${config.data} is not empty. Restore into a new folder (OPENBEAT_DATA).`);
  placeKeys(config, keysShape.parse(JSON.parse(readFileSync(keysFile, "utf8"))));
  await using installation = await openInstallation(config, { jobNames });
  await fill(config, installation.owner, file);
  await using assembly = await assemble(installation, { setupCode: "" });
  for (const { agencyId, name } of await allAgencies(assembly.ctx)) {
    const ctx = asSystem(assembly.ctx, "restore", agencyId);
    await rebuildTiles(ctx, assembly.signer, assembly.logFolder);
    const { faults, size } = await verifyArchive(ctx, assembly.signer, assembly.logFolder);
    for (const fault of faults) console.log(`FAULT ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    console.log(`${name}: restored, ${size} entries verified, ${faults.length} faults.`);
  }
  console.log(`Restored in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

function placeKeys(config: Config, keys: Keys): void {
  if (keys.root !== null) {
    mkdirSync(join(config.data, "keys"), { recursive: true, mode: 0o700 });
    writeFileSync(join(config.data, "keys", "root.key"), keys.root, { mode: 0o600, flush: true });
  }
  mkdirSync(join(config.data, "signer"), { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(keys.signer))
    writeFileSync(join(config.data, "signer", name), Buffer.from(content, "base64"), {
      mode: 0o600,
      flush: true,
    });
}

/** Reads the archive once, in order: manifest, tables, blobs. All tables are committed together. */
async function fill(config: Config, owner: pg.ClientConfig, file: string): Promise<void> {
  const refill = await Refill.open(owner);
  const entries = extract();
  const reading = pipeline(createReadStream(file), createGunzip(), entries);
  try {
    for await (const source of entries) {
      const { name } = source.header;
      const entry = source as AsyncIterable<Uint8Array>;
      if (name === "manifest.json")
        await checkManifest(
          owner,
          JSON.parse(Buffer.concat(await Array.fromAsync(entry)).toString()),
        );
      else if (name.startsWith("tables/")) await refill.read(name.slice("tables/".length), entry);
      else if (/^blobs\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name))
        await placeBlob(join(config.blobs, name.slice("blobs/".length)), entry);
      else if (name.startsWith("productions/"))
        await placeBlob(placeOfProduction(config, name), entry);
      else throw new StartError(`The backup holds ${name}, which is none of ours.`);
    }
    await reading;
    await refill.commit();
  } catch (error) {
    await refill.abandon();
    throw error;
  }
}

function placeOfProduction({ data }: Config, name: string): string {
  const place = productionPlace(data, name);
  if (place === undefined) throw new StartError(`The backup holds ${name}, which is none of ours.`);
  return place;
}

async function checkManifest(owner: pg.ClientConfig, value: unknown): Promise<void> {
  const manifest = manifestShape.parse(value);
  const snapshot = await Snapshot.open(owner);
  await snapshot.close();
  if (snapshot.migration !== manifest.migration) {
    throw new StartError(
      `This backup was made by Openbeat ${manifest.version} at ${manifest.migration}; this one is at ${snapshot.migration}. Restore it with that version, then upgrade.`,
    );
  }
}

async function placeBlob(path: string, entry: AsyncIterable<Uint8Array>): Promise<void> {
  mkdirSync(join(path, ".."), { recursive: true });
  // Other machines may share the folder: a name stands for its whole content at every moment.
  const half = `${path}.part`;
  await pipeline(entry, createWriteStream(half, { flush: true }));
  renameSync(half, path);
}

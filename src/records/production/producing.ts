import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { ownAgency } from "#agency";
import type { ExportOptions, Signer } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { numberOf, requestById } from "../requests/request.ts";
import { addStep } from "../requests/steps.ts";
import { formatNames } from "./formats/all.ts";
import type { About } from "./formats/format.ts";
import { PdfThread } from "./formats/pdf.ts";
import { itemsOf, peopleOf, withheldOfAll } from "./items.ts";
import { adoptProofs, LeftOver, writeProofs } from "./proofs.ts";
import { joinVolumes, writeFront, type Summary } from "./finishing.ts";
import { OutFolder, type OutFile } from "./out-folder.ts";
import { namesHere, type Accounts, type Production } from "./planning.ts";
import { batesOf } from "./bates.ts";
import { requestProductions } from "./tables.ts";
import { volumeList, writeVolume, type VolumeFiles } from "./volume.ts";
import { withheldCsv, withheldPdf } from "./withheld-log.ts";

const volumeMax = limit(
  "production.volume",
  2_000,
  "records",
  "in one volume: what is made anew after an interruption, and one PDF",
);
/** In the folder while it is made: which production it is of. */
export const markName = ".production";
export const doneName = "production.json";

/** Where and with what a production is written. */
export interface Making {
  folder: string;
  signer: Signer;
  logFolder: string;
  accounts: Accounts;
  /** How complete the archive is: told in every package. */
  completeness: (
    ctx: Ctx,
    span: { from: string | null; before: string | null },
  ) => ReturnType<NonNullable<ExportOptions["completeness"]>>;
  say?: (done: number, of: number) => void;
  /** Asked between volumes; then it is left as it is, to be gone on with. */
  isOver?: () => boolean;
  /** Fewer records a volume, for tests. */
  volume?: number;
}

const fileShape = z.record(
  z.string(),
  z.object({ sha256: z.string(), sizeBytes: z.number(), crc32: z.number() }),
);

/**
 * Writes a production into a folder, volume by volume, and its proofs beside them; what an earlier try finished is left
 * alone (core R8). When all is there, everything is named with its hash in production.json, and the request and the archive
 * are told. Returns false where it was left before the end.
 */
export async function produce(ctx: Ctx, row: Production, making: Making): Promise<boolean> {
  await claimFolder(making.folder, row.id);
  const about = await aboutOf(ctx, row);
  // Pages are set by a thread: the proofs are made meanwhile.
  const proving = writeProofs(ctx, row, about, making).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const volumes = await writeVolumes(ctx, row, about, making);
  const fault = await proving;
  if (fault && !(fault.error instanceof LeftOver)) throw fault.error;
  if (!volumes || fault) return false;
  const out = new OutFolder(making.folder);
  for (const [path, file] of volumes.files) out.files.set(path, file);
  const lines = await withheldOfAll(ctx, row);
  await out.whole("withheld.csv", withheldCsv(lines));
  await out.whole("withheld.pdf", await withheldPdf(lines, about));
  const proofs = await adoptProofs(out);
  const summary: Summary = {
    about,
    prefix: row.prefix,
    first: batesOf(row.prefix, row.firstBates),
    last: batesOf(row.prefix, row.lastBates),
    records: row.records,
    redacted: row.redacted,
    withheld: row.withheld,
    formats: row.formats,
    volumes: volumes.names,
    proofs,
  };
  await joinVolumes(out, summary);
  await writeFront(out, summary);
  await finish(ctx, row, out, summary);
  return true;
}

/** A folder is one production's: it is empty, or was begun for this one. */
async function claimFolder(folder: string, id: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  const mark = await readFile(join(folder, markName), "utf8").catch(() => undefined);
  if (mark?.trim() === id) return;
  if (names.length > 0)
    throw new Refusal("folder-taken", `${folder} is not empty. Choose a folder that is.`);
  await writeFile(join(folder, markName), `${id}\n`, { mode: 0o600 });
}

async function aboutOf(ctx: Ctx, { requestId, running, askedAt }: Production): Promise<About> {
  const { name, timeZone } = await ownAgency(ctx);
  const request = await read(ctx, (tx) => requestById(tx, requestId));
  return { agency: name, number: `${numberOf(request)}-${running}`, timeZone, madeAt: askedAt };
}

async function writeVolumes(ctx: Ctx, row: Production, about: About, making: Making) {
  const files = new Map<string, OutFile>();
  const names: string[] = [];
  const size = making.volume ?? volumeMax;
  await using thread = new PdfThread();
  for (let from = 0; from < row.records; from += size) {
    if (making.isOver?.()) return undefined;
    const name = `VOL${String(names.length + 1).padStart(4, "0")}`;
    const list =
      (await finished(making.folder, name)) ??
      (await write(ctx, row, { about, thread }, making, name, from, size));
    for (const [path, file] of Object.entries(list)) files.set(path, file);
    names.push(name);
    const done = Math.min(row.records, from + size);
    await transact(ctx, (tx) =>
      tx.tx.update(requestProductions).set({ done }).where(at(tx, row.id)),
    );
    making.say?.(done, row.records);
  }
  return { files, names };
}

async function finished(folder: string, name: string): Promise<VolumeFiles | undefined> {
  const list = await readFile(volumeList(folder, name), "utf8").catch(() => undefined);
  return list === undefined ? undefined : fileShape.parse(JSON.parse(list));
}

async function write(
  ctx: Ctx,
  row: Production,
  means: { about: About; thread: PdfThread },
  { folder, accounts }: Making,
  name: string,
  from: number,
  size: number,
): Promise<VolumeFiles> {
  const items = await itemsOf(ctx, row.id, from, from + size);
  const people = await read(ctx, (tx) => peopleOf(tx, items));
  const names = await read(ctx, (tx) => namesHere(tx, accounts, people));
  const chosen = formatNames.filter((one) => row.formats.includes(one));
  return writeVolume(ctx, {
    folder,
    name,
    items,
    formats: chosen,
    prefix: row.prefix,
    names,
    ...means,
  });
}

/** Named with all hashes, told to the request and kept by the archive: from now on it is a production. */
async function finish(ctx: Ctx, row: Production, out: OutFolder, summary: Summary): Promise<void> {
  const files = Object.fromEntries([...out.files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const sizeBytes = Object.values(files).reduce((sum, one) => sum + one.sizeBytes, 0);
  const { about, ...rest } = summary;
  const text = `${JSON.stringify({ format: "openbeat-production", v: 1, ...about, ...rest, files }, null, 1)}\n`;
  const list = await out.whole(doneName, text);
  await transact(ctx, async (tx) => {
    const [told] = await tx.tx
      .update(requestProductions)
      .set({
        state: "ready",
        done: row.records,
        readyAt: stamp(tx.clock.now()),
        sha256: list.sha256,
        sizeBytes,
        leasedUntil: null,
      })
      .where(and(at(tx, row.id), eq(requestProductions.state, "making")))
      .returning();
    if (!told) return;
    await addStep(
      tx,
      await requestById(tx, row.requestId),
      {
        kind: "produced",
        facts: {
          production: row.running,
          records: row.records,
          redacted: row.redacted,
          withheld: row.withheld,
          first: summary.first,
          last: summary.last,
        },
      },
      { sha256: list.sha256, formats: row.formats },
    );
  });
  await rm(join(out.folder, markName), { force: true });
}

export function at(ctx: Ctx, id: string) {
  return and(eq(requestProductions.agencyId, agencyOf(ctx)), eq(requestProductions.id, id));
}

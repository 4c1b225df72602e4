import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { producibleRecords, type Producible } from "#archive";
import type { Ctx } from "#platform/context.ts";
import { found } from "#platform/refusal.ts";
import { formats, type FormatName } from "./formats/all.ts";
import type { About, Volume } from "./formats/format.ts";
import type { PdfThread } from "./formats/pdf.ts";
import type { Names } from "./heads.ts";
import { OutFolder, type OutFile } from "./out-folder.ts";
import {
  producedRecord,
  wishOf,
  type Item,
  type ProducedFile,
  type ProducedRecord,
} from "./produced.ts";
import { batesOf } from "./bates.ts";

/** Within a finished volume: its files with their hashes. The volume counts when this is there. */
const listName = "volume.json";

export interface VolumeOrder {
  folder: string;
  name: string;
  items: readonly Item[];
  formats: readonly FormatName[];
  prefix: string;
  names: Names;
  about: About;
  thread: PdfThread;
}

export type VolumeFiles = Readonly<Record<string, OutFile>>;

/**
 * Writes one volume: all formats in one pass over its records. It appears whole or not at all, so that whoever goes on
 * after an interruption begins with the next one.
 */
export async function writeVolume(ctx: Ctx, order: VolumeOrder): Promise<VolumeFiles> {
  const half = join(order.folder, ".making");
  await rm(half, { recursive: true, force: true });
  const out = new OutFolder(half);
  const { name, about, thread } = order;
  const volume: Volume = { out, name, about, thread, ids: ctx.ids };
  const chosen = order.formats.map((name) => formats[name]);
  const sinks = [];
  for (const format of chosen) sinks.push(await format(volume));
  for await (const record of recordsOf(ctx, order, out))
    for (const sink of sinks) await sink.write(record);
  for (const sink of sinks) await sink.end();
  const files = Object.fromEntries(out.files);
  await out.whole(`${order.name}/${listName}`, `${JSON.stringify(files)}\n`);
  await rename(join(half, order.name), join(order.folder, order.name));
  await rm(half, { recursive: true, force: true });
  return files;
}

export function volumeList(folder: string, name: string): string {
  return join(folder, name, listName);
}

/** The volume's records with their files written, one at a time. */
async function* recordsOf(
  ctx: Ctx,
  order: VolumeOrder,
  out: OutFolder,
): AsyncGenerator<ProducedRecord> {
  const items = order.items.values();
  for await (const record of producibleRecords(ctx, order.items.map(wishOf))) {
    const item = found(items.next().value, "record");
    const files = await filesOf(ctx, order, item, record, out);
    yield { ...producedRecord(item, record, order), files };
  }
}

/** The record's media beside the formats, each under its own Bates number; of a withheld one only the number. */
async function filesOf(
  ctx: Ctx,
  { prefix, name }: VolumeOrder,
  { bates, marks }: Item,
  { media }: Producible,
  out: OutFolder,
): Promise<ProducedFile[]> {
  const files: ProducedFile[] = [];
  for (const [at, { part, blob, reason }] of media.entries()) {
    const number = batesOf(prefix, bates + 1 + at);
    const rebuilt = marks.media.find((one) => one.part === part)?.blob ?? null;
    const given = reason === undefined ? blob : rebuilt;
    const common = { bates: number, part, reason, isRebuilt: reason !== undefined };
    if (given === null || marks.all !== undefined) {
      files.push({ ...common, path: undefined, type: "", sizeBytes: 0, sha256: "" });
      continue;
    }
    const { type, ending } = await kindOf(ctx, given);
    const path = `${name}/media/${number}.${ending}`;
    const { sizeBytes, sha256 } = await out.copy(path, ctx.blobs.open(given));
    files.push({ ...common, path, type, sizeBytes, sha256 });
  }
  return files;
}

/** By its first bytes: what somebody once called it is no proof of what it is. */
async function kindOf(ctx: Ctx, blob: string): Promise<{ type: string; ending: string }> {
  const { fileTypeFromBuffer } = await import("file-type");
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.blobs.open(blob, { start: 0, end: 4_100 }))
    chunks.push(chunk as Buffer);
  const kind = await fileTypeFromBuffer(Buffer.concat(chunks));
  return { type: kind?.mime ?? "application/octet-stream", ending: kind?.ext ?? "bin" };
}

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { once } from "node:events";
import { z } from "zod";
import { writeStoredZip, type StoredFile } from "../pages/stored-zip.ts";
import { doneName } from "./producing.ts";

const list = z.object({
  number: z.string(),
  files: z.record(
    z.string(),
    z.object({ sha256: z.string(), sizeBytes: z.number(), crc32: z.number() }),
  ),
});

/** A finished production's files, as production.json names them. Throws where there is none. */
export async function productionFiles(folder: string) {
  const bytes = await readFile(join(folder, doneName));
  const { number, files } = list.parse(JSON.parse(bytes.toString()));
  return { number, files, listBytes: bytes };
}

/** The whole production as one ZIP, of any size, made while it is read. */
export async function productionZip(folder: string): Promise<{ name: string; stream: Readable }> {
  const { number, files, listBytes } = await productionFiles(folder);
  const root = `production-${number}`;
  const stored: StoredFile[] = Object.entries(files).map(([path, { sizeBytes, crc32: crc }]) => ({
    name: `${root}/${path}`,
    file: { sizeBytes, crc, open: () => createReadStream(join(folder, path)) },
  }));
  const own = { sizeBytes: listBytes.length, crc: crc32(listBytes), open: () => oneOf(listBytes) };
  stored.push({ name: `${root}/${doneName}`, file: own });
  const stream = new PassThrough({ highWaterMark: 1_048_576 });
  const put = async (bytes: Uint8Array) => {
    if (stream.destroyed) throw new Error("nobody reads any more");
    if (!stream.write(bytes)) await Promise.race([once(stream, "drain"), once(stream, "close")]);
  };
  void writeStoredZip(put, stored).then(
    () => stream.end(),
    (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return { name: `${root}.zip`, stream };
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

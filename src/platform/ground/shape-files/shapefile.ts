import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Feature } from "./features.ts";

const unpackedMax = limit(
  "shapes.shapefile",
  64 * 1024 * 1024,
  "bytes",
  "that one part of a Shapefile unpacks to",
);
const membersMax = limit("shapes.shapefile-parts", 100, "files", "in the ZIP of a Shapefile");
const wanted = new Set(["shp", "dbf", "prj", "cpg"]);

/**
 * The shapes of a Shapefile, which comes as a ZIP of its parts (ESRI, July 1998), in degrees of WGS 84 whatever its own
 * coordinates are. Nothing is written to the disk, and no more is unpacked than a city's maps need.
 */
export async function shapesIn(bytes: Buffer): Promise<Feature[]> {
  const parts = await partsOf(bytes);
  const { shp, dbf, prj, cpg } = parts;
  if (!shp) throw notShapes("There is no .shp file in this ZIP.");
  const { parseDbf, parseShp } = await import("shpjs");
  try {
    const shapes = parseShp(shp, prj?.toString("utf8"));
    const rows = dbf ? parseDbf(dbf, cpg?.toString("latin1")) : [];
    return shapes.map((geometry, at) => ({ geometry, properties: rows[at] ?? {} }));
  } catch (cause) {
    throw notShapes("The Shapefile cannot be read: one of its parts is damaged.", cause);
  }
}

type Parts = Partial<Record<string, Buffer>>;

async function partsOf(bytes: Buffer): Promise<Parts> {
  const parts: Parts = {};
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      if (++count > membersMax) throw notShapes("This ZIP has more files than a Shapefile.");
      const ending = /\.([a-z]{3})$/i.exec(entry.fileName)?.[1]?.toLowerCase() ?? "";
      if (!wanted.has(ending) || entry.fileName.includes("__MACOSX")) continue;
      if (parts[ending]) throw notShapes("This ZIP holds several Shapefiles. Take one of them.");
      parts[ending] = await unpacked(zip, entry);
    }
    zip.close();
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw notShapes("The ZIP cannot be read: it is damaged.", cause);
  }
  return parts;
}

async function unpacked(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > unpackedMax) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of await zip.openReadStreamPromise(entry)) {
    const bytes = Buffer.from(piece as Uint8Array);
    size += bytes.length;
    // What an entry says of its own size may be a lie.
    if (size > unpackedMax) throw tooLarge();
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

function tooLarge(): Refusal {
  return new Refusal(
    "file-too-large",
    `A part of the Shapefile has more than ${unpackedMax / 1024 / 1024} MB.`,
    { status: 413 },
  );
}

function notShapes(sentence: string, cause?: unknown): Refusal {
  return new Refusal("not-shapes", sentence, { cause });
}

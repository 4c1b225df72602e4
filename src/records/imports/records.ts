import { createHash } from "node:crypto";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import type { Stage } from "#platform/blobs/blobs.ts";
import type { Ctx } from "#platform/context.ts";
import type { Happening } from "#platform/events.ts";
import { limit } from "#platform/limits.ts";
import { correspondents } from "../correspondents.ts";
import type { Attachment } from "./item.ts";
import type { FoundItem } from "./survey.ts";

const originalMax = limit(
  "imports.original",
  300_000,
  "characters",
  "of one message's own fields, in its record; longer ones become a file of the record",
);
const textMax = limit(
  "imports.text",
  300_000,
  "characters",
  "of one message's text, in its record",
);
const filesMax = limit("imports.files", 400, "files", "of one message, each a part of its record");

/** Which file a record came from. */
export interface Origin {
  importId: string;
  /** Under whom its records are filed. */
  broughtBy: string;
  fileName: string;
  sha256: string;
  account: string;
}

interface KeptFile {
  name: string;
  type?: string;
  /** Null: only named, its bytes did not come along or are damaged. */
  sha256: string | null;
}

/** A found message as a happening of the archive: its own fields, where they stood, and its files in the blob store. */
export async function happeningOf(
  ctx: Ctx,
  found: FoundItem,
  origin: Origin,
  stage: Stage,
): Promise<Happening> {
  const { item, at, format, member, offset, length } = found;
  const files = await Promise.all(item.media.map((one) => kept(ctx, one, stage)));
  const { extra, original } = await fitting(ctx, item.payload);
  const who = correspondents(item.from, item.to, origin.account);
  const text = [item.text.slice(0, textMax), ...files.map(({ name }) => name), who]
    .filter(Boolean)
    .join("\n");
  const cut = item.text.length > textMax ? [await ctx.blobs.put(Buffer.from(item.text))] : [];
  const media = [...files.flatMap(({ sha256 }) => sha256 ?? []), ...extra, ...cut];
  return {
    kind: "records.item-imported",
    subject: { kind: "import", id: origin.importId },
    facts: { format, kind: item.kind },
    occurredAt: at,
    record: {
      isBroughtIn: true,
      personId: origin.broughtBy,
      direction: item.direction,
      text,
      media: [...new Set(media)].slice(0, filesMax),
      payload: {
        kind: item.kind,
        from: item.from,
        to: item.to,
        thread: item.thread,
        // As it stood there: with the zone, or without one where the program wrote none.
        writtenAt: item.at,
        text: item.text.slice(0, textMax),
        files,
        origin: { ...origin, format, member, offset, length },
        original,
        ...(item.repairs?.length ? { repairs: [...new Set(item.repairs)] } : {}),
      },
    },
  };
}

/** What is too long for a record becomes a file of it: nothing is cut off. */
async function fitting(
  ctx: Ctx,
  payload: FoundItem["item"]["payload"],
): Promise<{ extra: string[]; original: unknown }> {
  const json = JSON.stringify(payload);
  if (json.length <= originalMax) return { extra: [], original: payload };
  const sha256 = await ctx.blobs.put(Buffer.from(json));
  return { extra: [sha256], original: { isFile: true, sha256 } };
}

async function kept(
  ctx: Ctx,
  { name, type, bytes, file }: Attachment,
  stage: Stage,
): Promise<KeptFile> {
  const named = { name, ...(type ? { type } : {}) };
  const path = join(stage.folder, ctx.ids.uuid());
  try {
    if (bytes) {
      if (bytes.length === 0) return { ...named, sha256: null };
      await writeFile(path, bytes);
    } else if (file) await file.unpack(path);
    else return { ...named, sha256: null };
  } catch {
    // A damaged file of a package is told as a loss by the survey; the message comes in without it.
    return { ...named, sha256: null };
  }
  return { ...named, sha256: await ctx.blobs.keep(path) };
}

/** The hash of a whole file, as it was brought. */
export async function sha256Of(source: {
  size: number;
  read(offset: number, length: number): Promise<Buffer>;
}): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < source.size;) {
    const bytes = await source.read(at, 4 * 1024 * 1024);
    if (bytes.length === 0) break;
    hash.update(bytes);
    at += bytes.length;
  }
  return hash.digest("hex");
}

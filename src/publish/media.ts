import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { and, eq } from "drizzle-orm";
import { mediaItems } from "./schema.ts";

const fileMax = limit("media.file", 25 * 1024 * 1024, "bytes", "a camera's largest JPEG");
const pixelsMax = limit(
  "media.pixels",
  60_000_000,
  "pixels",
  "a picture of a few bytes can unpack to gigabytes (pixel flood, ASVS 5.2.6)",
);
const sideMax = limit(
  "media.side",
  4_096,
  "pixels",
  "wider ones are scaled down; no network shows more",
);
const decodeSeconds = limit("media.decode", 20, "s", "then the picture is refused");

const accepted: Record<string, "jpeg" | "png" | "webp"> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "jpeg",
  "image/tiff": "jpeg",
};

/** Tighter than what any picture gets: the longest side in pixels, and the format. */
export interface PictureShape {
  sidePx?: number;
  as?: "jpeg";
}

/**
 * Takes a picture: its type is read from its bytes, whatever it is called; it is decoded and encoded anew,
 * so that EXIF, GPS, embedded thumbnails and anything hidden behind the picture are gone (T50, T51).
 */
export async function addMedia(
  ctx: Ctx,
  file: { name: string; bytes: Uint8Array },
  shape: PictureShape = {},
) {
  authorize(ctx, "media.add");
  if (file.bytes.byteLength > fileMax)
    throw new Refusal("too-large", `A picture may have at most ${fileMax / 1024 / 1024} MB.`, {
      status: 413,
    });
  const clean = await cleanPicture(file.bytes, shape);
  const sha256 = await ctx.blobs.put(clean.data);
  return transact(ctx, async (tx) => {
    const values = {
      agencyId: agencyOf(tx),
      sha256,
      name: plainName(file.name),
      type: `image/${clean.info.format}`,
      sizeBytes: clean.data.length,
      width: clean.info.width,
      height: clean.info.height,
      uploadedBy: personOf(tx).personId,
      uploadedAt: stamp(tx.clock.now()),
    };
    const added = await tx.tx.insert(mediaItems).values(values).onConflictDoNothing().returning();
    if (added.length > 0) {
      await tx.happenings.tell(tx, {
        kind: "publish.media-added",
        subject: { kind: "media", id: sha256 },
        facts: { name: values.name, type: values.type, sizeBytes: values.sizeBytes },
        record: { payload: values, text: values.name, media: [sha256], direction: "internal" },
      });
    }
    return mediaItem(tx, sha256);
  });
}

async function cleanPicture(bytes: Uint8Array, { sidePx = sideMax, as }: PictureShape) {
  // Loaded with the first picture: the decoders weigh more than the rest of the program.
  const [{ fileTypeFromBuffer }, { default: sharp }] = await Promise.all([
    import("file-type"),
    import("sharp"),
  ]);
  const type = await fileTypeFromBuffer(bytes);
  if (type && /^image\/hei[cf]/.test(type.mime)) throw iphonePicture();
  const format = type && accepted[type.mime];
  if (!format) {
    throw new Refusal(
      "not-a-picture",
      `This is ${type ? `a ${type.ext.toUpperCase()} file` : "not a picture we can read"}. Take a JPEG, PNG, WebP, AVIF or TIFF picture; SVG and documents are not accepted.`,
      { status: 415 },
    );
  }
  try {
    const picture = sharp(bytes, {
      limitInputPixels: pixelsMax,
      failOn: "error",
      animated: false,
    }).timeout({ seconds: decodeSeconds });
    return await picture
      .rotate()
      .resize({ width: sidePx, height: sidePx, fit: "inside", withoutEnlargement: true })
      .toFormat(as ?? format, { quality: 88 })
      .toBuffer({ resolveWithObject: true });
  } catch (cause) {
    const flood = cause instanceof Error && /pixel limit/i.test(cause.message);
    const says = flood
      ? `This picture has more than ${pixelsMax / 1_000_000} million pixels.`
      : "This picture is damaged or is not what its name says.";
    throw new Refusal("unreadable-picture", says, { status: 415, cause });
  }
}

/** HEIC is HEVC inside, whose patents keep its decoder out of the free libraries that read pictures here. */
function iphonePicture(): Refusal {
  return new Refusal(
    "heic-picture",
    "This is a HEIC picture of an iPhone, which cannot be read here. Send it as a JPEG: share or mail it from the phone, which converts it; for the next ones, set iPhone Settings, Camera, Formats to Most Compatible.",
    { status: 415 },
  );
}

export async function mediaItem(ctx: Ctx, sha256: string) {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(mediaItems)
      .where(and(eq(mediaItems.agencyId, agencyOf(tx)), eq(mediaItems.sha256, sha256)));
    return found(row, "picture");
  });
}

function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_").slice(0, 120) || "picture";
}

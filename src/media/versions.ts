import { and, eq } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { coverPicture } from "./covering.ts";
import { currentDescription, writeDescription } from "./descriptions.ts";
import { mediaItem, storePicture, type MediaItem } from "./items.ts";
import { boxesOf, boxOf, type Crop, type Region } from "./regions.ts";
import { mediaDerivations } from "./schema.ts";

const formats: Record<string, "jpeg" | "png" | "webp"> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
};

export interface VersionDraft {
  sha256: string;
  regions: readonly Region[];
  crop?: Crop | null | undefined;
}

/**
 * Makes a new picture of one that is here, with parts covered by hand and the rest cut off. The original stays as it
 * is; the new one keeps its description, and its rights are the original's too.
 */
export async function makeVersion(ctx: Ctx, draft: VersionDraft): Promise<MediaItem> {
  authorize(ctx, "media.add", { kind: "picture", id: draft.sha256 });
  const original = await mediaItem(ctx, draft.sha256);
  const format = formats[original.type];
  if (!format) throw new Refusal("not-a-picture", "Only pictures are covered and cropped here.");
  checkBoxes(draft, original);
  const bytes = await ctx.blobs.get(original.sha256);
  const made = await coverPicture(bytes, format, draft);
  const sha256 = await ctx.blobs.put(made.data);
  return transact(ctx, async (tx) => {
    const name = versionName(original.name, draft);
    await storePicture(tx, { sha256, name, type: original.type, ...made });
    await noteDerivation(tx, sha256, draft);
    const described = await currentDescription(tx, original.sha256);
    if (described && !(await currentDescription(tx, sha256)))
      await writeDescription(tx, { ...described, sha256 });
    return mediaItem(tx, sha256);
  });
}

/** Before the picture is opened: nothing asked for is impossible, and something is asked for. */
function checkBoxes({ regions, crop }: VersionDraft, picture: MediaItem): void {
  boxesOf(regions, picture);
  const cut = crop ? boxOf(crop, picture) : undefined;
  const isWhole = !cut || (cut.width === picture.width && cut.height === picture.height);
  if (regions.length === 0 && isWhole)
    throw new Refusal("nothing-to-do", "Draw a box over what is to be covered, or choose a crop.");
}

async function noteDerivation(
  tx: TxCtx,
  sha256: string,
  { sha256: fromSha256, regions, crop }: VersionDraft,
): Promise<void> {
  if (sha256 === fromSha256) return;
  await tx.tx
    .insert(mediaDerivations)
    .values({
      agencyId: agencyOf(tx),
      sha256,
      fromSha256,
      regions: [...regions],
      crop: crop ?? null,
      madeBy: personOf(tx).personId,
      madeAt: stamp(tx.clock.now()),
    })
    .onConflictDoNothing();
  const payload = { sha256, from: fromSha256, regions, crop: crop ?? null };
  await tx.happenings.tell(tx, {
    kind: "media.version-made",
    subject: { kind: "media", id: sha256 },
    facts: { from: fromSha256, covered: regions.length, cropped: crop != null },
    record: { payload, text: "", media: [sha256, fromSha256], direction: "internal" },
  });
}

function versionName(name: string, { regions }: VersionDraft): string {
  const [, base = name, ending = ""] = /^(.*?)(\.[a-z0-9]{2,5})?$/i.exec(name) ?? [];
  return `${base.slice(0, 100)} ${regions.length > 0 ? "covered" : "cropped"}${ending}`;
}

/** What an item was made of, if it was. */
export async function derivationOf(tx: TxCtx, sha256: string) {
  const [row] = await tx.tx
    .select()
    .from(mediaDerivations)
    .where(and(eq(mediaDerivations.agencyId, agencyOf(tx)), eq(mediaDerivations.sha256, sha256)));
  return row;
}

import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { mediaItem } from "./items.ts";
import { mediaDescriptions } from "./schema.ts";

const altMax = limit(
  "media.alt",
  2_000,
  "characters",
  "as long as a post's own description may be",
);
const tagsMax = limit("media.tags", 20, "tags", "of one picture; more find nothing better");
const tagMax = limit("media.tag", 40, "characters", "one tag is a word or two");

export const description = z.object({
  altEn: z.string().trim().max(altMax).default(""),
  altEs: z.string().trim().max(altMax).default(""),
  tags: z
    .array(z.string().trim().toLowerCase().min(1).max(tagMax))
    .max(tagsMax)
    .default([])
    .transform((tags) => [...new Set(tags)].sort()),
});

export type Description = z.infer<typeof description>;

/** Describes an item anew; the words of before stay in its history. */
export async function describeMedia(
  ctx: Ctx,
  sha256: string,
  given: z.input<typeof description>,
): Promise<void> {
  authorize(ctx, "media.describe", { kind: "picture", id: sha256 });
  const words = description.parse(given);
  await transact(ctx, async (tx) => {
    const item = await mediaItem(tx, sha256);
    await writeDescription(tx, { sha256: item.sha256, ...words });
  });
}

/** Writes the next description, unless it says what stands there. */
export async function writeDescription(
  tx: TxCtx,
  { sha256, altEn, altEs, tags }: Description & { sha256: string },
): Promise<void> {
  const words = { altEn, altEs, tags };
  const before = await currentDescription(tx, sha256);
  if (before && JSON.stringify(before) === JSON.stringify(words)) return;
  await tx.tx.insert(mediaDescriptions).values({
    agencyId: agencyOf(tx),
    id: tx.ids.uuid(),
    sha256,
    ...words,
    writtenBy: personOf(tx).personId,
    writtenAt: stamp(tx.clock.now()),
  });
  await tx.happenings.tell(tx, {
    kind: "media.described",
    subject: { kind: "media", id: sha256 },
    facts: {},
    record: {
      payload: { sha256, ...words },
      text: [altEn, altEs, tags.join(" ")].filter(Boolean).join("\n"),
      direction: "internal",
    },
  });
}

export async function currentDescription(
  tx: TxCtx,
  sha256: string,
): Promise<Description | undefined> {
  const { altEn, altEs, tags } = mediaDescriptions;
  const [row] = await tx.tx
    .select({ altEn, altEs, tags })
    .from(mediaDescriptions)
    .where(and(eq(mediaDescriptions.agencyId, agencyOf(tx)), eq(mediaDescriptions.sha256, sha256)))
    .orderBy(desc(mediaDescriptions.writtenAt), desc(mediaDescriptions.id))
    .limit(1);
  return row;
}

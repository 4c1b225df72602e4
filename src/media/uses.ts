import { and, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { mediaUses } from "./schema.ts";

/** Something that carries, or carried, an item; its own slice says what it is now. */
export interface MediaUse {
  id: string;
  title: string;
  /** Its page under /console. */
  path: string;
  /** Where it stands, in that slice's word. */
  standing: string;
  /** It stands in public with this very item. */
  isOut: boolean;
}

/** Asked of the slice that wrote the uses of one kind: what are these now, for this item? */
export interface UsesQuestion {
  kind: string;
  ask(ctx: Ctx, sha256: string, ids: readonly string[]): Promise<MediaUse[]>;
}

/** Writes down that something carries these items, in the transaction that makes it so. */
export async function noteUses(
  tx: TxCtx,
  use: { kind: string; id: string },
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return;
  const firstAt = stamp(tx.clock.now());
  const rows = [...new Set(hashes)].map((sha256) => ({
    agencyId: agencyOf(tx),
    sha256,
    kind: use.kind,
    subjectId: use.id,
    firstAt,
  }));
  await tx.tx.insert(mediaUses).values(rows).onConflictDoNothing();
}

/** What carries an item, as the registered slices tell it. */
export async function usesOf(
  tx: TxCtx,
  questions: readonly UsesQuestion[],
  sha256: string,
): Promise<MediaUse[]> {
  const rows = await tx.tx
    .select({ kind: mediaUses.kind, id: mediaUses.subjectId })
    .from(mediaUses)
    .where(and(eq(mediaUses.agencyId, agencyOf(tx)), eq(mediaUses.sha256, sha256)));
  const told = [];
  for (const { kind, ask } of questions) {
    const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id);
    if (ids.length > 0) told.push(...(await ask(tx, sha256, ids)));
  }
  return told;
}

import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { authorize } from "./permission.ts";
import { beats, units } from "./schema.ts";

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const ring = z.array(position).min(4).max(5_000);
/** GeoJSON (RFC 7946), WGS 84, at most 5,000 points a ring. */
export const beatArea = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1).max(20) }),
  z.object({
    type: z.literal("MultiPolygon"),
    coordinates: z.array(z.array(ring).min(1).max(20)).min(1).max(50),
  }),
]);

export interface BeatDraft {
  code: string;
  name: string;
  area?: z.infer<typeof beatArea> | undefined;
}

export async function allBeats(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(beats)
      .where(eq(beats.agencyId, agencyOf(ctx)))
      .orderBy(asc(beats.code)),
  );
}

export async function addBeat(ctx: Ctx, draft: BeatDraft) {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    return insertBeat(tx, draft);
  });
}

async function insertBeat(tx: TxCtx, draft: BeatDraft) {
  try {
    const [row] = await tx.tx
      .insert(beats)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        code: draft.code,
        name: draft.name,
        area: draft.area ?? null,
      })
      .returning();
    await tx.happenings.tell(tx, {
      kind: "agency.beat-added",
      subject: { kind: "beat", id: found(row, "beat").id },
      facts: { code: draft.code, name: draft.name },
    });
    return found(row, "beat");
  } catch (cause) {
    if (isDuplicate(cause))
      throw new Refusal("beat-exists", `There is a beat ${draft.code} already.`, {
        status: 409,
        cause,
      });
    throw cause;
  }
}

export async function allUnits(ctx: Ctx) {
  return read(ctx, (tx) =>
    tx.tx
      .select()
      .from(units)
      .where(eq(units.agencyId, agencyOf(ctx)))
      .orderBy(asc(units.name)),
  );
}

export async function addUnit(ctx: Ctx, name: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "agency.change");
    const [row] = await tx.tx
      .insert(units)
      .values({ agencyId: agencyOf(tx), id: tx.ids.uuid(), name })
      .returning();
    await tx.happenings.tell(tx, {
      kind: "agency.unit-added",
      subject: { kind: "unit", id: found(row, "unit").id },
      facts: { name },
    });
    return found(row, "unit");
  });
}

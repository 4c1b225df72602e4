import { and, desc, eq, isNotNull } from "drizzle-orm";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openingContent, type OpeningContent } from "./opening.ts";
import { openings } from "./tables.ts";

const shownMax = 500;

/** An opening as everybody reads it; of one that is closed no more than that it was there. */
export interface PublicOpening {
  id: string;
  code: string;
  publicAt: string;
  changedAt: string;
  closedAt: string | null;
  content: OpeningContent;
}

/** All that the newsroom shows of openings. It asks no permission, and gives nothing that was not approved. */
export async function publicOpenings(ctx: Ctx): Promise<PublicOpening[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(openings)
      .where(and(eq(openings.agencyId, agencyOf(tx)), isNotNull(openings.shown)))
      .orderBy(desc(openings.publicAt))
      .limit(shownMax);
    return rows.map(({ id, code, publicAt, changedAt, closedAt, shown }) => ({
      id,
      code,
      publicAt: publicAt ?? changedAt,
      changedAt,
      closedAt,
      content: openingContent.parse(shown),
    }));
  });
}

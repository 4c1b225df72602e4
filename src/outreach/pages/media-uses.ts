import { and, eq, inArray } from "drizzle-orm";
import type { MediaUse, UsesQuestion } from "#media";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { pageContent } from "./content.ts";
import { pages, pageVersions } from "./tables.ts";

/** The pages that carry an item. Whose consent is withdrawn leaves the public page by itself: nothing is left to recall. */
export const pagesCarrying: UsesQuestion = { kind: "page", ask };

async function ask(ctx: Ctx, sha256: string, ids: readonly string[]): Promise<MediaUse[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ page: pages, content: pageVersions.content })
      .from(pages)
      .innerJoin(
        pageVersions,
        and(
          eq(pageVersions.agencyId, pages.agencyId),
          eq(pageVersions.pageId, pages.id),
          eq(pageVersions.version, pages.version),
        ),
      )
      .where(and(eq(pages.agencyId, agencyOf(tx)), inArray(pages.id, [...ids])));
    return rows
      .filter(({ content }) =>
        pageContent.parse(content).pictures.some((one) => one.sha256 === sha256),
      )
      .map(({ page: { id, title, state } }) => ({
        id,
        title,
        path: `/pages/${id}`,
        standing: state,
        isOut: false,
      }));
  });
}

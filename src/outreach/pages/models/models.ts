import { and, eq, isNotNull } from "drizzle-orm";
import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { pages } from "../tables.ts";
import { cars } from "./cars.ts";
import { fraud } from "./fraud.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import type { Model } from "./model.ts";

/** The library an agency may begin with. Nobody checked the numbers and laws in it for an agency: it does so before it hands one in. */
export const models: readonly Model[] = [...cars, ...home, ...fraud, ...help];

/** Every model article, and the page that it became here. */
export async function libraryOfModels(ctx: Ctx) {
  authorize(ctx, "page.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ id: pages.id, model: pages.model })
      .from(pages)
      .where(and(eq(pages.agencyId, agencyOf(tx)), isNotNull(pages.model)));
    return models.map(({ key, content }) => ({
      key,
      title: content.title,
      summary: content.summary,
      pageId: rows.find(({ model }) => model === key)?.id ?? null,
    }));
  });
}

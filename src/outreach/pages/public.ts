import { and, desc, eq, isNotNull } from "drizzle-orm";
import { mediaItemsOf, mediaStanding } from "#media";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { hasSpanish, type PageContent, type PageKind } from "./content.ts";
import { isCertified, versionsOf, type Page } from "./reading.ts";
import { pageEndings, pages } from "./tables.ts";

const shownMax = limit("pages.shown", 500, "pages", "on the newsroom");

export interface PagePicture {
  sha256: string;
  type: string;
  width: number;
  height: number;
  alt: PageContent["pictures"][number]["alt"];
}

/** A page as everybody may read it: the version that was approved. */
export interface StandingPage {
  state: "public";
  id: string;
  kind: PageKind;
  code: string;
  publicAt: string;
  changedAt: string;
  content: PageContent;
  /** Spanish words stand there, and a person who reads both languages answers for them. */
  isInSpanish: boolean;
  /** By the place they have on the page; one that may not be shown any more is not there. */
  pictures: (PagePicture | undefined)[];
  /** Newest first: what changed, when and why. */
  history: { version: number; at: string; change: PageContent["change"] }[];
}

/** What is left of a page that was taken down. */
export interface WithdrawnPage {
  state: "withdrawn";
  id: string;
  kind: PageKind;
  code: string;
  endedAt: string;
  why: string;
}

export type PublicPage = StandingPage | WithdrawnPage;

/** All that the newsroom shows. It asks no permission, and gives nothing that was not approved. */
export async function publicPages(ctx: Ctx): Promise<PublicPage[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ page: pages, ending: pageEndings })
      .from(pages)
      .leftJoin(
        pageEndings,
        and(eq(pageEndings.agencyId, pages.agencyId), eq(pageEndings.pageId, pages.id)),
      )
      .where(and(eq(pages.agencyId, agencyOf(tx)), isNotNull(pages.publicVersion)))
      .orderBy(desc(pages.changedAt))
      .limit(shownMax);
    const shown: PublicPage[] = [];
    for (const { page, ending } of rows) {
      const { id, kind, code } = page;
      if (ending)
        shown.push({
          state: "withdrawn",
          id,
          kind,
          code,
          endedAt: ending.endedAt,
          why: ending.why,
        });
      else shown.push(...(await standing(tx, page)));
    }
    return shown;
  });
}

async function standing(tx: TxCtx, { id, kind, code, publicVersion }: Page): Promise<PublicPage[]> {
  const approved = (await versionsOf(tx, id)).filter(({ approvedAt }) => approvedAt !== null);
  const now = approved.find(({ version }) => version === publicVersion);
  const [first] = approved;
  if (!now || !first) return [];
  const { content } = now;
  return [
    {
      state: "public",
      id,
      kind,
      code,
      publicAt: first.approvedAt ?? "",
      changedAt: now.approvedAt ?? "",
      content,
      isInSpanish: hasSpanish(content) && (await isCertified(tx, id, content)),
      pictures: await picturesOf(tx, content),
      history: approved.toReversed().map(({ version, approvedAt, content: said }) => ({
        version,
        at: approvedAt ?? "",
        change: said.change,
      })),
    },
  ];
}

/** A consent that was withdrawn takes its picture off the page; its description stays. */
async function picturesOf(tx: TxCtx, content: PageContent): Promise<StandingPage["pictures"]> {
  const hashes = content.pictures.map(({ sha256 }) => sha256);
  const items = await mediaItemsOf(tx, hashes);
  const standings = await mediaStanding(tx, hashes, tx.clock.now());
  return content.pictures.map(({ sha256, alt }) => {
    const item = items.get(sha256);
    const standing = standings.get(sha256);
    if (!item || standing === "expired" || standing === "withdrawn") return undefined;
    return { sha256, type: item.type, width: item.width, height: item.height, alt };
  });
}

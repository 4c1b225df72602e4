import { and, asc, desc, eq } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { hasSpanish, pageContent, wordsHash, type PageContent } from "./content.ts";
import { pageFindings } from "./findings.ts";
import { pageCertifications, pageEndings, pages, pageVersions } from "./tables.ts";

const listMax = limit("pages.list", 500, "pages", "of an agency, shown in one list");

export type Page = typeof pages.$inferSelect;
type Row = typeof pageVersions.$inferSelect;
export type PageVersion = Omit<Row, "content"> & { content: PageContent };

/** Pages, those changed last first. */
export async function listPages(ctx: Ctx) {
  authorize(ctx, "page.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ page: pages, version: pageVersions })
      .from(pages)
      .innerJoin(
        pageVersions,
        and(
          eq(pageVersions.agencyId, pages.agencyId),
          eq(pageVersions.pageId, pages.id),
          eq(pageVersions.version, pages.version),
        ),
      )
      .where(eq(pages.agencyId, agencyOf(tx)))
      .orderBy(desc(pages.changedAt))
      .limit(listMax);
    return rows.map(({ page, version }) => ({ ...shown(page), step: stepOf(version) }));
  });
}

/** Where the newest version stands. */
function stepOf(version: Pick<Row, "submittedAt" | "returnedAt" | "approvedAt">) {
  if (version.approvedAt !== null) return "approved" as const;
  if (version.returnedAt !== null) return "returned" as const;
  return version.submittedAt === null ? ("writing" as const) : ("waiting" as const);
}

function shown({ agencyId: _agency, ...page }: Page) {
  return page;
}

/** One page with everything about it. */
export async function pageSheet(ctx: Ctx, id: string) {
  authorize(ctx, "page.read", { kind: "page", id });
  return read(ctx, async (tx) => {
    const page = await thePage(tx, id);
    const versions = await versionsOf(tx, id);
    const newest = found(versions.at(-1), "version");
    const [ending] = await tx.tx
      .select()
      .from(pageEndings)
      .where(and(eq(pageEndings.agencyId, agencyOf(tx)), eq(pageEndings.pageId, id)));
    const names = await namesOf(tx, peopleIn(versions));
    const nameOf = (person: string | null) => names.get(person ?? "") ?? "";
    const me = tx.actor.kind === "person" ? tx.actor.personId : "";
    const { content, hash, submittedAt } = newest;
    const wasPublic = versions.some(({ approvedAt }) => approvedAt !== null);
    return {
      page: shown(page),
      version: newest.version,
      hash,
      content,
      step: stepOf(newest),
      submittedAt,
      returnedWhy: newest.returnedWhy,
      isMine: newest.writers.includes(me) || newest.submittedBy === me,
      hasSpanish: hasSpanish(content),
      isCertified: await isCertified(tx, id, content),
      findings: await pageFindings(tx, page.kind, content, wasPublic && newest.approvedAt === null),
      ending: ending ? { why: ending.why, endedAt: ending.endedAt } : null,
      versions: versions
        .toReversed()
        .map(({ version, writers, writtenAt, approvedBy, approvedAt, content: said }) => ({
          version,
          writers: writers.map(nameOf),
          writtenAt,
          approvedBy: nameOf(approvedBy),
          approvedAt,
          change: said.change,
        })),
    };
  });
}

function peopleIn(versions: readonly PageVersion[]): string[] {
  return versions.flatMap(({ writers, approvedBy }) => [...writers, approvedBy ?? []]).flat();
}

export async function isCertified(tx: TxCtx, id: string, content: PageContent): Promise<boolean> {
  const rows = await tx.tx
    .select({ at: pageCertifications.certifiedAt })
    .from(pageCertifications)
    .where(
      and(
        eq(pageCertifications.agencyId, agencyOf(tx)),
        eq(pageCertifications.pageId, id),
        eq(pageCertifications.wordsHash, wordsHash(content)),
      ),
    );
  return rows.length > 0;
}

async function thePage(tx: TxCtx, id: string): Promise<Page> {
  const [row] = await tx.tx.select().from(pages).where(isPage(tx, id));
  return found(row, "page");
}

export async function lockedPage(tx: TxCtx, id: string): Promise<Page> {
  const [row] = await tx.tx.select().from(pages).where(isPage(tx, id)).for("update");
  return found(row, "page");
}

export async function versionsOf(tx: TxCtx, id: string): Promise<PageVersion[]> {
  const rows = await tx.tx
    .select()
    .from(pageVersions)
    .where(and(eq(pageVersions.agencyId, agencyOf(tx)), eq(pageVersions.pageId, id)))
    .orderBy(asc(pageVersions.version));
  return rows.map((row) => ({ ...row, content: pageContent.parse(row.content) }));
}

export async function newestOf(tx: TxCtx, { id, version }: Page): Promise<PageVersion> {
  const [row] = await tx.tx
    .select()
    .from(pageVersions)
    .where(isVersion(tx, id, version));
  const known = found(row, "version");
  return { ...known, content: pageContent.parse(known.content) };
}

export function isPage(tx: TxCtx, id: string) {
  return and(eq(pages.agencyId, agencyOf(tx)), eq(pages.id, id));
}

export function isVersion(tx: TxCtx, id: string, version: number) {
  return and(
    eq(pageVersions.agencyId, agencyOf(tx)),
    eq(pageVersions.pageId, id),
    eq(pageVersions.version, version),
  );
}

import { eq, and } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { mediaItemsOf, noteUses } from "#media";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import {
  pageContent,
  pageHash,
  slugOf,
  wordsIn,
  type PageContent,
  type PageDraft,
  type PageKind,
} from "./content.ts";
import { checkedFiles } from "./files.ts";
import { models } from "./models/models.ts";
import { isPage, isVersion, lockedPage, newestOf, type Page } from "./reading.ts";
import { pages, pageVersions } from "./tables.ts";

const pagesMax = limit("pages.all", 500, "pages", "of an agency, those taken down too");

/** Begins a page. Whoever drafts is ready by the policy (2.1), as for a post. */
export async function draftPage(
  ctx: Ctx,
  kind: PageKind,
  given: PageDraft,
  model: string | null = null,
): Promise<Page> {
  return transact(ctx, async (tx) => {
    await mustBeReady(tx, "page.draft");
    const known = await tx.tx
      .select({ code: pages.code, model: pages.model, state: pages.state })
      .from(pages)
      .where(eq(pages.agencyId, agencyOf(tx)));
    if (known.length >= pagesMax)
      throw new Refusal("too-many-pages", "There are as many pages as one agency may have.");
    const content = await checked(tx, given);
    const id = tx.ids.uuid();
    const now = stamp(tx.clock.now());
    const me = personOf(tx).personId;
    const [page] = await tx.tx
      .insert(pages)
      .values({
        agencyId: agencyOf(tx),
        id,
        kind,
        code: codeOf({ id, kind, content }, new Set(known.map(({ code }) => code))),
        state: "draft",
        title: content.title.en || kind,
        version: 1,
        model,
        draftedBy: me,
        draftedAt: now,
        changedAt: now,
      })
      .returning();
    await tx.tx.insert(pageVersions).values({
      agencyId: agencyOf(tx),
      pageId: id,
      version: 1,
      hash: pageHash(id, kind, content),
      content,
      writers: [me],
      writtenAt: now,
    });
    await noteUses(
      tx,
      { kind: "page", id },
      content.pictures.map(({ sha256 }) => sha256),
    );
    await tellPage(tx, "drafted", id, { kind, version: 1, model }, content);
    return found(page, "page");
  });
}

/** Takes one of the model articles into the agency's own library, as a draft that is its own from then on. */
export async function adoptModel(ctx: Ctx, key: string): Promise<Page> {
  const model = found(
    models.find((one) => one.key === key),
    "model article",
  );
  return transact(ctx, async (tx) => {
    const rows = await tx.tx
      .select({ id: pages.id })
      .from(pages)
      .where(and(eq(pages.agencyId, agencyOf(tx)), eq(pages.model, key)));
    if (rows.length > 0)
      throw new Refusal("adopted-already", "This article is among your pages already.", {
        status: 409,
      });
    return draftPage(tx, "prevention", model.content, key);
  });
}

/**
 * Saves what is typed. A version that was handed in stays as it is, and the next one begins; what is public stays so
 * until the new one is approved.
 */
export async function savePage(
  ctx: Ctx,
  id: string,
  given: PageDraft,
  expected: number,
): Promise<{ version: number; hash: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "page.draft", { kind: "page", id });
    const page = await lockedPage(tx, id);
    await mustBeReady(tx, "page.draft", id);
    mustStand(page, expected);
    const content = await checked(tx, given);
    const current = await newestOf(tx, page);
    const hash = pageHash(id, page.kind, content);
    if (current.hash === hash) return { version: page.version, hash };
    const me = personOf(tx).personId;
    const isFrozen = current.submittedAt !== null;
    const version = isFrozen ? page.version + 1 : page.version;
    // Who wrote what was never approved wrote this too.
    const before = current.approvedAt === null ? current.writers : [];
    const now = stamp(tx.clock.now());
    const written = { hash, content, writers: [...new Set([...before, me])], writtenAt: now };
    if (isFrozen)
      await tx.tx
        .insert(pageVersions)
        .values({ agencyId: agencyOf(tx), pageId: id, version, ...written });
    else
      await tx.tx
        .update(pageVersions)
        .set(written)
        .where(isVersion(tx, id, version));
    await tx.tx
      .update(pages)
      .set({ version, title: content.title.en || page.kind, changedAt: now })
      .where(isPage(tx, id));
    if (page.publicVersion === null && page.model === null) await rename(tx, page, content);
    await noteUses(
      tx,
      { kind: "page", id },
      content.pictures.map(({ sha256 }) => sha256),
    );
    if (isFrozen) await tellPage(tx, "edited", id, { version }, content);
    return { version, hash };
  });
}

export function mustStand({ state, version }: Page, expected: number): void {
  if (state === "withdrawn")
    throw new Refusal("page-withdrawn", "This page was taken down. Begin a new one.", {
      status: 409,
    });
  if (version !== expected)
    throw new Refusal(
      "page-edited",
      "Somebody else changed this page meanwhile. Your text is kept here; reload to see theirs.",
      { status: 409, details: { version } },
    );
}

export async function mustBeReady(tx: TxCtx, verb: string, id?: string): Promise<void> {
  const { denial } = await readinessOf(tx, personOf(tx).personId);
  authorize(tx, verb, { kind: "page", ...(id ? { id } : {}) }, [denial]);
}

/** Until it is public its address follows its title. */
async function rename(tx: TxCtx, { id, kind, code }: Page, content: PageContent): Promise<void> {
  const rows = await tx.tx
    .select({ id: pages.id, code: pages.code })
    .from(pages)
    .where(eq(pages.agencyId, agencyOf(tx)));
  const taken = new Set(rows.flatMap((row) => (row.id === id ? [] : [row.code])));
  const next = codeOf({ id, kind, content }, taken);
  if (next !== code) await tx.tx.update(pages).set({ code: next }).where(isPage(tx, id));
}

function codeOf(
  { id, kind, content }: { id: string; kind: PageKind; content: PageContent },
  taken: ReadonlySet<string>,
): string {
  const slug = slugOf(content.title.en) || kind;
  return taken.has(slug) ? `${slug}-${id.slice(-6)}` : slug;
}

/** A picture that is not in the agency's library is none. */
async function checked(tx: TxCtx, given: PageDraft): Promise<PageContent> {
  const content = pageContent.parse(given);
  const hashes = content.pictures.map(({ sha256 }) => sha256);
  const known = await mediaItemsOf(tx, hashes);
  if (hashes.some((hash) => !known.get(hash)?.type.startsWith("image/")))
    throw new Refusal(
      "no-page-picture",
      "A picture of this page is not in the library. Add it again.",
    );
  return { ...content, files: await checkedFiles(tx, content.files) };
}

/** Tells of a page, with all of it where it is a record. */
export async function tellPage(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  content: PageContent | string,
): Promise<void> {
  const isText = typeof content === "string";
  await tx.happenings.tell(tx, {
    kind: `outreach.page-${what}`,
    subject: { kind: "page", id },
    facts: { ...facts },
    record: {
      payload: isText ? { ...facts, why: content } : { ...facts, content },
      text: isText ? content : wordsIn(content),
      ...(isText
        ? {}
        : { media: [...content.pictures, ...content.files].map(({ sha256 }) => sha256) }),
      // What everybody may read went out; what is drafted stayed in.
      direction: what === "approved" ? "out" : "internal",
    },
  });
}

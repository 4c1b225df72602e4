import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { readinessOf } from "#policy";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { openingContent, openingHash, type OpeningContent, type OpeningDraft } from "./opening.ts";
import { openings } from "./tables.ts";

const openMax = limit("openings.open", 300, "openings", "of an agency at one time");
const listMax = limit("openings.list", 500, "openings", "in one list, those changed last first");

export type Opening = typeof openings.$inferSelect;

/** Every opening, those changed last first. */
export async function listOpenings(ctx: Ctx) {
  authorize(ctx, "opening.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(openings)
      .where(eq(openings.agencyId, agencyOf(tx)))
      .orderBy(desc(openings.changedAt))
      .limit(listMax);
    const names = await namesOf(
      tx,
      rows.map(({ writtenBy }) => writtenBy),
    );
    const me = tx.actor.kind === "person" ? tx.actor.personId : "";
    return rows.map((row) => ({
      ...sheetOf(row),
      writer: names.get(row.writtenBy) ?? "",
      isMine: row.writtenBy === me,
    }));
  });
}

function sheetOf(row: Opening) {
  const { id, code, hash, changedAt, publicAt, closedAt, closedHow, origin, feedId } = row;
  const content = openingContent.parse(row.content);
  return {
    id,
    code,
    hash,
    changedAt,
    publicAt,
    closedAt,
    closedHow,
    origin,
    feedId,
    content,
    state: stateOf(row),
  };
}

/** `changed`: what is public stays so until the new words are approved. */
export function stateOf(row: Pick<Opening, "closedAt" | "shownHash" | "hash">) {
  if (row.closedAt !== null) return "closed" as const;
  if (row.shownHash === null) return "waiting" as const;
  return row.shownHash === row.hash ? ("open" as const) : ("changed" as const);
}

export async function openingSheet(ctx: Ctx, id: string) {
  authorize(ctx, "opening.read", { kind: "opening", id });
  return read(ctx, async (tx) => sheetOf(await theOpening(tx, id)));
}

/** Writes an opening down. It waits until somebody else approves it. */
export async function writeOpening(
  ctx: Ctx,
  given: OpeningDraft,
): Promise<{ id: string; code: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "opening.write");
    const content = openingContent.parse(given);
    const from = { origin: "typed" as const, feedId: null, writtenBy: personOf(tx).personId };
    const { id, code } = await addOpening(tx, content, from);
    return { id, code };
  });
}

interface From {
  origin: Opening["origin"];
  feedId: string | null;
  writtenBy: string;
  /** Its name where it came from. */
  key?: string;
}

export async function addOpening(
  tx: TxCtx,
  content: OpeningContent,
  { origin, feedId, writtenBy, key }: From,
): Promise<Opening> {
  const open = await tx.tx
    .select({ id: openings.id })
    .from(openings)
    .where(and(eq(openings.agencyId, agencyOf(tx)), isNull(openings.closedAt)));
  if (open.length >= openMax)
    throw new Refusal(
      "too-many-openings",
      `There are ${openMax} openings already. Close one first.`,
    );
  const id = tx.ids.uuid();
  const now = stamp(tx.clock.now());
  const hash = openingHash(id, content);
  const [made] = await tx.tx
    .insert(openings)
    .values({
      agencyId: agencyOf(tx),
      id,
      code: `${slugOf(content.title.en)}-${id.slice(-6)}`,
      content,
      hash,
      writtenBy,
      writtenAt: now,
      changedAt: now,
      origin,
      feedId,
      key: key ?? id,
    })
    .returning();
  await tellOpening(tx, "written", id, { hash, origin }, content);
  return found(made, "opening");
}

/** Other words for an opening. What is public stays so until these are approved; the application's address too. */
export async function rewriteOpening(
  ctx: Ctx,
  id: string,
  given: OpeningDraft,
  expected: string,
): Promise<{ hash: string }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "opening.write", { kind: "opening", id });
    const row = await lockedOpening(tx, id);
    mustBeOpen(row);
    if (row.hash !== expected)
      throw new Refusal(
        "opening-edited",
        "Somebody else changed this opening meanwhile. Look at it again.",
        {
          status: 409,
        },
      );
    const content = openingContent.parse(given);
    return { hash: await changeOpening(tx, row, content, personOf(tx).personId) };
  });
}

export async function changeOpening(
  tx: TxCtx,
  { id, hash: known }: Opening,
  content: OpeningContent,
  writtenBy: string,
): Promise<string> {
  const hash = openingHash(id, content);
  if (hash === known) return hash;
  const now = stamp(tx.clock.now());
  await tx.tx
    .update(openings)
    .set({ content, hash, writtenBy, writtenAt: now, changedAt: now })
    .where(isOpening(tx, id));
  await tellOpening(tx, "written", id, { hash }, content);
  return hash;
}

/** A second person approves what waits, one or many at once, each exactly as it was seen. */
export async function approveOpenings(
  ctx: Ctx,
  seen: readonly { id: string; hash: string }[],
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { denial } = await readinessOf(tx, personOf(tx).personId);
    for (const { id, hash } of seen.toSorted((a, b) => a.id.localeCompare(b.id))) {
      authorize(tx, "opening.approve", { kind: "opening", id }, [denial]);
      const row = await lockedOpening(tx, id);
      mustBeOpen(row);
      if (row.hash !== hash)
        throw new Refusal(
          "not-what-you-saw",
          "This is not what was on your screen. Look at it again.",
          {
            status: 409,
          },
        );
      const me = personOf(tx).personId;
      if (row.writtenBy === me)
        throw new Refusal("own-opening", "You wrote this opening. Somebody else approves it.", {
          status: 403,
        });
      if (row.shownHash === hash) continue;
      const now = stamp(tx.clock.now());
      const content = openingContent.parse(row.content);
      await tx.tx
        .update(openings)
        .set({
          shown: content,
          shownHash: hash,
          approvedBy: me,
          publicAt: row.publicAt ?? now,
          changedAt: now,
        })
        .where(isOpening(tx, id));
      await tellOpening(tx, "approved", id, { hash, code: row.code }, content);
    }
  });
}

/** Closes an opening at once: its page says so, and its links lead there. */
export async function closeOpening(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "opening.write", { kind: "opening", id });
    const row = await lockedOpening(tx, id);
    mustBeOpen(row);
    await endOpening(tx, row, "by-hand");
  });
}

export async function endOpening(
  tx: TxCtx,
  { id, content }: Opening,
  closedHow: NonNullable<Opening["closedHow"]>,
): Promise<void> {
  const now = stamp(tx.clock.now());
  await tx.tx
    .update(openings)
    .set({ closedAt: now, closedHow, changedAt: now })
    .where(isOpening(tx, id));
  await tellOpening(tx, "closed", id, { how: closedHow }, openingContent.parse(content));
}

function mustBeOpen({ closedAt }: Opening): void {
  if (closedAt !== null)
    throw new Refusal("opening-closed", "This opening is closed. Write a new one.", {
      status: 409,
    });
}

export async function theOpening(tx: TxCtx, id: string): Promise<Opening> {
  const [row] = await tx.tx.select().from(openings).where(isOpening(tx, id));
  return found(row, "opening");
}

async function lockedOpening(tx: TxCtx, id: string): Promise<Opening> {
  const [row] = await tx.tx.select().from(openings).where(isOpening(tx, id)).for("update");
  return found(row, "opening");
}

function isOpening(tx: TxCtx, id: string) {
  return and(eq(openings.agencyId, agencyOf(tx)), eq(openings.id, id));
}

function slugOf(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return slug.replaceAll(/^-|-$/g, "").slice(0, 50) || "opening";
}

async function tellOpening(
  tx: TxCtx,
  what: string,
  id: string,
  facts: Readonly<Record<string, unknown>>,
  content: OpeningContent,
): Promise<void> {
  const { title, about } = content;
  await tx.happenings.tell(tx, {
    kind: `outreach.opening-${what}`,
    subject: { kind: "opening", id },
    facts: { ...facts },
    record: {
      payload: { ...facts, content },
      text: [title.en, title.es, about.en, about.es].filter(Boolean).join("\n"),
      direction: what === "approved" ? "out" : "internal",
    },
  });
}

import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { auditLookOnce, authorize } from "#agency";
import { recordTexts } from "#archive";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import type { PageCapture } from "./asking.ts";
import { pageCaptures, pagePlaces } from "./tables.ts";

const listMax = limit("pages.listed", 200, "captures", "on one screen, the newest first");

/** Every capture, newest first, and the pages that are captured each night. */
export async function listCaptures(ctx: Ctx) {
  authorize(ctx, "pages.list");
  return read(ctx, async (tx) => {
    const captures = await tx.tx
      .select()
      .from(pageCaptures)
      .where(eq(pageCaptures.agencyId, agencyOf(tx)))
      .orderBy(desc(pageCaptures.askedAt), desc(pageCaptures.id))
      .limit(listMax);
    const places = await tx.tx
      .select()
      .from(pagePlaces)
      .where(and(eq(pagePlaces.agencyId, agencyOf(tx)), isNull(pagePlaces.endedAt)))
      .orderBy(asc(pagePlaces.name), asc(pagePlaces.id));
    return {
      captures: captures.map(shown),
      places: places.map(({ agencyId: _a, addedBy: _b, endedAt: _e, ...place }) => place),
    };
  });
}

/** One capture with the words of its page. The look is audited: a linked page may show anybody. */
export async function capturePage(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "pages.read", { kind: "page-capture", id });
    const row = await captureById(tx, id);
    await auditLookOnce(tx, { kind: "page-capture", id }, "opened a captured page");
    const [record] = row.recordId === null ? [] : await recordTexts(tx, [row.recordId]);
    return { ...shown(row), text: record?.text ?? "" };
  });
}

/** The capture's package or picture, by its hash in the blob store. The look is audited. */
export async function captureFile(ctx: Ctx, id: string, what: "wacz" | "picture") {
  return transact(ctx, async (tx) => {
    authorize(tx, "pages.read", { kind: "page-capture", id });
    const row = await captureById(tx, id);
    const sha256 = found(row[what] ?? undefined, what);
    await auditLookOnce(tx, { kind: "page-capture", id }, "opened a captured page");
    return { sha256, sizeBytes: await tx.blobs.sizeOf(sha256), endedAt: row.endedAt ?? "" };
  });
}

function shown({ agencyId: _a, leasedUntil: _l, tries: _t, ...row }: PageCapture) {
  return row;
}

async function captureById(tx: TxCtx, id: string): Promise<PageCapture> {
  const [row] = await tx.tx
    .select()
    .from(pageCaptures)
    .where(and(eq(pageCaptures.agencyId, agencyOf(tx)), eq(pageCaptures.id, id)));
  return found(row, "page capture");
}

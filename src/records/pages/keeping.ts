import { and, desc, eq } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { PageCapture } from "./asking.ts";
import type { Captured } from "./capturing.ts";
import { pageCaptures } from "./tables.ts";

const textMax = limit("pages.record-text", 300_000, "characters", "of one capture's words");

/** The row of one capture. */
export function at({ agencyId, id }: Pick<PageCapture, "agencyId" | "id">) {
  return and(eq(pageCaptures.agencyId, agencyId), eq(pageCaptures.id, id));
}

interface Kept {
  wacz: string;
  picture: string | null;
  startedAt: string;
}

/** A page of which nothing changed since the last night is told as that, and not kept a second time. */
export async function keep(
  tx: TxCtx,
  row: PageCapture,
  captured: Captured,
  kept: Kept,
): Promise<void> {
  const before = row.placeId === null ? undefined : await lastOf(tx, row.placeId);
  const isSame = before?.digest === captured.digest && before.how === captured.how;
  const [first] = captured.pages;
  const { how, parts, pages, sizeBytes, digest, leftOut } = captured;
  const seen = {
    how,
    pages: pages.length,
    parts: parts.length + captured.partsMore,
    sizeBytes,
    finalUrl: first?.finalUrl ?? row.url,
    status: first?.status ?? null,
    title: first?.title ?? "",
    digest,
    leftOut,
    leasedUntil: null,
    endedAt: stamp(tx.clock.now()),
  };
  if (isSame) {
    await tx.tx
      .update(pageCaptures)
      .set({ ...seen, state: "unchanged", recordId: before.recordId })
      .where(at(row));
    return;
  }
  const [told] = await tx.happenings.tell(tx, happeningOf(row, captured, kept));
  await tx.tx
    .update(pageCaptures)
    .set({
      ...seen,
      state: "done",
      wacz: kept.wacz,
      waczSizeBytes: captured.wacz.sizeBytes,
      picture: kept.picture,
      recordId: told?.id ?? null,
    })
    .where(at(row));
}

async function lastOf(tx: TxCtx, placeId: string): Promise<PageCapture | undefined> {
  const [row] = await tx.tx
    .select()
    .from(pageCaptures)
    .where(
      and(
        eq(pageCaptures.agencyId, agencyOf(tx)),
        eq(pageCaptures.placeId, placeId),
        eq(pageCaptures.state, "done"),
      ),
    )
    .orderBy(desc(pageCaptures.endedAt))
    .limit(1);
  return row;
}

function happeningOf(row: PageCapture, captured: Captured, { wacz, picture, startedAt }: Kept) {
  const { pages, wacz: file, picture: _picture, ...said } = captured;
  const words = pages.map(({ title, finalUrl, text }) => [title, finalUrl, text].join("\n"));
  const { url, why, askedBy, linkedFrom, isFollowed } = row;
  return {
    kind: "records.page-captured",
    subject: { kind: "page-capture", id: row.id },
    facts: { url, why, how: captured.how, pages: pages.length, parts: captured.parts.length },
    occurredAt: startedAt,
    record: {
      // Pages that the agency names are its own voice.
      direction: why === "nightly" ? ("out" as const) : ("internal" as const),
      ...(askedBy ? { personId: askedBy } : {}),
      ...(linkedFrom ? { previous: linkedFrom } : {}),
      text: words.join("\n\n").slice(0, textMax),
      media: [...(picture ? [picture] : []), wacz],
      payload: {
        url,
        why,
        isFollowed,
        pages: pages.map(({ text: _text, ...page }) => page),
        wacz: { sha256: wacz, sizeBytes: file.sizeBytes },
        picture,
        ...said,
      },
    },
  };
}

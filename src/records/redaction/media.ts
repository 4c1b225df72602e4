import { z } from "zod";
import { auditLookOnce, authorize, personOf } from "#agency";
import { recordHolding, recordsWithMedia } from "#archive";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, notFound, Refusal } from "#platform/refusal.ts";
import { mustKnowCodes } from "../requests/exemptions.ts";
import { lockedOpenRequest, numberOf, requestById } from "../requests/request.ts";
import type { WhyUnread } from "./documents/page-messages.ts";
import { documentPages, shownPage } from "./documents/pages.ts";
import { rebuildDocument } from "./documents/rebuild-document.ts";
import { isChanged } from "./marks.ts";
import { mediumSets } from "./newest.ts";
import {
  kindOfMedium,
  rebuildPicture,
  shownPicture,
  type Size,
  type WhyWhole,
} from "./rebuilding.ts";
import { redecide } from "./redeciding.ts";
import { redactionMedia, type Box } from "./tables.ts";

const boxesMax = limit("redaction.boxes", 1_000, "boxes", "on one picture, or on one document");
const pageNumbersMax = 10_000;

const pixel = z.number().int().min(0).max(100_000);
const code = z.string().trim().min(1).max(60);
const partName = z.string().regex(/^media\.\d{1,4}$/);

export const mediumMarks = z.object({
  recordId: z.uuid(),
  part: partName,
  boxes: z
    .array(
      z.object({
        /** Of a document, from 1. */
        page: z.number().int().min(1).max(pageNumbersMax).optional(),
        left: pixel,
        top: pixel,
        width: pixel,
        height: pixel,
        code,
      }),
    )
    .max(boxesMax)
    .default([]),
  /** Codes on which all of it is withheld; then it has no boxes. None of both: it goes out as it is. */
  withheld: z.array(code).max(50).default([]),
  /** What the caller saw, null where nothing was decided of it yet. */
  expected: z.uuid().nullable(),
});

/**
 * Says what is taken out of an attachment, wherever its bytes lie in the request: boxes of a picture or on pages of a
 * document, which is rebuilt without them at once, or all of it.
 */
export async function markMedium(
  ctx: Ctx,
  id: string,
  given: z.input<typeof mediumMarks>,
): Promise<{ id: string; rebuilt: string | null }> {
  const { recordId, part, boxes, withheld, expected } = mediumMarks.parse(given);
  authorize(ctx, "requests.redact", { kind: "request", id });
  if (boxes.length > 0 && withheld.length > 0)
    throw new Refusal("boxes-and-whole", "Draw boxes, or withhold all of it: not both.");
  const blob = await transact(ctx, (tx) => blobOf(tx, id, recordId, part));
  // Decoding takes its time: nobody who works on the request waits for it.
  const { rebuilt, size } =
    boxes.length > 0 ? await rebuildMedium(ctx, blob, boxes) : { rebuilt: null, size: null };
  return transact(ctx, async (tx) => {
    authorize(tx, "requests.redact", { kind: "request", id });
    const request = await lockedOpenRequest(tx, id);
    const before = (await mediumSets(tx, id)).get(blob);
    if ((before?.id ?? null) !== expected)
      throw new Refusal(
        "marked-meanwhile",
        "Somebody else marked this after you opened it. Look at it again.",
        { status: 409 },
      );
    const codes = [...new Set([...withheld, ...boxes.map((box) => box.code)])];
    await mustKnowCodes(
      tx,
      codes.filter((one) => !before?.codes.includes(one)),
    );
    const set = tx.ids.uuid();
    const facts = { blob, boxes, isWithheld: withheld.length > 0, codes, rebuilt };
    await tx.tx.insert(redactionMedia).values({
      ...facts,
      agencyId: agencyOf(tx),
      id: set,
      requestId: id,
      widthPx: size?.width ?? null,
      heightPx: size?.height ?? null,
      markedBy: personOf(tx).personId,
      markedAt: stamp(tx.clock.now()),
    });
    const holders = await holdersOf(tx, id, blob);
    await redecide(tx, id, holders);
    await tx.happenings.tell(tx, {
      kind: "records.attachment-marked",
      subject: { kind: "request", id },
      facts: { number: numberOf(request), boxes: boxes.length, codes, records: holders.length },
      record: {
        payload: { ...facts, ids: holders },
        text: "",
        direction: "internal",
        // The record holds what was rebuilt: it stays as long as what was given out is accounted for.
        media: rebuilt === null ? [] : [rebuilt],
      },
    });
    return { id: set, rebuilt };
  });
}

/** Stores the attachment without what lies under the boxes, and says under which SHA-256 (hex). */
async function rebuildMedium(
  ctx: Ctx,
  blob: string,
  boxes: readonly Box[],
): Promise<{ rebuilt: string; size: Size | null }> {
  const { isDocument } = await kindOfMedium(ctx.blobs, blob);
  const bytes = await ctx.blobs.get(blob);
  if (isDocument) return { rebuilt: await rebuildDocument(ctx.blobs, bytes, boxes), size: null };
  const { data, size } = await rebuildPicture(bytes, boxes);
  return { rebuilt: await ctx.blobs.put(data), size };
}

/** The records of a request that hold these bytes. */
async function holdersOf(tx: TxCtx, requestId: string, blob: string): Promise<string[]> {
  const rows = await tx.tx.raw<{ record_id: string }>(
    "select distinct record_id from request_items where agency_id = $1 and request_id = $2",
    [agencyOf(tx), requestId],
  );
  const ids = rows.map((row) => row.record_id);
  return [...(await recordsWithMedia(tx, ids, [blob])).keys()];
}

/** The bytes (SHA-256 in hex) that a record of the request holds as a part. */
async function blobOf(tx: TxCtx, id: string, recordId: string, part: string): Promise<string> {
  await requestById(tx, id);
  const [item] = await tx.tx.raw<{ record_id: string }>(
    `select record_id from request_items
     where agency_id = $1 and request_id = $2 and record_id::text = $3 limit 1`,
    [agencyOf(tx), id, recordId],
  );
  const record = await recordHolding(tx, found(item, "record").record_id);
  const medium = record?.media.find((one) => one.part === part);
  return found(medium, "attachment").blob;
}

export const pictureQuery = z.object({
  record: z.string().max(60).default(""),
  part: z.string().max(20).default(""),
  /** Without what lies under its boxes, as the requester will see it. */
  rebuilt: z.enum(["yes", "no"]).default("no"),
  /** Of a document, from 1. */
  page: z.coerce.number().int().min(1).max(pageNumbersMax).optional(),
});

/**
 * A picture of a record of the request, or a page of its document, as it was captured or as it was rebuilt, for the
 * screen. The look is audited.
 */
export async function requestPicture(
  ctx: Ctx,
  id: string,
  { record, part, rebuilt, page }: z.output<typeof pictureQuery>,
): Promise<Buffer> {
  const blob = await transact(ctx, async (tx) => {
    authorize(tx, "requests.read-records", { kind: "request", id });
    const original = await blobOf(tx, id, record, part);
    await auditLookOnce(tx, { kind: "request", id }, "read records for a request");
    if (rebuilt === "no") return original;
    const set = (await mediumSets(tx, id)).get(original);
    if (!set || !isChanged(set) || set.rebuilt === null) throw notFound("picture");
    return set.rebuilt;
  });
  if (page !== undefined) return shownPage(await ctx.blobs.get(blob), page);
  try {
    return await shownPicture(await ctx.blobs.get(blob));
  } catch (cause) {
    throw new Refusal("no-picture", "This attachment is no picture that can be shown here.", {
      status: 415,
      cause,
    });
  }
}

export const documentQuery = pictureQuery.pick({ record: true, part: true });

/**
 * Every page of a document of the request in the pixels that boxes are measured in; or why it goes out whole or not at
 * all. Asked for by itself: a document that a stranger sent may take its time. The look is audited.
 */
export async function requestDocument(
  ctx: Ctx,
  id: string,
  { record, part }: z.output<typeof documentQuery>,
): Promise<{ pages: readonly Size[]; why: WhyWhole | WhyUnread }> {
  const blob = await transact(ctx, async (tx) => {
    authorize(tx, "requests.read-records", { kind: "request", id });
    const original = await blobOf(tx, id, record, part);
    await auditLookOnce(tx, { kind: "request", id }, "read records for a request");
    return original;
  });
  const { isDocument, why } = await kindOfMedium(ctx.blobs, blob);
  if (!isDocument) return { pages: [], why: why === "" ? "no-picture" : why };
  const pages = await documentPages(await ctx.blobs.get(blob));
  return typeof pages === "string" ? { pages: [], why: pages } : { pages, why: "" };
}

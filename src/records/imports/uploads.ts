import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { auditLookOnce, authorize, ownAgency } from "#agency";
import { isDiskFull } from "#platform/blobs/blobs.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { imports } from "../schema.ts";
import { noteImport, openReport, type Import } from "./importing.ts";

const uploadMax = limit(
  "imports.upload",
  4_294_967_296,
  "bytes",
  "a file from a browser; a larger one is imported from the command line",
);
const listMax = limit("imports.listed", 200, "imports", "on one page, the newest first");
export const uploadDraft = z.object({
  name: z.string().trim().min(1).max(300),
  format: z.string().max(40).default("auto"),
  account: z.string().trim().max(200).default(""),
  /** A mapping of a table's columns, as JSON. */
  mapping: z
    .string()
    .max(2_000)
    .transform((text, context) => {
      const parsed = z.record(z.string().max(40), z.string().max(200)).safeParse(jsonIn(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: "custom", message: "a mapping is JSON" });
      return z.NEVER;
    })
    .optional(),
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Takes a file as it arrives, onto the disk and never whole in memory, and has it looked through. */
export async function receiveFile(
  ctx: Ctx,
  draft: z.output<typeof uploadDraft>,
  body: AsyncIterable<Uint8Array>,
): Promise<{ id: string }> {
  authorize(ctx, "records.look-through");
  await using stage = await ctx.blobs.stage();
  const path = join(stage.folder, "given");
  await receive(body, path);
  const sizeBytes = (await stat(path)).size;
  if (sizeBytes === 0) throw new Refusal("empty-file", `${draft.name} is empty.`);
  const sha256 = await ctx.blobs.keep(path);
  return transact(ctx, async (tx) => {
    const { timeZone } = await ownAgency(tx);
    const { name, format, account, mapping } = draft;
    const options = { format, timeZone, account, mapping };
    const row = await noteImport(tx, { sha256, sizeBytes, isKept: true }, { name, options });
    return { id: row.id };
  });
}

async function receive(body: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  await using file = await open(path, "wx");
  let sizeBytes = 0;
  try {
    for await (const piece of body) {
      sizeBytes += piece.byteLength;
      if (sizeBytes > uploadMax)
        throw new Refusal(
          "import-too-large",
          `A file from a browser has at most ${uploadMax / 1024 ** 3} GB. Import it with bin/openbeat import.`,
          { status: 413 },
        );
      await file.writeFile(piece);
    }
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw new Refusal(
      "disk-full",
      "The disk is full. Nothing was changed; free space and try again.",
      { status: 507, cause },
    );
  }
}

/** All imports, newest first, without their reports. */
export async function listImports(ctx: Ctx) {
  authorize(ctx, "records.list-imports");
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(imports)
      .where(eq(imports.agencyId, agencyOf(tx)))
      .orderBy(desc(imports.broughtAt), desc(imports.id))
      .limit(listMax),
  );
  return rows.map(shown);
}

/** One import with its report. The report names people and shows what they wrote: the look is audited. */
export async function importPage(ctx: Ctx, id: string) {
  return transact(ctx, async (tx) => {
    authorize(tx, "records.read-import", { kind: "import", id });
    const row = await importById(tx, id);
    await auditLookOnce(tx, { kind: "import", id }, "read the report of an import");
    return { ...shown(row), report: await openReport(tx, row) };
  });
}

function shown({ agencyId: _a, sealed: _s, mapping: _m, leasedUntil: _l, ...row }: Import) {
  return row;
}

async function importById(tx: TxCtx, id: string): Promise<Import> {
  const [row] = await tx.tx.select().from(imports).where(at(tx, id));
  return found(row, "import");
}

function at(ctx: Ctx, id: string) {
  return and(eq(imports.agencyId, agencyOf(ctx)), eq(imports.id, id));
}

/** Has a file that was looked through brought into the archive, in the background (`worker.ts`). */
export async function orderImport(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "records.import", { kind: "import", id });
    const [row] = await tx.tx.select().from(imports).where(at(tx, id)).for("update");
    const { state } = found(row, "import");
    if (state !== "looked")
      throw new Refusal("import-not-ready", "This file is not waiting to be imported.", {
        status: 409,
      });
    await tx.tx.update(imports).set({ state: "importing" }).where(at(tx, id));
    await tx.happenings.tell(tx, {
      kind: "records.import-ordered",
      subject: { kind: "import", id },
      facts: {},
    });
  });
}

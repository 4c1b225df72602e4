import { and, eq, inArray } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { discardPost, draftPost, postVersion, type PostContent } from "#publish";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { judge, knownOf, type Judged } from "./import-lines.ts";
import type { Report, ReportLine } from "./import-report.ts";
import { importedLines } from "./schema.ts";
import { readTable, type Table, type TableLine } from "./table.ts";

const draftsMax = limit("import.drafts", 200, "drafts", "made in one turn; the rest with the next");

/** Looks at a table line by line and changes nothing: what each would become, and what is in its way. */
export async function dryRun(ctx: Ctx, bytes: Uint8Array): Promise<Report> {
  authorize(ctx, "import.run");
  const table = readTable(bytes);
  return read(ctx, async (tx) => {
    const lines = await judged(tx, table, undefined);
    return reportOf(table, hashOf(bytes), lines, await broughtOf(tx, table.lines));
  });
}

export interface Made {
  line: number;
  postId: string;
}

/**
 * Makes drafts of lines that are good: all, or those chosen, and no more than a turn takes. What a line says comes once,
 * in whatever file it stands and however often it is sent, unless its draft was put away.
 */
export async function runImport(
  ctx: Ctx,
  bytes: Uint8Array,
  chosen: readonly number[] | undefined,
): Promise<{ made: Made[]; isWhole: boolean }> {
  const table = readTable(bytes);
  const fileHash = hashOf(bytes);
  return transact(ctx, async (tx) => {
    authorize(tx, "import.run");
    const brought = await broughtOf(tx, table.lines);
    const wanted = table.lines.filter(
      (line) => !brought.has(cellsHash(line)) && (chosen?.includes(line.line) ?? true),
    );
    const good = (await judged(tx, table, wanted)).flatMap(({ line, content, notes }) =>
      content && !notes.some(({ level }) => level === "error") ? [{ line, content }] : [],
    );
    const made: Made[] = [];
    for (const { line, content } of good.slice(0, draftsMax))
      made.push({ line: line.line, postId: await bring(tx, fileHash, line, content) });
    if (made.length > 0)
      await tx.happenings.tell(tx, {
        kind: "planning.table-imported",
        subject: { kind: "import", id: fileHash },
        facts: { lines: made.length, posts: made.map(({ postId }) => postId) },
      });
    return { made, isWhole: good.length <= draftsMax };
  });
}

/** Puts the drafts of a file away again that nobody changed since; whoever imported them may. Says how many. */
export async function undoImport(ctx: Ctx, fileHash: string): Promise<number> {
  return transact(ctx, async (tx) => {
    authorize(tx, "import.run");
    const rows = await tx.tx
      .select()
      .from(importedLines)
      .where(
        and(
          eq(importedLines.agencyId, agencyOf(tx)),
          eq(importedLines.fileHash, fileHash),
          eq(importedLines.importedBy, personOf(tx).personId),
        ),
      );
    let count = 0;
    for (const { postId } of rows) {
      const { post, version } = await postVersion(tx, postId);
      if (post.state !== "draft" || version !== 1 || post.discardedAt !== null) continue;
      await discardPost(tx, postId);
      count += 1;
    }
    return count;
  });
}

async function bring(
  tx: TxCtx,
  fileHash: string,
  line: TableLine,
  content: PostContent,
): Promise<string> {
  const { post } = await draftPost(tx, content);
  const at = { agencyId: agencyOf(tx), fileHash, line: line.line };
  const hash = cellsHash(line);
  // Its earlier draft was put away, or it would not come again.
  await tx.tx
    .delete(importedLines)
    .where(and(eq(importedLines.agencyId, at.agencyId), eq(importedLines.cellsHash, hash)));
  const rows = await tx.tx
    .insert(importedLines)
    .values({
      ...at,
      cellsHash: hash,
      postId: post.id,
      importedBy: personOf(tx).personId,
      importedAt: stamp(tx.clock.now()),
    })
    .onConflictDoNothing()
    .returning({ line: importedLines.line });
  if (rows.length === 0)
    throw new Refusal("imported-meanwhile", "Somebody imports this file just now. Look again.", {
      status: 409,
    });
  return post.id;
}

/** Lines in their order; one that says what an earlier one of the same table says is not to come twice. */
async function judged(
  tx: TxCtx,
  table: Table,
  wanted: readonly TableLine[] | undefined,
): Promise<Judged[]> {
  const known = await knownOf(tx);
  const first = new Map<string, number>();
  const lines: Judged[] = [];
  for (const line of table.lines) {
    const before = first.get(cellsHash(line));
    if (before === undefined) first.set(cellsHash(line), line.line);
    if (wanted && !wanted.includes(line)) continue;
    if (before === undefined) {
      lines.push(await judge(tx, line, known));
      continue;
    }
    const says = `the same as line ${before}`;
    const field = "line" as const;
    const note = { level: "error" as const, field, code: "repeated" as const, says };
    lines.push({ line, content: undefined, notes: [{ ...note, what: String(before) }] });
  }
  return lines;
}

/** Lines whose draft still stands, whatever file brought it: by what they say. */
async function broughtOf(tx: TxCtx, lines: readonly TableLine[]): Promise<Map<string, string>> {
  const brought = new Map<string, string>();
  const hashes = [...new Set(lines.map(cellsHash))];
  if (hashes.length === 0) return brought;
  const rows = await tx.tx
    .select()
    .from(importedLines)
    .where(and(eq(importedLines.agencyId, agencyOf(tx)), inArray(importedLines.cellsHash, hashes)));
  for (const row of rows)
    if ((await postVersion(tx, row.postId)).post.discardedAt === null)
      brought.set(row.cellsHash, row.postId);
  return brought;
}

const hashes = new WeakMap<TableLine, string>();

function cellsHash(line: TableLine): string {
  const known = hashes.get(line);
  if (known !== undefined) return known;
  const filled = Object.entries(line.cells).filter(([, cell]) => cell !== "");
  const hash = sha256(canonicalize(Object.fromEntries(filled))).toString("hex");
  hashes.set(line, hash);
  return hash;
}

function hashOf(bytes: Uint8Array): string {
  return sha256(Buffer.from(bytes)).toString("hex");
}

function reportOf(
  table: Table,
  fileHash: string,
  lines: readonly Judged[],
  brought: ReadonlyMap<string, string>,
): Report {
  const told = lines.map(({ line, content, notes }): ReportLine => {
    const isRepeated = notes.some(({ code }) => code === "repeated");
    const postId = isRepeated ? null : (brought.get(cellsHash(line)) ?? null);
    const isBad = content === undefined || notes.some(({ level }) => level === "error");
    const state = postId ? "imported" : isBad ? "error" : notes.length > 0 ? "warning" : "ok";
    const headline = (line.cells.title || line.cells.text || "").slice(0, 120);
    return { line: line.line, until: line.until, state, headline, notes, postId };
  });
  const count = (state: ReportLine["state"]) => told.filter((one) => one.state === state).length;
  const [ok, warning, error, imported] = [
    count("ok"),
    count("warning"),
    count("error"),
    count("imported"),
  ];
  const { empty, fileLines, ignored, delimiter, encoding } = table;
  const totals = { ok, warning, error, imported, empty, head: 1 as const };
  return { fileHash, lines: told, totals, fileLines, ignored, delimiter, encoding };
}

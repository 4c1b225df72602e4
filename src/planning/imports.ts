import { and, eq } from "drizzle-orm";
import { authorize, ownAgency, personOf } from "#agency";
import { openChannels } from "#channels";
import { policyInForce, strategyInForce } from "#policy";
import {
  draftPost,
  lintPost,
  mediaOf,
  postContent,
  resolveLocal,
  type PostContent,
} from "#publish";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { importedLines } from "./schema.ts";
import { readTable, written, type Column, type TableLine } from "./table.ts";

export interface Note {
  level: "error" | "warning";
  field: Column | "line";
  code: NoteCode;
  says: string;
}
export type NoteCode =
  | "no-text"
  | "line-fields"
  | "bad-date"
  | "time-without-date"
  | "bad-time"
  | "past"
  | "unknown-channel"
  | "no-channel"
  | "unknown-class"
  | "unknown-objective"
  | "bad-link"
  | "bad-image"
  | "unknown-image"
  | "bad-language"
  | "clock"
  | "too-long"
  | "policy";

export interface ReportLine {
  line: number;
  until: number;
  state: "ok" | "warning" | "error" | "imported";
  headline: string;
  notes: Note[];
  /** Where it was imported already. */
  postId: string | null;
}

export interface Report {
  fileHash: string;
  lines: ReportLine[];
  totals: { ok: number; warning: number; error: number; imported: number; empty: number; head: 1 };
  fileLines: number;
  ignored: string[];
  delimiter: string;
  encoding: string;
}

interface Judged {
  line: TableLine;
  content: PostContent | undefined;
  notes: Note[];
}

/** Looks at a table line by line and changes nothing: what each would become, and what is in its way. */
export async function dryRun(ctx: Ctx, bytes: Uint8Array): Promise<Report> {
  authorize(ctx, "import.run");
  return read(ctx, async (tx) => (await judged(tx, bytes)).report);
}

/**
 * Makes drafts of the lines that are good, all or those chosen. A line of the same file comes once, however often
 * it is sent: the row of the import is written with its draft.
 */
export async function runImport(
  ctx: Ctx,
  bytes: Uint8Array,
  chosen: readonly number[] | undefined,
): Promise<Report & { made: { line: number; postId: string }[] }> {
  return transact(ctx, async (tx) => {
    authorize(tx, "import.run");
    const { report, lines } = await judged(tx, bytes);
    const made = [];
    for (const { line, content } of lines) {
      const told = report.lines.find((one) => one.line === line.line);
      if (!content || !told || told.state === "error" || told.state === "imported") continue;
      if (chosen !== undefined && !chosen.includes(line.line)) continue;
      const postId = await bring(tx, report.fileHash, line.line, content);
      if (postId !== undefined) made.push({ line: line.line, postId });
    }
    if (made.length > 0)
      await tx.happenings.tell(tx, {
        kind: "planning.table-imported",
        subject: { kind: "import", id: report.fileHash },
        facts: { lines: made.length, posts: made.map(({ postId }) => postId) },
      });
    return { ...report, made };
  });
}

async function bring(
  tx: TxCtx,
  fileHash: string,
  line: number,
  content: PostContent,
): Promise<string | undefined> {
  const { post } = await draftPost(tx, content);
  const rows = await tx.tx
    .insert(importedLines)
    .values({
      agencyId: agencyOf(tx),
      fileHash,
      line,
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

async function judged(tx: TxCtx, bytes: Uint8Array): Promise<{ report: Report; lines: Judged[] }> {
  const table = readTable(bytes);
  const fileHash = sha256(Buffer.from(bytes)).toString("hex");
  const known = await knownOf(tx);
  const brought = new Map(
    (
      await tx.tx
        .select()
        .from(importedLines)
        .where(and(eq(importedLines.agencyId, agencyOf(tx)), eq(importedLines.fileHash, fileHash)))
    ).map((row) => [row.line, row.postId]),
  );
  const lines: Judged[] = [];
  for (const line of table.lines) lines.push(await judge(tx, line, known));
  const told = lines.map(({ line, content, notes }): ReportLine => {
    const postId = brought.get(line.line) ?? null;
    const isBad = content === undefined || notes.some(({ level }) => level === "error");
    const state = postId ? "imported" : isBad ? "error" : notes.length > 0 ? "warning" : "ok";
    const headline = (line.cells.title || line.cells.text || "").slice(0, 120);
    return { line: line.line, until: line.until, state, headline, notes, postId };
  });
  const count = (state: ReportLine["state"]) => told.filter((one) => one.state === state).length;
  return {
    lines,
    report: {
      fileHash,
      lines: told,
      totals: {
        ok: count("ok"),
        warning: count("warning"),
        error: count("error"),
        imported: count("imported"),
        empty: table.empty,
        head: 1,
      },
      fileLines: table.fileLines,
      ignored: table.ignored,
      delimiter: table.delimiter,
      encoding: table.encoding,
    },
  };
}

interface Known {
  zone: string;
  channels: ReadonlyMap<string, string>;
  all: string[];
  classes: ReadonlyMap<string, string>;
  objectives: ReadonlyMap<string, string>;
}

/** Names as people write them, in lower case, to what they mean here. */
async function knownOf(tx: TxCtx): Promise<Known> {
  const { timeZone: zone } = await ownAgency(tx);
  const channels = await openChannels(tx);
  const policy = await policyInForce(tx);
  const { objectives } = await strategyInForce(tx);
  const low = (text: string) => text.trim().toLowerCase();
  return {
    zone,
    all: channels.map(({ id }) => id),
    channels: new Map(
      channels.flatMap(({ id, name, network }) => [
        [low(network), id],
        [low(name), id],
        [id, id],
      ]),
    ),
    classes: new Map(
      (policy?.classes ?? []).flatMap(({ code, title }) => [
        [low(title), code],
        [code, code],
      ]),
    ),
    objectives: new Map(
      objectives.flatMap(({ key, name }) => [
        [low(name.es), key],
        [low(name.en), key],
        [key, key],
      ]),
    ),
  };
}

async function judge(tx: TxCtx, line: TableLine, known: Known): Promise<Judged> {
  const { cells } = line;
  const notes: Note[] = [];
  const bad = (field: Note["field"], code: NoteCode, says: string) =>
    void notes.push({ level: "error", field, code, says });
  const warn = (field: Note["field"], code: NoteCode, says: string) =>
    void notes.push({ level: "warning", field, code, says });
  if (line.problem) bad("line", "line-fields", line.problem);
  if (!cells.text) bad("text", "no-text", "there is no text");
  const draft = {
    text: cells.text ?? "",
    title: cells.title ?? "",
    channels: channelsIn(cells.channels, known, bad),
    publish: timeIn(tx, cells, known.zone, bad, warn),
    class: named(cells.class, known.classes, "routine", () =>
      bad("class", "unknown-class", `no class "${cells.class ?? ""}"`),
    ),
    purpose: named(cells.objective, known.objectives, "inform", () =>
      bad("objective", "unknown-objective", `no objective "${cells.objective ?? ""}"`),
    ),
    language: languageIn(cells.language, bad),
    link: linkIn(cells.link, bad),
    media: imageIn(cells, bad),
  };
  if (draft.channels.length === 0 && !notes.some(({ field }) => field === "channels"))
    warn("channels", "no-channel", "no channel; choose one in the draft");
  const parsed = postContent.safeParse(draft);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path[0] === "title" ? "title" : "text";
    if (notes.length === 0) bad(field, "too-long", issue?.message ?? "cannot be used");
    return { line, content: undefined, notes };
  }
  if (notes.some(({ level }) => level === "error")) return { line, content: undefined, notes };
  if (parsed.data.media.length > 0 && (await mediaOf(tx, parsed.data)).size === 0) {
    bad("image", "unknown-image", "the library has no such picture");
    return { line, content: undefined, notes };
  }
  for (const { reason, level } of await lintPost(tx, parsed.data))
    if (level !== "needs-role") warn("text", "policy", reason.en);
  return { line, content: parsed.data, notes };
}

type Say = (field: Note["field"], code: NoteCode, says: string) => void;

function channelsIn(cell: string | undefined, { channels, all }: Known, bad: Say): string[] {
  if (!cell) return [];
  if (/^(all|todos|\*)$/i.test(cell)) return all;
  const names = cell
    .split(/[,;|]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.filter((name) => !channels.has(name.toLowerCase()));
  if (unknown.length > 0)
    bad("channels", "unknown-channel", `no channel "${unknown.join('", "')}"`);
  return [...new Set(names.flatMap((name) => channels.get(name.toLowerCase()) ?? []))];
}

function named(
  cell: string | undefined,
  known: ReadonlyMap<string, string>,
  unsaid: string,
  bad: () => void,
): string {
  if (!cell) return unsaid;
  const found = known.get(cell.trim().toLowerCase());
  if (found === undefined) bad();
  return found ?? unsaid;
}

/** A day as ISO, or as spreadsheets here write it: month first. "9:05 am" and "21:05" are times. */
function timeIn(
  tx: TxCtx,
  { date, time }: TableLine["cells"],
  zone: string,
  bad: Say,
  warn: Say,
): PostContent["publish"] {
  const none = { when: "when-approved" } as const;
  if (!date) {
    if (time) bad("time", "time-without-date", "a time needs its date");
    return none;
  }
  const day = dayIn(date);
  if (!day) return (bad("date", "bad-date", `"${date}" is no day; write 2026-12-31`), none);
  const clock = clockIn(time || "09:00");
  if (!clock) return (bad("time", "bad-time", `"${time ?? ""}" is no time; write 14:30`), none);
  const local = `${day}T${clock}`;
  const { at, note } = resolveLocal(local, zone);
  if (Temporal.Instant.compare(at, tx.clock.now()) <= 0)
    return (bad("date", "past", `${day} ${clock} has passed`), none);
  if (note) warn("time", "clock", note);
  return { when: "at", local, zone };
}

function dayIn(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const own = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : own ? [own[3], own[1], own[2]] : [];
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

function clockIn(text: string): string | undefined {
  const match = /^(\d{1,2})(?::(\d{2}))?(?::00)?\s*(a\.?\s?m\.?|p\.?\s?m\.?)?$/i.exec(text.trim());
  if (!match || (match[2] === undefined && match[3] === undefined)) return undefined;
  const half = match[3]?.[0]?.toLowerCase();
  const said = Number(match[1]);
  if (half && (said < 1 || said > 12)) return undefined;
  const hour = half ? (said % 12) + (half === "p" ? 12 : 0) : said;
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function languageIn(cell: string | undefined, bad: Say): string {
  if (!cell) return "en";
  const known: Record<string, string> = {
    english: "en",
    inglés: "en",
    spanish: "es",
    español: "es",
  };
  const code = known[cell.toLowerCase()] ?? cell.toLowerCase();
  if (/^[a-z]{2,3}$/.test(code)) return code;
  bad("language", "bad-language", `"${cell}" is no language; write en or es`);
  return "en";
}

function linkIn(cell: string | undefined, bad: Say): PostContent["link"] {
  if (!cell) return null;
  if (URL.canParse(cell) && /^https?:$/.test(new URL(cell).protocol))
    return { url: cell, title: "", description: "" };
  bad("link", "bad-link", `"${cell.slice(0, 80)}" is no address; write https://…`);
  return null;
}

/** A picture of the library by its hash. Its description stands in `alt`, or is written in the draft. */
function imageIn({ image, alt }: TableLine["cells"], bad: Say): PostContent["media"] {
  if (!image) return [];
  const name = image.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(name)) return [{ sha256: name, alt: (alt ?? "").slice(0, 2_000) }];
  bad("image", "bad-image", "give the hash of a picture in the library");
  return [];
}

/** The report for a spreadsheet: one row a line, and one for each thing that is said of it. */
export function reportTable({ lines }: Report): string {
  const head = ["line", "state", "field", "reason", "headline", "post"];
  const rows = lines.flatMap(({ line, state, notes, headline, postId }) =>
    (notes.length > 0 ? notes : [{ field: "", says: "" }]).map(({ field, says }) => [
      line,
      state,
      field,
      says,
      headline,
      postId ?? "",
    ]),
  );
  return written([head, ...rows]);
}

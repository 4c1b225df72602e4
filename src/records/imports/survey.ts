import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { ByteAccount, noBytes, SeenItems, sumOf, type ByteCounts, type Loss } from "./account.ts";
import { headOf, type Format, type Head } from "./format.ts";
import { formatNamed, formatOf, packOf, type PackName } from "./formats.ts";
import type { Item, Note, ReadOptions } from "./item.ts";
import type { Source } from "./source.ts";
import { readPack } from "./pack.ts";
import { instantIn } from "./times.ts";

const lossesMax = limit(
  "imports.losses",
  10_000,
  "losses",
  "told one by one; the rest are counted",
);
const peopleMax = limit("imports.people", 500, "people", "of a file's, told by name");

export interface SurveyOptions extends ReadOptions {
  /** "auto", or a format's name. */
  format: string;
  /** In which a wall-clock time without a zone is read (IANA). */
  timeZone: string;
}

/** One record on its way, with where it came from. */
export interface FoundItem {
  item: Item;
  /** SHA-256, base64url: the same for the same message of the same account, in whichever export it stands. */
  identity: string;
  format: string;
  /** RFC 3339 in UTC. */
  at: string;
  /** The file of a package it stands in; null where the file itself is it. */
  member: string | null;
  offset: number;
  length: number;
}

export interface MemberReport {
  name: string;
  /** Null: no reader knows it, or it is an attachment. */
  format: string | null;
  bytesTotal: number;
  bytes: ByteCounts;
  records: number;
  duplicates: number;
}

/** What becomes of a file's bytes: each is counted once. */
export interface Report {
  format: string;
  formatTitle: string;
  bytesTotal: number;
  bytesAccounted: number;
  bytes: ByteCounts;
  records: number;
  duplicates: number;
  losses: Loss[];
  /** Losses beyond those that are listed. */
  lossesNotListed: number;
  kinds: Record<string, number>;
  people: { name: string; records: number }[];
  from: string | null;
  until: string | null;
  /** A time in it has no zone of its own. */
  hasWallClock: boolean;
  timeZone: string;
  attachments: { found: number; missing: number };
  /** How many records were mended while reading: "latin-1", "surrogate-pair", "nul". */
  repairs: Record<string, number>;
  members: MemberReport[];
  notes: (Note & { member?: string })[];
}

export type Sink = (found: FoundItem) => Promise<void> | void;

/**
 * Reads a file through to its end and keeps account of every byte. Records are handed to the sink in their order. Throws
 * a Refusal for a file that is empty or of no known format.
 */
export async function survey(
  source: Source,
  options: SurveyOptions,
  sink: Sink = () => undefined,
): Promise<Report> {
  if (source.size === 0) throw new Refusal("empty-file", `${nameOf(source)} is empty.`);
  const head = await headOf(source);
  const format = formatFor(options.format, head, source);
  const folder = await mkdtemp(join(tmpdir(), "openbeat-import-"));
  try {
    const run = new SurveyRun(options, sink, folder);
    const bytes =
      typeof format === "string"
        ? await readPack(source, format, run, 0)
        : await run.readFile(source, format, null, options);
    return run.report(source.size, bytes, format);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(source: Source): string {
  return source.name.split("/").at(-1) ?? source.name;
}

function formatFor(wanted: string, head: Head, source: Source): Format | PackName {
  if (wanted !== "auto") return formatNamed(wanted);
  const found = packOf(head) ?? formatOf(head);
  if (found) return found;
  throw new Refusal(
    "unknown-format",
    `What program wrote ${nameOf(source)} cannot be told. Name its format with --format, or give a table with --format csv and --map.`,
  );
}

/** What one reading has met so far, over all the files of a package. */
export class SurveyRun {
  readonly options: SurveyOptions;
  readonly folder: string;
  readonly seen = new SeenItems();
  readonly members: MemberReport[] = [];
  readonly losses: Loss[] = [];
  readonly claimed = new Set<string>();
  readonly #notes: Report["notes"] = [];
  readonly #sink: Sink;
  #lossesNotListed = 0;
  #records = 0;
  #duplicates = 0;
  readonly #kinds = new Map<string, number>();
  readonly #people = new Map<string, number>();
  readonly #repairs = new Map<string, number>();
  #from: string | null = null;
  #until: string | null = null;
  #hasWallClock = false;
  #attachments = { found: 0, missing: 0 };
  readonly #formats = new Map<string, number>();

  constructor(options: SurveyOptions, sink: Sink, folder: string) {
    this.options = options;
    this.#sink = sink;
    this.folder = folder;
  }

  addLoss(loss: Loss): void {
    if (this.losses.length < lossesMax) this.losses.push(loss);
    else this.#lossesNotListed++;
  }

  /** Reads one file. Returns what became of its bytes; the whole of them is counted. */
  async readFile(
    source: Source,
    format: Format,
    member: string | null,
    options: ReadOptions,
  ): Promise<ByteCounts> {
    const account = new ByteAccount(this.seen, (loss) =>
      this.addLoss(member === null ? loss : { ...loss, member }),
    );
    this.seen.beginFile();
    const note = (one: Note) => {
      if (this.#notes.length < lossesMax)
        this.#notes.push(member === null ? one : { ...one, member });
    };
    for await (const piece of format.read(source, { ...options, note })) {
      const identity = account.take(piece, this.options.account ?? "");
      if (piece.is !== "record") continue;
      for (const { file } of piece.item.media) if (file) this.claimed.add(file.name);
      if (identity === undefined) continue;
      const { offset, length, item } = piece;
      await this.#take({
        item,
        identity,
        format: format.name,
        at: this.#instant(item),
        member,
        offset,
        length,
      });
    }
    account.end(source.size);
    this.#records += account.records;
    this.#duplicates += account.duplicates;
    if (member !== null) this.#addMember(member, format.name, source.size, account);
    return account.bytes;
  }

  #addMember(
    name: string,
    format: string,
    bytesTotal: number,
    { bytes, records, duplicates }: ByteAccount,
  ): void {
    this.#formats.set(format, (this.#formats.get(format) ?? 0) + records);
    this.members.push({ name, format, bytesTotal, bytes: { ...bytes }, records, duplicates });
  }

  /** A file of a package that no message names: kept as a record of its own. */
  async takeLoose(found: Omit<FoundItem, "identity">): Promise<"record" | "duplicate"> {
    const identity = this.seen.add(found.item, this.options.account ?? "");
    if (identity === undefined) {
      this.#duplicates++;
      return "duplicate";
    }
    this.#records++;
    await this.#take({ ...found, identity });
    return "record";
  }

  #instant({ at }: Item): string {
    const instant = instantIn(at, this.options.timeZone);
    if (instant !== at) this.#hasWallClock = true;
    return instant;
  }

  async #take(found: FoundItem): Promise<void> {
    const { item, at } = found;
    add(this.#kinds, item.kind);
    if (this.#from === null || at < this.#from) this.#from = at;
    if (this.#until === null || at > this.#until) this.#until = at;
    for (const name of new Set([item.from, ...item.to])) if (name !== "") add(this.#people, name);
    for (const repair of new Set(item.repairs)) add(this.#repairs, repair);
    for (const { bytes, file } of item.media)
      this.#attachments[bytes || file ? "found" : "missing"]++;
    await this.#sink(found);
  }

  report(bytesTotal: number, bytes: ByteCounts, format: Format | PackName): Report {
    const inner = [...this.#formats].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
    const people = [...this.#people].toSorted((a, b) => b[1] - a[1]).slice(0, peopleMax);
    return {
      format: typeof format === "string" ? (inner[0] ?? format) : format.name,
      formatTitle: typeof format === "string" ? titlesOf(inner, format) : format.title,
      bytesTotal,
      bytesAccounted: sumOf(bytes),
      bytes: { ...noBytes(), ...bytes },
      records: this.#records,
      duplicates: this.#duplicates,
      losses: this.losses,
      lossesNotListed: this.#lossesNotListed,
      kinds: Object.fromEntries(this.#kinds),
      people: people.map(([name, records]) => ({ name, records })),
      from: this.#from,
      until: this.#until,
      hasWallClock: this.#hasWallClock,
      timeZone: this.options.timeZone,
      attachments: this.#attachments,
      repairs: Object.fromEntries(this.#repairs),
      members: this.members,
      notes: this.#notes,
    };
  }
}

/** Of a package, whatever programs wrote what is in it. */
function titlesOf(names: readonly string[], pack: string): string {
  const titles = names
    .map(formatNamed)
    .flatMap((one) => (typeof one === "object" ? one.title : []));
  return titles.join(", ") || pack;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

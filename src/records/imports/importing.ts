import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found } from "#platform/refusal.ts";
import { imports } from "../schema.ts";
import { happeningOf, sha256Of, type Origin } from "./records.ts";
import type { Source } from "./source.ts";
import { survey, type FoundItem, type Report, type SurveyOptions } from "./survey.ts";

const batchMax = limit("imports.batch", 250, "records", "one transaction of an import");
const batchBytesMax = limit(
  "imports.batch-bytes",
  33_554_432,
  "bytes",
  "of messages and their files in one transaction of an import",
);
const membersKept = limit("imports.members", 2_000, "files", "of a package, named in its report");

export type Import = typeof imports.$inferSelect;

export interface Brought {
  name: string;
  options: SurveyOptions;
}

/** What an import came to. */
export interface Imported {
  import: Import;
  report: Report;
  added: number;
  /** Records of the file that an earlier import had brought. */
  alreadyThere: number;
}

/**
 * Writes down that a file is brought, before anything of it is. One that was broken off (same bytes, account and format) goes on
 * instead: what is in stays in.
 */
export async function beginImport(ctx: Ctx, source: Source, brought: Brought): Promise<Import> {
  authorize(ctx, "records.import");
  const file = { sha256: await sha256Of(source), sizeBytes: source.size, isKept: false };
  return transact(ctx, (tx) => noteImport(tx, file, brought));
}

interface BroughtFile {
  sha256: string;
  sizeBytes: number;
  /** It lies in the blob store. */
  isKept: boolean;
}

/** The row of a file that was brought: a new one, or the one of an import that was broken off. */
export async function noteImport(
  tx: TxCtx,
  { sha256, sizeBytes, isKept }: BroughtFile,
  brought: Brought,
): Promise<Import> {
  const unfinished = await brokenOff(tx, { sha256, isKept }, brought.options);
  if (unfinished) return unfinished;
  const { options } = brought;
  const [row] = await tx.tx
    .insert(imports)
    .values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      name: brought.name.slice(0, 300),
      sha256,
      sizeBytes,
      format: options.format,
      account: options.account ?? "",
      timeZone: options.timeZone,
      mapping: options.mapping ?? null,
      isKept,
      state: isKept ? "looking" : "importing",
      reached: 0,
      added: 0,
      broughtBy: personOf(tx).personId,
      broughtAt: stamp(tx.clock.now()),
    })
    .returning();
  const begun = found(row, "import");
  const { id, name, account } = begun;
  await tx.happenings.tell(tx, {
    kind: "records.import-begun",
    subject: { kind: "import", id },
    facts: { name, sha256, sizeBytes, account },
  });
  return begun;
}

async function brokenOff(
  tx: TxCtx,
  { sha256, isKept }: Pick<BroughtFile, "sha256" | "isKept">,
  options: SurveyOptions,
): Promise<Import | undefined> {
  const [row] = await tx.tx
    .select()
    .from(imports)
    .where(
      and(
        eq(imports.agencyId, agencyOf(tx)),
        eq(imports.sha256, sha256),
        eq(imports.format, options.format),
        eq(imports.account, options.account ?? ""),
        eq(imports.isKept, isKept),
        inArray(imports.state, isKept ? ["looking", "looked", "importing"] : ["importing"]),
      ),
    )
    .orderBy(desc(imports.broughtAt))
    .limit(1);
  return row;
}

export interface RunOptions {
  /** With each batch the lease on the import is made this much longer. */
  leaseMs?: number;
  /** Hears how many records were read so far. */
  say?: (reached: number) => void;
  /** Asked before each batch: true breaks the import off, to go on later. */
  isOver?: () => boolean;
}

/** An import was broken off at a batch's end, and goes on when it is run again. */
export class BrokenOff extends Error {}

/**
 * Brings a file's messages into the archive, a batch a transaction, each message once whatever was imported before.
 * Killed anywhere it is run again from the beginning: what came in is known and passed over.
 */
export async function runImport(
  ctx: Ctx,
  source: Source,
  begun: Import,
  run: RunOptions = {},
): Promise<Imported> {
  authorize(ctx, "records.import", { kind: "import", id: begun.id });
  await using stage = await ctx.blobs.stage();
  const origin = {
    broughtBy: begun.broughtBy,
    importId: begun.id,
    fileName: begun.name,
    sha256: begun.sha256,
    account: begun.account,
  };
  const batch = new Batch(ctx, origin, stage, run);
  const report = await survey(source, optionsOf(begun), (item) => batch.take(item));
  await batch.flush();
  return endImport(ctx, begun.id, report);
}

export function optionsOf({ format, account, timeZone, mapping }: Import): SurveyOptions {
  return {
    format,
    timeZone,
    account: account === "" ? undefined : account,
    mapping: mapping ?? undefined,
  };
}

class Batch {
  readonly #ctx: Ctx;
  readonly #origin: Origin;
  readonly #stage: Parameters<typeof happeningOf>[3];
  readonly #run: RunOptions;
  #items: FoundItem[] = [];
  #bytes = 0;
  #reached = 0;

  constructor(ctx: Ctx, origin: Origin, stage: Parameters<typeof happeningOf>[3], run: RunOptions) {
    this.#ctx = ctx;
    this.#origin = origin;
    this.#stage = stage;
    this.#run = run;
  }

  async take(found: FoundItem): Promise<void> {
    this.#items.push(found);
    this.#bytes +=
      found.length +
      found.item.media.reduce(
        (sum, { bytes, file }) => sum + (bytes?.length ?? file?.sizeBytes ?? 0),
        0,
      );
    if (this.#items.length >= batchMax || this.#bytes > batchBytesMax) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#run.isOver?.()) throw new BrokenOff();
    const items = this.#items;
    this.#items = [];
    this.#bytes = 0;
    this.#reached += items.length;
    if (items.length > 0) await this.#bring(items);
    this.#run.say?.(this.#reached);
  }

  /** Files first, then one transaction for all: a record never names a file that is not there. */
  async #bring(items: readonly FoundItem[]): Promise<void> {
    const fresh = await unknown(this.#ctx, items);
    const happenings = new Map<string, Awaited<ReturnType<typeof happeningOf>>>();
    for (const one of fresh)
      happenings.set(one.identity, await happeningOf(this.#ctx, one, this.#origin, this.#stage));
    await transact(this.#ctx, async (tx) => {
      const claimed = await claim(tx, this.#origin.importId, [...happenings.keys()]);
      const told = await tx.happenings.tell(
        tx,
        ...claimed.flatMap((identity) => happenings.get(identity) ?? []),
      );
      await tx.tx.raw(
        `update import_items i set record_id = r.id from unnest($2::text[], $3::uuid[]) as r(identity, id)
         where i.agency_id = $1 and i.identity = decode(r.identity, 'hex')`,
        [agencyOf(tx), claimed.map(hex), told.map(({ id }) => id)],
      );
      await tx.tx
        .update(imports)
        .set({
          added: sql`${imports.added} + ${claimed.length}`,
          reached: this.#reached,
          ...leased(tx, this.#run.leaseMs),
        })
        .where(at(tx, this.#origin.importId));
    });
  }
}

/** Whoever brings a batch in is alive. */
export function leased(tx: Ctx, leaseMs: number | undefined): { leasedUntil?: string } {
  if (leaseMs === undefined) return {};
  return { leasedUntil: stamp(tx.clock.now().add({ milliseconds: leaseMs })) };
}

async function unknown(ctx: Ctx, items: readonly FoundItem[]): Promise<FoundItem[]> {
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<{ identity: string }>(
      `select encode(identity, 'hex') as identity from import_items
       where agency_id = $1 and identity in (select decode(i, 'hex') from unnest($2::text[]) i)`,
      [agencyOf(ctx), items.map(({ identity }) => hex(identity))],
    ),
  );
  const known = new Set(rows.map(({ identity }) => identity));
  return items.filter(({ identity }) => !known.has(hex(identity)));
}

/** The key is the check: of two imports at once, one brings a message and the other finds it there. */
async function claim(
  tx: TxCtx,
  importId: string,
  identities: readonly string[],
): Promise<string[]> {
  const rows = await tx.tx.raw<{ identity: string }>(
    `insert into import_items (agency_id, identity, import_id)
     select $1::uuid, decode(i, 'hex'), $2::uuid from unnest($3::text[]) i order by i
     on conflict do nothing returning encode(identity, 'hex') as identity`,
    [agencyOf(tx), importId, identities.map(hex)],
  );
  const claimed = new Set(rows.map(({ identity }) => identity));
  return identities.filter((identity) => claimed.has(hex(identity)));
}

function hex(identity: string): string {
  return Buffer.from(identity, "base64url").toString("hex");
}

function at(tx: Ctx, id: string) {
  return and(eq(imports.agencyId, agencyOf(tx)), eq(imports.id, id));
}

/** A package of a hundred thousand files is told by its first. */
export function storable(report: Report): Report {
  return { ...report, members: report.members.slice(0, membersKept) };
}

/** A report names people and shows what could not be read: it is enveloped like what it tells of. */
export async function sealReport(tx: TxCtx, id: string, report: Report): Promise<Buffer> {
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return keys.seal(placeOf(tx, id), JSON.stringify(report));
}

/** The report of an import, or null while it was not yet looked through. */
export async function openReport(tx: TxCtx, { id, sealed }: Import): Promise<Report | null> {
  if (sealed === null) return null;
  const keys = await tx.vault.keysOf(tx, agencyOf(tx));
  return JSON.parse(keys.open(placeOf(tx, id), sealed).toString()) as Report;
}

function placeOf(tx: TxCtx, rowId: string) {
  return { table: "imports", column: "sealed", agencyId: agencyOf(tx), rowId };
}

/** The report is a record of its own: what was brought, and what was lost of it, by whom. */
async function endImport(ctx: Ctx, id: string, report: Report): Promise<Imported> {
  const kept = storable(report);
  return transact(ctx, async (tx) => {
    const sealed = await sealReport(tx, id, kept);
    const [row] = await tx.tx
      .update(imports)
      .set({ state: "done", sealed, reached: report.records, endedAt: stamp(tx.clock.now()) })
      .where(at(tx, id))
      .returning();
    const ended = found(row, "import");
    const alreadyThere = report.records - ended.added;
    const { name, sha256, account, added } = ended;
    const facts = { added, alreadyThere, losses: report.losses.length + report.lossesNotListed };
    await tx.happenings.tell(tx, {
      kind: "records.import-finished",
      subject: { kind: "import", id },
      facts,
      record: {
        payload: { name, sha256, account, ...facts, report: kept },
        text: `Import of ${name}: ${added} records, ${alreadyThere} already there, ${facts.losses} losses`,
        direction: "internal",
      },
    });
    return { import: ended, report, added, alreadyThere };
  });
}

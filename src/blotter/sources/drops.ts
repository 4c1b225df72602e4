import { ownAgency } from "#agency";
import { nowMs, stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { readCalls } from "../intake/reading.ts";
import { bringCalls, runOf, type CallRun } from "./bringing.ts";
import {
  bytesOf,
  clearAway,
  lookInto,
  openDropFolder,
  putAway,
  type DropFolder,
  type Seen,
} from "./drop-folders.ts";
import { noteFailure } from "./failing.ts";
import { standingSources, type CallSource } from "./sources.ts";

const lookMs = limit(
  "blotter.drop-look",
  15_000,
  "ms",
  "between two looks into a drop folder; a file that stood still from one to the next is finished",
);

/** Looks into every drop folder until stopped. The process that serves does it: the folders are its own. */
export async function watchDrops(ctx: Ctx, drops: string, signal: AbortSignal): Promise<void> {
  const watch = new DropWatch(drops);
  while (!signal.aborted) {
    await watch.look(ctx);
    await ctx.clock.sleep(lookMs, signal);
  }
}

/** Remembers what it saw from one look to the next. */
export class DropWatch {
  readonly #drops: string;
  #seen = new Map<string, string>();

  constructor(drops: string) {
    this.#drops = drops;
  }

  /** Takes every file that has stood still since the last look. */
  async look(ctx: Ctx): Promise<void> {
    const now = new Map<string, string>();
    for (const source of await standingSources(ctx, "drop")) {
      const own = asSystem(ctx, "calls", source.agencyId);
      try {
        const folder = await openDropFolder(this.#drops, source);
        for (const one of await lookInto(folder)) {
          const key = `${source.id}/${one.name}`;
          now.set(key, one.mark);
          if (this.#seen.get(key) === one.mark) await takeFile(own, source, folder, one);
        }
        await clearAway(folder, nowMs(ctx.clock));
      } catch (error) {
        if (!isOfFiles(error)) throw error;
        await noteFailure(own, source, `The folder cannot be used: ${error.message}`);
      }
    }
    this.#seen = now;
  }
}

/** What the file system says, where an administrator can do something about it. */
function isOfFiles(error: unknown): error is Error {
  return error instanceof Error && "code" in error && "syscall" in error;
}

/**
 * Takes one file. It leaves the folder once all of it is in the database: ended half-way it is taken again, and known.
 */
async function takeFile(
  ctx: Ctx,
  source: CallSource,
  folder: DropFolder,
  seen: Seen,
): Promise<void> {
  const { name } = seen;
  const at = stamp(ctx.clock.now());
  try {
    const bytes = await bytesOf(folder, seen);
    if (!bytes) return;
    const digest = sha256(bytes);
    const before = await read(ctx, (tx) => runOf(tx, source, digest));
    if (!before) {
      const { timeZone } = await ownAgency(ctx);
      const { columns } = source.settings;
      await bringCalls(ctx, source, {
        what: name,
        read: readCalls(bytes, { timeZone, columns }),
        digest,
      });
    }
    const run = before ?? (await read(ctx, (tx) => runOf(tx, source, digest)));
    await putAway(folder, "taken", { name, at, report: reportOf(name, run, before !== undefined) });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message: why } = error;
    await transact(ctx, (tx) =>
      tx.happenings.tell(tx, {
        kind: "blotter.file-refused",
        subject: { kind: "call-source", id: source.id },
        facts: { source: source.name, file: name.slice(0, 200), why: code },
        outcome: "failed",
      }),
    );
    await noteFailure(ctx, source, why);
    await putAway(folder, "refused", { name, at, report: { file: name, refused: code, why } });
  }
}

/** Every row accounted for, as the run has it: it is the same after a crash. */
function reportOf(file: string, run: CallRun | undefined, isKnown: boolean): object {
  if (!run) return { file };
  const { at, rows, fresh, changed, same, refused, faults } = run;
  return { file, takenAt: at, isKnown, rows, new: fresh, changed, same, refused, faults };
}

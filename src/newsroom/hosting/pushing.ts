import type { Ctx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import type { HostDoor, HostFile } from "./door.ts";
import type { HostPlace } from "./draft.ts";
import { faultOf, HostFault } from "./fault.ts";
import { forget, ledgerOf, note } from "./ledger.ts";
import { planOf, type Plan, type SiteFile, type Wanted } from "./plan.ts";
import { mustBeGone, purge, type Purging } from "./purge.ts";

const atOnce = limit("host.at-once", 6, "files", "on their way to the newsroom's host together");
/** As many as one call to a cache may name. */
const batch = 30;
const triesMax = limit("host.tries", 4, "tries", "of one file within one push");
const firstPauseMs = 500;

/** The site as a push reads it; nothing of its serving waits for this. */
export interface HostedSite {
  /** Counts the makings of pages. */
  readonly makings: number;
  files(): SiteFile[];
  /** Undefined where it is gone since, `too-large` where no request can hold it. */
  fileBytes(path: string): Promise<HostFile | "too-large" | undefined>;
}

export interface PushOutside {
  site: HostedSite;
  place: HostPlace;
  door: HostDoor;
  purging: Purging;
  signal: AbortSignal;
  /** Hears how far it is. */
  progress: (told: { done: number; total: number; recalledOut: number }) => Promise<void>;
}

export interface Pushed {
  /** `overtaken`: the site was made anew meanwhile, and what was taken back goes first again. */
  state: "done" | "overtaken";
  sent: number;
  removed: number;
  files: number;
  tooLarge: number;
}

/** Brings the host to where the site is. May end anywhere: what it began is in the ledger, and the next push goes on. */
export async function push(ctx: Ctx, outside: PushOutside): Promise<Pushed> {
  const { site, place } = outside;
  const plan = planOf(site.files(), await ledgerOf(ctx), place);
  return new Push(ctx, outside, plan, site.makings).run();
}

class Push {
  readonly #ctx: Ctx;
  readonly #outside: PushOutside;
  readonly #plan: Plan;
  readonly #making: number;
  readonly #told = { sent: 0, removed: 0, tooLarge: 0 };
  #recalledOut: number;

  constructor(ctx: Ctx, outside: PushOutside, plan: Plan, making: number) {
    this.#ctx = ctx;
    this.#outside = outside;
    this.#plan = plan;
    this.#making = making;
    this.#recalledOut = plan.recalled;
  }

  async run(): Promise<Pushed> {
    await this.#tell();
    const unproved = await this.#removeAll();
    const { changed } = this.#plan;
    // What was taken back is there, and its old words out of every cache, before anything else is begun.
    const recalled = changed.filter(({ isWithdrawn }) => isWithdrawn);
    const others = changed.filter(({ isWithdrawn }) => !isWithdrawn);
    for (const files of [...batches(recalled), ...batches(others)]) {
      if (this.#isOver()) return this.#end("overtaken");
      await this.#send(files);
      await this.#tell();
    }
    // Everything else is there; that something would not go is the push's own failure all the same.
    if (unproved) throw unproved;
    return this.#end("done");
  }

  #isOver(): boolean {
    return this.#outside.signal.aborted || this.#outside.site.makings !== this.#making;
  }

  #end(state: Pushed["state"]): Pushed {
    return { state, files: this.#outside.site.files().length, ...this.#told };
  }

  /** A cache that still shows what was taken away stops nothing else from going out. */
  async #removeAll(): Promise<HostFault | undefined> {
    let unproved: HostFault | undefined;
    for (const files of batches(this.#plan.gone)) {
      try {
        await this.#remove(files);
      } catch (error) {
        const fault = faultOf(error);
        if (fault.code !== "still-there" && fault.code !== "purge") throw fault;
        unproved = fault;
      }
      await this.#tell();
    }
    return unproved;
  }

  async #remove(files: Plan["gone"]): Promise<void> {
    const { door, purging } = this.#outside;
    await together(files, async ({ name }) => {
      await this.#steadily(() => door.remove(name));
      if (await this.#steadily(() => door.has(name)))
        throw new HostFault("still-there", "a file that was taken away is still there");
    });
    const paths = files.map(({ path }) => path);
    await purge(purging, paths);
    await mustBeGone(purging, paths);
    await forget(
      this.#ctx,
      files.map(({ name }) => name),
    );
    this.#told.removed += files.length;
    this.#recalledOut -= files.length;
  }

  async #send(files: readonly Wanted[]): Promise<void> {
    const { site, door, purging } = this.#outside;
    const ctx = this.#ctx;
    await note(
      ctx,
      files.map((file) => ({ ...file, sent: null })),
    );
    const there: Wanted[] = [];
    await together(files, async (file) => {
      const known = await site.fileBytes(file.path);
      if (known === undefined) return;
      if (known === "too-large") {
        this.#told.tooLarge += 1;
        return;
      }
      await this.#steadily(() => door.put(file.name, known));
      there.push(file);
    });
    await purge(
      purging,
      there.map(({ path }) => path),
    );
    if (there.length > 0) await note(ctx, there);
    this.#told.sent += files.length;
    this.#recalledOut -= there.filter(({ isWithdrawn }) => isWithdrawn).length;
  }

  /** Laying down and taking away can be asked for twice: what may have been lost is asked for again, more slowly. */
  async #steadily<T>(act: () => Promise<T>): Promise<T> {
    const { clock } = this.#ctx;
    for (let tries = 1; ; tries += 1)
      try {
        return await act();
      } catch (error) {
        const fault = faultOf(error);
        if (!fault.isWorthAgain || tries >= triesMax || this.#outside.signal.aborted) throw fault;
        const pauseMs = Math.min(fault.waitMs ?? firstPauseMs * 2 ** (tries - 1), 10_000);
        await clock.sleep(pauseMs, this.#outside.signal);
      }
  }

  #tell(): Promise<void> {
    const { sent, removed } = this.#told;
    return this.#outside.progress({
      done: sent + removed,
      total: this.#plan.changed.length + this.#plan.gone.length,
      recalledOut: Math.max(0, this.#recalledOut),
    });
  }
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / batch) }, (_one, at) =>
    all.slice(at * batch, (at + 1) * batch),
  );
}

/** Some at a time; the first that fails ends it, once the others on their way are back. */
async function together<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    const ended = await Promise.allSettled(all.slice(from, from + atOnce).map(act));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  }
}

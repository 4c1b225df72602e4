import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Ctx } from "./context.ts";
import { Line } from "./db/line.ts";

/** A loop that runs into its own news would look for more without end: so it looks this often at most. */
const breathMs = 20;
/** A line that broke is laid again after so long. */
const lineMs = 1_000;

/**
 * Wakes loops when something they look for was committed: this process's at once, other processes' by the database's
 * LISTEN/NOTIFY. It is a hint. A ring may be lost with a connection, so whoever listens also looks by the clock (house §9).
 */
export class Bell {
  readonly #ears = new Set<Ear>();
  readonly #line = new Line(randomUUID());

  /** Tells whoever listens for one of these words, here and in the other processes. */
  ring({ db }: Pick<Ctx, "db">, words: Iterable<string>): void {
    const said = new Set(words);
    this.#tell(said);
    this.#line.carry(db.pool, said);
  }

  /** Listens until disposed of. */
  listen(isFor: (word: string) => boolean): Ear & Disposable {
    const ear = new Ear(isFor);
    this.#ears.add(ear);
    return Object.assign(ear, { [Symbol.dispose]: () => void this.#ears.delete(ear) });
  }

  /** Hears the other processes until the signal aborts. */
  async hearOthers({ db, clock, log }: Ctx, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#line
        .hear(db.options, (words) => this.#tell(new Set(words)), signal)
        .catch((error: unknown) =>
          log.warn({ err: error }, "the bell hears no other process; loops look by the clock"),
        );
      if (!signal.aborted) await clock.sleep(lineMs, signal);
    }
  }

  #tell(said: ReadonlySet<string>): void {
    for (const ear of this.#ears) if (said.values().some((word) => ear.isFor(word))) ear.hear();
  }
}

/** What one loop heard. */
export class Ear {
  readonly isFor: (word: string) => boolean;
  #hasHeard = false;
  #wake: (() => void) | undefined;

  constructor(isFor: (word: string) => boolean) {
    this.isFor = isFor;
  }

  hear(): void {
    this.#hasHeard = true;
    this.#wake?.();
  }

  /**
   * Waits for the bell, at most `pauseMs` milliseconds. What rang since the last wait counts: a loop that waits between its
   * looks misses nothing that was committed while it looked.
   */
  async next(clock: Clock, pauseMs: number, signal: AbortSignal): Promise<void> {
    if (this.#hasHeard) await clock.sleep(breathMs, signal);
    else await this.#quiet(clock, pauseMs, signal);
    this.#hasHeard = false;
  }

  async #quiet(clock: Clock, pauseMs: number, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#wake = wake;
    signal.addEventListener("abort", wake, { once: true });
    if (!signal.aborted) await clock.sleep(pauseMs, woken.signal);
    signal.removeEventListener("abort", wake);
    this.#wake = undefined;
  }
}

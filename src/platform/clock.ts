import { Temporal } from "temporal-polyfill";

/** Where all time comes from, so that a simulation can move it. */
export interface Clock {
  now(): Temporal.Instant;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. Sleeping ends early, without an error, when the signal aborts. */
export const systemClock: Clock = {
  now: currentInstant,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};

let current = { ms: Number.NaN, instant: Temporal.Instant.fromEpochMilliseconds(0) };

/** The machine's clock ticks in milliseconds, and a burst asks many times in one: each is made once. */
function currentInstant(): Temporal.Instant {
  const ms = Date.now();
  if (ms !== current.ms) current = { ms, instant: Temporal.Instant.fromEpochMilliseconds(ms) };
  return current.instant;
}

/** Milliseconds since the epoch; on the machine's clock without making an instant, which bursts feel. */
export function nowMs(clock: Clock): number {
  return clock === systemClock ? Date.now() : clock.now().epochMilliseconds;
}

/** Milliseconds since the epoch of a stored instant. */
export function millisecondsOf(stored: string): number {
  return Date.parse(stored);
}

let stamped = { instant: current.instant, text: "" };

/** Instants are stored and shown in UTC with microseconds. */
export function stamp(instant: Temporal.Instant): string {
  if (instant !== stamped.instant || stamped.text === "")
    stamped = { instant, text: instant.toString({ smallestUnit: "microsecond" }) };
  return stamped.text;
}

let read = { text: "", instant: current.instant };

/** A stored instant. Rows of one batch share theirs, so the last one is kept. */
export function instantOf(stored: string): Temporal.Instant {
  if (stored !== read.text) read = { text: stored, instant: Temporal.Instant.from(stored) };
  return read.instant;
}

export { Temporal };

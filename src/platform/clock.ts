import { Temporal } from "temporal-polyfill";

/** Where all time comes from, so that a simulation can move it. */
export interface Clock {
  now(): Temporal.Instant;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. Sleeping ends early, without an error, when the signal aborts. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
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

/** Milliseconds since the epoch; on the machine's clock without making an instant, which bursts feel. */
export function nowMs(clock: Clock): number {
  return clock === systemClock ? Date.now() : clock.now().epochMilliseconds;
}

/** Milliseconds since the epoch of a stored instant. */
export function millisecondsOf(stored: string): number {
  return Date.parse(stored);
}

/** Instants are stored and shown in UTC with microseconds. */
export function stamp(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "microsecond" });
}

export { Temporal };

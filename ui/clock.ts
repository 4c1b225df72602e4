import { useSyncExternalStore } from "react";

const everyMs = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** The present in milliseconds, one beat for all ages on the page: they change together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(beat, everyMs);
  if (Date.now() - now > everyMs) queueMicrotask(beat);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function beat(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

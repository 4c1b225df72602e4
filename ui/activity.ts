const storage = "openbeat.last-activity";
const writeEveryMs = 5000;
let last = Date.now();

/** When a person last touched any tab of the console, in milliseconds since 1970. */
export function lastActivity(): number {
  const shared = Number(localStorage.getItem(storage) ?? 0);
  return Math.max(last, Number.isFinite(shared) ? shared : 0);
}

export function noteActivity(): void {
  const now = Date.now();
  if (now - last > writeEveryMs) localStorage.setItem(storage, String(now));
  last = now;
}

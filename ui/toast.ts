/** One short message that leaves by itself; with a way back where there is one. */
export interface Toast {
  id: string;
  text: string;
  undo?: () => Promise<void> | void;
  /** Milliseconds; with an undo ten seconds unless told otherwise. */
  stayMs: number;
}

type Listener = (toasts: readonly Toast[]) => void;

let toasts: readonly Toast[] = [];
let made = 0;
const listeners = new Set<Listener>();

/** Tells that something was done: `toast("Post moved to Friday", { undo: () => moveBack() })`. */
export function toast(text: string, options: { undo?: Toast["undo"]; stayMs?: number } = {}): void {
  made += 1;
  const stayMs = options.stayMs ?? (options.undo ? 10_000 : 5000);
  const next: Toast = {
    id: `toast-${made}`,
    text,
    stayMs,
    ...(options.undo ? { undo: options.undo } : {}),
  };
  // Three at most: an older one has been read, and a newer one matters more.
  set([...toasts, next].slice(-3));
}

export function dismissToast(id: string): void {
  set(toasts.filter((one) => one.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function onToasts(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener(next);
}

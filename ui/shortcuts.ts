import { useEffect, useRef } from "react";
import type { Label } from "./words.ts";

/** One key and what it does. `mod+k` is Ctrl-K, or Command-K on a Mac. */
export interface Shortcut {
  keys: string;
  label: Label;
  run: () => void;
  /** Works while typing too (only with `mod+`). */
  whileTyping?: boolean;
  /** Listed under "Everywhere" in the help. */
  everywhere?: boolean;
}

const active = new Set<{ current: readonly Shortcut[] }>();

/** Makes keys work as long as the component is on screen, and lists them under `?`. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (active.size === 0) document.addEventListener("keydown", onKey);
    active.add(latest);
    return () => {
      active.delete(latest);
      if (active.size === 0) document.removeEventListener("keydown", onKey);
    };
  }, []);
}

/** What works right now, for the help. */
export function activeShortcuts(): Shortcut[] {
  return [...active].flatMap(({ current }) => [...current]);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.documentElement.dataset["locked"] !== undefined) return;
  const pressed = keysOf(event);
  const typing = isTyping(event.target);
  // The newest page wins over the frame when both use a key.
  const shortcut = activeShortcuts()
    .toReversed()
    .find(({ keys, whileTyping }) => keys === pressed && (!typing || whileTyping === true));
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

function keysOf(event: KeyboardEvent): string {
  const modifier = event.ctrlKey || event.metaKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  return `${modifier}${alt}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=dialog], [role=menu]")) return true;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

import { useCallback } from "react";
import { useSearchParams } from "react-router";

export interface Filters<Key extends string> {
  /** What the address says; empty where nothing is chosen. */
  values: Record<Key, string>;
  /** Sets one or several; empty removes. */
  set: (change: Partial<Record<Key, string>>) => void;
  clear: () => void;
  isFiltered: boolean;
}

/**
 * Filters held by the address, so that a list can be linked, reloaded and gone back to:
 * `const filters = useFilters(["q", "state"])`, and `filters.values` in the query's key.
 */
export function useFilters<Key extends string>(keys: readonly Key[]): Filters<Key> {
  const [params, setParams] = useSearchParams();
  const known = keys.join(" ");
  const values = valuesOf(keys, params);
  const set = useCallback(
    (change: Partial<Record<Key, string>>) =>
      setParams((before) => changed(before, change), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams(
        (before) => changed(before, Object.fromEntries(known.split(" ").map((key) => [key, ""]))),
        { replace: true },
      ),
    [setParams, known],
  );
  return { values, set, clear, isFiltered: keys.some((key) => values[key] !== "") };
}

function valuesOf<Key extends string>(
  keys: readonly Key[],
  params: URLSearchParams,
): Record<Key, string> {
  return Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ""])) as Record<Key, string>;
}

function changed(
  before: URLSearchParams,
  change: Partial<Record<string, string>>,
): URLSearchParams {
  const next = new URLSearchParams(before);
  next.delete("row");
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

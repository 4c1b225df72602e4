import { useCallback } from "react";
import { useAddress } from "./address.ts";

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
  const [params, change] = useAddress();
  const known = keys.join(" ");
  const values = valuesOf(keys, params);
  const set = useCallback(
    (next: Partial<Record<Key, string>>) => change({ ...next, row: "" }),
    [change],
  );
  const clear = useCallback(
    () => change(Object.fromEntries([...known.split(" "), "row"].map((key) => [key, ""]))),
    [change, known],
  );
  return { values, set, clear, isFiltered: keys.some((key) => values[key] !== "") };
}

function valuesOf<Key extends string>(
  keys: readonly Key[],
  params: URLSearchParams,
): Record<Key, string> {
  return Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ""])) as Record<Key, string>;
}

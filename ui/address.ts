import { useCallback } from "react";
import { useSearchParams } from "react-router";

/**
 * What the address says after its "?", and a way to change single entries of it in place; an empty value removes one.
 * The change starts from the address as it stands, not from the last drawn page: the router draws later than it moves,
 * and of two quick changes the second would undo the first.
 */
export function useAddress(): readonly [
  params: URLSearchParams,
  change: (next: Readonly<Partial<Record<string, string>>>) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (next: Readonly<Partial<Record<string, string>>>) => {
      const now = new URLSearchParams(globalThis.location.search);
      for (const [key, value] of Object.entries(next)) {
        if (value) now.set(key, value);
        else now.delete(key);
      }
      setParams(now, { replace: true });
    },
    [setParams],
  );
  return [params, change];
}

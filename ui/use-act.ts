import { useState } from "react";
import { keepFocus } from "./focus.ts";

/** One act of a form at a time: whether it is under way and what went wrong. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function act(work: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
      keepFocus();
    }
  }
  return { busy, error, setError, act };
}

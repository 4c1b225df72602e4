import { useCallback, useEffect, useRef, useState } from "react";
import type { Saving } from "./SaveState.tsx";

const pauseMs = 900;

interface Given<T> {
  content: T;
  version: number;
  /** When it was saved last, as an RFC 3339 time. */
  changedAt: string;
}

/**
 * Content as it is typed: saved after each pause, one request at a time, over the version it was read from, so that
 * two people never write over each other. `settled` is what the server has; `keep` saves now and says whether it did.
 */
export function useTyped<T extends object>(
  given: Given<T>,
  save: (content: T, version: number) => Promise<{ version: number }>,
) {
  const [content, setContent] = useState<T>(given.content);
  const [settled, setSettled] = useState<T>(given.content);
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: given.changedAt });
  const [error, setError] = useState<unknown>(null);
  const version = useRef(given.version);
  const saved = useRef(JSON.stringify(given.content));
  const latest = useRef(content);
  const saveNow = useRef(save);
  const turn = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    saveNow.current = save;
  }, [save]);

  const keep = useCallback(async () => {
    turn.current = turn.current.then(async () => {
      const typed = latest.current;
      const text = JSON.stringify(typed);
      if (text === saved.current) return;
      setSaving({ state: "saving" });
      try {
        version.current = (await saveNow.current(typed, version.current)).version;
        saved.current = text;
        setError(null);
        setSettled(typed);
        setSaving({ state: "saved", at: new Date().toISOString() });
      } catch (failure) {
        setError(failure);
        setSaving({ state: "failed" });
      }
    });
    await turn.current;
    return JSON.stringify(latest.current) === saved.current;
  }, []);

  useEffect(() => {
    latest.current = content;
    if (JSON.stringify(content) === saved.current) return undefined;
    setSaving({ state: "unsaved" });
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [content, keep]);

  const change = (part: Partial<T>) => setContent((before) => ({ ...before, ...part }));
  return { content, settled, change, saving, error, keep };
}

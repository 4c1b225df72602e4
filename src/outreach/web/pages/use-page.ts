import { useCallback, useEffect, useRef, useState } from "react";
import { pagesApi, type PageContent, type PageData } from "./api.ts";
import type { Saving } from "#ui/SaveState.tsx";

const pauseMs = 900;

/** The page as it is typed: saved after each pause, over the version it was read from. */
export function useTypedPage(given: PageData) {
  const [content, setContent] = useState<PageContent>(given.content);
  const [settled, setSettled] = useState<PageContent>(given.content);
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: given.page.changedAt });
  const [error, setError] = useState<unknown>(null);
  const version = useRef(given.version);
  const saved = useRef(JSON.stringify(given.content));
  const latest = useRef(content);
  const turn = useRef<Promise<void>>(Promise.resolve());

  const keep = useCallback(async () => {
    turn.current = turn.current.then(async () => {
      const typed = latest.current;
      const text = JSON.stringify(typed);
      if (text === saved.current) return;
      setSaving({ state: "saving" });
      try {
        version.current = (await pagesApi.save(given.page.id, typed, version.current)).version;
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
  }, [given.page.id]);

  useEffect(() => {
    latest.current = content;
    if (JSON.stringify(content) === saved.current) return undefined;
    setSaving({ state: "unsaved" });
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [content, keep]);

  const change = (part: Partial<PageContent>) => setContent((before) => ({ ...before, ...part }));
  return { content, settled, change, saving, error, keep };
}

import { useCallback, useEffect, useRef, useState } from "react";
import { noticesApi, type NoticeContent, type NoticeData } from "./api.ts";
import type { Saving } from "#ui/SaveState.tsx";

const pauseMs = 900;

/** The record as it is typed: saved after each pause, over the version it was read from. */
export function useRecord(given: NoticeData) {
  const [content, setContent] = useState<NoticeContent>(given.content);
  const [saving, setSaving] = useState<Saving>({
    state: "saved",
    at: given.notice.changedAt,
  });
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
        version.current = (await noticesApi.save(given.notice.id, typed, version.current)).version;
        saved.current = text;
        setError(null);
        setSaving({ state: "saved", at: new Date().toISOString() });
      } catch (failure) {
        setError(failure);
        setSaving({ state: "failed" });
      }
    });
    await turn.current;
  }, [given.notice.id]);

  useEffect(() => {
    latest.current = content;
    if (JSON.stringify(content) === saved.current) return undefined;
    setSaving({ state: "unsaved" });
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [content, keep]);

  const change = (part: Partial<NoticeContent>) => setContent((before) => ({ ...before, ...part }));
  return { content, change, saving, error, keep };
}

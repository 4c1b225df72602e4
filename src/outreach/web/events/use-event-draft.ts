import { useCallback, useEffect, useRef, useState } from "react";
import { eventsApi, type EventContent, type EventData } from "./api.ts";
import type { Saving } from "#ui/SaveState.tsx";

const pauseMs = 900;

/** The event as it is typed: saved after each pause, over the version it was read from. */
export function useEventDraft(given: EventData) {
  const { id, changedAt } = given.event;
  const [content, setContent] = useState<EventContent>(given.content);
  const [saving, setSaving] = useState<Saving>({ state: "saved", at: changedAt });
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
        version.current = (await eventsApi.save(id, typed, version.current)).version;
        saved.current = text;
        setError(null);
        setSaving({ state: "saved", at: new Date().toISOString() });
      } catch (failure) {
        setError(failure);
        setSaving({ state: "failed" });
      }
    });
    await turn.current;
    return JSON.stringify(latest.current) === saved.current;
  }, [id]);

  useEffect(() => {
    latest.current = content;
    if (JSON.stringify(content) === saved.current) return undefined;
    setSaving({ state: "unsaved" });
    const timer = setTimeout(() => void keep(), pauseMs);
    return () => clearTimeout(timer);
  }, [content, keep]);

  const change = (part: Partial<EventContent>) => setContent((before) => ({ ...before, ...part }));
  return { content, change, saving, error, keep };
}

export interface EventFieldProps {
  content: EventContent;
  change: (part: Partial<EventContent>) => void;
}

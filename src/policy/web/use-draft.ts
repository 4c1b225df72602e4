import { useEffect, useRef, useState } from "react";
import { policyApi, type Policy, type PolicyContent } from "./api.ts";
import { problemOf } from "./problems.ts";
import { usePolicyChanged } from "./queries.ts";
import type { Saving } from "#ui/SaveState.tsx";

const pauseMs = 1_200;

/** A draft that saves itself a moment after the last keystroke, whenever the server would take it. */
export function useDraft(policy: Policy) {
  const changed = usePolicyChanged();
  const [content, setContent] = useState<PolicyContent>({
    title: policy.title,
    paragraphs: policy.paragraphs,
    classes: policy.classes,
    rules: policy.rules,
  });
  const [saving, setSaving] = useState<Saving>();
  const [error, setError] = useState<unknown>(null);
  const dirty = useRef(false);
  const saved = useRef(JSON.stringify(content));
  const { version } = policy;
  const problem = problemOf(content);
  const isSound = problem === undefined;

  useEffect(() => {
    if (!dirty.current || !isSound) return undefined;
    const timer = setTimeout(() => {
      const text = JSON.stringify(content);
      if (text === saved.current) {
        dirty.current = false;
        setSaving({ state: "saved", at: new Date().toISOString() });
        return;
      }
      setSaving({ state: "saving" });
      policyApi.change(version, content).then(
        () => {
          dirty.current = false;
          saved.current = text;
          setError(null);
          setSaving({ state: "saved", at: new Date().toISOString() });
        },
        (failure: unknown) => {
          setError(failure);
          setSaving({ state: "failed" });
        },
      );
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [content, version, isSound]);

  return {
    content,
    problem,
    saving,
    error,
    change(part: Partial<PolicyContent>): void {
      dirty.current = true;
      setSaving({ state: "unsaved" });
      setContent((before) => ({ ...before, ...part }));
    },
    /** Saves at once what is not saved yet, before the page is left. */
    async flush(): Promise<void> {
      if (dirty.current && isSound) await policyApi.change(version, content);
      dirty.current = false;
      await changed();
    },
  };
}

/** The list with one entry replaced, or without it where `next` is undefined. */
export function replaced<T>(list: readonly T[], at: number, next: T | undefined): T[] {
  return list.flatMap((one, index) => (index === at ? (next === undefined ? [] : [next]) : [one]));
}

/** The list with an entry moved up (-1) or down (1); unchanged at its ends. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one, other] = [next[at], next[at + by]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[at + by] = one;
  return next;
}

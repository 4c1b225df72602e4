import { useState } from "react";

export interface SavedView {
  name: string;
  /** The address's query, without the open row: `state=waiting&channel=3`. */
  query: string;
}

const countMax = 20;

/** A person's own views of one list, kept on this device. */
export function useSavedViews(list: string) {
  const key = `openbeat.views.${list}`;
  const [views, setViews] = useState<readonly SavedView[]>(() => read(key));
  function keep(next: readonly SavedView[]): void {
    const kept = next.slice(-countMax);
    localStorage.setItem(key, JSON.stringify(kept));
    setViews(kept);
  }
  return {
    views,
    save: (view: SavedView) => keep([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(views.filter((view) => view.name !== name)),
  };
}

function read(key: string): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is SavedView {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "query" in value &&
    typeof value.query === "string"
  );
}

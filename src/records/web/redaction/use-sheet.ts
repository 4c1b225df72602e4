import { useEffect, useReducer } from "react";
import {
  changed,
  fresh,
  isSame,
  redone,
  undone,
  type History,
  type Mark,
  type Refused,
  type Sheet,
} from "./sheet.ts";

type Act = (before: History) => History;

/** What somebody marks in a text until it is saved: it can be taken back, and stays when the page is left. */
export interface SheetTool {
  sheet: Sheet;
  isDirty: boolean;
  /** Kept from an earlier visit of this page. */
  isKept: boolean;
  canUndo: boolean;
  canRedo: boolean;
  change: (next: (sheet: Sheet) => Sheet) => void;
  undo: () => void;
  redo: () => void;
  discard: () => void;
}

/** `key` names the set that is changed: when somebody saved another meanwhile, what was kept is of no use. */
export function useSheet(
  key: string,
  saved: { marks: readonly Mark[]; refused: readonly Refused[] },
): SheetTool {
  const base: Sheet = { marks: saved.marks, refused: saved.refused };
  const [state, act] = useReducer(
    (before: { history: History; isKept: boolean }, next: Act) => ({
      ...before,
      history: next(before.history),
    }),
    undefined,
    () => {
      const kept = keptSheet(key);
      return { history: fresh(kept ?? base), isKept: kept !== undefined };
    },
  );
  const { history } = state;
  const isDirty = !isSame(history.now, base);
  useEffect(() => {
    // Offsets and codes only: no word of the record stays behind in the browser.
    if (isDirty) sessionStorage.setItem(key, JSON.stringify(history.now));
    else sessionStorage.removeItem(key);
  }, [key, isDirty, history.now]);
  return {
    sheet: history.now,
    isDirty,
    isKept: state.isKept && isDirty && history.past.length === 0,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next) => act((before) => changed(before, next(before.now))),
    undo: () => act(undone),
    redo: () => act(redone),
    discard: () => act(() => fresh(base)),
  };
}

function keptSheet(key: string): Sheet | undefined {
  const kept = sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as Sheet);
}

import { useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import type { DeskData } from "./api.ts";
import {
  openSuggestions,
  refusing,
  under,
  withMarks,
  withoutMark,
  type Span,
  type Suggestion,
} from "./sheet.ts";
import type { SheetTool } from "./use-sheet.ts";
import { useWords } from "#ui/words.ts";

/** The code that was used last: most records of a request stand on the same few. */
let lastCode = "";

/** What is chosen in the text, and what can be done with it; the same by mouse, by keys and from the lists. */
export function useMarking(desk: DeskData, tool: SheetTool, reason: string | undefined) {
  const t = useWords(redactionWords);
  const { text, suggestions } = desk;
  const { sheet } = tool;
  const [chosen, choose] = useState<Span>();
  const [code, setOwnCode] = useState(lastCode);
  const [sought, setSought] = useState<string>();
  const open = openSuggestions(suggestions, sheet);
  const mark = chosen && under(sheet.marks, chosen);
  const suggestion = chosen && under(open, chosen);
  /** Why nothing can be marked now. */
  const blocked = reason ?? (code === "" ? t("codeFirst") : undefined);
  const markAll = (some: readonly Span[]) => {
    if (blocked !== undefined) return;
    const added = some.map(({ start, end }) => ({ start, end, code }));
    tool.change((one) => withMarks(one, added));
  };
  const leave = (some: readonly Suggestion[]) => {
    if (reason === undefined) tool.change((one) => refusing(one, some));
  };
  const remove = (one: Span) => {
    if (reason === undefined) tool.change((now) => withoutMark(now, one));
  };
  const goOn = (step: 1 | -1) => {
    const from = chosen?.start ?? (step === 1 ? -1 : Infinity);
    const next =
      step === 1
        ? (open.find(({ start }) => start > from) ?? open[0])
        : (open.findLast(({ start }) => start < from) ?? open.at(-1));
    if (next) choose({ start: next.start, end: next.end });
  };
  const acts = {
    setCode(next: string) {
      lastCode = next;
      setOwnCode(next);
      if (mark && reason === undefined)
        tool.change((one) => withMarks(one, [{ ...mark, code: next }]));
    },
    mark: () => chosen && markAll([chosen]),
    unmark: () => mark && remove(mark),
    leave: () => suggestion && leave([suggestion]),
    everywhere: () => chosen && setSought(text.slice(chosen.start, chosen.end)),
  };
  const keys = {
    Enter: () => (mark ? undefined : acts.mark()),
    Delete: acts.unmark,
    Backspace: acts.unmark,
    n: () => goOn(1),
    p: () => goOn(-1),
    x: acts.leave,
    Escape: () => choose(undefined),
  };
  return {
    chosen,
    choose: (one: Span | undefined) => choose(one && { start: one.start, end: one.end }),
    words: chosen ? text.slice(chosen.start, chosen.end) : "",
    code,
    open,
    mark,
    suggestion,
    blocked,
    markAll,
    leave,
    remove,
    acts,
    keys,
    sought,
    endSearch: () => setSought(undefined),
  };
}

export type Marking = ReturnType<typeof useMarking>;

import {
  useEffect,
  useId,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from "react";
import { redactionWords } from "../words/redaction.ts";
import css from "./Redaction.module.css";
import { piecesOf, wordSpans, type Mark, type Piece, type Span, type Suggestion } from "./sheet.ts";
import { useWords } from "#ui/words.ts";

interface RedactTextProps {
  text: string;
  marks: readonly Mark[];
  suggestions: readonly Suggestion[];
  chosen: Span | undefined;
  choose: (span: Span | undefined) => void;
  keys: Readonly<Record<string, () => void>>;
}

const settleMs = 350;

/** The text of a record: words are chosen with the mouse, a finger or keys; what is decided of them stands below. */
export function RedactText({ text, marks, suggestions, chosen, choose, keys }: RedactTextProps) {
  const t = useWords(redactionWords);
  const help = useId();
  const pane = useRef<HTMLDivElement>(null);
  const words = useMemo(() => wordSpans(text), [text]);
  const pieces = useMemo(
    () => piecesOf(text, marks, suggestions, chosen),
    [text, marks, suggestions, chosen],
  );
  useSelection(pane, choose);
  useEffect(() => {
    if (!chosen) return;
    const here = pane.current?.querySelector(`[data-start="${chosen.start}"]`);
    here?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const onKey = (event: KeyboardEvent) => {
    const next = moved(event, words, chosen);
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!next && !act) return;
    event.preventDefault();
    if (next) choose(next);
    else act?.();
  };
  /** A click chooses the mark or the suggestion under it; by keys N and the arrows do. */
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof HTMLElement) || !document.getSelection()?.isCollapsed) return;
    const start = Number(target.dataset["start"]);
    const piece = pieces.find((one) => one.start === start);
    const found = piece?.mark ?? piece?.suggestion;
    if (found) choose(found);
  };
  return (
    <>
      <p id={help} className={css["help"]}>
        {t("paneHelp")}
      </p>
      <div
        ref={pane}
        className={css["pane"]}
        // A place of its own among the controls: its keys are told above it.
        role="textbox"
        aria-multiline
        aria-readonly
        aria-label={t("record")}
        aria-describedby={help}
        tabIndex={0}
        onKeyDown={onKey}
        onClick={onClick}
      >
        {pieces.map((piece) => (
          <PieceOfText key={piece.start} piece={piece} />
        ))}
      </div>
      <output className={css["spoken"]}>
        {chosen ? text.slice(chosen.start, Math.min(chosen.end, chosen.start + 200)) : ""}
      </output>
    </>
  );
}

function PieceOfText({ piece }: { piece: Piece }) {
  const { start, text, mark, suggestion, isChosen, endsMark } = piece;
  const look = { "data-start": start, "data-chosen": isChosen || undefined };
  if (mark)
    return (
      <mark {...look} className={css["mark"]} data-code={endsMark ? mark.code : undefined}>
        {text}
      </mark>
    );
  return (
    <span {...look} className={suggestion && css["suggestion"]}>
      {text}
    </span>
  );
}

/** What is selected with the mouse or a finger, once it stands still. */
function useSelection(pane: RefObject<HTMLDivElement | null>, choose: (span: Span) => void): void {
  const latest = useRef(choose);
  useEffect(() => {
    latest.current = choose;
  });
  useEffect(() => {
    let waiting = 0;
    const settle = () => {
      const span = selectedIn(pane.current);
      if (span) latest.current(span);
    };
    const onChange = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(settle, settleMs);
    };
    document.addEventListener("selectionchange", onChange);
    return () => {
      window.clearTimeout(waiting);
      document.removeEventListener("selectionchange", onChange);
    };
  }, [pane]);
}

function selectedIn(pane: HTMLDivElement | null): Span | undefined {
  const selection = document.getSelection();
  if (!pane || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.startContainer) || !pane.contains(range.endContainer)) return undefined;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}

/** Every piece knows where it starts, and holds one text. */
function offsetOf(node: Node, offset: number): number | undefined {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  const piece = element?.closest<HTMLElement>("[data-start]");
  if (piece) {
    const inside =
      node instanceof Text ? offset : offset === 0 ? 0 : (piece.textContent?.length ?? 0);
    return Number(piece.dataset["start"]) + inside;
  }
  const next = element?.children[offset] ?? element?.lastElementChild;
  if (!(next instanceof HTMLElement)) return undefined;
  const start = Number(next.dataset["start"]);
  return element?.children[offset] ? start : start + (next.textContent?.length ?? 0);
}

/** Where an arrow key takes the choice: by a word, with Shift it grows or shrinks at its end. */
function moved(
  { key, shiftKey, ctrlKey }: KeyboardEvent,
  words: readonly Span[],
  chosen: Span | undefined,
): Span | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: 10,
    ArrowUp: -10,
  };
  const step = steps[key];
  if (words.length === 0) return undefined;
  if (key === "Home" || key === "End")
    return ctrlKey || !chosen ? words.at(key === "Home" ? 0 : -1) : undefined;
  if (step === undefined || ctrlKey) return undefined;
  if (!chosen) return step > 0 ? words[0] : words.at(-1);
  const first = lastWordAt(words, chosen.start);
  const last = lastWordAt(words, chosen.end - 1);
  const to = Math.min(Math.max((shiftKey || step > 0 ? last : first) + step, 0), words.length - 1);
  const word = words[to];
  if (!word) return undefined;
  if (!shiftKey) return word;
  return to < first
    ? { start: word.start, end: words[first]?.end ?? chosen.end }
    : { start: chosen.start, end: word.end };
}

/** The last word that begins at or before a place. */
function lastWordAt(words: readonly Span[], place: number): number {
  let [low, high] = [0, words.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((words[middle]?.start ?? Infinity) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

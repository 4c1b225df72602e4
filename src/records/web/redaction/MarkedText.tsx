import css from "./Redaction.module.css";
import { piecesOf, type Mark } from "./sheet.ts";

/** A text with its marks, to be read: what is taken out is struck through and has its code. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  if (marks.length === 0) return text;
  const shown = marks
    .filter(({ start }) => start < text.length)
    .map((one) => ({ ...one, end: Math.min(one.end, text.length) }));
  return piecesOf(text, shown, []).map(({ start, text: words, mark, endsMark }) =>
    mark ? (
      <mark key={start} className={css["mark"]} data-code={endsMark ? mark.code : undefined}>
        {words}
      </mark>
    ) : (
      <span key={start}>{words}</span>
    ),
  );
}

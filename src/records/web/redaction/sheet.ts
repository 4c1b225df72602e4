/*
 * What somebody takes out of a text by hand. `start` and `end` are UTF-16 offsets, the end exclusive. The server looks
 * at it again; this keeps the screen in order meanwhile.
 */
export interface Span {
  start: number;
  end: number;
}
export interface Mark extends Span {
  code: string;
}
export interface Refused extends Span {
  type: string;
}
export interface Suggestion extends Span {
  type: string;
  confidence: number;
}
export interface Sheet {
  marks: readonly Mark[];
  refused: readonly Refused[];
}
export interface History {
  now: Sheet;
  past: readonly Sheet[];
  future: readonly Sheet[];
}

export const blankSheet: Sheet = { marks: [], refused: [] };

export function fresh(now: Sheet): History {
  return { now, past: [], future: [] };
}

export function changed(history: History, now: Sheet): History {
  return { now, past: [...history.past, history.now], future: [] };
}

export function undone({ now, past, future }: History): History {
  const before = past.at(-1);
  return before
    ? { now: before, past: past.slice(0, -1), future: [now, ...future] }
    : { now, past, future };
}

export function redone({ now, past, future }: History): History {
  const [next, ...later] = future;
  return next ? { now: next, past: [...past, now], future: later } : { now, past, future };
}

const touches = (a: Span, b: Span) => a.start < b.end && a.end > b.start;
const covers = (a: Span, b: Span) => a.start <= b.start && a.end >= b.end;
const inOrder = (a: Span, b: Span) => a.start - b.start;

/** The sheet with marks added: the newest lies on top, and what it leaves of older ones stays. */
export function withMarks(sheet: Sheet, added: readonly Mark[]): Sheet {
  let marks = sheet.marks;
  for (const one of added) marks = [...marks.flatMap((old) => without(old, one)), one];
  return { ...sheet, marks: joined(marks.toSorted(inOrder)) };
}

function without(old: Mark, cut: Span): Mark[] {
  if (!touches(old, cut)) return [old];
  return [
    { ...old, end: cut.start },
    { ...old, start: cut.end },
  ].filter(({ start, end }) => start < end);
}

function joined(sorted: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last?.end === one.start && last.code === one.code)
      kept[kept.length - 1] = { ...last, end: one.end };
    else kept.push(one);
  }
  return kept;
}

export function withoutMark(sheet: Sheet, { start }: Span): Sheet {
  return { ...sheet, marks: sheet.marks.filter((one) => one.start !== start) };
}

export function refusing(sheet: Sheet, suggestions: readonly Suggestion[]): Sheet {
  const more = suggestions.map(({ start, end, type }) => ({ start, end, type }));
  return { ...sheet, refused: [...sheet.refused, ...more] };
}

/** The suggestions that nobody has looked at: not marked, and not left in. */
export function openSuggestions(all: readonly Suggestion[], sheet: Sheet): Suggestion[] {
  return all.filter(
    (one) =>
      !sheet.marks.some((mark) => covers(mark, one)) &&
      !sheet.refused.some((left) => left.start === one.start && left.end === one.end),
  );
}

export function isSame(a: Sheet, b: Sheet): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What stands under a place: a mark, else a suggestion. */
export function under<Kind extends Span>(all: readonly Kind[], place: Span): Kind | undefined {
  return all.find((one) => touches(one, place));
}

/** A stretch of the text that looks the same from end to end. */
export interface Piece extends Span {
  text: string;
  mark: Mark | undefined;
  /** The last piece of its mark: the code stands behind it. */
  endsMark: boolean;
  suggestion: Suggestion | undefined;
  isChosen: boolean;
}

/** The text cut wherever its look changes, in one pass. */
export function piecesOf(
  text: string,
  marks: readonly Mark[],
  suggestions: readonly Suggestion[],
  chosen?: Span,
): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...marks, ...suggestions, ...(chosen ? [chosen] : [])])
    for (const at of [start, end]) if (at <= text.length) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  let [mark, suggestion] = [0, 0];
  for (const [nth, start] of places.slice(0, -1).entries()) {
    const end = places[nth + 1] ?? text.length;
    while ((marks[mark]?.end ?? Infinity) <= start) mark += 1;
    while ((suggestions[suggestion]?.end ?? Infinity) <= start) suggestion += 1;
    const here = { start, end };
    const within = <Kind extends Span>(one: Kind | undefined) =>
      one && covers(one, here) ? one : undefined;
    const over = within(marks[mark]);
    pieces.push({
      ...here,
      text: text.slice(start, end),
      mark: over,
      endsMark: over?.end === end,
      suggestion: over ? undefined : within(suggestions[suggestion]),
      isChosen: chosen !== undefined && covers(chosen, here),
    });
  }
  return pieces;
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Every word of the text, for whoever goes through it with keys. */
export function wordSpans(text: string): Span[] {
  const found: Span[] = [];
  for (const { segment, index, isWordLike } of segmenter.segment(text))
    if (isWordLike) found.push({ start: index, end: index + segment.length });
  return found;
}

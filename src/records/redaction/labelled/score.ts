import type { Span } from "#platform/text/reading.ts";
import { suggest } from "../detectors/suggest.ts";
import type { Label, LabelledText } from "./read.ts";

/** Counts of one type over a set. */
export interface TypeScore {
  type: string;
  labels: number;
  /** The value as written stands nowhere in the text any more: generous, it need not be gone whole. */
  gone: number;
  /** No letter or digit of it is left. */
  whole: number;
  /** Begins and ends where a suggestion of the same type does; labels side by side are one. */
  exact: number;
  exactOf: number;
  suggestions: number;
  /** Suggestions that share a character with a label of their type. */
  right: number;
}

export interface SetScore {
  types: TypeScore[];
  /** Words outside every label, and those of them that a suggestion touches. */
  words: number;
  lost: number;
}

/** Measures `suggest` on every text by itself, without any list of names. */
export function scored(texts: readonly LabelledText[]): SetScore {
  const types = new Map<string, TypeScore>();
  const of = (type: string): TypeScore => {
    const score = types.get(type) ?? { ...none, type };
    types.set(type, score);
    return score;
  };
  const total = { words: 0, lost: 0 };
  for (const one of texts) {
    const spans = suggest(one.text);
    for (const label of one.labels) addLabel(of(label.type), one.text, label, spans);
    for (const label of sideBySide(one)) {
      const score = of(label.type);
      score.exactOf += 1;
      if (spans.some((span) => span.type === label.type && isSame(span, label))) score.exact += 1;
    }
    for (const span of spans) {
      const score = of(span.type);
      score.suggestions += 1;
      if (one.labels.some((label) => label.type === span.type && meets(label, span)))
        score.right += 1;
    }
    for (const { 0: word, index } of one.text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const place = { start: index, end: index + word.length };
      if (one.labels.some((label) => meets(label, place))) continue;
      total.words += 1;
      if (spans.some((span) => meets(span, place))) total.lost += 1;
    }
  }
  return { types: [...types.values()].sort((a, b) => a.type.localeCompare(b.type)), ...total };
}

const none = { labels: 0, gone: 0, whole: 0, exact: 0, exactOf: 0, suggestions: 0, right: 0 };
const meets = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;
const isSame = (one: Span, other: Span): boolean =>
  one.start === other.start && one.end === other.end;

function addLabel(score: TypeScore, text: string, label: Label, spans: readonly Span[]): void {
  score.labels += 1;
  if (!without(text, spans).includes(text.slice(label.start, label.end))) score.gone += 1;
  if (isCovered(text, label, spans)) score.whole += 1;
}

function without(text: string, spans: readonly Span[]): string {
  let left = "";
  let last = 0;
  for (const { start, end } of spans) {
    left += `${text.slice(last, start)}■`;
    last = end;
  }
  return left + text.slice(last);
}

function isCovered(text: string, label: Span, spans: readonly Span[]): boolean {
  for (let at = label.start; at < label.end; at++)
    if (
      /[\p{L}\p{N}]/u.test(text[at] ?? "") &&
      !spans.some((one) => one.start <= at && at < one.end)
    )
      return false;
  return true;
}

/** A house number, street and flat that were labelled one by one are one address. */
function sideBySide({ text, labels }: LabelledText): Label[] {
  const kept: Label[] = [];
  for (const label of [...labels].sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    const isNext = last?.type === label.type && /^[\s,.]*$/.test(text.slice(last.end, label.start));
    if (isNext && last) last.end = label.end;
    else kept.push({ ...label });
  }
  return kept;
}

/** From 0 to 1; undefined where there is nothing to divide. */
export const share = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;

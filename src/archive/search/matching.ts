import type { Compiled, CompiledSpan } from "./compiling.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** First and last token of something found. */
type Span = readonly [from: number, until: number];

/** Whether a text is what was asked for: phrases and nearness included. Where a text is needed nothing else decides. */
export function matches(node: Compiled, tokens: readonly Token[]): boolean {
  switch (node.kind) {
    case "and":
      return node.parts.every((one) => matches(one, tokens));
    case "or":
      return node.parts.some((one) => matches(one, tokens));
    case "not":
      return !matches(node.part, tokens);
    case "near":
      return nearSpans(node, tokens).length > 0;
    case "leaves":
      return true;
    default:
      return spansOf(node, tokens).length > 0;
  }
}

function spansOf(node: CompiledSpan, tokens: readonly Token[]): Span[] {
  if (node.kind === "any") return node.parts.flatMap((one) => spansOf(one, tokens));
  const parts = node.kind === "word" ? [node] : node.parts;
  const spans: Span[] = [];
  for (let at = 0; at + parts.length <= tokens.length; at++)
    if (parts.every(({ terms }, offset) => isOneOf(terms, tokens[at + offset])))
      spans.push([at, at + parts.length - 1]);
  return spans;
}

function isOneOf(terms: ReadonlySet<string>, token: Token | undefined): boolean {
  if (!token) return false;
  return terms.has(token.word) || (token.sigil !== "" && terms.has(token.sigil + token.word));
}

function nearSpans(
  { left, right, distance }: Extract<Compiled, { kind: "near" }>,
  tokens: readonly Token[],
): Span[] {
  const rights = spansOf(right, tokens);
  return spansOf(left, tokens).flatMap((one) =>
    rights
      .filter((other) => {
        const gap = one[0] <= other[0] ? other[0] - one[1] : one[0] - other[1];
        return gap >= 1 && gap <= distance;
      })
      .flatMap((other) => [one, other]),
  );
}

/** Where a text holds what was asked for: UTF-16 places, in order, none within another. */
export function marksOf(node: Compiled, text: string): [start: number, end: number][] {
  const tokens = tokensOf(text);
  const spans = found(node, tokens).map(([from, until]): [number, number] => [
    tokens[from]?.start ?? 0,
    tokens[until]?.end ?? 0,
  ]);
  spans.sort(([a], [b]) => a - b);
  const marks: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = marks.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

function found(node: Compiled, tokens: readonly Token[]): Span[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.parts.flatMap((one) => found(one, tokens));
    case "not":
    case "leaves":
      return [];
    case "near":
      return nearSpans(node, tokens);
    default:
      return spansOf(node, tokens);
  }
}

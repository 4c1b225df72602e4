import { agencyOf, type TxCtx } from "#platform/context.ts";
import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import type { QueryNode, SpanNode, WordNode } from "./language.ts";
import { lexemesByWord, type Lexeme } from "./stems.ts";
import type { Reach, Tail } from "./tail.ts";
import { heapOf, heapTerm } from "./terms.ts";

const formsMax = limit("archive.forms", 2_000, "words", "that one prefix or stem may stand for");

export interface CompiledWord {
  kind: "word";
  /** Every word of the archive that it stands for, as the index has them. */
  terms: ReadonlySet<string>;
}
export interface CompiledPhrase {
  kind: "phrase";
  parts: CompiledWord[];
  /** The heaps of words side by side: a record without them cannot hold the phrase. */
  pairs: string[];
}
export type CompiledSpan = CompiledWord | CompiledPhrase | { kind: "any"; parts: CompiledSpan[] };
export type Compiled =
  | CompiledSpan
  | { kind: "near"; left: CompiledSpan; right: CompiledSpan; distance: number }
  | { kind: "and" | "or"; parts: Compiled[] }
  | { kind: "not"; part: Compiled }
  /** Records by their leaves, in rising order: what tags or other tables say. */
  | { kind: "leaves"; leaves: readonly number[] };

/** The words of a query that are found in all their forms, for `reachOf`. */
export function stemmedIn(node: QueryNode): string[] {
  return wordsOf(node).flatMap(({ form, word }) => (form === "stem" ? [word] : []));
}

/** Has this process know the lexemes of a query's words, which `compileQuery` asks for. */
export async function knowWords(tx: TxCtx, node: QueryNode): Promise<void> {
  await lexemesByWord(
    tx,
    wordsOf(node).map(({ word }) => word),
  );
}

/** Finds what each word stands for in this agency's archive: its forms by their stem, or what begins with it. */
export async function compileQuery(tx: TxCtx, node: QueryNode, reach: Reach): Promise<Compiled> {
  const words = wordsOf(node);
  const lexemeOf = await lexemesByWord(
    tx,
    words.map(({ word }) => word),
  );
  const terms = new Map<WordNode, ReadonlySet<string>>();
  for (const one of words) {
    const word = one.sigil + one.word;
    if (one.form === "prefix") terms.set(one, await beginningWith(tx, reach.tail, word));
    else if (one.form === "exact") terms.set(one, new Set([word]));
    else terms.set(one, formsOf(lexemeOf(one.word).stem, reach));
  }
  return compiled(node, (word) => terms.get(word) ?? new Set(), lexemeOf);
}

/** The same against texts that are at hand, whatever the index knows: `said` are all words of these texts. */
export async function compileFor(
  tx: TxCtx,
  node: QueryNode,
  said: ReadonlySet<string>,
): Promise<Compiled> {
  const lexemeOf = await lexemesByWord(tx, [...said, ...wordsOf(node).map(({ word }) => word)]);
  const having = (is: (word: string) => boolean) => new Set([...said].filter(is));
  const termsOf = ({ sigil, word, form }: WordNode) => {
    if (form === "exact") return new Set([sigil + word]);
    if (form === "prefix") return having((one) => one.startsWith(sigil + word));
    const { stem } = lexemeOf(word);
    return having((one) => lexemeOf(one).stem === stem);
  };
  return compiled(node, termsOf, lexemeOf);
}

function formsOf(stem: string, { tail, forms }: Reach): Set<string> {
  const known = forms.filter((one) => one[1] === stem).map(([term]) => term);
  return new Set([...known, ...tail.formsOf(stem)]);
}

function wordsOf(node: QueryNode): WordNode[] {
  if (node.kind === "word") return [node];
  if (node.kind === "not") return wordsOf(node.part);
  if (node.kind === "near") return [...wordsOf(node.left), ...wordsOf(node.right)];
  return node.parts.flatMap(wordsOf);
}

function compiled(
  node: QueryNode,
  termsOf: (word: WordNode) => ReadonlySet<string>,
  lexemeOf: (word: string) => Lexeme,
): Compiled {
  const span = (one: SpanNode): CompiledSpan => {
    if (one.kind === "word") return { kind: "word", terms: termsOf(one) };
    if (one.kind === "any") return { kind: "any", parts: one.parts.map(span) };
    return {
      kind: "phrase",
      parts: one.parts.map((word) => ({ kind: "word", terms: termsOf(word) })),
      pairs: pairsOf(one.parts, lexemeOf),
    };
  };
  if (node.kind === "word" || node.kind === "phrase" || node.kind === "any") return span(node);
  if (node.kind === "near") return { ...node, left: span(node.left), right: span(node.right) };
  if (node.kind === "not") return { kind: "not", part: compiled(node.part, termsOf, lexemeOf) };
  return { kind: node.kind, parts: node.parts.map((one) => compiled(one, termsOf, lexemeOf)) };
}

function pairsOf(parts: readonly WordNode[], lexemeOf: (word: string) => Lexeme): string[] {
  return parts.slice(1).flatMap((right, at) => {
    const left = parts[at];
    return !left || left.form === "prefix" || right.form === "prefix"
      ? []
      : [heapTerm(heapOf(lexemeOf(left.word).hash, lexemeOf(right.word).hash))];
  });
}

/** Every term that begins so, of the index and of what is not in it yet. */
export async function beginningWith(
  tx: TxCtx,
  tail: Tail,
  start: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.tx.raw<{ term: string }>(
    `select term from archive_words where agency_id = $1 and term >= $2 and term < $3 order by term limit ${formsMax + 1}`,
    [agencyOf(tx), start, `${start}\u{10FFFF}`],
  );
  const found = new Set([...rows.map(({ term }) => term), ...tail.beginningWith(start)]);
  if (found.size > formsMax)
    throw new Refusal(
      "prefix-too-wide",
      `More than ${formsMax} words begin with “${start}”. Type more of it before *.`,
    );
  return found;
}

/**
 * The index terms that a query looks at. Where two words often stand side by side, their heap says nearly all that the
 * words of a phrase can say, in far fewer places: the words are left out then.
 */
export function termsIn(
  node: Compiled,
  isOften: (term: string) => boolean = () => false,
): string[] {
  const inside = (one: Compiled) => termsIn(one, isOften);
  switch (node.kind) {
    case "word":
      return [...node.terms];
    case "phrase":
      return node.pairs.some(isOften) ? node.pairs : [...node.parts.flatMap(inside), ...node.pairs];
    case "near":
      return [...inside(node.left), ...inside(node.right)];
    case "not":
      return inside(node.part);
    case "leaves":
      return [];
    default:
      return node.parts.flatMap(inside);
  }
}

import { limit } from "#platform/limits.ts";
import { Refusal } from "#platform/refusal.ts";
import { tokensOf } from "./tokens.ts";

const wordsMax = limit("archive.query-words", 40, "words", "in one search");
const nearMax = limit("archive.near", 100, "words", "as far apart as NEAR/n may ask for");
const depthMax = limit("archive.query-depth", 12, "levels", "of parentheses in one search");
const prefixMin = 2;

export interface WordNode {
  kind: "word";
  /** As it is compared: lower case, without apostrophes. */
  word: string;
  sigil: "" | "#" | "@";
  /** Every form of the word, this form alone, or all that begins with it. */
  form: "stem" | "exact" | "prefix";
}
export interface PhraseNode {
  kind: "phrase";
  parts: WordNode[];
}
/** Something that stands somewhere in a text. */
export type SpanNode = WordNode | PhraseNode | { kind: "any"; parts: SpanNode[] };
export type QueryNode =
  | SpanNode
  | { kind: "near"; left: SpanNode; right: SpanNode; distance: number }
  | { kind: "and" | "or"; parts: QueryNode[] }
  | { kind: "not"; part: QueryNode };

export interface Understood {
  /** Undefined: nothing was asked for by words. */
  node: QueryNode | undefined;
  /** Signs that nothing is found by, and so were passed over: "&". */
  ignored: string[];
  /** A small "or" is a word like others; people are told that OR in capitals means either. */
  hasSmallOr: boolean;
  /** It only leaves words out: something else must say what to find. */
  isOnlyNot: boolean;
}

type Lexeme =
  | { kind: "open" | "close" | "or" | "and" | "not"; at: number }
  | { kind: "near"; distance: number; at: number }
  | { kind: "text"; text: string; isExact: boolean; isQuoted: boolean; at: number };

const quotes = /["“”„‟«»″]/;

/**
 * Reads what was typed. The grammar:
 *
 *     any    = all ("OR" all)*
 *     all    = item (["AND"] item)*
 *     item   = ("-" | "NOT") item | near
 *     near   = one ("NEAR/" number one)*
 *     one    = "(" any ")" | ["="] '"' words '"' | ["="] word | word"*"
 *
 * A word is found in all its forms ("arrest" finds "arrested"), after "=" in this form alone, with "*" at its end as a
 * beginning. Operators are in capitals. Curly quotes are quotes. A hyphenated word, an address, a number with dashes is
 * the phrase of its pieces. Refuses with a sentence what cannot be read; never guesses another search.
 */
export function readQuery(text: string): Understood {
  const ignored: string[] = [];
  const lexemes = lexemesOf(text).filter((one) => {
    if (one.kind !== "text" || tokensOf(one.text).length > 0) return true;
    if (one.isQuoted)
      throw new Refusal("empty-phrase", "There is no word between these quotation marks.");
    ignored.push(one.text);
    return false;
  });
  if (lexemes.length === 0)
    return { node: undefined, ignored, hasSmallOr: false, isOnlyNot: false };
  const reader = new Reader(lexemes);
  const node = reader.any(0);
  reader.mustBeAtEnd();
  if (wordsIn(node) > wordsMax)
    throw new Refusal("too-many-words", `A search may have at most ${wordsMax} words.`);
  const hasSmallOr = lexemes.some((one) => one.kind === "text" && one.text === "or");
  return { node, ignored, hasSmallOr, isOnlyNot: isOnlyNot(node) };
}

function lexemesOf(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (/\s/.test(char)) at++;
    else if (char === "(" || char === ")") {
      lexemes.push({ kind: char === "(" ? "open" : "close", at });
      at++;
    } else if (char === "-" && /[^\s-]/.test(text.charAt(at + 1))) {
      lexemes.push({ kind: "not", at });
      at++;
    } else {
      const isExact = char === "=" && /\S/.test(text.charAt(at + 1));
      const start = isExact ? at + 1 : at;
      const [lexeme, end] = quotes.test(text.charAt(start))
        ? quoted(text, start, isExact)
        : bare(text, start, isExact);
      lexemes.push(lexeme);
      at = end;
    }
  }
  return lexemes;
}

function quoted(text: string, start: number, isExact: boolean): [Lexeme, number] {
  const length = text.slice(start + 1).search(quotes);
  if (length === -1)
    throw new Refusal(
      "unbalanced-quotes",
      `The quotation mark before “${text.slice(start + 1, start + 21).trim()}” has no partner. Put one at the end of the phrase, or take it away.`,
    );
  const inner = text.slice(start + 1, start + 1 + length);
  return [{ kind: "text", text: inner, isExact, isQuoted: true, at: start }, start + length + 2];
}

function bare(text: string, start: number, isExact: boolean): [Lexeme, number] {
  const [run = ""] = /^[^\s()"“”„‟«»″]+/.exec(text.slice(start)) ?? [];
  const end = start + Math.max(run.length, 1);
  const near = /^NEAR(?:\/(\d{1,9}))?$/.exec(run);
  if (near && !isExact) {
    const distance = Number(near[1] ?? 10);
    if (distance < 1 || distance > nearMax)
      throw new Refusal("bad-near", `NEAR/n asks for words at most n apart: from 1 to ${nearMax}.`);
    return [{ kind: "near", distance, at: start }, end];
  }
  if (!isExact && (run === "OR" || run === "|")) return [{ kind: "or", at: start }, end];
  if (!isExact && run === "AND") return [{ kind: "and", at: start }, end];
  if (!isExact && run === "NOT") return [{ kind: "not", at: start }, end];
  return [{ kind: "text", text: run, isExact, isQuoted: false, at: start }, end];
}

class Reader {
  readonly #lexemes: readonly Lexeme[];
  #at = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.#lexemes = lexemes;
  }

  any(depth: number): QueryNode {
    if (depth > depthMax)
      throw new Refusal(
        "too-deep",
        `Parentheses may stand at most ${depthMax} deep in each other.`,
      );
    const parts = [this.#all(depth)];
    while (this.#take("or")) parts.push(this.#all(depth));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "or", parts };
  }

  mustBeAtEnd(): void {
    if (this.#peek())
      throw new Refusal("unbalanced-parentheses", "A closing parenthesis has no partner.");
  }

  #all(depth: number): QueryNode {
    const parts = [this.#item(depth)];
    for (;;) {
      if (this.#take("and")) parts.push(this.#item(depth));
      else if (["open", "text", "not"].includes(this.#peek()?.kind ?? ""))
        parts.push(this.#item(depth));
      else break;
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "and", parts };
  }

  #item(depth: number): QueryNode {
    if (this.#take("not")) return { kind: "not", part: this.#item(depth + 1) };
    return this.#near(depth);
  }

  #near(depth: number): QueryNode {
    let left = this.#one(depth);
    const parts: QueryNode[] = [];
    for (let near = this.#takeNear(); near; near = this.#takeNear()) {
      const right = this.#one(depth);
      parts.push({
        kind: "near",
        left: asSpan(left),
        right: asSpan(right),
        distance: near.distance,
      });
      left = right;
    }
    if (parts.length === 0) return left;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "and", parts };
  }

  #one(depth: number): QueryNode {
    const next = this.#peek();
    this.#at++;
    if (next?.kind === "text") return textNode(next);
    if (next?.kind !== "open") throw new Refusal("nothing-beside", besideSentence(next));
    const inner = this.any(depth + 1);
    if (!this.#take("close"))
      throw new Refusal("unbalanced-parentheses", "An opening parenthesis has no partner.");
    return inner;
  }

  #peek(): Lexeme | undefined {
    return this.#lexemes[this.#at];
  }

  #take(kind: Lexeme["kind"]): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#at++;
    return true;
  }

  #takeNear(): { distance: number } | undefined {
    const next = this.#peek();
    if (next?.kind !== "near") return undefined;
    this.#at++;
    return next;
  }
}

function besideSentence(next: Lexeme | undefined): string {
  if (next?.kind === "close") return "There is no word between these parentheses.";
  return "OR, AND, NOT and NEAR need a word on each side. Put them in quotation marks to find them as words.";
}

function textNode(lexeme: Extract<Lexeme, { kind: "text" }>): SpanNode {
  const { isExact, isQuoted } = lexeme;
  const pieces = isQuoted ? lexeme.text.split(/\s+/) : [lexeme.text];
  const parts = pieces.flatMap((piece) => wordsOfPiece(piece, isExact));
  const [first] = parts;
  return parts.length === 1 && first ? first : { kind: "phrase", parts };
}

function wordsOfPiece(piece: string, isExact: boolean): WordNode[] {
  const tokens = tokensOf(piece);
  const last = tokens.at(-1);
  const star = piece.indexOf("*");
  if (star !== -1 && last) {
    if (piece.slice(star).replaceAll(/[*.,;:!?]/g, "") !== "" || last.end !== star)
      throw new Refusal(
        "misplaced-star",
        `* may only stand at the end of a word, as in “${last.word}*”.`,
      );
    if ([...last.word].length < prefixMin)
      throw new Refusal("short-prefix", `Before * there must be at least ${prefixMin} letters.`);
  }
  return tokens.map(({ word, sigil }, at) => ({
    kind: "word",
    word,
    sigil,
    form:
      star !== -1 && at === tokens.length - 1
        ? "prefix"
        : isExact || sigil !== ""
          ? "exact"
          : "stem",
  }));
}

/** NEAR stands between words, phrases, and words of which any will do. */
function asSpan(node: QueryNode): SpanNode {
  if (node.kind === "word" || node.kind === "phrase" || node.kind === "any") return node;
  if (node.kind === "or") return { kind: "any", parts: node.parts.map(asSpan) };
  throw new Refusal(
    "bad-near",
    "NEAR stands between two words, two phrases, or (one OR another) in parentheses.",
  );
}

function wordsIn(node: QueryNode): number {
  if (node.kind === "word") return 1;
  if (node.kind === "not") return wordsIn(node.part);
  const parts = node.kind === "near" ? [node.left, node.right] : node.parts;
  return parts.reduce((sum, one) => sum + wordsIn(one), 0);
}

/** Would find whatever does not hold the words: nobody means that, and it cannot be seen from the results. */
function isOnlyNot(node: QueryNode): boolean {
  if (node.kind === "not") return true;
  if (node.kind === "and") return node.parts.every(isOnlyNot);
  return node.kind === "or" && node.parts.some(isOnlyNot);
}

/** Words and places in a text, for whoever looks for something in it. Offsets are UTF-16, as everywhere in a browser. */
export interface Span {
  start: number;
  end: number;
}

const plain = new Map<string, string>();

/** Lower case without accents: how names and words are compared. */
export function folded(text: string): string {
  const known = plain.get(text);
  if (known !== undefined) return known;
  const made = text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("’", "'");
  if (plain.size > 4_000) plain.clear();
  if (text.length <= 40) plain.set(text, made);
  return made;
}

const edge = "(?:(?<=[\\p{L}\\d])(?![\\p{L}\\d])|(?<![\\p{L}\\d])(?=[\\p{L}\\d]))";

/** The same pattern with edges of words that know accents: \b takes "ó" for the end of a word. */
export function wordwise({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll("\\b", edge), flags);
}

const abbreviation =
  /(?:\b(?:St|Ave|Blvd|Rd|Dr|Ln|Ct|Mr|Mrs|Ms|Sr|Jr|Sgt|Lt|Capt|Cpl|Det|Ofc|Dep|No|Nos|N[uú]m|vs|approx|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|a\.m|p\.m|U\.S|Hwy|Rev|Gov|Sen|Rep|Ph\.D|Sra|Av|Apt)|\b\p{Lu})$/u;

/** Sentences with their places. A line is a sentence of its own. */
export function sentencesIn(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/[.!?…]+(?=[\s"”)]|$)|\n+/g)) {
    const head = text.slice(Math.max(start, index - 12), index);
    const isAbbreviated = found === "." && abbreviation.test(head);
    const next = text.slice(index + 1, index + 4);
    if (isAbbreviated && !/^\s*$/.test(next)) continue;
    push(spans, text, start, index + found.length);
    start = index + found.length;
  }
  push(spans, text, start, text.length);
  return spans;
}

function push(spans: Span[], text: string, start: number, end: number): void {
  if (/\S/.test(text.slice(start, end))) spans.push({ start, end });
}

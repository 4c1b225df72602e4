import type { Suggestion } from "./detector.ts";

const ofName = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const host = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,6}\.\p{L}{2,24}/u;
const hidden =
  /(?<![\w.])[a-z0-9._-]{2,40} ?(?:\[at\]|\(at\)|\{at\}| at ) ?[a-z0-9-]{2,40}(?: ?(?:\[dot\]|\(dot\)| dot ) ?[a-z]{2,10}){1,2}\b/giu;

/** Addresses of mail, from every "@" outwards: a long run of letters without one costs nothing. */
export function emails(text: string): Suggestion[] {
  const found: Suggestion[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    let start = at;
    while (start > 0 && at - start < 64 && ofName.test(text[start - 1] ?? "")) start -= 1;
    while (start < at && /[.'/=?{|-]/.test(text[start] ?? "")) start += 1;
    const rest = host.exec(text.slice(at + 1, at + 260));
    if (start === at || !rest) continue;
    found.push({ type: "EMAIL", start, end: at + 1 + rest[0].length, confidence: 0.99 });
  }
  for (const { 0: words, index } of text.matchAll(hidden))
    found.push({ type: "EMAIL", start: index, end: index + words.length, confidence: 0.8 });
  return found;
}

import { folded } from "#platform/text/reading.ts";
import { clock, elements, elementWords, jargon, type Element, type Language } from "./words.ts";

export interface Measured {
  element: Element;
  isThere: boolean;
}

/** What the meter knows beside the words: names that stand for the agency, and names of places. */
export interface Known {
  names: readonly string[];
  places: readonly string[];
}

export interface Quality {
  elements: Measured[];
  missing: Element[];
  /** Words that residents may not know, each once. */
  jargon: string[];
}

/**
 * Which of the five elements a warning has. It looks for words and understands nothing: it helps a writer who is in a
 * hurry, and stops nobody.
 */
export function measureMessage(text: string, language: Language, known: Known): Quality {
  const has: Record<Element, boolean> = {
    source: holds(text, [...elementWords[language].source, ...known.names]),
    hazard: holds(text, elementWords[language].hazard),
    place: holds(text, [...elementWords[language].place, ...known.places]),
    guidance: holds(text, elementWords[language].guidance),
    time: holds(text, elementWords[language].time) || clock.test(text),
  };
  return {
    elements: elements.map((element) => ({ element, isThere: has[element] })),
    missing: elements.filter((element) => !has[element]),
    jargon: jargon[language].filter((word) => holds(text, [word], true)),
  };
}

/** Whether one of these stands in the text, at the beginning of a word; `whole`: and ends with one. */
function holds(text: string, words: readonly string[], whole = false): boolean {
  const all = ` ${(folded(text).match(/[\p{L}\p{N}']+/gu) ?? []).join(" ")} `;
  return words.some((word) => {
    const wanted = folded(word).trim();
    // A short word is a word: "st" is no "state", "ya" no "yard".
    const isWhole = whole || wanted.length <= 4;
    return wanted !== "" && all.includes(isWhole ? ` ${wanted} ` : ` ${wanted}`);
  });
}

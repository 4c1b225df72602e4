const reserved = /[|{}@[\]()<>#\\*_~]/g;

/**
 * LinkedIn's "little text": every sign with a meaning is written with a backslash, a hashtag as a template.
 * Source: learn.microsoft.com, LinkedIn marketing, little text format.
 */
export function littleText(text: string): string {
  return text
    .split(/(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/u)
    .map((part, index) =>
      index % 2 === 1 ? `{hashtag|\\#|${part.slice(1)}}` : part.replaceAll(reserved, "\\$&"),
    )
    .join("");
}

/** The words back from little text: what a reader sees. */
export function plainWords(little: string): string {
  return little
    .replaceAll(/\{hashtag\|\\?#\|([^}]*)\}/g, "#$1")
    .replaceAll(/@\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/\\([|{}@[\]()<>#\\*_~])/g, "$1");
}

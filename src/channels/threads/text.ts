const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Threads counts characters, and an emoji by the bytes it is written with (UTF-8). */
export function threadsLength(text: string): number {
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    const isEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment);
    count += isEmoji ? Buffer.byteLength(segment) : [...segment].length;
  }
  return count;
}

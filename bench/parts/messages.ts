const words =
  "protest march officers street closure lane noon crowd safety radio unit detour permit organizer city hall bridge".split(
    " ",
  );

/** 18 words of a text message; the same number gives the same text. */
export function messageText(n: number): string {
  let seed = (n + 1) * 2_654_435_761;
  return Array.from({ length: 18 }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return words[seed % words.length];
  }).join(" ");
}

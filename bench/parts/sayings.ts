/** A town's words and messages, the same whenever they are asked for: the n-th word comes up about 1/n as often (Zipf). */
const vocabulary = 30_000;
const syllables = "ri ver brid to mal sen ka pol ine fo gar ust den lor".split(" ");
const words = Array.from({ length: vocabulary }, (_one, n) => invented(n));

function invented(n: number): string {
  let word = "";
  const many = syllables.length;
  for (let left = n + many; left > 0; left = Math.floor(left / many))
    word += syllables[left % many] ?? "";
  return word;
}

/** Numbers that look like chance, the same after the same beginning. */
class Dice {
  #state = 1;

  begin(seed: number): void {
    this.#state = (Math.imul(seed + 1, 2_654_435_761) ^ 0x5b_d1_e9_95) >>> 0;
    this.next();
    this.next();
  }

  /** From 0 up to and without 1. */
  next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = this.#state ^ (this.#state >>> 16);
    mixed = Math.imul(mixed, 0x85_eb_ca_6b);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
}

/** What is asked for. */
export const filled = new Dice();
const texts = new Dice();

/** The word of a rank, from 1. */
export function wordAt(rank: number): string {
  return words[rank - 1] ?? "";
}

function wordsOf(n: number): string[] {
  texts.begin(n);
  return Array.from({ length: 8 + texts.below(44) }, () =>
    wordAt(Math.floor(vocabulary ** texts.next())),
  );
}

/** Message n: 8 to 51 words. */
export function saying(n: number): string {
  return wordsOf(n).join(" ");
}

/** So many words beside one another in message n. */
export function phraseFrom(n: number, many: number): string {
  const all = wordsOf(n);
  const at = texts.below(all.length - many + 1);
  return all.slice(at, at + many).join(" ");
}

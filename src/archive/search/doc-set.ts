/**
 * Which records of a block, by their places in it: few as a list, many as one bit each. The index keeps it as the distances
 * between places, one to three bytes each, or as the bits themselves, whichever is shorter.
 */
export class DocSet {
  readonly size: number;
  readonly #has: readonly number[] | Uint32Array;

  private constructor(size: number, has: readonly number[] | Uint32Array) {
    this.size = size;
    this.#has = has;
  }

  /** No record of a block of this size. */
  static none(size: number): DocSet {
    return new DocSet(size, []);
  }

  /** Every record of a block of this size. */
  static all(size: number): DocSet {
    return DocSet.run(size, 0, size - 1);
  }

  /** Places in rising order; the list is the set's own from now on. */
  static of(size: number, places: readonly number[]): DocSet {
    return new DocSet(size, places.length * 32 > size ? bitsOf(size, places) : places);
  }

  /** The bits of a block of this size, the first place the lowest of the first word. */
  static ofBits(size: number, bits: Uint32Array): DocSet {
    return new DocSet(size, bits);
  }

  /** A run of places, both ends in it. */
  static run(size: number, low: number, high: number): DocSet {
    const bits = new Uint32Array(Math.ceil(size / 32));
    const from = Math.max(0, low);
    const until = Math.min(size, high + 1);
    for (let place = from; place < until;) {
      const isWhole = (place & 31) === 0 && place + 32 <= until;
      if (isWhole) bits[place >>> 5] = 0xff_ff_ff_ff;
      else setBit(bits, place);
      place += isWhole ? 32 : 1;
    }
    return new DocSet(size, bits);
  }

  has(place: number): boolean {
    const has = this.#has;
    if (has instanceof Uint32Array) return ((has[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
    const at = lowest(has, place);
    return has[at] === place;
  }

  and(other: DocSet): DocSet {
    const [mine, its] = [this.#has, other.#has];
    if (!(mine instanceof Uint32Array)) {
      if (!(its instanceof Uint32Array) && its.length < mine.length) return other.and(this);
      return new DocSet(
        this.size,
        mine.filter((place) => other.has(place)),
      );
    }
    if (!(its instanceof Uint32Array)) return other.and(this);
    const both = new Uint32Array(mine.length);
    for (let at = 0; at < both.length; at++) both[at] = (mine[at] ?? 0) & (its[at] ?? 0);
    return new DocSet(this.size, both);
  }

  or(other: DocSet): DocSet {
    const [mine, its] = [this.#has, other.#has];
    if (!(mine instanceof Uint32Array)) {
      if (its instanceof Uint32Array) return other.or(this);
      const all = [...new Set([...mine, ...its])];
      return DocSet.of(
        this.size,
        all.sort((a, b) => a - b),
      );
    }
    const either = mine.slice();
    if (its instanceof Uint32Array)
      for (let at = 0; at < either.length; at++) either[at] = (mine[at] ?? 0) | (its[at] ?? 0);
    else for (const place of its) setBit(either, place);
    return new DocSet(this.size, either);
  }

  without(other: DocSet): DocSet {
    const [mine, its] = [this.#has, other.#has];
    if (!(mine instanceof Uint32Array))
      return new DocSet(
        this.size,
        mine.filter((place) => !other.has(place)),
      );
    const left = mine.slice();
    if (its instanceof Uint32Array)
      for (let at = 0; at < left.length; at++) left[at] = (mine[at] ?? 0) & ~(its[at] ?? 0);
    else
      for (const place of its) left[place >>> 5] = (left[place >>> 5] ?? 0) & ~(1 << (place & 31));
    return new DocSet(this.size, left);
  }

  isEmpty(): boolean {
    const has = this.#has;
    return has instanceof Uint32Array ? has.every((word) => word === 0) : has.length === 0;
  }

  count(): number {
    const has = this.#has;
    if (!(has instanceof Uint32Array)) return has.length;
    let count = 0;
    for (let word of has) {
      word -= (word >>> 1) & 0x55_55_55_55;
      word = (word & 0x33_33_33_33) + ((word >>> 2) & 0x33_33_33_33);
      count += Math.imul((word + (word >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
    }
    return count;
  }

  /** The places in it, the highest first: the newest record. */
  *newestFirst(): Generator<number> {
    const has = this.#has;
    if (!(has instanceof Uint32Array)) {
      yield* has.toReversed();
      return;
    }
    for (let at = has.length - 1; at >= 0; at--) {
      let word = has[at] ?? 0;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word);
        yield at * 32 + bit;
        word &= ~(1 << bit);
      }
    }
  }
}

/** Where the first of some rising numbers stands that is not below this one. */
export function lowest(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bitsOf(size: number, places: readonly number[]): Uint32Array {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (const place of places) setBit(bits, place);
  return bits;
}

function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

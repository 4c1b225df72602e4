/** Which places: few as a rising list, many as one bit each, the first place the lowest of the first word. */
type Places = "all" | readonly number[] | Uint32Array;

/** Places that are not unpacked before they are needed. */
export interface Packed {
  /** How many there may be. */
  weight: number;
  unpack(): DocSet;
  /** Those of some places, in rising order, that are among them. */
  among(places: readonly number[]): number[];
}

/** Which records of a block, by their places in it. A set never changes. */
export class DocSet {
  readonly size: number;
  #packed: Packed | undefined;
  #places: Places;

  private constructor(size: number, places: Places, packed?: Packed) {
    this.size = size;
    this.#places = places;
    this.#packed = packed;
  }

  static packed(size: number, packed: Packed): DocSet {
    return new DocSet(size, [], packed);
  }

  /** No record of a block of this size. */
  static none(size: number): DocSet {
    return new DocSet(size, []);
  }

  /** Every record of a block of this size. */
  static all(size: number): DocSet {
    return new DocSet(size, "all");
  }

  /** Places in rising order; the list is the set's own from now on. */
  static of(size: number, places: readonly number[]): DocSet {
    return new DocSet(size, places.length * 32 > size ? bitsOf(size, places) : places);
  }

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

  get #has(): Places {
    if (this.#packed) this.#places = this.#packed.unpack().#has;
    this.#packed = undefined;
    return this.#places;
  }

  /** How much there is to look through. */
  get weight(): number {
    if (this.#packed) return this.#packed.weight;
    if (this.#places === "all") return Infinity;
    return isBits(this.#places) ? this.size : this.#places.length;
  }

  /** Those of some places, in rising order, that are in the set. */
  #among(places: readonly number[]): readonly number[] {
    if (this.#packed) return this.#packed.among(places);
    const has = this.#places;
    if (has === "all") return places.filter((place) => place < this.size);
    return isBits(has) ? amongBits(has, places) : amongList(has, places);
  }

  and(other: DocSet): DocSet {
    if (this.weight > other.weight) return other.and(this);
    if (other.weight === Infinity) return this;
    const mine = this.#has;
    // What a list holds is looked for in the other, which need not be unpacked.
    if (mine === "all" || !isBits(mine))
      return mine === "all" ? other : new DocSet(this.size, other.#among(mine));
    const its = other.#has;
    if (its === "all" || !isBits(its)) return other.and(this);
    const both = mine.slice();
    for (let at = 0; at < both.length; at++) both[at] = (mine[at] ?? 0) & (its[at] ?? 0);
    return new DocSet(this.size, both);
  }

  or(other: DocSet): DocSet {
    const [mine, its] = [this.#has, other.#has];
    if (mine === "all" || its === "all") return DocSet.all(this.size);
    if (!isBits(mine) && !isBits(its)) {
      const all = [...new Set([...mine, ...its])];
      return DocSet.of(
        this.size,
        all.sort((a, b) => a - b),
      );
    }
    if (!isBits(mine)) return other.or(this);
    const either = mine.slice();
    if (isBits(its))
      for (let at = 0; at < either.length; at++) either[at] = (mine[at] ?? 0) | (its[at] ?? 0);
    else for (const place of its) setBit(either, place);
    return new DocSet(this.size, either);
  }

  without(other: DocSet): DocSet {
    const [mine, its] = [this.#has, other.#has];
    if (its === "all") return DocSet.none(this.size);
    if (mine === "all") return DocSet.run(this.size, 0, this.size - 1).without(other);
    if (!isBits(mine)) {
      const gone = new Set(other.#among(mine));
      return new DocSet(
        this.size,
        mine.filter((place) => !gone.has(place)),
      );
    }
    const left = mine.slice();
    if (isBits(its))
      for (let at = 0; at < left.length; at++) left[at] = (mine[at] ?? 0) & ~(its[at] ?? 0);
    else
      for (const place of its) left[place >>> 5] = (left[place >>> 5] ?? 0) & ~(1 << (place & 31));
    return new DocSet(this.size, left);
  }

  /** The set within some places beside one another, as one of its own. They begin at a multiple of 32, and end at one or with the set. */
  slice(from: number, size: number): DocSet {
    const has = this.#has;
    if (has === "all") return DocSet.all(size);
    if (isBits(has))
      return new DocSet(size, has.subarray(from >>> 5, (from >>> 5) + Math.ceil(size / 32)));
    const its = has.slice(lowest(has, from), lowest(has, from + size));
    return DocSet.of(
      size,
      its.map((place) => place - from),
    );
  }

  isEmpty(): boolean {
    const has = this.#has;
    if (has === "all") return this.size === 0;
    return isBits(has) ? has.every((word) => word === 0) : has.length === 0;
  }

  count(): number {
    const has = this.#has;
    if (has === "all") return this.size;
    if (!isBits(has)) return has.length;
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
    if (has === "all") for (let place = this.size - 1; place >= 0; place--) yield place;
    else if (!isBits(has)) yield* has.toReversed();
    else
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

function amongBits(bits: Uint32Array, places: readonly number[]): number[] {
  const both: number[] = [];
  for (const place of places)
    if (((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0) both.push(place);
  return both;
}

function amongList(list: readonly number[], places: readonly number[]): number[] {
  const both: number[] = [];
  const isLong = list.length > 8 * places.length;
  let at = 0;
  for (const place of places) {
    if (isLong) at = lowest(list, place, at);
    else while ((list[at] ?? Infinity) < place) at++;
    if (list[at] === place) both.push(place);
  }
  return both;
}

function isBits(has: Places): has is Uint32Array {
  return has instanceof Uint32Array;
}

/** Where the first of some rising numbers stands, from a place on, that is not below this one. */
export function lowest(numbers: readonly number[], bound: number, from = 0): number {
  let low = from;
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

export function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

/**
 * Which records of a block: one bit each, by their place in it. The index keeps it as the distances between places, one or
 * two bytes each, or as the bits themselves, whichever is shorter.
 */
export class DocSet {
  readonly size: number;
  readonly #bits: Uint32Array;

  constructor(size: number, bits = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size;
    this.#bits = bits;
  }

  /** Every record of a block of this size. */
  static all(size: number): DocSet {
    const set = new DocSet(size);
    set.#bits.fill(0xff_ff_ff_ff);
    if (size % 32 !== 0) set.#bits[set.#bits.length - 1] = 2 ** (size % 32) - 1;
    return set;
  }

  static of(size: number, places: Iterable<number>): DocSet {
    const set = new DocSet(size);
    for (const place of places) set.add(place);
    return set;
  }

  /** A run of places, both ends in it. */
  static run(size: number, low: number, high: number): DocSet {
    const set = new DocSet(size);
    for (let place = Math.max(0, low); place <= Math.min(size - 1, high); place++) set.add(place);
    return set;
  }

  add(place: number): void {
    const at = place >>> 5;
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (place & 31));
  }

  has(place: number): boolean {
    return ((this.#bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }

  and(other: DocSet): DocSet {
    return this.#with(other, (mine, its) => mine & its);
  }

  or(other: DocSet): DocSet {
    return this.#with(other, (mine, its) => mine | its);
  }

  without(other: DocSet): DocSet {
    return this.#with(other, (mine, its) => mine & ~its);
  }

  isEmpty(): boolean {
    return this.#bits.every((word) => word === 0);
  }

  count(): number {
    let count = 0;
    for (let word of this.#bits) {
      word -= (word >>> 1) & 0x55_55_55_55;
      word = (word & 0x33_33_33_33) + ((word >>> 2) & 0x33_33_33_33);
      count += Math.imul((word + (word >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
    }
    return count;
  }

  /** The places in it, the highest first: the newest record. */
  *newestFirst(): Generator<number> {
    for (let at = this.#bits.length - 1; at >= 0; at--) {
      let word = this.#bits[at] ?? 0;
      while (word !== 0) {
        const bit = 31 - Math.clz32(word);
        yield at * 32 + bit;
        word &= ~(1 << bit);
      }
    }
  }

  #with(other: DocSet, join: (mine: number, its: number) => number): DocSet {
    const joined = new DocSet(this.size);
    for (let at = 0; at < this.#bits.length; at++)
      joined.#bits[at] = join(this.#bits[at] ?? 0, other.#bits[at] ?? 0);
    return joined;
  }
}

const asDistances = 0;
const asBits = 1;

/** Places in rising order, as the index keeps them. */
export function packPlaces(places: readonly number[], size: number): Buffer {
  const bitsSize = Math.ceil(size / 8);
  const bytes = Buffer.allocUnsafe(Math.min(places.length * 3, bitsSize + 3) + 1);
  bytes[0] = asDistances;
  let at = 1;
  let before = -1;
  for (const place of places) {
    let distance = place - before - 1;
    before = place;
    while (distance > 127) {
      bytes[at++] = (distance & 127) | 128;
      distance >>>= 7;
    }
    bytes[at++] = distance;
    if (at > bitsSize) return packBits(places, bitsSize);
  }
  return bytes.subarray(0, at);
}

function packBits(places: readonly number[], bitsSize: number): Buffer {
  const bytes = Buffer.alloc(1 + bitsSize);
  bytes[0] = asBits;
  for (const place of places) {
    const at = 1 + (place >>> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (place & 7));
  }
  return bytes;
}

/** The places that packed bytes hold, in rising order. */
export function placesOf(bytes: Buffer): number[] {
  const places: number[] = [];
  if (bytes[0] === asBits) {
    for (let at = 1; at < bytes.length; at++)
      for (let bit = 0, byte = bytes[at] ?? 0; byte !== 0; bit++, byte >>>= 1)
        if ((byte & 1) === 1) places.push((at - 1) * 8 + bit);
    return places;
  }
  let place = -1;
  for (let at = 1; at < bytes.length;) {
    let distance = 0;
    let shift = 0;
    let byte = bytes[at++] ?? 0;
    for (; byte > 127; byte = bytes[at++] ?? 0) {
      distance |= (byte & 127) << shift;
      shift += 7;
    }
    place += (distance | (byte << shift)) + 1;
    places.push(place);
  }
  return places;
}

/** The set that packed bytes hold. */
export function unpackPlaces(bytes: Buffer, size: number): DocSet {
  if (bytes[0] !== asBits) return DocSet.of(size, placesOf(bytes));
  const bits = new Uint32Array(Math.ceil(size / 32));
  const view = new Uint8Array(bits.buffer);
  view.set(bytes.subarray(1, 1 + view.length));
  return new DocSet(size, bits);
}

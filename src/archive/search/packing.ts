import { DocSet } from "./doc-set.ts";

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
  addPlaces(places, bytes, 0);
  return places;
}

/** The packed places of one term in blocks beside one another, as those of one block: each begins at a place of the whole. */
export function joinPlaces(parts: readonly { docs: Buffer; at: number }[], size: number): Buffer {
  const places: number[] = [];
  for (const { docs, at } of parts) addPlaces(places, docs, at);
  return packPlaces(places, size);
}

function addPlaces(places: number[], bytes: Buffer, start: number): void {
  if (bytes[0] === asBits) {
    for (let at = 1; at < bytes.length; at++)
      for (let bit = 0, byte = bytes[at] ?? 0; byte !== 0; bit++, byte >>>= 1)
        if ((byte & 1) === 1) places.push(start + (at - 1) * 8 + bit);
    return;
  }
  let place = start - 1;
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
}

/** The set that packed bytes hold. */
export function unpackPlaces(bytes: Buffer, size: number): DocSet {
  if (bytes[0] !== asBits) return DocSet.of(size, placesOf(bytes));
  const bits = new Uint32Array(Math.ceil(size / 32));
  const view = new Uint8Array(bits.buffer);
  view.set(bytes.subarray(1, 1 + view.length));
  return DocSet.ofBits(size, bits);
}

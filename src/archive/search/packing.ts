import { DocSet, lowest, setBit } from "./doc-set.ts";

/*
 * A row's first byte says how its places are kept: as the distances between them, as a bit for each place, or in parts,
 * each of which is one of the other two. Long rows of merged blocks are kept in parts, so that a search reads no more of
 * them than it needs: mostly the newest.
 */
const asDistances = 0;
const asBits = 1;
const asParts = 2;

/** Places in one part of a long row. */
export const partSize = 8_192;
/** A row of a block with so many bytes for each of its records, or fewer, is short. */
export const shortShare = 500 / 65_536;

/** Places in rising order, as the index keeps them. */
export function packPlaces(places: readonly number[], size: number): Buffer {
  const whole = packWhole(places, size);
  return size <= partSize || whole.length <= size * shortShare ? whole : packParts(places, size);
}

function packWhole(places: readonly number[], size: number): Buffer {
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

/** The head says where in the row each part begins; a part that holds no place has no bytes. */
function packParts(places: readonly number[], size: number): Buffer {
  const head = Buffer.alloc(headSize(size));
  head[0] = asParts;
  const pieces: Buffer[] = [head];
  let end = head.length;
  for (let part = 0, low = 0; part < partsOf(size); part++) {
    head.writeUInt32LE(end, 1 + part * 4);
    const start = part * partSize;
    const high = lowest(places, start + partSize);
    if (high === low) continue;
    const its = places.slice(low, high).map((place) => place - start);
    const piece = packWhole(its, partSize);
    pieces.push(piece);
    end += piece.length;
    low = high;
  }
  return Buffer.concat(pieces, end);
}

/** How many parts a long row of a block of this size has; a small block is a part itself. */
export function partsOf(size: number): number {
  return Math.ceil(size / partSize);
}

/** So many bytes at the beginning of a row in parts say where they lie. */
export function headSize(size: number): number {
  return 1 + 4 * partsOf(size);
}

/** Where each part of a row begins, by the row's head, and where the last one ends; undefined: it is not kept in parts. */
export function partStarts(head: Buffer, length: number): number[] | undefined {
  if (head[0] !== asParts || head.length < 5) return undefined;
  const many = Math.min(head.readUInt32LE(1), head.length) >>> 2;
  return [...Array.from({ length: many }, (_one, part) => head.readUInt32LE(1 + part * 4)), length];
}

/** The parts of a row, each as bytes of its own. */
function piecesOf(bytes: Buffer): Buffer[] | undefined {
  const starts = partStarts(bytes, bytes.length);
  return starts?.slice(1).map((until, part) => bytes.subarray(starts[part], until));
}

/** The places that packed bytes hold, in rising order. */
export function placesOf(bytes: Buffer): number[] {
  const places: number[] = [];
  addPlaces(places, bytes, 0);
  return places;
}

/** The packed places of one term in blocks beside one another, as those of one block: each begins at a place of the whole. */
export function joinedPlaces(parts: readonly { docs: Buffer; at: number }[]): number[] {
  const places: number[] = [];
  for (const { docs, at } of parts) addPlaces(places, docs, at);
  return places;
}

function addPlaces(places: number[], bytes: Buffer, start: number): void {
  const pieces = piecesOf(bytes) ?? [bytes];
  for (const [part, piece] of pieces.entries()) addWhole(places, piece, start + part * partSize);
}

function addWhole(places: number[], bytes: Buffer, start: number): void {
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
  const pieces = piecesOf(bytes);
  if (pieces) return unpackPieces(pieces, size);
  // A place takes a byte or more: few of them are a list, many are bits.
  const isList = bytes[0] !== asBits && bytes.length * 32 < size;
  return DocSet.packed(size, {
    weight: bytes.length,
    unpack: () => (isList ? DocSet.of(size, placesOf(bytes)) : bitsOf([bytes], size)),
    among: (places) => amongPieces([bytes], places),
  });
}

/** The set that parts beside one another hold. */
export function unpackPieces(pieces: readonly Buffer[], size: number): DocSet {
  return DocSet.packed(size, {
    weight: pieces.reduce((sum, { length }) => sum + length, 0),
    unpack: () => bitsOf(pieces, size),
    among: (places) => amongPieces(pieces, places),
  });
}

function bitsOf(pieces: readonly Buffer[], size: number): DocSet {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (const [part, piece] of pieces.entries()) {
    if (piece[0] === asBits) setBits(bits, piece, part * partSize);
    else setPlaces(bits, piece, part * partSize);
  }
  return DocSet.ofBits(size, bits);
}

/** Those of some rising places that packed bytes hold, without a list of all that these hold. */
function amongPieces(pieces: readonly Buffer[], places: readonly number[]): number[] {
  const both: number[] = [];
  let at = 0;
  for (const [part, piece] of pieces.entries()) {
    const start = part * partSize;
    const end = part + 1 < pieces.length ? lowest(places, start + partSize, at) : places.length;
    if (end > at) {
      const wanted = at === 0 && end === places.length ? places : places.slice(at, end);
      if (piece[0] === asBits) amongBits(both, piece, start, wanted);
      else amongDistances(both, piece, start, wanted);
    }
    at = end;
  }
  return both;
}

function amongBits(both: number[], packed: Buffer, start: number, places: readonly number[]): void {
  for (const place of places) {
    const at = place - start;
    if (((packed[1 + (at >>> 3)] ?? 0) & (1 << (at & 7))) !== 0) both.push(place);
  }
}

/** As `addWhole` reads them, up to the last place that is looked for. */
function amongDistances(
  both: number[],
  packed: Buffer,
  start: number,
  places: readonly number[],
): void {
  let nth = 0;
  let wanted = places[0] ?? Infinity;
  let place = start - 1;
  let distance = 0;
  let shift = 0;
  for (let at = 1; at < packed.length; at++) {
    const byte = packed[at] ?? 0;
    distance |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    place += distance + 1;
    distance = 0;
    shift = 0;
    while (wanted < place) wanted = places[++nth] ?? Infinity;
    if (wanted === place) both.push(place);
    if (wanted === Infinity) return;
  }
}

function setBits(bits: Uint32Array, packed: Buffer, start: number): void {
  const view = new Uint8Array(bits.buffer).subarray(start >>> 3);
  view.set(packed.subarray(1, 1 + view.length));
}

/** As `addWhole` reads them, without a list between. */
function setPlaces(bits: Uint32Array, packed: Buffer, start: number): void {
  let place = start - 1;
  let distance = 0;
  let shift = 0;
  for (let at = 1; at < packed.length; at++) {
    const byte = packed[at] ?? 0;
    distance |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    place += distance + 1;
    setBit(bits, place);
    distance = 0;
    shift = 0;
  }
}

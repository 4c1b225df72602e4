import { Fault } from "./bytes.js";

/* The ZIP: every byte that is not content must be the one that the package's maker writes. */

export async function openZip(blob) {
  if (blob.size < 22) throw new Fault("This is no ZIP file.");
  const end = await slice(blob, blob.size - 22, blob.size);
  const count = end.getUint16(10, true);
  const size = end.getUint32(12, true);
  const start = end.getUint32(16, true);
  demandBytes(end, [0x06054b50, [0, 0], [count, count], size, start, [0]], "The ZIP's end");
  if (start + size + 22 !== blob.size) throw new Fault("The ZIP was cut off or added to.");
  const directory = await slice(blob, start, start + size);
  const files = new Map();
  let at = 0;
  let offset = 0;
  for (let number = 0; number < count; number += 1) {
    const entry = readEntry(directory, at, offset);
    if (files.has(entry.path)) throw new Fault(`The ZIP has ${entry.path} twice.`);
    files.set(entry.path, await checkedContent(blob, entry));
    at += 46 + entry.path.length;
    offset += 30 + entry.path.length + entry.size;
  }
  if (at !== size || offset !== start)
    throw new Fault("The ZIP's directory does not fit its files.");
  return files;
}

function readEntry(directory, at, offset) {
  if (at + 46 > directory.byteLength) throw new Fault("The ZIP's directory is cut off.");
  const crc = directory.getUint32(at + 16, true);
  const size = directory.getUint32(at + 24, true);
  const length = directory.getUint16(at + 28, true);
  if (at + 46 + length > directory.byteLength) throw new Fault("The ZIP's directory is cut off.");
  const bytes = new Uint8Array(directory.buffer, at + 46, length);
  const path = String.fromCharCode(...bytes);
  if (!/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/.test(path)) {
    throw new Fault("The ZIP's directory has a name that a package may not hold.");
  }
  const entry = { path, crc, size, offset, common: commonFields(crc, size, length) };
  const found = new DataView(directory.buffer, at, 46);
  const rest = [[0, 0, 0], 0, offset];
  demandBytes(found, [0x02014b50, [10], ...entry.common, ...rest], "The ZIP's directory");
  return entry;
}

function commonFields(crc, size, pathLength) {
  return [[10, 0, 0, 0, 0x21], crc, size, size, [pathLength, 0]];
}

async function checkedContent(blob, entry) {
  const start = entry.offset + 30 + entry.path.length;
  const header = await slice(blob, entry.offset, start);
  if (header.byteLength !== 30 + entry.path.length) throw new Fault("The ZIP is cut off.");
  const what = `The ZIP's header of ${entry.path}`;
  demandBytes(new DataView(header.buffer, 0, 30), [0x04034b50, ...entry.common], what);
  const path = String.fromCharCode(...new Uint8Array(header.buffer, 30));
  const content = blob.slice(start, start + entry.size);
  const bytes = new Uint8Array(await content.arrayBuffer());
  if (path !== entry.path || crc32(bytes) !== entry.crc) {
    throw new Fault(`${entry.path} was altered.`);
  }
  return content;
}

/** Numbers stand for 32 bits, numbers in brackets for 16, as a ZIP stores them. */
function demandBytes(view, expected, what) {
  let at = 0;
  let isSame = true;
  for (const value of expected) {
    for (const half of Array.isArray(value) ? value : []) {
      isSame &&= view.getUint16(at, true) === half;
      at += 2;
    }
    if (Array.isArray(value)) continue;
    isSame &&= view.getUint32(at, true) === value;
    at += 4;
  }
  if (!isSame || at !== view.byteLength) throw new Fault(`${what} was altered.`);
}

async function slice(blob, start, end) {
  return new DataView(await blob.slice(start, end).arrayBuffer());
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

import { createHash } from "node:crypto";
import { crc32, inflateRawSync, type ZlibOptions } from "node:zlib";

/** A record as a stranger reads it from the file's bytes, and every fault of the file, as a sentence with its place. */
export interface ReadRecord {
  version: string;
  offset: number;
  /** Of the gzip member, or of the record in a file that is not packed. */
  length: number;
  /** Names in small letters. */
  fields: ReadonlyMap<string, string>;
  block: Buffer;
  payload: Buffer;
}

export interface ReadWarc {
  records: ReadRecord[];
  faults: string[];
}

/** Reads a WARC strictly: each record whole, one gzip member each, its length and both digests as they are said to be. */
export function readWarc(bytes: Buffer): ReadWarc {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const found: ReadWarc = { records: [], faults: [] };
  for (let at = 0; at < bytes.length;) {
    try {
      const member = isPacked ? unpacked(bytes, at) : { plain: bytes.subarray(at), length: 0 };
      const { record, length } = recordIn(member.plain);
      if (isPacked && length !== member.plain.length)
        found.faults.push(`at ${at}: a gzip member holds more or less than one record`);
      const whole = { ...record, offset: at, length: isPacked ? member.length : length };
      found.records.push(whole);
      found.faults.push(...digestFaults(whole).map((fault) => `at ${at}: ${fault}`));
      at += whole.length;
    } catch (error) {
      found.faults.push(`at ${at}: ${error instanceof Error ? error.message : String(error)}`);
      return found;
    }
  }
  return found;
}

function unpacked(bytes: Buffer, at: number): { plain: Buffer; length: number } {
  const member = bytes.subarray(at);
  if (member[0] !== 0x1f || member[1] !== 0x8b) throw new Error("no gzip member begins here");
  const start = gzipHeaderLength(member);
  const options: ZlibOptions = { info: true };
  // With `info` the answer is an object, which the types do not say.
  const answer: unknown = inflateRawSync(member.subarray(start), options);
  const { buffer, engine } = answer as { buffer: Buffer; engine: { bytesWritten: number } };
  const end = start + engine.bytesWritten;
  if (member.length < end + 8) throw new Error("the gzip member is cut off");
  if (member.readUInt32LE(end) !== crc32(buffer)) throw new Error("the gzip member's CRC is wrong");
  return { plain: buffer, length: end + 8 };
}

function gzipHeaderLength(member: Buffer): number {
  const flags = member[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + member.readUInt16LE(at);
  if (flags & 8) at = member.indexOf(0, at) + 1;
  if (flags & 16) at = member.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

function recordIn(plain: Buffer) {
  const end = plain.indexOf("\r\n\r\n");
  if (end < 0) throw new Error("the record's header does not end");
  const [version = "", ...lines] = plain.toString("utf8", 0, end).split("\r\n");
  if (!/^WARC\/1\.[01]$/.test(version)) throw new Error("no WARC record begins here");
  const fields = new Map(lines.map(fieldOf));
  for (const name of ["warc-type", "warc-record-id", "warc-date", "content-length"])
    if (!fields.has(name)) throw new Error(`the record has no ${name}`);
  const length = Number(fields.get("content-length"));
  const start = end + 4;
  const block = plain.subarray(start, start + length);
  if (block.length !== length)
    throw new Error(`the block is cut off: ${block.length} of ${length} bytes`);
  if (!plain.subarray(start + length, start + length + 4).equals(Buffer.from("\r\n\r\n")))
    throw new Error("the record does not end where its length says");
  const record = { version, fields, block, payload: payloadOf(fields, block) };
  return { record, length: start + length + 4 };
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 1) throw new Error(`a header line without a name: ${JSON.stringify(line)}`);
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function payloadOf(fields: ReadonlyMap<string, string>, block: Buffer): Buffer {
  if (!fields.get("content-type")?.startsWith("application/http")) return block;
  const end = block.indexOf("\r\n\r\n");
  return end < 0 ? block.subarray(block.length) : block.subarray(end + 4);
}

function digestFaults({ fields, block, payload }: ReadRecord): string[] {
  const type = fields.get("warc-type");
  const said: [string, Buffer][] = [["warc-block-digest", block]];
  // A revisit names the payload of the record that it repeats.
  if (type !== "revisit") said.push(["warc-payload-digest", payload]);
  return said.flatMap(([name, bytes]) => {
    const digest = fields.get(name);
    return digest === undefined || isDigestOf(digest, bytes) ? [] : [`${name} is not the bytes'`];
  });
}

/** Digests come in hexadecimal, base 32 and base 64. */
function isDigestOf(digest: string, bytes: Buffer): boolean {
  const [algorithm = "", value = ""] = digest.split(/:(.*)/s);
  const hash = createHash(algorithm.replace("-", "")).update(bytes).digest();
  return [hash.toString("hex"), base32(hash), hash.toString("base64")].includes(value);
}

function base32(bytes: Buffer): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => letters[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

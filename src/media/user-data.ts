/*
 * Cameras and editors may write free data into the stream itself, beside the pictures: "user data unregistered" in
 * supplemental enhancement information (H.264 D.1.7, H.265 D.2.7), among it serial numbers and places. Captions inside
 * the stream and colour data are other kinds and stay.
 */

/** How the units of a stream are cut apart, and what they are. */
export interface NalForm {
  codec: "avc" | "hevc";
  lengthBytes: number;
}

const userDataUnregistered = 5;

/** The packet without units, or parts of units, that hold free data. */
export function withoutUserData(packet: Uint8Array, form: NalForm): Uint8Array {
  const units = unitsOf(packet, form.lengthBytes);
  if (!units?.some((unit) => isInformation(unit, form))) return packet;
  const kept = units.flatMap((unit) => {
    const next = isInformation(unit, form) ? cleaned(unit, form) : unit;
    return next === undefined ? [] : [withLength(next, form.lengthBytes)];
  });
  return Buffer.concat(kept);
}

/** Undefined where the packet is not cut the way its header says: then it is left alone. */
function unitsOf(packet: Uint8Array, lengthBytes: number): Uint8Array[] | undefined {
  const bytes = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);
  const units: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + lengthBytes > bytes.length) return undefined;
    const size = bytes.readUIntBE(at, lengthBytes);
    at += lengthBytes;
    if (at + size > bytes.length) return undefined;
    units.push(bytes.subarray(at, at + size));
    at += size;
  }
  return units;
}

function isInformation(unit: Uint8Array, { codec }: NalForm): boolean {
  const first = unit[0] ?? 0;
  if (codec === "avc") return (first & 0x1f) === 6;
  const kind = (first >> 1) & 0x3f;
  return kind === 39 || kind === 40;
}

/** The unit without free data; undefined when nothing else is in it, or when it cannot be read. */
function cleaned(unit: Uint8Array, { codec }: NalForm): Uint8Array | undefined {
  const headBytes = codec === "avc" ? 1 : 2;
  const payload = unescaped(unit.subarray(headBytes));
  const messages = messagesOf(payload);
  if (messages === undefined) return undefined;
  const kept = messages.filter(({ kind }) => kind !== userDataUnregistered);
  if (kept.length === messages.length) return unit;
  if (kept.length === 0) return undefined;
  const body = Buffer.concat([...kept.map(({ bytes }) => bytes), Buffer.from([0x80])]);
  return Buffer.concat([unit.subarray(0, headBytes), escaped(body)]);
}

/** Each message with its kind; a number goes on while its bytes are 255. */
function messagesOf(payload: Uint8Array): { kind: number; bytes: Uint8Array }[] | undefined {
  const messages = [];
  // The last byte that is not zero holds the stop bit.
  const end = payload.findLastIndex((byte) => byte !== 0);
  for (let at = 0; at < end;) {
    const start = at;
    const number = () => {
      let value = 0;
      while (payload[at] === 0xff) [value, at] = [value + 255, at + 1];
      return value + (payload[at++] ?? 0);
    };
    const kind = number();
    const size = number();
    if (at + size > end) return undefined;
    at += size;
    messages.push({ kind, bytes: payload.subarray(start, at) });
  }
  return messages;
}

/** Takes out the threes that keep a start code from appearing (H.264 7.4.1). */
function unescaped(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept.push(byte);
  }
  return Uint8Array.from(kept);
}

function escaped(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte <= 3) {
      kept.push(3);
      zeros = 0;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept.push(byte);
  }
  return Uint8Array.from(kept);
}

function withLength(unit: Uint8Array, lengthBytes: number): Uint8Array {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(unit.length, 0, lengthBytes);
  return Buffer.concat([length, unit]);
}

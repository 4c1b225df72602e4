/** SMPP 3.4 (Issue 1.2) as octets, written from the specification and not taken from any package. */
export const commands = {
  generic_nack: 0x8000_0000,
  bind_receiver: 0x01,
  bind_transmitter: 0x02,
  submit_sm: 0x04,
  deliver_sm: 0x05,
  unbind: 0x06,
  bind_transceiver: 0x09,
  enquire_link: 0x15,
} as const;

export interface Unit {
  id: number;
  status: number;
  sequence: number;
  body: Buffer;
}

export function written({ id, status, sequence, body }: Unit): Buffer {
  const head = Buffer.alloc(16);
  [16 + body.length, id, status, sequence].forEach((each, at) =>
    head.writeUInt32BE(each >>> 0, at * 4),
  );
  return Buffer.concat([head, body]);
}

/** The whole units at the beginning of some bytes, and what is left. */
export function unitsIn(bytes: Buffer): { units: Unit[]; rest: Buffer } {
  const units: Unit[] = [];
  let rest = bytes;
  while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
    const length = rest.readUInt32BE(0);
    units.push({
      id: rest.readUInt32BE(4),
      status: rest.readUInt32BE(8),
      sequence: rest.readUInt32BE(12),
      body: rest.subarray(16, length),
    });
    rest = rest.subarray(length);
  }
  return { units, rest };
}

/** Reads a body field by field. */
export function reader(body: Buffer) {
  let at = 0;
  return {
    byte: () => body.readUInt8(at++),
    /** A C-octet string of at most `max` octets, its end included. */
    words(max: number): string {
      const end = body.indexOf(0, at);
      if (end < 0 || end - at >= max) throw new RangeError("a field is too long");
      const text = body.toString("latin1", at, end);
      at = end + 1;
      return text;
    },
    octets(length: number): Buffer {
      if (at + length > body.length) throw new RangeError("the unit is too short");
      at += length;
      return body.subarray(at - length, at);
    },
    isAtEnd: () => at === body.length,
  };
}

export const cString = (text: string): Buffer => Buffer.from(`${text}\0`, "latin1");

export function tlv(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** 3GPP TS 23.038 §6.2.1, row by row; the escape stands at 0x1B. */
const letters = [
  "@£$¥èéùìòÇ\nØø\rÅå",
  "Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ",
  " !\"#¤%&'()*+,-./",
  "0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNO",
  "PQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmno",
  "pqrstuvwxyzäöñüà",
].join("");
const escaped = new Map([
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"],
]);

export function fromGsm(septets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < septets.length; at += 1) {
    const septet = septets[at] ?? 0;
    if (septet > 0x7f) throw new RangeError("no septet");
    text += septet === 0x1b ? (escaped.get(septets[(at += 1)] ?? 0) ?? " ") : letters[septet];
  }
  return text;
}

export function toGsm(text: string): Buffer {
  const back = new Map([...escaped].map(([code, letter]) => [letter, code]));
  return Buffer.from(
    [...text].flatMap((each) => {
      const code = back.get(each);
      return code === undefined ? [letters.indexOf(each)] : [0x1b, code];
    }),
  );
}

export const fromUcs2 = (octets: Buffer): string =>
  Buffer.from(octets).swap16().toString("utf16le");
export const toUcs2 = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

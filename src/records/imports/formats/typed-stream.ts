const marker = Buffer.from("NSString");

/**
 * The text of an `attributedBody`: Apple's old archive format ("typedstream"). The first string in it is the message;
 * its length stands before it, in one byte, or in two or four behind 0x81 and 0x82.
 */
export function typedStreamText(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const at = bytes.indexOf(marker);
  const plus = at === -1 ? -1 : bytes.indexOf(0x2b, at + marker.length);
  if (plus === -1 || plus > at + marker.length + 8) return "";
  const first = bytes[plus + 1] ?? 0;
  const [length, start] =
    first === 0x81 && plus + 4 <= bytes.length
      ? [bytes.readUInt16LE(plus + 2), plus + 4]
      : first === 0x82 && plus + 6 <= bytes.length
        ? [bytes.readUInt32LE(plus + 2), plus + 6]
        : [first, plus + 2];
  return bytes.toString("utf8", start, Math.min(bytes.length, start + length));
}

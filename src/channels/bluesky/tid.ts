import { createHash } from "node:crypto";

const alphabet = "234567abcdefghijklmnopqrstuvwxyz";
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The record key of a delivery: a TID (13 characters: 53 bits of microseconds, 10 bits of clock id)
 * that depends on the attempt's key alone, so that a second try meets the first one's record.
 * A UUIDv7 lends its time, which keeps the repository in order; other keys get a time from their
 * hash. Source: atproto.com/specs/tid.
 */
export function recordKey(attemptKey: string): string {
  const hash = createHash("sha256").update(`bluesky ${attemptKey}`).digest();
  const random = hash.readBigUInt64BE(0);
  const micros = uuidV7.test(attemptKey)
    ? BigInt(`0x${attemptKey.replaceAll("-", "").slice(0, 12)}`) * 1_000n +
      ((random >> 10n) % 1_000n)
    : random >> 11n;
  return tid(((micros & 0x1f_ffff_ffff_ffffn) << 10n) | (random & 0x3ffn));
}

function tid(bits: bigint): string {
  let text = "";
  for (let shift = 60n; shift >= 0n; shift -= 5n) {
    text += alphabet[Number((bits >> shift) & 31n)];
  }
  return text;
}

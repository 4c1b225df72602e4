import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Where identifiers and randomness come from, so that a simulation can fix them. */
export interface Ids {
  /** A UUIDv7 (RFC 9562): made by the app, ordered by time, the key of every row. */
  uuid(): string;
  /** `size` random bytes. Salts are 32 bytes (core R3). */
  random(size: number): Buffer;
}

export function systemIds(clock: Clock, random: (size: number) => Buffer = pooledRandom()): Ids {
  let last = 0;
  let counter = 0;
  return {
    random,
    uuid() {
      const now = clock.now().epochMilliseconds;
      // Ids of one process never go back, and keep their order within a millisecond (RFC 9562 §6.2).
      counter = now <= last ? counter + 1 : 0;
      if (now > last) last = now;
      if (counter > 0xfff) {
        last += 1;
        counter = 0;
      }
      return uuidv7(last, counter, random(8));
    },
  };
}

/** Every row has one: they are all written in the same place. */
const bytes = Buffer.alloc(16);

function uuidv7(milliseconds: number, counter: number, random: Buffer): string {
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  random.copy(bytes, 8, 0, 8);
  bytes[8] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** randomBytes costs a system call each time; salts are drawn by the thousand, so draw in pages. */
function pooledRandom(): (size: number) => Buffer {
  const pageSizeBytes = 65_536;
  let page = Buffer.alloc(0);
  let used = 0;
  return (size) => {
    if (size > pageSizeBytes) return randomBytes(size);
    if (used + size > page.length) {
      page = randomBytes(pageSizeBytes);
      used = 0;
    }
    const piece = Buffer.from(page.subarray(used, used + size));
    page.fill(0, used, used + size);
    used += size;
    return piece;
  };
}

import { constants, gunzipSync } from "node:zlib";
import { Refusal } from "#platform/refusal.ts";
import type { Format, Head } from "./format.ts";
import { atprotoCar } from "./formats/car.ts";
import { signal, whatsapp } from "./formats/chat-text.ts";
import { imessage } from "./formats/imessage.ts";
import { eml, mbox } from "./formats/mail.ts";
import { mastodon } from "./formats/mastodon.ts";
import { facebook, instagram } from "./formats/meta.ts";
import { smsBackup } from "./formats/sms-backup.ts";
import { csv, youtubeTable } from "./formats/table.ts";
import { telegram } from "./formats/telegram.ts";
import { googleVoice } from "./formats/voice.ts";
import { xArchive } from "./formats/x-archive.ts";

/** In the order in which a file is tried: what is sure first, a table last. */
const formats: readonly Format[] = [
  imessage,
  atprotoCar,
  smsBackup,
  xArchive,
  mastodon,
  telegram,
  facebook,
  instagram,
  googleVoice,
  signal,
  whatsapp,
  mbox,
  eml,
  youtubeTable,
  csv,
];

/** Packages of such files. */
const packNames = ["zip", "tar"] as const;
export type PackName = (typeof packNames)[number];

export function packOf({ bytes }: Head): PackName | undefined {
  const start = bytes.toString("latin1", 0, 4);
  if (start === "PK\u0003\u0004" || start === "PK\u0005\u0006") return "zip";
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const inside = isPacked ? unpackedStart(bytes) : bytes;
  return inside.toString("latin1", 257, 262) === "ustar" ? "tar" : undefined;
}

/** A tar's first header is within; gzip makes at most a thousand times as much of it. */
const packedStart = 4_096;

/** The first bytes of what is packed with gzip: other things than a tar are, too. */
function unpackedStart(bytes: Buffer): Buffer {
  try {
    // It is cut off here: what came out so far is all that is asked for.
    return gunzipSync(bytes.subarray(0, packedStart), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

export function formatOf(head: Head): Format | undefined {
  return formats.find((format) => format.isIt(head));
}

/** A format by its name; a Refusal names them all. */
export function formatNamed(name: string): Format | PackName {
  const found =
    formats.find((format) => format.name === name) ?? packNames.find((one) => one === name);
  if (found) return found;
  const all = [...formats.map((format) => format.name), ...packNames].join(", ");
  throw new Refusal("unknown-format", `There is no format "${name}". Known: ${all}.`);
}

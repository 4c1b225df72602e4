import { generateKeyPairSync, hash } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";
import { signCheckpoint } from "../checkpoint.ts";
import { discloseParts, makeEntry, parseEntry } from "../entry.ts";
import type { EntryFields, Parts } from "../entry.ts";
import { inclusionProof, rootOf } from "../merkle.ts";
import { formatVkey, signNote } from "../note.ts";
import type { PackageRecord } from "../package.ts";
import type { Completeness } from "../package-completeness.ts";
import { packageFiles } from "../package-writer.ts";
import type { PackageContents } from "../package-writer.ts";
import { writeZip } from "../package-zip.ts";
import type { PackageFile } from "../package-zip.ts";
import { RecordQueue } from "../record-queue.ts";

/** A small believable package: the afternoon of a burst water main, one record partly withheld. */
export const origin = "log.riverside.example/archive";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
export { privateKey };
export const vkey = formatVkey(origin, publicKey);

const things: {
  kind: string;
  at: string;
  shown: string[];
  parts: Record<string, string | Buffer>;
}[] = [
  {
    kind: "sent",
    at: "2026-11-20T22:04:11",
    shown: ["subject", "text", "payload", "media.0"],
    parts: {
      subject: "Post to Mastodon by Riverside Police",
      text: "Main Street is closed between 3rd and 5th: a water main has burst. Use River Road.\n\nNext update at 3 p.m.",
      payload: '{"status":"Main Street is closed…","visibility":"public","language":"en"}',
      "media.0": picture(),
    },
  },
  {
    kind: "captured",
    at: "2026-11-20T22:09:52.481",
    shown: ["subject", "text"],
    parts: {
      subject: "Comment by a member of the public",
      text: "Is the 4th Street clinic open? My mother has an appointment at four.",
      payload: '{"account":{"acct":"someone@social.example"},"content":"…"}',
    },
  },
  {
    kind: "captured",
    at: "2026-11-20T22:31:07",
    shown: ["subject"],
    parts: {
      subject: "Direct message from a member of the public",
      text: "My address is 12 Elm Street and my number is 555-0142",
      payload: "{}",
      "media.0": Buffer.from("a photograph that stays private"),
    },
  },
  {
    kind: "edited-seen",
    at: "2026-11-20T23:02:40",
    shown: ["subject", "text", "media.0"],
    parts: {
      subject: "Post to Mastodon by Riverside Police, second version",
      text: "Update, 3 p.m.: Main Street stays closed until Friday. <b>Buses</b> 4 and 7 turn at 2nd. \u{1f6b0}",
      "media.0": picture(),
    },
  },
];

const completeness: Completeness = {
  format: "openbeat-completeness",
  v: 1,
  asOf: "2026-11-21T17:20:00Z",
  from: null,
  before: null,
  accounts: [
    {
      id: "1",
      name: "Riverside Police",
      network: "mastodon",
      connectedAt: "2026-11-01T00:00:00Z",
      endedAt: null,
      lastReadAt: "2026-11-21T17:19:00Z",
      highWater: "115",
      counters: [{ at: "2026-11-21T17:19:00Z", counts: { posts: 214 } }],
      heartbeats: [],
      gaps: [
        {
          from: "2026-11-20T02:00:00Z",
          until: "2026-11-20T02:41:00Z",
          why: "server-down",
          isAnswered: true,
        },
      ],
    },
  ],
};

export interface Sample {
  records: PackageRecord[];
  contents: SampleContents;
}

export type SampleContents = Omit<PackageContents, "records"> & { records: PackageRecord[] };

/** `extra` leaves of the log stand around the package's records. */
export function sample(extra = 1000, times = 1): Sample {
  const made = Array.from({ length: things.length * times }, (_, at) => makeThing(at));
  const others = Array.from({ length: extra }, (_, at) => digest(`other entry ${at}`));
  const middle = Math.floor(extra / 2);
  const leaves = [
    ...others.slice(0, middle),
    ...made.map((one) => one.leafHash),
    ...others.slice(middle),
  ];
  const root = rootOf(leaves);
  const records = made.map(({ entry, parts, shown }, at) => ({
    index: middle + at,
    entry,
    parts: discloseParts(parseEntry(entry), parts, shown),
    proof: inclusionProof(leaves, middle + at),
  }));
  const contents = {
    title: "Records request 2026-114: the water main on Main Street",
    agency: "Riverside Police Department",
    madeAt: "2026-11-21T17:20:00Z",
    vkey,
    checkpoint: signCheckpoint(origin, leaves.length, root, privateKey),
    completeness,
    records,
    sign: (text: string) => Promise.resolve(signNote(text, origin, privateKey)),
  };
  return { records, contents };
}

export async function filesOf(contents: SampleContents): Promise<PackageFile[]> {
  return Array.fromAsync(packageFiles({ ...contents, records: new RecordQueue(contents.records) }));
}

export async function zipOf(files: Iterable<PackageFile>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(files)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function makeThing(at: number) {
  const thing = things[at % things.length];
  if (thing === undefined) throw new RangeError("no thing");
  const parts: Parts = Object.fromEntries(
    Object.entries(thing.parts).map(([name, content]) => {
      const salt = digest(`salt of ${name} of ${at}`);
      return [name, { salt, bytes: typeof content === "string" ? Buffer.from(content) : content }];
    }),
  );
  const fields: EntryFields = {
    id: `01939f3c-5a00-7000-8000-${String(at).padStart(12, "0")}`,
    agency: "riverside",
    kind: thing.kind,
    occurredAt: `${thing.at}Z`,
    capturedAt: `${thing.at}Z`,
    previous: thing.kind === "edited-seen" ? "01939f3c-5a00-7000-8000-000000000000" : undefined,
  };
  const { bytes, leafHash } = makeEntry(fields, parts);
  return { entry: bytes, leafHash, parts, shown: thing.shown };
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

/** A PNG of 240 × 90 pixels: a road with a closed stretch. */
function picture(): Buffer {
  const [width, height] = [240, 90];
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) row.set(colourAt(x, y), 1 + x * 3);
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunks = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks]);
}

function colourAt(x: number, y: number): [number, number, number] {
  if (y < 30 || y >= 60) return [174, 201, 160];
  if (x > 90 && x < 150) return (x + y) % 20 < 10 ? [214, 90, 40] : [245, 245, 245];
  return y >= 43 && y < 46 && x % 24 < 14 ? [245, 245, 245] : [110, 118, 126];
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}

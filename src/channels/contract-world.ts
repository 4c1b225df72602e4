import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { systemClock, Temporal } from "#platform/clock.ts";
import type { SafeClient } from "#platform/http/safe-client.ts";
import { asJpeg } from "#platform/pictures.ts";
import type { ErrorRow } from "./error-table.ts";
import type { Account, Authorized } from "./account.ts";
import type { Attempt } from "./attempt.ts";
import type { Net } from "./connector.ts";
import type { StreamKey } from "./live.ts";
import type { OutboundMedia, OutboundMessage } from "./outbound.ts";
import { SendError, type SendErrorClass } from "./send-error.ts";

/** What a server can be asked to do wrong; those it cannot do are left out and skipped, visibly. */
export type Fault =
  | "reset-after-accept"
  | "reset-before-accept"
  | "answers-twice"
  | "slow"
  | "too-many-requests"
  | "out-of-order"
  | "gateway-error-after-accept"
  | "expired-token";

interface Presented {
  name: string;
  picture: string;
  description: string;
  website: string;
  administrators: { id: string; name: string }[];
}

/** A real server on loopback, and how the suite looks at it from the other side. */
export interface ContractServer extends AsyncDisposable {
  /** `host:port` of what the connector may reach. */
  hosts: readonly string[];
  goodSettings: Readonly<Record<string, string>>;
  badSettings: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  /** The account's id, where the network is our own and keeps it in a column of ids. */
  accountId?: string;
  /** Arms a fault for what comes next; undefined puts all right again. */
  fail(fault: Fault | undefined): void | Promise<void>;
  /** Texts that the public sees now on the account, in any order. */
  texts(account: Account): Promise<readonly string[]>;
  /** What a text must be accompanied by on this network: a picture where text alone is not shown. */
  dress?(message: OutboundMessage): OutboundMessage;
  /** Signs that the network takes in no text. */
  forbids?: RegExp;
  /** The picture to send where the network does not take PNG. */
  picture?: OutboundMedia;
  /** Answers the next act with this documented error. */
  playError?(row: ErrorRow): void;
  /** The caption tracks that reached the network with the video of this text. */
  captions?(account: Account, text: string): Promise<readonly string[]>;
  /** How the account presents itself there: a test changes it. */
  presented?: Presented;
  /** Somebody at the network changes the post with this text, or deletes it. */
  tamper?(text: string, now: string | undefined): void | Promise<void>;
  /** It counts no reactions: that part of the network is not played. */
  countsNothing?: true;
  /** Where the network fetches media from: what is lent at this address. */
  lent?: Map<string, Uint8Array>;
  lendUrl?: string;
  /** The polls under this text, with the minutes that the network keeps them open for. */
  polls?(
    account: Account,
    text: string,
  ): Promise<readonly { options: readonly string[]; minutes: number }[]>;
  /** The keys of the places that each post with this text is kept to. */
  places?(account: Account, text: string): Promise<readonly (readonly string[])[]>;
  /** Words that find a place of this network. */
  placeWords?: string;
  /** Descriptions of the pictures on the post with this text. */
  alts?(account: Account, text: string): Promise<readonly string[]>;
}

/** The smallest picture that every network takes as one: 1 × 1, PNG. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
export const pixelMedia: OutboundMedia = {
  sha256: createHash("sha256").update(pixel).digest("hex"),
  type: "image/png",
  sizeBytes: pixel.length,
  width: 1,
  height: 1,
  alt: "A map of the closed stretch of Mill Street",
};

/** The smallest JPEG that decoders take: 1 × 1, grey. */
const jpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=",
  "base64",
);
export const jpegMedia: OutboundMedia = {
  ...pixelMedia,
  sha256: createHash("sha256").update(jpeg).digest("hex"),
  type: "image/jpeg",
  sizeBytes: jpeg.length,
};

const track = Buffer.from(
  "WEBVTT\n\nNOTE spoken by the chief\n\n1\n00:00.000 --> 00:02.500 align:start\n<v Chief>Mill Street is closed.\n",
);
/** An MP4's first box and some bytes: enough for what checks a type. */
const film = Buffer.concat([
  Buffer.from("000000186674797069736f6d0000020069736f6d69736f32", "hex"),
  Buffer.alloc(3_000, 7),
]);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
export const filmMedia: OutboundMedia = {
  sha256: hashOf(film),
  type: "video/mp4",
  sizeBytes: film.length,
  width: 1_280,
  height: 720,
  durationSeconds: 5,
  alt: "The chief speaks in front of the closed stretch",
  captions: { sha256: hashOf(track), language: "en" },
};
const contractBlobs = new Map<string, Uint8Array>([
  [pixelMedia.sha256, pixel],
  [jpegMedia.sha256, jpeg],
  [filmMedia.sha256, film],
  [hashOf(track), track],
]);

export interface ContractWorld {
  net: Net;
  account: Account;
  client: SafeClient;
  /** A fresh attempt at a fresh delivery. */
  attempt(key?: string): Attempt;
}

export function plainMessage(text: string): OutboundMessage {
  return { text, media: [], languages: ["en"] };
}

/** A net as the sender makes one, with a deadline for each use of `signal`. */
export function contractNet(
  client: SafeClient,
  deadlineMs = 5_000,
  lending?: Pick<ContractServer, "lent" | "lendUrl">,
): Net {
  return {
    fetch: client.fetch,
    resolve: client.resolve,
    now: () => systemClock.now(),
    sleep: (ms) => systemClock.sleep(ms),
    get signal() {
      return AbortSignal.timeout(deadlineMs);
    },
    media: async (sha256) => {
      const bytes = contractBlobs.get(sha256);
      assert.ok(bytes !== undefined, "no such media item");
      return bytes;
    },
    origin: "https://beat.riversidefalls.example",
    lend: async (sha256, _type, as) => {
      const bytes = contractBlobs.get(sha256);
      if (bytes) lending?.lent?.set(`/lent/${sha256}`, as ? await asJpeg(bytes) : bytes);
      return `${lending?.lendUrl ?? "https://media.agency.example"}/lent/${sha256}`;
    },
  };
}

export function accountOf(authorized: Authorized, id = "channel-1"): Account {
  let { credential } = authorized;
  return {
    id,
    remoteId: authorized.remoteId,
    handle: authorized.handle,
    settings: authorized.settings,
    limits: authorized.limits ?? {},
    get credential() {
      return credential;
    },
    renewed: async (next) => {
      credential = next;
    },
  };
}

let keys = 0;

export function freshAttempt(key?: string): Attempt {
  keys += 1;
  const started = systemClock.now();
  return {
    key: key ?? randomUUID(),
    number: 1,
    // The network's clock may be a little behind the sender's.
    startedAt: started.subtract(Temporal.Duration.from({ milliseconds: 1 })),
    payloadHash: createHash("sha256").update(String(keys)).digest("hex"),
  };
}

/** Nothing that is kept for the record may hold a secret of the account. */
export function assertNoSecret(value: unknown, account: Account): void {
  const kept = JSON.stringify(value) ?? "";
  for (const [name, secret] of Object.entries(account.credential)) {
    assert.ok(secret.length < 4 || !kept.includes(secret), `the ${name} is in what is kept`);
  }
}

/** A stream's key is told and handed on: whatever is kept of the stream must not hold it. */
export function keepsNoKey({ key }: StreamKey, kept: unknown): void {
  assert.ok(key.length > 8 && !(JSON.stringify(kept) ?? "").includes(key), "the stream's key");
}

/** What the tests of one connector share; filled in before the first of them. */
export interface Run {
  server: ContractServer;
  world: ContractWorld;
  /** The message as this network can show it. */
  message(message: OutboundMessage): OutboundMessage;
}

/** The SendError that an act must end in; anything else fails the test. */
export async function sendError(
  action: Promise<unknown>,
  expected: SendErrorClass,
): Promise<SendError> {
  const outcome = await action.then(
    (value) => assert.fail(`it went through: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof SendError, `not a SendError: ${String(outcome)}`);
  assert.equal(outcome.class, expected, outcome.message);
  return outcome;
}

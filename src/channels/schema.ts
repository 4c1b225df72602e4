import {
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, bytes, instant, table } from "#platform/db/columns.ts";
import type { BeatPlaces } from "./placing.ts";

/** An account of the agency on a network. */
export const channels = table(
  "channels",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    network: text().notNull(),
    name: text().notNull(),
    handle: text().notNull(),
    remoteId: text().notNull(),
    profileUrl: text().notNull(),
    settings: jsonb().notNull(),
    limits: jsonb().notNull(),
    /** Enveloped; only the sender opens it (core, Keys). */
    credential: bytes().notNull(),
    isPublic: boolean().notNull(),
    position: integer().notNull(),
    connectedBy: uuid(),
    connectedAt: instant().notNull(),
    endedAt: instant(),
    health: jsonb(),
    checkedAt: instant(),
    cursor: text(),
    counters: jsonb(),
    receivedAt: instant(),
    /** The share of each budget that command keeps for life safety; the network's usual one where nothing is said. */
    reserves: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** By beat, what the network calls the places in it; a beat without any is not in here. */
    places: jsonb().$type<BeatPlaces>().notNull().default({}),
    /** The one beat that this account speaks for; null: all of the agency. */
    beatId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** What came in. The same item in the same version is one row, however often a network tells it. */
export const inboundItems = table(
  "inbound_items",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    remoteId: text().notNull(),
    version: text().notNull(),
    kind: text().notNull(),
    occurredAt: instant().notNull(),
    capturedAt: instant().notNull(),
    authorHandle: text().notNull(),
    authorName: text().notNull(),
    text: text().notNull(),
    url: text(),
    inReplyTo: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("inbound_items_once").on(t.agencyId, t.channelId, t.remoteId, t.version),
  ],
);

/** The agency's own site as a network: what the newsroom shows. */
export const websitePosts = table(
  "website_posts",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    /** The delivery's idempotency key: a second try finds the first one's post. */
    key: text().notNull(),
    slug: text().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    media: jsonb().notNull(),
    link: jsonb(),
    /** BCP 47: what the words are read out in. */
    language: text().notNull().default("en"),
    /** What it is for, as the post says: visitors filter by it. */
    kind: text().notNull().default("inform"),
    /** A warning of life and limb: search engines are told so. */
    isLifeSafety: boolean().notNull().default(false),
    /** Ids of the beats that it is about; none: the whole jurisdiction. */
    beats: jsonb().$type<string[]>().notNull().default([]),
    /** Every change since it was published: [{ at, note }], oldest first. */
    edits: jsonb().notNull().default([]),
    publishedAt: instant().notNull(),
    editedAt: instant(),
    removedAt: instant(),
    removedWhy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("website_posts_key").on(t.agencyId, t.channelId, t.key),
    uniqueIndex("website_posts_slug").on(t.agencyId, t.channelId, t.slug),
    index("website_posts_newest").on(t.agencyId, t.publishedAt),
  ],
);

/** A live stream that a post of the newsroom announced: its encoder sends to us. */
export const websiteStreams = table(
  "website_streams",
  {
    agencyId: agencyId(),
    postId: uuid().notNull(),
    /** Enveloped: what the encoder is set up with. */
    sealed: bytes().notNull(),
    startsAt: instant().notNull(),
    startedAt: instant(),
    /** When the encoder was heard last. */
    heardAt: instant(),
    /** When somebody of the agency ended it here: the encoder is heard no more, and what was sent is kept. */
    endAskedAt: instant(),
    endedAt: instant(),
    /** Whether the encoder brings captions as a track of their own (RFC 8216, SUBTITLES). */
    hasCaptions: boolean().notNull().default(false),
    /** What was kept of it when it was over. */
    recording: jsonb().$type<StreamFile[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.postId] })],
);

/** Captions of a recording that were written down afterwards. The newest certified ones of a language are shown. */
export const websiteCaptions = table(
  "website_captions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    postId: uuid().notNull(),
    /** BCP 47. */
    language: text().notNull(),
    sha256: text().notNull(),
    cues: integer().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    certifiedBy: uuid(),
    certifiedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("website_captions_post").on(t.agencyId, t.postId, t.writtenAt),
  ],
);

/** One rendition of a recording, byte for byte as the encoder sent it. */
export interface StreamFile {
  name: string;
  sha256: string;
  sizeBytes: number;
  seconds: number;
  /** Pieces that the encoder told of and that never arrived. */
  missing: number;
}

/** A consent under way at a network: bound to one session, used once, for ten minutes. */
export const channelConsents = table(
  "channel_consents",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** SHA-256 of the state that the network must bring back. */
    stateHash: bytes().notNull(),
    sessionId: text().notNull(),
    personId: uuid().notNull(),
    network: text().notNull(),
    name: text().notNull(),
    isPublic: boolean().notNull(),
    /** Enveloped: what was typed, and the verifier. */
    sealed: bytes().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("channel_consents_state").on(t.agencyId, t.stateHash),
  ],
);

/** What a network's webhook told already: a request that is told again changes nothing. Pruned. */
export const channelHookKeys = table(
  "channel_hook_keys",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    replayKey: text().notNull(),
    heardAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.channelId, t.replayKey] }),
    index("channel_hook_keys_age").on(t.agencyId, t.heardAt),
  ],
);

/** What an account used of its network's budgets. Pruned with the window. */
export const channelUses = table(
  "channel_uses",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    channelId: uuid().notNull(),
    what: text().notNull(),
    usedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("channel_uses_window").on(t.agencyId, t.channelId, t.usedAt),
  ],
);

/** Telephones that wrote STOP, or asked for it another way, by channel. */
export const channelOptOuts = table(
  "channel_opt_outs",
  {
    agencyId: agencyId(),
    channelId: uuid().notNull(),
    address: text().notNull(),
    at: instant().notNull(),
    /** Of one that a person entered: who, and why. */
    addedBy: uuid(),
    reason: text(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.channelId, t.address] })],
);

/** A media item at an unguessable public address, for networks that fetch what they publish. */
export const mediaLoans = table(
  "media_loans",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    /** SHA-256 of the address's secret part. */
    tokenHash: bytes().notNull(),
    sha256: text().notNull(),
    type: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("media_loans_token").on(t.agencyId, t.tokenHash),
  ],
);

export { captureGaps, captureHours } from "./completeness/tables.ts";
export { channelProfiles, inboundLooks, inboundMedia } from "./looking/tables.ts";
export {
  fediverseActivities,
  fediverseFollowers,
  fediverseObjects,
  fediverseOrders,
  fediverseReactions,
} from "./fediverse/tables.ts";

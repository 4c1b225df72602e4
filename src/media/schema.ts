import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { Crop, Region } from "./regions.ts";

/** A picture or a video, by the hash of its cleaned bytes. Never changed: what is made of it is another item. */
export const mediaItems = table(
  "media_items",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    name: text().notNull(),
    type: text().notNull(),
    sizeBytes: integer().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    uploadedBy: uuid().notNull(),
    uploadedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256] })],
);

/** What only a video has. */
export const mediaVideos = table(
  "media_videos",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    durationMs: integer().notNull(),
    videoCodec: text().notNull(),
    /** Null: it has no sound. */
    audioCodec: text(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256] })],
);

/** Pictures that came with a link's card: somebody else's, and no part of the library. */
export const mediaFetched = table(
  "media_fetched",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    url: text().notNull(),
    fetchedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256] })],
);

/** How an item is described and found. The newest row holds; the older ones are its history. */
export const mediaDescriptions = table(
  "media_descriptions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    sha256: text().notNull(),
    altEn: text().notNull(),
    altEs: text().notNull(),
    tags: jsonb().$type<string[]>().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("media_descriptions_item").on(t.agencyId, t.sha256, t.writtenAt),
  ],
);

/** Whose it is and what may be done with it. The newest row holds. */
export const mediaRights = table(
  "media_rights",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    sha256: text().notNull(),
    source: text().notNull(),
    credit: text().notNull(),
    /** Who said yes, how, and where the paper lies. */
    consentNote: text().notNull(),
    /** What it may be used for, in words; empty where nothing was said. */
    allowedUses: text().notNull(),
    /** The last day on which it may go out, and that day's end in the agency's zone; null: without end. */
    untilDate: text(),
    until: instant(),
    recordedBy: uuid().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("media_rights_item").on(t.agencyId, t.sha256, t.recordedAt),
  ],
);

/** Somebody took the consent back. It holds until rights are recorded anew. */
export const mediaWithdrawals = table(
  "media_withdrawals",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    sha256: text().notNull(),
    why: text().notNull(),
    withdrawnBy: uuid().notNull(),
    withdrawnAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("media_withdrawals_item").on(t.agencyId, t.sha256, t.withdrawnAt),
  ],
);

/** An item that was made of another by hand: what was covered and what was cut off. */
export const mediaDerivations = table(
  "media_derivations",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    fromSha256: text().notNull(),
    regions: jsonb().$type<Region[]>().notNull(),
    crop: jsonb().$type<Crop | null>(),
    madeBy: uuid().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.sha256] }),
    index("media_derivations_from").on(t.agencyId, t.fromSha256),
  ],
);

/** Caption tracks (WebVTT), each version a file of its own. */
export const mediaCaptions = table(
  "media_captions",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    videoSha256: text().notNull(),
    language: text().notNull(),
    version: integer().notNull(),
    sha256: text().notNull(),
    cues: integer().notNull(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("media_captions_version").on(t.agencyId, t.videoSha256, t.language, t.version),
  ],
);

/** The picture that stands for a video before it plays. The newest row holds. */
export const mediaPosters = table(
  "media_posters",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    videoSha256: text().notNull(),
    sha256: text().notNull(),
    chosenBy: uuid().notNull(),
    chosenAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("media_posters_video").on(t.agencyId, t.videoSha256, t.chosenAt),
  ],
);

/** Who carries an item: a slice that knows media writes it down with its own row. */
export const mediaUses = table(
  "media_uses",
  {
    agencyId: agencyId(),
    sha256: text().notNull(),
    kind: text().notNull(),
    subjectId: uuid().notNull(),
    firstAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.sha256, t.kind, t.subjectId] })],
);

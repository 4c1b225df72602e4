import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** A public page that the agency wants captured every night: its newsroom, its profile on a network. */
export const pagePlaces = table(
  "page_places",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    name: text().notNull(),
    url: text().notNull(),
    /** The pages of the same site that it links to are captured with it. */
    isFollowed: boolean().notNull(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.agencyId, t.id] })],
);

/** One capture of a page: asked for, under way, or done, with what it came to. */
export const pageCaptures = table(
  "page_captures",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    url: text().notNull(),
    why: text({ enum: ["asked", "linked", "nightly"] }).notNull(),
    placeId: uuid(),
    /** The record of the post that links to the page. */
    linkedFrom: uuid(),
    isFollowed: boolean().notNull(),
    askedBy: uuid(),
    askedAt: instant().notNull(),
    state: text({ enum: ["waiting", "capturing", "done", "unchanged", "failed"] }).notNull(),
    leasedUntil: instant(),
    tries: integer().notNull(),
    /** How far it is, and in the end what it came to. */
    pages: integer().notNull(),
    parts: integer().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    /** "browser": as a browser loads it; "bytes": the page and the parts that it names, with no browser here. */
    how: text({ enum: ["browser", "bytes"] }),
    finalUrl: text(),
    status: integer(),
    title: text(),
    /** SHA-256 over the addresses and digests of all its parts: by it a page is known to be unchanged. */
    digest: text(),
    leftOut: jsonb().$type<LeftOut[]>().notNull(),
    wacz: text(),
    waczSizeBytes: bigint({ mode: "number" }),
    picture: text(),
    recordId: uuid(),
    failure: text(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("page_captures_newest").on(t.agencyId, t.askedAt),
    index("page_captures_waiting").on(t.state, t.askedAt),
  ],
);

/** A part of a page that was not captured, and the reason as a word (`words` of the screen) and as the program says it. */
export interface LeftOut {
  url: string;
  why: string;
  says?: string;
}

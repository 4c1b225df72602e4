import { boolean, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";

/** Words that are taken out, on the ground of a code. `start` and `end` are UTF-16 offsets, the end exclusive. */
export interface Mark {
  start: number;
  end: number;
  code: string;
}

/** A suggestion that somebody looked at and left in. */
export interface Refused {
  start: number;
  end: number;
  type: string;
}

/** A part of a picture that is taken out, in pixels of the picture as it stands upright. */
export interface Box {
  /** Of a document, from 1: then the pixels are those of the page as it is rebuilt. A picture has none. */
  page?: number | undefined;
  left: number;
  top: number;
  width: number;
  height: number;
  code: string;
}

/** What is taken out of a text of a request. Only added to: of one text the newest set counts. */
export const redactionTexts = table(
  "redaction_texts",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    /** SHA-256 (hex) of the words, as in the request's items: every record that has them is marked alike. */
    sameText: text().notNull(),
    marks: jsonb().$type<readonly Mark[]>().notNull(),
    refused: jsonb().$type<readonly Refused[]>().notNull(),
    /** The act that marked many texts at once, so that it can be taken back as one. */
    batchId: uuid(),
    markedBy: uuid().notNull(),
    markedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("redaction_texts_of").on(t.agencyId, t.requestId, t.sameText, t.id),
  ],
);

/** What is taken out of a picture or document, or that an attachment is withheld. Only added to: of the same bytes the newest counts. */
export const redactionMedia = table(
  "redaction_media",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    /** SHA-256 (hex) of the attachment as it was captured: wherever it lies in the request, it is treated alike. */
    blob: text().notNull(),
    boxes: jsonb().$type<readonly Box[]>().notNull(),
    isWithheld: boolean().notNull(),
    /** The grounds: of the boxes, or of withholding all of it. None: it is given out as it is. */
    codes: jsonb().$type<readonly string[]>().notNull(),
    /** SHA-256 (hex) of the picture or document as it was rebuilt without what lies under the boxes. */
    rebuilt: text(),
    widthPx: integer(),
    heightPx: integer(),
    markedBy: uuid().notNull(),
    markedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    index("redaction_media_of").on(t.agencyId, t.requestId, t.blob, t.id),
  ],
);

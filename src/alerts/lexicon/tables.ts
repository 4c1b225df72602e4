import { primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyId, instant, table } from "#platform/db/columns.ts";
import type { PhraseKind } from "./models.ts";

/** A phrase of alerts in both languages. Its words are never changed: another wording is another phrase. */
export const alertPhrases = table(
  "alert_phrases",
  {
    agencyId: agencyId(),
    id: uuid().notNull(),
    kind: text().$type<PhraseKind>().notNull(),
    en: text().notNull(),
    es: text().notNull(),
    /** The model that it was taken from. */
    model: text(),
    writtenBy: uuid().notNull(),
    writtenAt: instant().notNull(),
    certifiedBy: uuid(),
    certifiedAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.agencyId, t.id] }),
    uniqueIndex("alert_phrases_model").on(t.agencyId, t.model),
  ],
);

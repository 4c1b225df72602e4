import { Suspense } from "react";
import css from "../Outreach.module.css";
import type { EventContent } from "./api.ts";
import { eventFormWords } from "./form-words.ts";
import { eventWords } from "./words.ts";
import { CarriedPicture } from "#media/web";
import { useLanguage, useWords } from "#ui/words.ts";

/** What the public will read, as it is typed. The page itself is made from the same record. */
export function EventPreview({ content }: { content: EventContent }) {
  const t = useWords(eventFormWords);
  const say = useWords(eventWords);
  const language = useLanguage();
  const { title, about, access, help, place, photo, es } = content;
  return (
    <div className={css["sheet"]}>
      <p>{say(content.kind)}</p>
      <h3>{title || t("untitled")}</h3>
      <dl>
        <dt>{t("when")}</dt>
        <dd>
          {whenOf(content, language) || "–"}
          {content.again && ` ${t("furtherDates")}`}
        </dd>
        <dt>{t("where")}</dt>
        <dd>{[place.name, place.address].filter(Boolean).join(", ") || "–"}</dd>
      </dl>
      <p>{about}</p>
      {photo && (
        <Suspense>
          <CarriedPicture item={photo} noAlt="–" />
        </Suspense>
      )}
      <dl>
        <dt>{t("access")}</dt>
        <dd>{access || "–"}</dd>
        <dt>{t("helpShort")}</dt>
        <dd>{help || "–"}</dd>
      </dl>
      {es && (
        <div lang="es">
          <h3>{es.title}</h3>
          <p>{es.about}</p>
        </div>
      )}
    </div>
  );
}

/** By the wall clock that was typed: no zone can shift it. */
function whenOf({ starts, ends }: EventContent, language: string): string {
  if (!starts) return "";
  const tag = language === "es" ? "es-US" : "en-US";
  const as = (local: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" }).format(new Date(`${local}:00Z`));
  const time = (local: string) => as(local, { hour: "numeric", minute: "2-digit" });
  const day = as(starts, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
  return [`${day}, ${time(starts)}`, ends && time(ends)].filter(Boolean).join(" – ");
}

import { useNames } from "./names.ts";
import { kindWords } from "./query.ts";
import { useTags } from "./tags.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { useZone } from "#ui/session.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** A kept search in words, as a person reads it: names and days, never ids. Its flags are flags. */
export function QueryLine({ query }: { query: Readonly<Record<string, unknown>> }) {
  const t = useWords(searchWords);
  const a = useWords(archiveWords);
  const names = useNames();
  const tags = useTags();
  const zone = useZone();
  const language = useLanguage();
  const day = (instant: string) =>
    new Date(instant).toLocaleDateString(language, { dateStyle: "medium", timeZone: zone });
  const kinds = new Map(Object.entries(kindWords).map(([kind, word]) => [kind, a(word)]));
  const told: Record<string, (value: string) => string> = {
    words: (value) => value,
    kind: (value) => kinds.get(value) ?? names.happening(value),
    channelId: (id) => names.channel(id) || t("oldChannel"),
    personId: (id) => names.person(id),
    beat: (id) => names.beat(id) || t("oldBeat"),
    direction: (value) => (value === "in" || value === "out" ? t(value) : t("internal")),
    from: (value) => t("kept_from", { day: day(value) }),
    until: (value) => t("kept_until", { day: day(value) }),
    occurredFrom: (value) => t("said_from", { day: day(value) }),
    occurredUntil: (value) => t("said_until", { day: day(value) }),
    hasMedia: () => t("withMedia"),
    hold: () => t("hold"),
    hidden: () => t("hidden"),
    tag: (id) => tags.find((one) => one.id === id)?.name ?? id,
  };
  const parts = Object.entries(told).flatMap(([key, tell]) => {
    const value = query[key];
    if (typeof value === "string") return [tell(value)];
    return value === true ? [tell("")] : [];
  });
  return <>{parts.length === 0 ? t("everything") : parts.join(" · ")}</>;
}

import { useNow } from "./clock.ts";
import { useZone } from "./session.ts";
import { ageOf, clockTime, fullTime } from "./time.ts";
import { kit } from "./words/kit.ts";
import { useLanguage, useWords } from "./words.ts";

interface TimeAgoProps {
  /** RFC 3339, as the server sends it. */
  at: string;
  /** Only the age or only the clock, where the other stands beside it. */
  show?: "both" | "age" | "clock";
}

/** "14:02 PST, 3 min ago": the agency's clock, and how old it is. */
export function TimeAgo({ at, show = "both" }: TimeAgoProps) {
  const t = useWords(kit);
  const language = useLanguage();
  const zone = useZone();
  const now = new Date(useNow());
  const instant = new Date(at);
  const age = ageOf(instant, now);
  const ageText = age.key === "now" ? t("now") : t(age.key, { count: age.count });
  const clock = clockTime(instant, now, zone, language);
  const text = { both: `${clock}, ${ageText}`, age: ageText, clock }[show];
  return (
    <time dateTime={at} title={fullTime(instant, zone, language)}>
      {text}
    </time>
  );
}

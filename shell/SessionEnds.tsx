import { IconClockExclamation } from "@tabler/icons-react";
import css from "./SessionEnds.module.css";
import { shellWords } from "./words.ts";
import { useNow } from "#ui/clock.ts";
import { Notice } from "#ui/Notice.tsx";
import { useSession, useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const warnMs = 15 * 60_000;

/**
 * A quarter of an hour before the twelve hours are over, so that nobody is cut off in a sentence.
 */
export function SessionEnds() {
  const t = useWords(shellWords);
  const language = useLanguage();
  const zone = useZone();
  const now = useNow();
  const ends = new Date(useSession().expiresAt);
  if (ends.getTime() - now > warnMs) return null;
  return (
    <output className={css["ends"]}>
      <Notice icon={IconClockExclamation} meaning="wait">
        {t("sessionEnds", { time: clockTime(ends, new Date(now), zone, language) })}
      </Notice>
    </output>
  );
}

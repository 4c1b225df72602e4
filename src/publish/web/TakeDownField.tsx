import { IconClock } from "@tabler/icons-react";
import css from "./Composer.module.css";
import type { PartProps } from "./MessagePart.tsx";
import { composerWords } from "./words/composer.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { localOf, resolveLocal } from "./zoned.ts";
import { ChoiceField } from "#ui/choices.tsx";
import { useNow } from "#ui/clock.ts";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const twoWeeksMs = 14 * 86_400_000;

/** When a post takes itself down; under the approval like everything else. */
export function TakeDownField({ content, change }: PartProps) {
  const t = useWords(oldFactWords);
  const c = useWords(composerWords);
  const now = useNow();
  const zone = useZone();
  const language = useLanguage();
  const { takeDown, publish } = content;
  const resolved = takeDown && resolveLocal(takeDown.local, takeDown.zone);
  const out = publish.when === "at" ? resolveLocal(publish.local, publish.zone)?.at.getTime() : now;
  const isEarly = resolved !== undefined && resolved.at.getTime() <= Math.max(out ?? now, now);
  const hasBooking = content.media.some(({ isBookingPhoto }) => isBookingPhoto);
  const inTwoWeeks = () => `${localOf(new Date(now + twoWeeksMs), zone).slice(0, 14)}00`;
  return (
    <div className={css["when"]}>
      <ChoiceField
        label={t("takeDown")}
        value={takeDown ? "at" : "never"}
        choices={[
          { value: "never", label: t("never") },
          { value: "at", label: t("at") },
        ]}
        onChange={(choice) =>
          change({ takeDown: choice === "at" ? { local: inTwoWeeks(), zone } : undefined })
        }
      />
      {takeDown && (
        <DateTimeField
          label={t("time")}
          value={takeDown.local}
          error={isEarly ? t("tooEarly") : undefined}
          onChange={(local) => change({ takeDown: { local: local.slice(0, 16), zone } })}
        />
      )}
      {resolved && resolved.kind !== "once" && (
        <p className={css["note"]}>
          <IconClock size={16} stroke={1.75} aria-hidden />
          {c(resolved.kind, { time: clockTime(resolved.at, resolved.at, zone, language) })}
        </p>
      )}
      {hasBooking && (
        <p className={css["note"]}>
          <IconClock size={16} stroke={1.75} aria-hidden />
          {t("booking")}
        </p>
      )}
    </div>
  );
}

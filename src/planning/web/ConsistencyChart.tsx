import { Numbers, type ChartProps } from "./Numbers.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { useDayWords } from "./words-of.ts";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Days with and without a post, and the silences that lie ahead. */
export function ConsistencyChart({ plan }: ChartProps) {
  const t = useWords(planningWords);
  const day = useDayWords();
  const { days, streak, sinceLast, longestQuiet: quiet } = plan.consistency;
  const max = Math.max(...days.map(({ out }) => out), 1);
  const says =
    sinceLast === null
      ? t("streakNever")
      : streak > 0
        ? t("streak", { count: streak, quiet })
        : t("streakNone", { days: sinceLast, quiet });
  return (
    <Panel title={t("consistency")}>
      <p className={css["says"]}>{says}</p>
      <div className={css["days"]} aria-hidden>
        {days.map(({ day: one, out }) => (
          <span
            key={one}
            data-none={out === 0 || undefined}
            style={{ height: `${out === 0 ? 4 : (out / max) * 100}%` }}
          />
        ))}
      </div>
      <Numbers
        label={t("consistency")}
        heads={[t("day"), t("posts")]}
        rows={days.map(({ day: one, out }) => [day.long(one), out])}
      />
    </Panel>
  );
}

export function Gaps({ plan }: ChartProps) {
  const t = useWords(planningWords);
  const day = useDayWords();
  return (
    <Panel title={t("gaps")}>
      {plan.gaps.length === 0 ? (
        <p className={css["says"]}>{t("gapsNone", { count: plan.quietDays })}</p>
      ) : (
        <ul className={css["plain"]}>
          {plan.gaps.map(({ from, days }) => (
            <li key={from}>{t("gap", { from: day.long(from), count: days })}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

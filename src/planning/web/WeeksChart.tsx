import { Numbers, part, type ChartProps } from "./Numbers.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** This week and the next four: filled is out, outlined is planned. */
export function WeeksChart({ plan }: ChartProps) {
  const t = useWords(planningWords);
  const day = useDayWords();
  const name = useObjectiveName();
  const { weeks, objectives } = plan;
  const max = Math.max(...weeks.map(({ out, planned }) => out + planned), 1);
  const later = weeks.slice(1).reduce((sum, { planned }) => sum + planned, 0);
  const [now] = weeks;
  const title = (start: string, at: number) =>
    at === 0 ? t("thisWeek") : `${t("week")} ${day.short(start)}`;
  return (
    <Panel title={t("weeks")}>
      <p className={css["says"]}>
        {t("weeksSays", { out: now?.out ?? 0, planned: now?.planned ?? 0, later })}
      </p>
      <div className={css["bars"]} aria-hidden>
        {weeks.map(({ start, out, planned }, at) => (
          <div key={start} className={css["bar"]}>
            <span>{title(start, at)}</span>
            <span className={css["track"]}>
              <span className={css["fill"]} style={part(out, max)} />
              {planned > 0 && (
                <span className={css["fill"]} data-planned style={part(planned, max)} />
              )}
            </span>
            <span>{out + planned}</span>
          </div>
        ))}
      </div>
      <p className={css["legend"]} aria-hidden>
        <span>{t("out")}</span>
        <span data-planned>{t("planned")}</span>
      </p>
      <Numbers
        label={t("weeks")}
        heads={[t("objective"), ...weeks.map(({ start }, at) => title(start, at))]}
        rows={[
          ...objectives.map(({ key }) => [
            name(key),
            ...weeks.map(({ byObjective }) => t("outPlanned", byObjective[key] ?? zero)),
          ]),
          [t("all"), ...weeks.map(({ out, planned }) => t("outPlanned", { out, planned }))],
        ]}
      />
    </Panel>
  );
}

const zero = { out: 0, planned: 0 };

import { useId } from "react";
import type { AccountRow } from "./api.ts";
import css from "./Completeness.module.css";
import { completenessWords } from "./words.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface CoverageChartProps {
  name: string;
  axis: readonly string[];
  days: AccountRow["days"];
}

const height = 28;
const step = 10;
const wide = 8;
/** A gap of minutes in a day is seen too. */
const gapMin = 8;
const hourSeconds = 3_600;

/** A bar a day: what was captured, and on top of it what was not. Its twin is a table. */
export function CoverageChart({ name, axis, days }: CoverageChartProps) {
  const t = useWords(completenessWords);
  const hatch = useId();
  const date = useDate();
  const byDay = new Map(days.map((one) => [one.day, one]));
  const withGap = days.filter(({ gapSeconds }) => gapSeconds > 0).length;
  return (
    <div className={css["chart"]}>
      <svg
        viewBox={`0 0 ${axis.length * step} ${height}`}
        preserveAspectRatio="none"
        className={css["bars"]}
        aria-hidden
      >
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect width="4" height="4" className={css["gapGround"]} />
          <path d="M0 4 4 0" className={css["gapLine"]} />
        </pattern>
        {axis.map((day, at) => {
          const told = byDay.get(day);
          const x = at * step;
          if (!told)
            return (
              <rect
                key={day}
                x={x}
                y={height - 2}
                width={wide}
                height={2}
                className={css["empty"]}
              />
            );
          const share = told.gapSeconds / told.connectedSeconds;
          const gap = share === 0 ? 0 : Math.max(gapMin, share * height);
          return (
            <g key={day}>
              <rect x={x} y={gap} width={wide} height={height - gap} className={css["captured"]} />
              {gap > 0 && <rect x={x} y={0} width={wide} height={gap} fill={`url(#${hatch})`} />}
            </g>
          );
        })}
      </svg>
      <p className={css["ends"]} aria-hidden>
        <span>{date.format(new Date(axis[0] ?? ""))}</span>
        <span>{date.format(new Date(axis.at(-1) ?? ""))}</span>
      </p>
      <p className={css["legend"]}>
        <span className={css["says"]}>
          {t("chartSays", { whole: days.length - withGap, count: withGap })}
        </span>
        <span data-key="captured">{t("captured")}</span>
        {withGap > 0 && <span data-key="gap">{t("gap")}</span>}
        {days.length < axis.length && <span data-key="empty">{t("notYet")}</span>}
      </p>
      <Numbers name={name} days={days} />
    </div>
  );
}

function Numbers({ name, days }: Pick<CoverageChartProps, "name" | "days">) {
  const t = useWords(completenessWords);
  const language = useLanguage();
  const date = useDate();
  const hours = (seconds: number) =>
    (seconds / hourSeconds).toLocaleString(language, { maximumFractionDigits: 1 });
  return (
    <details className={css["numbers"]}>
      <summary>{t("numbers")}</summary>
      <table aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            <th scope="col">{t("hoursConnected")}</th>
            <th scope="col">{t("hoursCaptured")}</th>
            <th scope="col">{t("itemsHead")}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, connectedSeconds, gapSeconds, items }) => (
            <tr key={day}>
              <th scope="row">{date.format(new Date(day))}</th>
              <td>{hours(connectedSeconds)}</td>
              <td>{hours(Math.max(0, connectedSeconds - gapSeconds))}</td>
              <td>{items.toLocaleString(language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function useDate(): Intl.DateTimeFormat {
  const language = useLanguage();
  return new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" });
}

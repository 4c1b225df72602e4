import type { Plan } from "./api.ts";
import { Numbers } from "./Numbers.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface ChartProps {
  plan: Plan;
}

const part = (value: number, max: number) => ({ width: `${max === 0 ? 0 : (value / max) * 100}%` });

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

/** Shares of what went out; a line marks the target. */
export function MixChart({ plan }: ChartProps) {
  const t = useWords(planningWords);
  const name = useObjectiveName();
  const { total, rows } = plan.mix;
  const max = Math.max(...rows.map(({ share, target }) => Math.max(share ?? 0, target ?? 0)), 1);
  const [furthest] = rows
    .filter(({ target, share }) => target !== null && share !== null)
    .toSorted((a, b) => distance(b) - distance(a));
  const says =
    total === 0
      ? t("mixNone")
      : furthest
        ? t("mixSays", {
            count: total,
            name: name(furthest.objective),
            share: furthest.share ?? 0,
            target: furthest.target ?? 0,
          })
        : t("mixEven", { count: total });
  return (
    <Panel title={t("mix")}>
      <p className={css["says"]}>{says}</p>
      <div className={css["bars"]} aria-hidden>
        {rows.map(({ objective, share, target }) => (
          <div key={objective} className={css["bar"]}>
            <span>{name(objective)}</span>
            <span className={css["track"]}>
              <span className={css["fill"]} style={part(share ?? 0, max)} />
              {target !== null && (
                <span
                  className={css["mark"]}
                  style={{ insetInlineStart: `${(target / max) * 100}%` }}
                />
              )}
            </span>
            <span>{share === null ? t("dash") : `${share} %`}</span>
          </div>
        ))}
      </div>
      <p className={css["legend"]} aria-hidden>
        <span>{t("out")}</span>
        <span data-target>{t("target")}</span>
      </p>
      <Numbers
        label={t("mix")}
        heads={[t("objective"), t("posts"), t("share"), t("target")]}
        rows={rows.map(({ objective, count, share, target }) => [
          name(objective),
          count,
          share ?? t("dash"),
          target ?? t("dash"),
        ])}
      />
    </Panel>
  );
}

function distance({ share, target }: Plan["mix"]["rows"][number]): number {
  return Math.abs((share ?? 0) - (target ?? 0));
}

/** This week's posts of each channel; a line marks the plan. */
export function CadenceChart({ plan }: ChartProps) {
  const t = useWords(planningWords);
  const rows = plan.cadence;
  const planned = rows.filter(({ perWeek }) => perWeek !== null);
  const behind = planned.filter(({ thisWeek, perWeek }) => thisWeek < (perWeek ?? 0)).length;
  const max = Math.max(...rows.map(({ thisWeek, perWeek }) => Math.max(thisWeek, perWeek ?? 0)), 1);
  return (
    <Panel title={t("cadence")}>
      <p className={css["says"]}>
        {planned.length === 0
          ? t("cadenceNone")
          : t("cadenceSays", { behind, count: planned.length })}
      </p>
      <div className={css["bars"]} aria-hidden>
        {rows.map(({ channel, name, thisWeek, perWeek }) => (
          <div key={channel} className={css["bar"]}>
            <span>{name}</span>
            <span className={css["track"]}>
              <span className={css["fill"]} style={part(thisWeek, max)} />
              {perWeek !== null && (
                <span
                  className={css["mark"]}
                  style={{ insetInlineStart: `${(perWeek / max) * 100}%` }}
                />
              )}
            </span>
            <span>{thisWeek}</span>
          </div>
        ))}
      </div>
      <Numbers
        label={t("cadence")}
        heads={[t("channel"), t("thisWeekPosts"), t("average"), t("plan")]}
        rows={rows.map(({ name, thisWeek, average, perWeek }) => [
          name,
          thisWeek,
          average,
          perWeek ?? t("dash"),
        ])}
      />
    </Panel>
  );
}

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

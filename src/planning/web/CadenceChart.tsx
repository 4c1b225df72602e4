import { Numbers, part, type ChartProps } from "./Numbers.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

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
          : behind === 0
            ? t("cadenceKept")
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

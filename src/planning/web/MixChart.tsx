import type { Plan } from "./api.ts";
import { Numbers, part, type ChartProps } from "./Numbers.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { useObjectiveName } from "./words-of.ts";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

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

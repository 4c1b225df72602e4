import css from "./Calls.module.css";
import type { SourceRow } from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const barsMax = 40;
const rowsMax = 20;

/** How late a source's calls come, run by run, and the same in numbers. */
export function LagChart({ source: { name, runs } }: { source: SourceRow }) {
  const t = useWords(sourceWords);
  if (runs.length === 0) return null;
  const lags = runs
    .flatMap(({ id, lagSeconds }) =>
      lagSeconds === null ? [] : [{ id, minutes: minutesOf(lagSeconds) }],
    )
    .slice(0, barsMax)
    .reverse();
  const max = Math.max(...lags.map(({ minutes }) => minutes), 1);
  const newest = lags.at(-1);
  return (
    <div>
      <Quiet small>{newest ? t("lagSays", { minutes: newest.minutes }) : t("lagNone")}</Quiet>
      {lags.length > 1 && (
        <div className={css["lag"]} aria-hidden>
          {lags.map(({ id, minutes }) => (
            <span key={id} style={{ blockSize: `${Math.max(4, (minutes / max) * 100)}%` }} />
          ))}
        </div>
      )}
      <details className={css["runs"]}>
        <summary>{t("runs")}</summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <section className={css["scroll"]} aria-label={`${name}: ${t("runs")}`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {(
                  [
                    "when",
                    "what",
                    "rows",
                    "fresh",
                    "changed",
                    "same",
                    "refused",
                    "lagHead",
                  ] as const
                ).map((head) => (
                  <th key={head} scope="col">
                    {t(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.slice(0, rowsMax).map((run) => (
                <tr key={run.id}>
                  <td>
                    <TimeAgo at={run.at} />
                  </td>
                  <td>{run.what}</td>
                  <td>{run.rows}</td>
                  <td>{run.fresh}</td>
                  <td>{run.changed}</td>
                  <td>{run.same}</td>
                  <td title={run.faults.map(({ row, why }) => `${row} ${why}`).join(", ")}>
                    {run.refused}
                  </td>
                  <td>{run.lagSeconds === null ? "–" : minutesOf(run.lagSeconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
}

function minutesOf(seconds: number): number {
  return Math.round(seconds / 60);
}

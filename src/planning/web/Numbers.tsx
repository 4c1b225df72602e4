import type { Plan } from "./api.ts";
import type { ReactNode } from "react";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { useWords } from "#ui/words.ts";

interface NumbersProps {
  label: string;
  heads: readonly string[];
  rows: readonly (readonly ReactNode[])[];
}

/** The table twin of a chart. The first column names the row, the others are numbers. */
export function Numbers({ label, heads, rows }: NumbersProps) {
  const t = useWords(planningWords);
  return (
    <details className={css["numbers"]}>
      <summary>{t("numbers")}</summary>
      <table className={css["table"]} aria-label={label}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" data-number={at > 0 || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th key={at} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={at} data-number>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** How long a bar is, against the longest. */
export const part = (value: number, max: number) => ({
  width: `${max === 0 ? 0 : (value / max) * 100}%`,
});

export interface ChartProps {
  plan: Plan;
}

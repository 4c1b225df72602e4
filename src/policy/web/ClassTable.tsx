import type { ApprovalClass } from "./api.ts";
import { useClassWords } from "./class-words.ts";
import css from "./Policy.module.css";
import { policyWords } from "./words/policy.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

/** What must happen before a post of each class goes out. On a phone each class is a card. */
export function ClassTable({ classes }: { classes: readonly ApprovalClass[] }) {
  const t = useWords(policyWords);
  const { clock, step } = useClassWords();
  return (
    <table className={css["classes"]} aria-label={t("classes")}>
      <thead>
        <tr>
          <th scope="col">{t("class")}</th>
          <th scope="col">{t("steps")}</th>
          <th scope="col">{t("validFor")}</th>
          <th scope="col">{t("paragraph")}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((one) => (
          <tr key={one.code}>
            <th scope="row">
              <span className={css["classTitle"]}>
                {one.title}
                {one.isLifeSafety && <StateBadge meaning="bad" label={t("lifeSafety")} />}
              </span>
            </th>
            <td>
              <ol className={css["steps"]} data-single={one.steps.length === 1 || undefined}>
                {one.steps.map((given, at) => {
                  const { who, within, next } = step(given);
                  return (
                    <li key={at}>
                      {who}, <strong>{within}</strong>
                      {next && <small>{next}</small>}
                    </li>
                  );
                })}
              </ol>
            </td>
            <td data-label={t("validFor")}>{clock(one.validHours * 60)}</td>
            <td data-label={t("paragraph")}>
              <a href={`#p-${one.paragraph}`}>{one.paragraph}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { IconHourglassHigh } from "@tabler/icons-react";
import type { ChannelMeasure } from "./api.ts";
import css from "./Composer.module.css";
import { moneyOf } from "./money.ts";
import { composerWords } from "./words/composer.ts";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** What it costs there, and whether the network's budget has room for it beside what waits. */
export function MeasureCost({ measure }: { measure: ChannelMeasure | undefined }) {
  const t = useWords(composerWords);
  const language = useLanguage();
  if (!measure) return null;
  return (
    <>
      {measure.cost && (
        <Quiet small>{t("costs", { amount: moneyOf(measure.cost, language) })}</Quiet>
      )}
      {measure.warnings.map(({ code, left, waiting }) => (
        <ul key={code} className={css["findings"]}>
          <li>
            <IconHourglassHigh size={16} stroke={1.75} aria-hidden />
            <span>{t("budgetShort", { left, waiting })}</span>
          </li>
        </ul>
      ))}
    </>
  );
}

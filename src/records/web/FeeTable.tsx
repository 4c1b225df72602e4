import { dollars, type FeeLineData } from "./fees-api.ts";
import css from "./Requests.module.css";
import { feesWords } from "./words/fees.ts";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

interface FeeTableProps {
  title: string;
  fees: { totalCents: number; depositCents: number };
  lines: readonly FeeLineData[];
}

/** Every line with what it was worked out from, and the sum. */
export function FeeTable({ title, fees, lines }: FeeTableProps) {
  const t = useWords(feesWords);
  const language = useLanguage();
  return (
    <table className={css["fees"]}>
      <caption>{title}</caption>
      <tbody>
        {lines.map(({ what, asked, free, rateCents, cents }) => (
          <tr key={what}>
            <th scope="row">
              {t(what)}
              <br />
              <Quiet small>
                {t("worked", { asked, free, rate: dollars(rateCents, language) })}
              </Quiet>
            </th>
            <td>{dollars(cents, language)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("total")}</th>
          <td>
            <strong>{dollars(fees.totalCents, language)}</strong>
          </td>
        </tr>
        {fees.depositCents > 0 && (
          <tr>
            <th scope="row">{t("depositOf")}</th>
            <td>{dollars(fees.depositCents, language)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

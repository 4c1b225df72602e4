import { useQuery } from "@tanstack/react-query";
import { budgetsApi } from "./api.ts";
import css from "./Budgets.module.css";
import { moneyOf } from "./money.ts";
import { budgetWords } from "./words/budgets.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type CostRow = Awaited<ReturnType<typeof budgetsApi.costs>>["channels"][number];

/** What was spent this month and what is planned, as bars and as a table. */
export function CostsPanel() {
  const t = useWords(budgetWords);
  const { data, error, refetch } = useQuery({ queryKey: ["costs"], queryFn: budgetsApi.costs });
  const paid = data?.channels.filter(({ currency }) => currency !== null) ?? [];
  return (
    <Panel title={t("costs")}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data && paid.length === 0 && <p>{t("noCosts")}</p>}
      {paid.length > 0 && (
        <>
          <p>
            <Quiet>{t("costsAbout")}</Quiet>
          </p>
          <Bars rows={paid} />
          <CostTable rows={paid} />
        </>
      )}
    </Panel>
  );
}

function useMoney() {
  const language = useLanguage();
  return (row: CostRow, micros: number) =>
    moneyOf({ micros, currency: row.currency ?? "USD" }, language);
}

/** Amounts of one currency are compared with each other and with no other. */
function Bars({ rows }: { rows: readonly CostRow[] }) {
  const t = useWords(budgetWords);
  const money = useMoney();
  const mostIn = (currency: string | null) =>
    Math.max(
      1,
      ...rows
        .filter((row) => row.currency === currency)
        .map(({ month, next }) => month.micros + next.micros),
    );
  return (
    <ul className={css["bars"]}>
      {rows.map((row) => {
        const share = (micros: number) => `${(micros / mostIn(row.currency)) * 100}%`;
        return (
          <li key={row.channelId}>
            <span>
              {t("chart", {
                name: row.name,
                amount: money(row, row.month.micros),
                next: money(row, row.next.micros),
              })}
            </span>
            <span className={css["bar"]} aria-hidden>
              <span className={css["spent"]} style={{ width: share(row.month.micros) }} />
              <span className={css["planned"]} style={{ width: share(row.next.micros) }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function CostTable({ rows }: { rows: readonly CostRow[] }) {
  const t = useWords(budgetWords);
  const money = useMoney();
  const heads = ["channel", "monthMessages", "month", "nextMessages", "next", "price"] as const;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section className={css["scroll"]} aria-label={t("costs")} tabIndex={0}>
      <table className={css["table"]}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.channelId}>
              <th scope="row">{row.name}</th>
              <td>{row.month.messages}</td>
              <td>{money(row, row.month.micros)}</td>
              <td>{row.next.messages}</td>
              <td>{money(row, row.next.micros)}</td>
              <td lang="en">
                {row.price?.says}{" "}
                <Quiet small>{`${row.price?.source}, ${row.price?.verifiedOn}`}</Quiet>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

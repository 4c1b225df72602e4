import { useQuery } from "@tanstack/react-query";
import { budgetsApi } from "./api.ts";
import { BudgetCard } from "./BudgetCard.tsx";
import css from "./Budgets.module.css";
import { CostsPanel } from "./CostsPanel.tsx";
import { budgetWords } from "./words/budgets.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const liveMs = 30_000;

/** What each account used of what its network allows, what is kept for life safety, and what posts cost. */
export function BudgetsPage() {
  const t = useWords(budgetWords);
  const { data, error, refetch } = useQuery({
    queryKey: ["channels", "meters"],
    queryFn: budgetsApi.meters,
    refetchInterval: liveMs,
  });
  const limited = data?.channels.filter(({ budgets }) => budgets.length > 0) ?? [];
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <Stack gap={24}>
        <Panel title={t("budgets")}>
          <p>
            <Quiet>{t("rule")}</Quiet>
          </p>
          {!data && !error && <SkeletonRows rows={3} />}
          {data && limited.length === 0 && <p>{t("noBudgets")}</p>}
          <ul className={css["list"]}>
            {limited.map((one) => (
              <BudgetCard key={one.channelId} channel={one} />
            ))}
          </ul>
        </Panel>
        <CostsPanel />
      </Stack>
    </>
  );
}

import { IconPencilPlus, IconRecycle } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { planningApi, usePlan, usePlanningChanged, type Plan } from "./api.ts";
import { CadenceChart } from "./CadenceChart.tsx";
import { ConsistencyChart, Gaps } from "./ConsistencyChart.tsx";
import { MixChart } from "./MixChart.tsx";
import css from "./Planning.module.css";
import { planningWords } from "./words/planning.ts";
import { StillOut } from "./StillOut.tsx";
import { WeeksChart } from "./WeeksChart.tsx";
import { useDayWords, useObjectiveName } from "./words-of.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/planning`: the plan against the strategy, and what is missing. */
export function PlanningPage() {
  const t = useWords(planningWords);
  const { data, error, refetch } = usePlan();
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={<LinkButton to="/strategy">{t("strategy")}</LinkButton>}
      />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <StillOut />
      {data ? <Whole plan={data} /> : !error && <SkeletonPage />}
    </>
  );
}

export function PlanningTabs() {
  const t = useWords(planningWords);
  return (
    <LinkTabs
      label={t("tabs")}
      tabs={[
        { to: "/planning", label: t("tabPlan") },
        { to: "/planning/series", label: t("tabSeries") },
        { to: "/planning/queue", label: t("tabQueue") },
        { to: "/planning/evergreen", label: t("tabEvergreen") },
        { to: "/planning/import", label: t("tabImport") },
        { to: "/planning/feeds", label: t("tabFeeds") },
      ]}
    />
  );
}

function Whole({ plan }: { plan: Plan }) {
  return (
    <div className={css["panels"]}>
      <div className={css["wide"]}>
        <Suggestions plan={plan} />
      </div>
      <div className={css["column"]}>
        <WeeksChart plan={plan} />
        <Gaps plan={plan} />
        <CadenceChart plan={plan} />
      </div>
      <div className={css["column"]}>
        <MixChart plan={plan} />
        <ConsistencyChart plan={plan} />
      </div>
    </div>
  );
}

function Suggestions({ plan }: { plan: Plan }) {
  const t = useWords(planningWords);
  return (
    <Panel title={t("suggestions")}>
      {plan.suggestions.length === 0 ? (
        <EmptyState small picture="calm" sentence={t("nothingMissing")} />
      ) : (
        <ul className={css["suggestions"]}>
          {plan.suggestions.map((one) => (
            <SuggestionItem key={one.objective} one={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function SuggestionItem({ one }: { one: Plan["suggestions"][number] }) {
  const t = useWords(planningWords);
  const name = useObjectiveName();
  const day = useDayWords();
  const may = useMay();
  const navigate = useNavigate();
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const plan =
    one.perWeek >= 1
      ? t("perWeek", { count: one.perWeek })
      : t("everyDays", { count: Math.round(7 / one.perWeek) });
  const values = { name: name(one.objective), plan };
  const says =
    one.daysSince === null
      ? t("lastNever", values)
      : one.daysSince === 0
        ? t("lastToday", values)
        : t("lastAgo", { ...values, count: one.daysSince });
  const draft = `/posts/new?purpose=${encodeURIComponent(one.objective)}`;
  const reuse = (id: string) =>
    act(async () => {
      const { postId } = await planningApi.use(id);
      await changed();
      await navigate(`/posts/${postId}/edit`);
    });
  return (
    <li>
      <p>{says}</p>
      <ErrorNotice error={error} />
      {may("post.draft") && (
        <div className={css["acts"]}>
          <LinkButton small icon={IconPencilPlus} to={draft}>
            {t("begin")}
          </LinkButton>
          {one.place && (
            <LinkButton small to={`${draft}&at=${one.place.local}`}>
              {t("beginAt", { time: day.time(one.place.local) })}
            </LinkButton>
          )}
          {one.evergreens.slice(0, 2).map(({ id, title }) => (
            <Button key={id} small icon={IconRecycle} loading={busy} onClick={() => void reuse(id)}>
              {t("useOne", { title })}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

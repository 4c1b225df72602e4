import { IconAlertTriangle, IconPencil, IconPlus } from "@tabler/icons-react";
import { planningApi, usePlanningChanged, useSeriesList, type SeriesRow } from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { ruleSentence } from "#ui/rule-words.ts";
import { planningWords } from "./words/planning.ts";
import { DateItem, Past, Skipped } from "./SeriesDates.tsx";
import { seriesWords } from "./words/series.ts";
import { useDayWords } from "./words-of.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useTold } from "#ui/told.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const shown = 6;

/** `/planning/series`: what comes again, with its next dates. */
export function SeriesPage() {
  const t = useWords(seriesWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useSeriesList();
  const add = may("series.write") && (
    <LinkButton look="primary" icon={IconPlus} to="/planning/series/new">
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={p("tabSeries")} about={t("about")} actions={add} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      {data?.series.length === 0 && <EmptyState picture="calm" sentence={t("none")} action={add} />}
      <div className={css["panels"]}>
        {data?.series.map((one) => (
          <SeriesPanel key={one.id} one={one} />
        ))}
      </div>
    </>
  );
}

function SeriesPanel({ one }: { one: SeriesRow }) {
  const t = useWords(seriesWords);
  const may = useMay();
  const language = useLanguage();
  const day = useDayWords();
  const changed = usePlanningChanged();
  const { sentence } = useTold();
  const isEnded = one.endedAt !== null;
  return (
    <Panel title={one.title} aside={isEnded && <StateBadge meaning="neutral" label={t("ended")} />}>
      <Stack gap={12}>
        <p>
          <strong>{ruleSentence(one.rule, one.startsLocal, language)}</strong>
          <br />
          <Quiet>
            {t("byWhom", { name: one.owner })} · {t("more", { count: one.total })}
          </Quiet>
        </p>
        {one.problem !== null && !isEnded && (
          <Notice icon={IconAlertTriangle} meaning="wait">
            {t("problem", { why: sentence(one.problem).text })}
          </Notice>
        )}
        {one.next.length > 0 && (
          <ul className={css["rows"]} aria-label={t("next")}>
            {one.next.slice(0, shown).map((date) => (
              <DateItem key={date.occurrence} seriesId={one.id} date={date} />
            ))}
          </ul>
        )}
        {one.skipped.length > 0 && (
          <Skipped seriesId={one.id} dates={one.skipped} name={(date) => day.time(date)} />
        )}
        <Past one={one} />
        {may("series.write") && !isEnded && (
          <div className={css["acts"]}>
            <LinkButton small icon={IconPencil} to={`/planning/series/${one.id}`}>
              {t("edit")}
            </LinkButton>
            <ConfirmButton
              small
              look="quiet"
              consequence={t("endConsequence")}
              onConfirm={async () => {
                await planningApi.endSeries(one.id);
                await changed();
              }}
            >
              {t("end")}
            </ConfirmButton>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

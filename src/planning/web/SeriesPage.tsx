import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { planningApi, usePlanningChanged, useSeriesList, type SeriesRow } from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { ruleSentence } from "./rule-words.ts";
import { planningWords } from "./words/planning.ts";
import { seriesWords } from "./words/series.ts";
import { useDayWords } from "./words-of.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useAct } from "#ui/use-act.ts";
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
      {data?.series.length === 0 && <EmptyState picture="calm" sentence={t("none")} />}
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
        {one.next.length > 0 && (
          <ul className={css["plain"]} aria-label={t("next")}>
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

type NextDate = SeriesRow["next"][number];
type StateKey = "state-none" | "state-made" | "state-asked" | "state-approved" | "state-stuck";

function keyOf({ state, postState }: Pick<NextDate, "state" | "postState">) {
  if (postState === "approved") return "state-approved" satisfies StateKey;
  if (postState === "returned" && state !== "expired") return "state-returned" as const;
  return state === null ? ("state-none" as const) : (`state-${state}` as const);
}

function DateItem({ seriesId, date }: { seriesId: string; date: NextDate }) {
  const t = useWords(seriesWords);
  const may = useMay();
  const day = useDayWords();
  const changed = usePlanningChanged();
  const { busy, error, act } = useAct();
  const [to, setTo] = useState<string>();
  const except = (moved?: string | null) =>
    act(async () => {
      const { occurrence } = date;
      await planningApi.except(
        seriesId,
        moved === undefined ? { occurrence } : { occurrence, to: moved },
      );
      setTo(undefined);
      await changed();
    });
  const canChange = may("series.write") && date.postState !== "approved";
  return (
    <li className={css["line"]}>
      <p>
        {date.postId ? (
          <Link to={`/posts/${date.postId}`}>{day.time(date.local)}</Link>
        ) : (
          day.time(date.local)
        )}{" "}
        <Quiet>
          {t(keyOf(date))}
          {date.isMoved && `, ${t("moved")}`}
          {date.reason && `: ${date.reason}`}
          {date.note && ` · ${date.note}`}
        </Quiet>
      </p>
      {canChange && to === undefined && (
        <div className={css["acts"]}>
          <Button small look="quiet" loading={busy} onClick={() => void except(null)}>
            {t("skip")}
          </Button>
          <Button small look="quiet" onClick={() => setTo(date.local)}>
            {t("move")}
          </Button>
          {date.isMoved && (
            <Button small look="quiet" onClick={() => void except()}>
              {t("back")}
            </Button>
          )}
        </div>
      )}
      {to !== undefined && (
        <div className={css["acts"]}>
          <DateTimeField label={t("moveTo")} value={to} onChange={setTo} />
          <Button small loading={busy} onClick={() => void except(to.slice(0, 16))}>
            {t("save")}
          </Button>
          <Button small look="quiet" onClick={() => setTo(undefined)}>
            {t("cancel")}
          </Button>
        </div>
      )}
      <ErrorNotice error={error} />
    </li>
  );
}

interface SkippedProps {
  seriesId: string;
  dates: readonly string[];
  name: (date: string) => string;
}

function Skipped({ seriesId, dates, name }: SkippedProps) {
  const t = useWords(seriesWords);
  const changed = usePlanningChanged();
  const may = useMay();
  const { busy, error, act } = useAct();
  return (
    <div>
      <Quiet>{t("skipped", { dates: dates.map(name).join(", ") })}</Quiet>
      <ErrorNotice error={error} />
      {may("series.write") && (
        <div className={css["acts"]}>
          {dates.map((occurrence) => (
            <Button
              key={occurrence}
              small
              look="quiet"
              loading={busy}
              onClick={() =>
                void act(async () => {
                  await planningApi.except(seriesId, { occurrence });
                  await changed();
                })
              }
            >
              {`${t("back")}: ${name(occurrence)}`}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Past({ one }: { one: SeriesRow }) {
  const t = useWords(seriesWords);
  const day = useDayWords();
  if (one.past.length === 0) return null;
  return (
    <details>
      <summary>{t("past")}</summary>
      <ul className={css["plain"]}>
        {one.past.map(({ occurrence, postId, state, postState }) => (
          <li key={occurrence}>
            <Link to={`/posts/${postId}`}>{day.time(occurrence)}</Link>{" "}
            <Quiet>{t(keyOf({ state, postState }))}</Quiet>
          </li>
        ))}
      </ul>
    </details>
  );
}

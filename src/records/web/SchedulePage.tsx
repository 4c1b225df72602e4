import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Retention.module.css";
import {
  retentionApi,
  useRetentionChanged,
  useSchedule,
  type RuleRow,
  type SeriesRow,
} from "./retention-api.ts";
import { RetentionTabs } from "./RetentionTabs.tsx";
import { RulesDialog } from "./RulesDialog.tsx";
import { SeriesDialog } from "./SeriesDialog.tsx";
import { retentionWords } from "./words/retention.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const empty = { code: "", title: "", authority: "", appliesTo: "", months: 24 } as const;

/** `/retention/schedule`: the series, how long each is kept, and who verified it. */
export function SchedulePage() {
  const t = useWords(retentionWords);
  const may = useMay();
  const changed = useRetentionChanged();
  const { busy, error: failed, act } = useAct();
  const { data, error, refetch } = useSchedule();
  const [adding, setAdding] = useState(false);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const begin = () =>
    act(async () => {
      await retentionApi.begin();
      await changed();
    });
  const standing = data.series.filter(({ retiredAt }) => retiredAt === null);
  return (
    <>
      <PageHeader
        title={t("dueTitle")}
        about={t("scheduleAbout")}
        actions={
          may("retention.change") &&
          data.series.length > 0 && (
            <Button icon={IconPlus} onClick={() => setAdding(true)}>
              {t("add")}
            </Button>
          )
        }
      />
      <RetentionTabs />
      <Stack gap={24}>
        <Panel title={t("tabSchedule")}>
          <ErrorNotice error={failed} />
          {data.series.length === 0 && (
            <EmptyState
              picture="paper"
              sentence={t("beginAbout")}
              action={
                may("retention.change") && (
                  <Button look="primary" loading={busy} onClick={() => void begin()}>
                    {t("begin", { state: data.state })}
                  </Button>
                )
              }
            />
          )}
          <ul className={css["list"]}>
            {standing.map((one) => (
              <Line key={one.code} series={one} />
            ))}
          </ul>
        </Panel>
        {data.series.length > 0 && <Rules rules={data.rules} series={standing} />}
      </Stack>
      {adding && (
        <SeriesDialog
          given={{ ...empty, action: "destroy" }}
          isNew
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function Line({ series }: { series: SeriesRow }) {
  const t = useWords(retentionWords);
  const may = useMay();
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [changing, setChanging] = useState(false);
  const { code, title, authority, appliesTo, months, action, verifiedOn } = series;
  const verify = () =>
    act(async () => {
      await retentionApi.verify(code);
      await changed();
    });
  return (
    <li className={css["line"]}>
      <div>
        <p className={css["head"]}>
          <strong>{code}</strong> {title}
          <StateBadge
            meaning={verifiedOn ? "good" : "wait"}
            label={verifiedOn ? `${t("verified")} ${verifiedOn.slice(0, 10)}` : t("notVerified")}
          />
        </p>
        <p>
          {months === null ? t("openEnded") : t("months", { count: months })},{" "}
          {t("thenWhat", { action: t(action) })}
        </p>
        <p>{appliesTo}</p>
        <p>
          <Quiet>{authority}</Quiet>
        </p>
        <ErrorNotice error={error} />
      </div>
      {may("retention.change") && (
        <div className={css["acts"]}>
          {!verifiedOn && (
            <Button small loading={busy} onClick={() => void verify()}>
              {t("verify")}
            </Button>
          )}
          <Button small look="quiet" onClick={() => setChanging(true)}>
            {t("edit")}
          </Button>
          <ConfirmButton
            small
            look="quiet"
            consequence={t("retireConsequence")}
            onConfirm={async () => {
              await retentionApi.retire(code);
              await changed();
            }}
          >
            {t("retire")}
          </ConfirmButton>
        </div>
      )}
      {changing && (
        <SeriesDialog
          given={{ code, title, authority, appliesTo, months, action }}
          onClose={() => setChanging(false)}
        />
      )}
    </li>
  );
}

function Rules({ rules, series }: { rules: readonly RuleRow[]; series: readonly SeriesRow[] }) {
  const t = useWords(retentionWords);
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const ways = { in: t("ruleIn"), out: t("ruleOut"), internal: t("ruleInternal") };
  const says = ({ kind, direction }: RuleRow) =>
    [kind && t("ruleKind", { kind }), direction && ways[direction]].filter(Boolean).join(", ") ||
    t("ruleAll");
  return (
    <Panel title={t("rules")}>
      <p>
        <Quiet>{t("rulesAbout")}</Quiet>
      </p>
      <ol>
        {rules.map((rule) => (
          <li key={rule.id}>
            {says(rule)}: <strong>{rule.seriesCode}</strong>{" "}
            {rule.isFixed && <Quiet>{t("ruleFixed")}</Quiet>}
          </li>
        ))}
      </ol>
      {may("retention.change") && (
        <Button onClick={() => setChanging(true)}>{t("rulesChange")}</Button>
      )}
      {changing && <RulesDialog rules={rules} series={series} onClose={() => setChanging(false)} />}
    </Panel>
  );
}

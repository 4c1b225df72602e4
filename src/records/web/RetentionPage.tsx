import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Retention.module.css";
import {
  retentionApi,
  useDispositions,
  useRetentionChanged,
  useSchedule,
  type DispositionRow,
  type DueRow,
} from "./retention-api.ts";
import { RetentionTabs } from "./RetentionTabs.tsx";
import { retentionWords } from "./words/retention.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/retention`: what is past its period, and what was destroyed. */
export function RetentionPage() {
  const t = useWords(retentionWords);
  const { data, error, refetch } = useDispositions();
  const schedule = useSchedule();
  const titleOf = (code: string) =>
    schedule.data?.series.find((one) => one.code === code)?.title ?? "";
  return (
    <>
      <PageHeader title={t("dueTitle")} about={t("dueAbout")} />
      <RetentionTabs />
      <Stack gap={24}>
        <Panel title={t("due")}>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
          {!data && !error && <SkeletonRows rows={2} />}
          {data?.due.length === 0 && <EmptyState small picture="calm" sentence={t("nothingDue")} />}
          <ul className={css["list"]}>
            {data?.due.map((one) => (
              <Due key={one.code} row={one} title={titleOf(one.code)} />
            ))}
          </ul>
        </Panel>
        <Panel title={t("past")}>
          <Past rows={data?.dispositions} />
        </Panel>
      </Stack>
    </>
  );
}

function Due({ row, title }: { row: DueRow; title: string }) {
  const t = useWords(retentionWords);
  const may = useMay();
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  const propose = () =>
    act(async () => {
      await retentionApi.propose(row.code, why);
      setAsking(false);
      await changed();
      toast(t("proposed"));
    });
  return (
    <li className={css["line"]}>
      <div>
        <p>
          <strong>{row.code}</strong> {title}
        </p>
        <ul>
          <li>
            {t("dueLine", { count: row.due })}
            {row.oldest && <Quiet>, {t("oldest", { day: row.oldest.slice(0, 10) })}</Quiet>}
          </li>
          {row.held > 0 && <li>{t("heldLine", { count: row.held })}</li>}
          {row.inUse > 0 && <li>{t("inUseLine", { count: row.inUse })}</li>}
        </ul>
      </div>
      {may("disposition.propose") && row.due > 0 && (
        <Button icon={IconTrash} onClick={() => setAsking(true)}>
          {t("propose")}
        </Button>
      )}
      <Dialog open={asking} title={t("propose")} onClose={() => setAsking(false)}>
        <Stack>
          <p>{t("proposeConsequence")}</p>
          <AreaField
            label={t("why")}
            hint={t("whyHint")}
            maxLength={900}
            value={why}
            onChange={setWhy}
          />
          <ErrorNotice error={error} />
          <Row end>
            <Button
              look="primary"
              loading={busy}
              disabled={why.trim().length < 3}
              onClick={() => void propose()}
            >
              {t("propose")}
            </Button>
          </Row>
        </Stack>
      </Dialog>
    </li>
  );
}

export function useDispositionState(): (row: StateOf) => { meaning: Meaning; label: string } {
  const t = useWords(retentionWords);
  return (row) => {
    if (row.cancelledAt) return { meaning: "neutral", label: t("cancelled") };
    if (row.finishedAt) return { meaning: "good", label: t("done") };
    return row.approvedAt
      ? { meaning: "info", label: t("going") }
      : { meaning: "wait", label: t("waits") };
  };
}

type StateOf = Pick<DispositionRow, "cancelledAt" | "finishedAt" | "approvedAt">;

function Past({ rows }: { rows: readonly DispositionRow[] | undefined }) {
  const t = useWords(retentionWords);
  const columns: Column<DispositionRow>[] = [
    {
      key: "number",
      label: t("certificateHead"),
      cell: (row) => `D-${row.number}`,
    },
    {
      key: "series",
      label: t("series"),
      wideOnly: true,
      cell: (row) => `${row.seriesCode} ${row.seriesTitle}`,
    },
    { key: "state", label: t("state"), cell: stateOf },
    {
      key: "records",
      label: t("records"),
      isNumber: true,
      cell: (row) => t("erasedOf", { erased: row.erased, records: row.records }),
    },
    {
      key: "by",
      label: t("by"),
      wideOnly: true,
      cell: proposerOf,
    },
  ];
  return (
    <DataTable
      label={t("past")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      rowTitle={(row) => `D-${row.number}`}
      pageOf={(row) => `/retention/${row.id}`}
      empty={<EmptyState small picture="paper" sentence={t("none")} />}
    />
  );
}

function stateOf(row: DispositionRow) {
  return <State row={row} />;
}

function State({ row }: { row: DispositionRow }) {
  const badgeOf = useDispositionState();
  return <StateBadge {...badgeOf(row)} />;
}

function proposerOf({ proposedByName, proposedAt }: DispositionRow) {
  return (
    <>
      {proposedByName}, <TimeAgo at={proposedAt} />
    </>
  );
}

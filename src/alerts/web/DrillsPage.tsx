import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Alerts.module.css";
import { alertsApi, useAlertsChanged, useDrills } from "./api.ts";
import { alertsWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords, type Say } from "#ui/words.ts";

type Month = Awaited<ReturnType<typeof alertsApi.drills>>["months"][number];

const meanings: Record<Month["state"], Meaning> = {
  done: "good",
  due: "wait",
  missed: "bad",
  unknown: "neutral",
};

/** `/alert-drills`: whether the agency could alert, month by month. */
export function DrillsPage() {
  const t = useWords(alertsWords);
  const may = useMay();
  const { data, error, refetch } = useDrills();
  return (
    <>
      <PageHeader title={t("drills")} about={t("drillsAbout")} />
      <Stack gap={16}>
        {data && data.missedInRow > 0 && (
          <Notice icon={IconAlertTriangle} meaning="wait">
            {t("missedInRow", { count: data.missedInRow })}
          </Notice>
        )}
        {may("drill.record") && <Recording />}
        <DataTable
          label={t("drills")}
          columns={columnsOf(t)}
          rows={data?.months}
          rowId={({ month }) => month}
          rowTitle={({ month }) => month}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="paper" sentence={t("drillsAbout")} />}
        />
      </Stack>
    </>
  );
}

type Says = Say<"month" | "state" | "demonstration" | "exercises" | Month["state"]>;

function columnsOf(t: Says): Column<Month>[] {
  return [
    { key: "month", label: t("month"), cell: ({ month }) => month },
    { key: "state", label: t("state"), cell: ({ state }) => badgeOf(t, state) },
    { key: "demonstration", label: t("demonstration"), cell: demonstrationsOf, wideOnly: true },
    { key: "exercises", label: t("exercises"), cell: ({ exercises }) => exercises, isNumber: true },
  ];
}

function badgeOf(t: Says, state: Month["state"]) {
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}

function demonstrationsOf({ demonstrations }: Month) {
  if (demonstrations.length === 0) return "–";
  return demonstrations.map(({ doneOn, tool, by }) => `${doneOn}, ${tool}, ${by}`).join("; ");
}

function Recording() {
  const t = useWords(alertsWords);
  const changed = useAlertsChanged();
  const { busy, error, act } = useAct();
  const [doneOn, setDoneOn] = useState("");
  const [tool, setTool] = useState("");
  const [note, setNote] = useState("");
  const keep = () =>
    void act(async () => {
      await alertsApi.recordDrill({ doneOn, tool, note });
      await changed();
      setDoneOn("");
      setNote("");
      toast(t("recorded"));
    });
  return (
    <Panel>
      <Stack gap={12}>
        <div className={css["four"]}>
          <DateTimeField kind="date" label={t("doneOn")} value={doneOn} onChange={setDoneOn} />
          <TextField label={t("tool")} maxLength={100} value={tool} onChange={setTool} />
          <TextField label={t("note")} optional maxLength={500} value={note} onChange={setNote} />
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <Button loading={busy} disabled={doneOn === "" || tool.trim().length < 2} onClick={keep}>
            {t("record")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

import { useState } from "react";
import { useParams } from "react-router";
import css from "./Retention.module.css";
import { retentionApi, useAssignments, useRetentionChanged, useSchedule } from "./retention-api.ts";
import { retentionWords } from "./words/retention.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/retention/records/:id`: under which series one record falls by what it says, over the rules. */
export function RecordSeriesPage() {
  const t = useWords(retentionWords);
  const may = useMay();
  const { id = "" } = useParams();
  const { data, error, refetch } = useAssignments(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  return (
    <>
      <PageHeader
        title={t("recordSeries")}
        up={{ to: "/retention/schedule", label: t("tabSchedule") }}
        about={t("recordSeriesAbout")}
      />
      <Stack gap={24}>
        {may("retention.assign") && <Assign id={id} />}
        <Panel title={t("said")}>
          {data.assignments.length === 0 && <Quiet>{t("saidNone")}</Quiet>}
          <ul className={css["list"]}>
            {data.assignments.map(({ assignedAt, seriesCode, why }) => (
              <li key={assignedAt} className={css["line"]}>
                <div>
                  <p>
                    <strong>{seriesCode}</strong> <TimeAgo at={assignedAt} />
                  </p>
                  <p>{why}</p>
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      </Stack>
    </>
  );
}

function Assign({ id }: { id: string }) {
  const t = useWords(retentionWords);
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const { data } = useSchedule();
  const [chosen, setChosen] = useState("");
  const [why, setWhy] = useState("");
  const standing = (data?.series ?? []).filter(({ retiredAt }) => retiredAt === null);
  const code = chosen || (standing[0]?.code ?? "");
  const assign = () =>
    void act(async () => {
      await retentionApi.assign(id, code, why);
      await changed();
      setWhy("");
      toast(t("assigned", { code }));
    });
  return (
    <Panel title={t("assignTitle")}>
      <Stack gap={16}>
        <SelectField
          label={t("seriesField")}
          choices={standing.map(({ code: value, title }) => ({
            value,
            label: `${value} ${title}`,
          }))}
          value={code}
          onChange={setChosen}
        />
        <AreaField label={t("why")} maxLength={900} rows={2} value={why} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={code === "" || why.trim().length < 3}
            onClick={assign}
          >
            {t("assign")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

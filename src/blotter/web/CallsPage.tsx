import { IconMap } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { AdoptPanel } from "./AdoptPanel.tsx";
import { callStates, useBlotterPolicy, useCalls, useExposure, type CallRow } from "./api.ts";
import { CallTabs } from "./CallTabs.tsx";
import { CallDetails } from "./CallDetails.tsx";
import { meanings } from "./call-states.ts";
import { blotterWords } from "./words.ts";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Notice } from "#ui/Notice.tsx";
import { Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { duration } from "#ui/time.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

/** `/calls`: what the public sees of calls for service, and what it does not. */
export function CallsPage() {
  const t = useWords(blotterWords);
  const [params, setParams] = useSearchParams();
  const state = callStates.find((one) => one === params.get("state"));
  const { data, error, refetch } = useCalls(state);
  const policy = useBlotterPolicy();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <CallTabs />
      <Stack gap={24}>
        {policy.data?.version === 0 && <AdoptPanel policy={policy.data} />}
        {policy.data && policy.data.version > 0 && (
          <Notice icon={IconMap}>
            {t("inForce", { version: policy.data.version })} <Exposed />
          </Notice>
        )}
        <SelectField
          label={t("state")}
          choices={[
            { value: "", label: t("all") },
            ...callStates.map((value) => ({ value, label: t(value) })),
          ]}
          value={state ?? ""}
          onChange={(value) => setParams(value ? { state: value } : {}, { replace: true })}
        />
        <DataTable
          label={t("label")}
          columns={columnsOf(t)}
          rows={data?.calls}
          rowId={({ id }) => id}
          rowTitle={({ type }) => type}
          drawer={detailsOf}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="paper" sentence={t(state ? "noneSo" : "empty")} />}
        />
      </Stack>
    </>
  );
}

/** What the public could see of calls before anybody knew that they are protected. */
function Exposed() {
  const t = useWords(blotterWords);
  const { data } = useExposure();
  if (!data || data.kept === 0) return null;
  const { kept, seen, medianSeconds, longestSeconds } = data;
  if (seen === 0) return <>{t("noneSeen", { kept })}</>;
  const [median, longest] = [duration(medianSeconds * 1_000), duration(longestSeconds * 1_000)];
  return <>{t("exposed", { kept, seen, median, longest })}</>;
}

function detailsOf({ id }: CallRow) {
  return <CallDetails id={id} />;
}

type Says = Say<"taken" | "type" | "beat" | "noBeat" | "place" | "state" | CallRow["state"]>;

function columnsOf(t: Says): Column<CallRow>[] {
  return [
    { key: "taken", label: t("taken"), cell: takenOf },
    { key: "type", label: t("type"), cell: ({ type }) => type },
    { key: "beat", label: t("beat"), cell: ({ beat }) => beat ?? t("noBeat"), wideOnly: true },
    { key: "place", label: t("place"), cell: ({ block }) => block ?? "–", wideOnly: true },
    { key: "state", label: t("state"), cell: (row) => badgeOf(t, row) },
  ];
}

function takenOf({ takenAt }: CallRow) {
  return <TimeAgo at={takenAt} />;
}

function badgeOf(t: Says, { state }: CallRow) {
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}

import { IconAlertOctagon, IconSchool } from "@tabler/icons-react";
import { useAlerts, type AlertRow } from "./api.ts";
import { meanings } from "./states.ts";
import { alertsWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords, type Say } from "#ui/words.ts";

/** `/alerts`: every alert, those in force first seen by their colour. */
export function AlertsPage() {
  const t = useWords(alertsWords);
  const may = useMay();
  const { data, error, refetch } = useAlerts();
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          may("alert.draft") && (
            <>
              <LinkButton to="/alerts/new?mode=exercise" icon={IconSchool}>
                {t("practise")}
              </LinkButton>
              <LinkButton to="/alerts/new" icon={IconAlertOctagon} look="primary">
                {t("write")}
              </LinkButton>
            </>
          )
        }
      />
      <DataTable
        label={t("label")}
        columns={columnsOf(t)}
        rows={data?.alerts}
        rowId={({ id }) => id}
        rowTitle={({ headline }) => headline}
        pageOf={({ id }) => `/alerts/${id}`}
        error={error}
        onRetry={() => void refetch()}
        empty={<EmptyState picture="paper" sentence={t("empty")} />}
      />
    </>
  );
}

type Says = Say<
  "headline" | "state" | "since" | "next" | "by" | AlertRow["state"] | AlertRow["mode"]
>;

function columnsOf(t: Says): Column<AlertRow>[] {
  return [
    { key: "headline", label: t("headline"), cell: ({ headline }) => headline },
    { key: "state", label: t("state"), cell: (row) => stateOf(t, row) },
    { key: "since", label: t("since"), cell: sinceOf, wideOnly: true },
    { key: "next", label: t("next"), cell: nextOf, wideOnly: true },
    { key: "by", label: t("by"), cell: ({ draftedByName }) => draftedByName, wideOnly: true },
  ];
}

function stateOf(t: Says, { state, mode }: AlertRow) {
  const label = mode === "actual" ? t(state) : `${t(mode)}: ${t(state)}`;
  return <StateBadge meaning={mode === "actual" ? meanings[state] : "neutral"} label={label} />;
}

function sinceOf({ startedAt, draftedAt }: AlertRow) {
  return <TimeAgo at={startedAt ?? draftedAt} />;
}

function nextOf({ nextUpdateBy }: AlertRow) {
  return nextUpdateBy ? <TimeAgo at={nextUpdateBy} /> : "–";
}

import { IconPlus } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { EventTime } from "../EventTime.tsx";
import { useEvents, type EventRow } from "./api.ts";
import { isKind, meanings } from "./states.ts";
import { eventWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

/** `/events`: what is coming, and what was. */
export function EventsPage() {
  const t = useWords(eventWords);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const when = params.get("when") === "over" ? "over" : "coming";
  const { data, error, refetch } = useEvents(when);
  const begin = may("event.draft") && (
    <LinkButton to="/events/new" look="primary" icon={IconPlus}>
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} actions={begin} />
      <Stack gap={24}>
        <SelectField
          label={t("when")}
          value={when}
          choices={[
            { value: "coming", label: t("coming") },
            { value: "over", label: t("over") },
          ]}
          onChange={(value) =>
            setParams(value === "over" ? { when: value } : {}, { replace: true })
          }
        />
        <DataTable
          label={t("label")}
          columns={columnsOf(t)}
          rows={data?.events}
          rowId={({ id }) => id}
          rowTitle={({ title }) => title}
          pageOf={({ id }) => `/events/${id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState picture="people" sentence={t(when === "over" ? "emptyOver" : "empty")} />
          }
        />
      </Stack>
    </>
  );
}

function columnsOf(t: ReturnType<typeof useEventWords>): Column<EventRow>[] {
  return [
    {
      key: "event",
      label: t("event"),
      cell: ({ title, kind }) => title || (isKind(kind) ? t(kind) : kind),
    },
    {
      key: "starts",
      label: t("starts"),
      cell: ({ startsAt, dates }) => (
        <>
          {startsAt ? <EventTime at={startsAt} /> : t("noStart")}
          {dates > 0 && <Quiet small> · {t("comesAgain")}</Quiet>}
        </>
      ),
    },
    {
      key: "kind",
      label: t("kind"),
      cell: ({ kind }) => (isKind(kind) ? t(kind) : kind),
      wideOnly: true,
    },
    {
      key: "state",
      label: t("state"),
      cell: ({ state }) => <StateBadge meaning={meanings[state]} label={t(state)} />,
    },
    {
      key: "people",
      label: t("people"),
      isNumber: true,
      wideOnly: true,
      cell: ({ tally }) => (tally ? tally.people : <Quiet>–</Quiet>),
    },
  ];
}

const useEventWords = () => useWords(eventWords);

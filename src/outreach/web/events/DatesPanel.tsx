import { IconRepeat } from "@tabler/icons-react";
import { Link } from "react-router";
import { EventTime } from "../EventTime.tsx";
import { useDates, type EventData } from "./api.ts";
import { meanings } from "./states.ts";
import { eventWords } from "./words.ts";
import { DataTable } from "#ui/DataTable.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type Row = EventData["dates"][number];

/** The dates of one that comes again: each with its own page, or, before it is approved, as they will be. */
export function DatesPanel({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  if (data.dates.length === 0) return <Coming data={data} />;
  return (
    <Panel title={t("dates")}>
      <Stack gap={16}>
        <Quiet>{t("datesAbout")}</Quiet>
        <DataTable
          label={t("dates")}
          columns={[
            { key: "starts", label: t("starts"), cell: startsOf },
            { key: "state", label: t("state"), cell: stateOf },
            { key: "people", label: t("people"), cell: ({ people }) => people, isNumber: true },
          ]}
          rows={data.dates}
          rowId={({ id }) => id}
          rowTitle={({ occurrence }) => occurrence ?? ""}
          pageOf={({ id }) => `/events/${id}`}
          empty={null}
        />
      </Stack>
    </Panel>
  );
}

function startsOf({ startsAt }: Row) {
  return startsAt ? <EventTime at={startsAt} /> : "–";
}

function stateOf(row: Row) {
  return <Standing row={row} />;
}

function Standing({ row: { state, isChanged } }: { row: Row }) {
  const t = useWords(eventWords);
  return (
    <>
      <StateBadge meaning={meanings[state]} label={t(state)} />
      {isChanged && state === "active" && <Quiet small> {t("changed")}</Quiet>}
    </>
  );
}

function Coming({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const language = useLanguage();
  const dates = useDates(data.content) ?? [];
  return (
    <Panel title={t("dates")}>
      <Stack gap={8}>
        <Quiet>{t("datesLater")}</Quiet>
        <ul>
          {dates
            .filter(({ isLeftOut }) => !isLeftOut)
            .map(({ day, when }) => (
              <li key={day}>{when[language]}</li>
            ))}
        </ul>
      </Stack>
    </Panel>
  );
}

/** On the page of one date: of which series it is. */
export function OfSeries({ series }: { series: { id: string; title: string } }) {
  const t = useWords(eventWords);
  return (
    <Notice icon={IconRepeat}>
      <Link to={`/events/${series.id}`}>{t("dateOf", { title: series.title })}</Link>
    </Notice>
  );
}

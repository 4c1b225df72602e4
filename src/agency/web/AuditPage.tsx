import { IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { auditApi, type AuditQuery, type AuditRow } from "./api-agency.ts";
import { AuditDetails } from "./AuditDetails.tsx";
import { dayEnd, dayStart } from "./days.ts";
import { happeningLabel } from "./happenings.ts";
import css from "./Pages.module.css";
import { usePeople } from "./people-queries.ts";
import { localTime, utcTime } from "./precise-time.ts";
import { readableFacts } from "./readable-facts.ts";
import { auditWords } from "./words/audit.ts";
import { Button } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { FilterBar } from "#ui/FilterBar.tsx";
import { useFilters } from "#ui/filters.ts";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useZone } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useLabel, useLanguage, useWords, type Language } from "#ui/words.ts";

const keys = ["who", "kind", "outcome", "from", "until", "subject"] as const;
type Values = Record<(typeof keys)[number], string>;

/** `/audit`: the trail, newest first, with every filter in the address. */
export function AuditPage() {
  const t = useWords(auditWords);
  const zone = useZone();
  const filters = useFilters(keys);
  const people = usePeople();
  const query = queryOf(filters.values, zone);
  const columns = useColumns();
  const trail = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      auditApi.trail({ ...query, ...(pageParam ? { before: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const kinds = useKinds();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <FilterBar
        list="audit"
        filters={filters}
        choices={[
          {
            key: "who",
            label: t("who"),
            choices: (people.data?.people ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            })),
          },
          { key: "kind", label: t("kind"), choices: kinds },
          {
            key: "outcome",
            label: t("outcome"),
            choices: outcomes.map((value) => ({ value, label: t(value) })),
          },
        ]}
      />
      <div className={css["dates"]}>
        <DateTimeField
          kind="date"
          label={t("from")}
          hint=""
          value={filters.values.from}
          onChange={(from) => filters.set({ from })}
        />
        <DateTimeField
          kind="date"
          label={t("until")}
          hint=""
          value={filters.values.until}
          onChange={(until) => filters.set({ until })}
        />
      </div>
      {filters.values.subject !== "" && (
        <p className={css["only"]}>
          {t("onlySubject", {
            subject:
              people.data?.people.find(({ id }) => id === filters.values.subject)?.name ??
              filters.values.subject,
          })}
          <Button small look="quiet" icon={IconX} onClick={() => filters.set({ subject: "" })}>
            {t("allSubjects")}
          </Button>
        </p>
      )}
      <DataTable
        label={t("title")}
        rows={trail.data?.pages.flatMap(({ events }) => events)}
        rowId={({ id }) => id}
        rowTitle={columns.sentence}
        columns={columns.list}
        drawer={detailsOf}
        empty={<EmptyState picture="paper" sentence={t("none")} />}
        error={trail.error}
        onRetry={() => void trail.refetch()}
        onMore={trail.hasNextPage ? () => void trail.fetchNextPage() : undefined}
        isLoadingMore={trail.isFetchingNextPage}
      />
    </>
  );
}

/** Numbers of things stand in the drawer; on a line they only hide what can be read. */
const isNumber = /^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{40,}$/;

const outcomes = ["done", "refused", "failed"] as const;
type Outcome = (typeof outcomes)[number];
const meanings: Record<Outcome, Meaning> = { done: "neutral", refused: "wait", failed: "bad" };

function detailsOf(event: AuditRow) {
  return <AuditDetails event={event} />;
}

function useKinds() {
  const t = useWords(auditWords);
  return [
    { value: "agency.sign", label: t("kindSign") },
    { value: "agency.person", label: t("kindPeople") },
    { value: "agency.role", label: t("kindRoles") },
    { value: "agency.sensitive-read", label: t("kindReads") },
    { value: "agency.verb-refused", label: t("kindRefused") },
    { value: "publish.", label: t("kindPublish") },
    { value: "policy.", label: t("kindPolicy") },
    { value: "channels.", label: t("kindChannels") },
    { value: "archive.", label: t("kindArchive") },
    { value: "agency.", label: t("kindAgency") },
  ];
}

function useColumns() {
  const t = useWords(auditWords);
  const label = useLabel();
  const zone = useZone();
  const language = useLanguage();
  const who = (row: AuditRow) => (row.actorKind === "person" ? row.actorName : t("system"));
  const sentence = (row: AuditRow) => `${who(row)} ${label(happeningLabel(row.kind))}`;
  const facts = (row: AuditRow) =>
    readableFacts(row.facts, t("yes"), t("no"))
      .filter(({ value }) => !isNumber.test(value))
      .slice(0, 3)
      .map(({ name, value }) => `${name}: ${value}`)
      .join(" · ");
  const list: Column<AuditRow>[] = [
    {
      key: "what",
      label: t("what"),
      cell: (row) => (
        <span className={css["two"]}>
          <span>{sentence(row)}</span>
          <small className={css["factLine"]}>{facts(row)}</small>
          <small className={css["narrowOnly"]}>{localTime(row.at, zone, language)}</small>
        </span>
      ),
    },
    {
      key: "when",
      label: t("when"),
      wideOnly: true,
      cell: ({ at }) => <Instant at={at} zone={zone} language={language} />,
    },
    {
      key: "outcome",
      label: t("outcome"),
      cell: ({ outcome }) => {
        const known = outcomes.find((one) => one === outcome);
        return known ? <StateBadge meaning={meanings[known]} label={t(known)} /> : outcome;
      },
    },
    { key: "address", label: t("address"), wideOnly: true, cell: ({ address }) => address || "–" },
  ];
  return { list, sentence };
}

function Instant({ at, zone, language }: { at: string; zone: string; language: Language }) {
  return (
    <time className={css["instant"]} dateTime={at}>
      <span>{localTime(at, zone, language)}</span>
      <small>{utcTime(at)} UTC</small>
    </time>
  );
}

function queryOf(values: Values, zone: string): AuditQuery {
  const given = {
    actorId: values.who,
    kind: values.kind,
    outcome: outcomes.find((one) => one === values.outcome),
    subjectId: values.subject,
    from: dayStart(values.from, zone),
    until: dayEnd(values.until, zone),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

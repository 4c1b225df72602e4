import { IconCalendarCog, IconExternalLink, IconFilePlus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { monthDay } from "./day-words.ts";
import { Due, RequestState } from "./Due.tsx";
import { requestsApi, type RequestRow } from "./requests-api.ts";
import css from "./Requests.module.css";
import { requestsWords } from "./words/requests.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { FilterBar } from "#ui/FilterBar.tsx";
import { useFilters, type Filters } from "#ui/filters.ts";
import { Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { useLanguage, useWords, type Language, type Say } from "#ui/words.ts";

const keys = ["q", "state", "assigned"] as const;
type Values = Filters<(typeof keys)[number]>["values"];

/** `/requests`: what the public asked for, the nearest day first. */
export function RequestsPage() {
  const t = useWords(requestsWords);
  const may = useMay();
  const language = useLanguage();
  const filters = useFilters(keys);
  const { data: handlers } = useQuery({ queryKey: ["handlers"], queryFn: requestsApi.handlers });
  const query = useRequests(filters.values);
  const file = may("requests.receive") && (
    <LinkButton to="/requests/new" look="primary" icon={IconFilePlus}>
      {t("file")}
    </LinkButton>
  );
  const people = (handlers?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={
          <>
            <a className={css["portal"]} href="/records" target="_blank" rel="noopener">
              <IconExternalLink size={16} stroke={1.75} aria-hidden /> {t("portal")}
            </a>
            <LinkButton to="/records-law" icon={IconCalendarCog}>
              {t("law")}
            </LinkButton>
            {file}
          </>
        }
      />
      <FilterBar
        list="requests"
        filters={filters}
        search={{ key: "q", label: t("search") }}
        views={[
          { name: t("dueView"), query: "state=due" },
          { name: t("activeView"), query: "state=active" },
          { name: t("mineView"), query: "state=active&assigned=nobody" },
        ]}
        choices={[
          {
            key: "state",
            label: t("state"),
            choices: [
              { value: "active", label: t("active") },
              { value: "due", label: t("dueSoon") },
              { value: "open", label: t("open") },
              { value: "waiting", label: t("waiting") },
              { value: "closed", label: t("closed") },
            ],
          },
          {
            key: "assigned",
            label: t("assigned"),
            choices: [{ value: "nobody", label: t("nobody") }, ...people],
          },
        ]}
      />
      <DataTable
        label={t("title")}
        columns={columnsFor(t, language)}
        rows={query.data?.pages.flatMap(({ requests }) => requests)}
        rowId={({ id }) => id}
        rowTitle={({ number }) => number}
        pageOf={({ id }) => `/requests/${id}`}
        error={query.error}
        onRetry={() => void query.refetch()}
        onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        isLoadingMore={query.isFetchingNextPage}
        empty={
          filters.isFiltered ? (
            <EmptyState
              picture="search"
              sentence={t("emptyFound")}
              action={<Button onClick={filters.clear}>{t("clear")}</Button>}
            />
          ) : (
            <EmptyState picture="paper" sentence={t("empty")} action={file} />
          )
        }
      />
    </>
  );
}

function useRequests({ q, state, assigned }: Values) {
  return useInfiniteQuery({
    queryKey: ["requests", q, state, assigned],
    queryFn: ({ pageParam }) =>
      requestsApi.list({
        ...(q ? { q } : {}),
        ...(state ? { state } : {}),
        ...(assigned ? { assigned } : {}),
        offset: String(pageParam),
      }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchOnMount: "always",
  });
}

type ListSay = Say<"request" | "state" | "due" | "assigned" | "received" | "nobody">;

function columnsFor(t: ListSay, language: Language): Column<RequestRow>[] {
  return [
    {
      key: "request",
      label: t("request"),
      cell: ({ number, asked }) => (
        <span className={css["request"]}>
          <strong>{number}</strong>
          <span className={css["excerpt"]}>{asked}</span>
        </span>
      ),
    },
    { key: "due", label: t("due"), cell: (row) => <Due request={row} /> },
    {
      key: "state",
      label: t("state"),
      wideOnly: true,
      cell: (row) => <RequestState request={row} />,
    },
    {
      key: "assigned",
      label: t("assigned"),
      wideOnly: true,
      cell: ({ assignee }) => assignee || <Quiet>{t("nobody")}</Quiet>,
    },
    {
      key: "received",
      label: t("received"),
      wideOnly: true,
      cell: ({ receivedOn }) => monthDay(receivedOn, language),
    },
  ];
}

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { archiveApi, type ArchiveQuery, type Direction, type Found } from "./api.ts";
import css from "./ArchivePage.module.css";
import { ArchiveTabs } from "./ArchiveTabs.tsx";
import { marked } from "./marks.ts";
import { useNames } from "./names.ts";
import { RecordDetails } from "./RecordDetails.tsx";
import { filterKeys, SearchForm, type ArchiveFilters } from "./SearchForm.tsx";
import { archiveWords } from "./words/archive.ts";
import { dayEnd, dayStart } from "#agency/web";
import { Button } from "#ui/buttons.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { useFilters } from "#ui/filters.ts";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useZone } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

/** `/archive`: nothing is searched until something is asked, because every search is recorded. */
export function ArchivePage() {
  const t = useWords(archiveWords);
  const zone = useZone();
  const filters = useFilters(filterKeys);
  const query = queryOf(filters.values, zone);
  const found = useInfiniteQuery({
    queryKey: ["archive", query],
    queryFn: ({ pageParam }) =>
      archiveApi.search({ ...query, ...(pageParam ? { before: pageParam } : {}) }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    enabled: filters.isFiltered,
    placeholderData: keepPreviousData,
    // A look is audited: it is repeated when somebody asks, never by the page itself.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ArchiveTabs />
      <SearchForm filters={filters} />
      {filters.isFiltered ? (
        <Results found={found} words={filters.values.q} />
      ) : (
        <Teach set={filters.set} />
      )}
    </>
  );
}

function Teach({ set }: { set: ArchiveFilters["set"] }) {
  const t = useWords(archiveWords);
  return (
    <EmptyState
      picture="search"
      sentence={t("teach")}
      action={
        <Button look="plain" onClick={() => set({ sort: "newest" })}>
          {t("newest")}
        </Button>
      }
    />
  );
}

type Search = ReturnType<
  typeof useInfiniteQuery<Awaited<ReturnType<typeof archiveApi.search>>, Error>
>;

function Results({ found, words }: { found: Search; words: string }) {
  const t = useWords(archiveWords);
  const language = useLanguage();
  const names = useNames();
  const place = ({ leaf }: Found) =>
    leaf === null ? t("waiting") : t("inLog", { leaf: leaf.toLocaleString(language) });
  return (
    <div className={css["results"]} data-stale={found.isPlaceholderData || undefined}>
      <DataTable
        label={t("results")}
        rows={found.data?.pages.flatMap(({ results }) => results)}
        rowId={({ id }) => id}
        rowTitle={names.sentence}
        columns={columnsFor(t, names, words, place)}
        drawer={detailsOf}
        empty={<EmptyState picture="search" sentence={t("noneFound")} />}
        error={found.error}
        onRetry={() => void found.refetch()}
        onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
        isLoadingMore={found.isFetchingNextPage}
      />
    </div>
  );
}

type ArchiveSay = Say<"record" | "channel" | "time" | "log">;

function detailsOf(row: Found) {
  return <RecordDetails id={row.id} />;
}

function columnsFor(
  t: ArchiveSay,
  names: ReturnType<typeof useNames>,
  words: string,
  place: (row: Found) => string,
): Column<Found>[] {
  return [
    {
      key: "record",
      label: t("record"),
      cell: (row) => (
        <span className={css["record"]}>
          <span>{names.sentence(row)}</span>
          <Snippet text={row.text} words={words} />
          <span className={css["meta"]}>
            {names.channel(row.channelId) !== "" && `${names.channel(row.channelId)} · `}
            <TimeAgo at={row.capturedAt} /> · {place(row)}
          </span>
        </span>
      ),
    },
    {
      key: "channel",
      label: t("channel"),
      wideOnly: true,
      cell: (row) => names.channel(row.channelId) || "–",
    },
    {
      key: "time",
      label: t("time"),
      wideOnly: true,
      cell: (row) => (
        <span className={css["time"]}>
          <TimeAgo at={row.capturedAt} show="clock" />
          <TimeAgo at={row.capturedAt} show="age" />
        </span>
      ),
    },
    {
      key: "log",
      label: t("log"),
      wideOnly: true,
      cell: (row) => <span className={css["place"]}>{place(row)}</span>,
    },
  ];
}

function Snippet({ text, words }: { text: string; words: string }) {
  if (text === "") return null;
  return (
    <span className={css["snippet"]}>
      {marked(text, words).map(({ text: piece, isMatch }, at) =>
        isMatch ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
      )}
    </span>
  );
}

function queryOf(values: ArchiveFilters["values"], zone: string): ArchiveQuery {
  const given = {
    words: values.q,
    kind: values.kind,
    channelId: values.channel,
    direction: directionOf(values.direction),
    from: dayStart(values.from, zone),
    until: dayEnd(values.until, zone),
    hasMedia: values.media === "" ? undefined : ("true" as const),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

function directionOf(value: string): Direction | undefined {
  return value === "in" || value === "out" || value === "internal" ? value : undefined;
}

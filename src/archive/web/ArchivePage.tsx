import { IconPaperclip, IconTag } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { archiveApi, type ArchiveQuery, type Found } from "./api.ts";
import css from "./ArchivePage.module.css";
import { ArchiveTabs } from "./ArchiveTabs.tsx";
import { Facets } from "./Facets.tsx";
import { useNames } from "./names.ts";
import { filterKeys, queryOf, type ArchiveFilters } from "./query.ts";
import { RecordDetails } from "./RecordDetails.tsx";
import { SavedSearches } from "./SavedSearches.tsx";
import { SearchForm } from "./SearchForm.tsx";
import { Teach } from "./Teach.tsx";
import { UnderstoodLine } from "./UnderstoodLine.tsx";
import { archiveWords } from "./words/archive.ts";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { useFilters } from "#ui/filters.ts";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useZone } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

/** A look is audited: it is repeated when somebody asks, never by the page itself. */
const askedOnce = {
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

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
    ...askedOnce,
  });
  const first = found.data?.pages[0];
  const isThere = filters.isFiltered && found.isSuccess && !found.isPlaceholderData;
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ArchiveTabs />
      <SearchForm filters={filters} />
      <SavedSearches filters={filters} />
      {filters.isFiltered ? (
        <>
          {first && !found.error && <UnderstoodLine page={first} set={filters.set} />}
          <div className={css["found"]}>
            <Results found={found} />
            {isThere && <FacetColumn query={query} filters={filters} />}
          </div>
        </>
      ) : (
        <Teach set={filters.set} />
      )}
    </>
  );
}

/** The counts are asked for when the first results are there, so that these never wait for them. */
function FacetColumn({ query, filters }: { query: ArchiveQuery; filters: ArchiveFilters }) {
  const facets = useQuery({
    queryKey: ["archive", "facets", query],
    queryFn: () => archiveApi.facets(query),
    ...askedOnce,
  });
  return <Facets facets={facets.data} filters={filters} />;
}

type Search = ReturnType<
  typeof useInfiniteQuery<Awaited<ReturnType<typeof archiveApi.search>>, Error>
>;

function Results({ found }: { found: Search }) {
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
        columns={columnsFor(t, names, place)}
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
  place: (row: Found) => string,
): Column<Found>[] {
  return [
    {
      key: "record",
      label: t("record"),
      cell: (row) => (
        <span className={css["record"]}>
          <span>{names.sentence(row)}</span>
          <Snippet passage={row.passage} />
          <RowMarks row={row} />
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

function RowMarks({ row }: { row: Found }) {
  const t = useWords(archiveWords);
  if (row.tags.length === 0 && !row.hasMedia) return null;
  return (
    <span className={css["tags"]}>
      {row.hasMedia && (
        <span className={css["tag"]}>
          <IconPaperclip size={13} aria-hidden /> {t("hasMedia")}
        </span>
      )}
      {row.tags.map(({ id, name }) => (
        <span key={id} className={css["tag"]}>
          <IconTag size={13} aria-hidden /> {name}
        </span>
      ))}
    </span>
  );
}

function Snippet({ passage }: { passage: Found["passage"] }) {
  const { text, marks, isCutBefore, isCutAfter } = passage;
  if (text === "") return null;
  const ends = [...marks.map(([start]) => start), text.length];
  return (
    <span className={css["snippet"]}>
      {isCutBefore && "… "}
      {text.slice(0, ends[0])}
      {marks.map(([start, end], at) => (
        <Fragment key={start}>
          <mark>{text.slice(start, end)}</mark>
          {text.slice(end, ends[at + 1])}
        </Fragment>
      ))}
      {isCutAfter && " …"}
    </span>
  );
}

import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { AskForCapture } from "./AskForCapture.tsx";
import { CaptureStateBadge } from "./CaptureState.tsx";
import { NightlyPages } from "./NightlyPages.tsx";
import css from "./PageCaptures.module.css";
import { isUnderWay, pagesApi, type CaptureRow } from "./pages-api.ts";
import { sizeOf } from "./sizes.ts";
import { pagesWords } from "./words/pages.ts";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

/** `/page-captures`: a page is captured now or every night; below, what was captured. */
export function PagesPage() {
  const t = useWords(pagesWords);
  const may = useMay();
  const { data, error, refetch } = useCaptures();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <Stack gap={24}>
        {data?.hasBrowser === false && (
          <Notice icon={IconInfoCircle} meaning="wait">
            {t("noBrowser")}
          </Notice>
        )}
        <div className={css["columns"]}>
          {may("pages.capture") && <AskForCapture />}
          <NightlyPages places={data?.places} />
        </div>
        <Panel title={t("past")}>
          <Past rows={data?.captures} error={error} onRetry={() => void refetch()} />
        </Panel>
      </Stack>
    </>
  );
}

function useCaptures() {
  return useQuery({
    queryKey: ["page-captures"],
    queryFn: pagesApi.list,
    refetchInterval: ({ state }) => (state.data?.captures.some(isUnderWay) ? 3_000 : false),
  });
}

interface PastProps {
  rows: readonly CaptureRow[] | undefined;
  error: unknown;
  onRetry: () => void;
}

function Past({ rows, error, onRetry }: PastProps) {
  const t = useWords(pagesWords);
  const language = useLanguage();
  return (
    <DataTable
      label={t("past")}
      rows={rows}
      rowId={({ id }) => id}
      rowTitle={({ title, url }) => title || url}
      pageOf={({ id }) => `/page-captures/${id}`}
      columns={columnsFor(t, language)}
      empty={<EmptyState picture="paper" sentence={t("none")} small />}
      error={error}
      onRetry={onRetry}
    />
  );
}

type ListSay = Say<"page" | "state" | "why" | "when" | "size" | `why-${CaptureRow["why"]}`>;

function columnsFor(t: ListSay, language: string): Column<CaptureRow>[] {
  return [
    {
      key: "page",
      label: t("page"),
      cell: ({ title, url }) => (
        <span className={css["named"]}>
          <span>{title || url}</span>
          {title && <Quiet small>{url}</Quiet>}
        </span>
      ),
    },
    { key: "state", label: t("state"), cell: ({ state }) => <CaptureStateBadge state={state} /> },
    { key: "why", label: t("why"), wideOnly: true, cell: ({ why }) => t(`why-${why}`) },
    {
      key: "size",
      label: t("size"),
      isNumber: true,
      wideOnly: true,
      cell: ({ waczSizeBytes }) => (waczSizeBytes ? sizeOf(waczSizeBytes, language) : "–"),
    },
    {
      key: "when",
      label: t("when"),
      wideOnly: true,
      cell: ({ askedAt }) => <TimeAgo at={askedAt} show="age" />,
    },
  ];
}

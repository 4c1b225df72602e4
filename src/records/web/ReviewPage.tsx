import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { requestsApi, type QueueData, type Show } from "./requests-api.ts";
import css from "./Requests.module.css";
import { ReviewGroup } from "./ReviewGroup.tsx";
import { SearchPanel } from "./SearchPanel.tsx";
import { reviewWords } from "./words/review.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { useFilters } from "#ui/filters.ts";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const shows = { undecided: "undecided", unseconded: "unseconded", all: "everything" } as const;

/** `/requests/:id/records`: what was searched for a request, and what is decided of each record. */
export function ReviewPage() {
  const { id = "" } = useParams();
  const t = useWords(reviewWords);
  const { values, set } = useFilters(["show"]);
  const show: Show =
    values.show === "all" || values.show === "unseconded" ? values.show : "undecided";
  const queue = useInfiniteQuery({
    queryKey: ["request", id, "records", show],
    queryFn: ({ pageParam }) => requestsApi.queue(id, { show, offset: String(pageParam) }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    // A look is audited: it is repeated when somebody asks, never by the page itself.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const data = queue.data?.pages[0];
  if (queue.error && !data)
    return <ErrorNotice error={queue.error} onRetry={() => void queue.refetch()} />;
  if (!data) return <SkeletonPage />;
  const changed = () => void queue.refetch();
  const groups = queue.data?.pages.flatMap((one) => one.groups) ?? [];
  return (
    <>
      <PageHeader
        title={t("title", { number: data.number })}
        about={t("about")}
        up={{ to: `/requests/${id}`, label: t("request", { number: data.number }) }}
      />
      <Stack>
        <SearchPanel
          id={id}
          isClosed={data.state === "closed"}
          sets={data.sets}
          changed={changed}
        />
        <Panel title={t("queue")} aside={<Progress counts={data.counts} />}>
          {data.counts.records > 0 && (
            <div className={css["show"]}>
              <SelectField
                label={t("show")}
                value={show}
                onChange={(next) => set({ show: next === "undecided" ? "" : next })}
                choices={Object.entries(shows).map(([value, word]) => ({ value, label: t(word) }))}
              />
            </div>
          )}
          {groups.length === 0 && (
            <EmptyState
              small
              picture={data.counts.records === 0 ? "search" : "calm"}
              sentence={t(data.counts.records === 0 ? "empty" : "done")}
            />
          )}
          <ol className={css["list"]}>
            {groups.map((group) => (
              <ReviewGroup
                key={group.recordId}
                request={{ id, isClosed: data.state === "closed" }}
                group={group}
                exemptions={data.exemptions}
                changed={changed}
              />
            ))}
          </ol>
          {queue.hasNextPage && (
            <Row end>
              <Button loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                {t("more")}
              </Button>
            </Row>
          )}
        </Panel>
      </Stack>
    </>
  );
}

function Progress({ counts }: Pick<QueueData, "counts">) {
  const t = useWords(reviewWords);
  if (counts.records === 0) return null;
  const { records: count, decided, seconded } = counts;
  return <Quiet small>{t("progress", { count, decided, seconded })}</Quiet>;
}

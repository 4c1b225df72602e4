import { IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import { AddFeed } from "./AddFeed.tsx";
import { planningApi, useFeeds, usePlanningChanged, type FeedRow } from "./api.ts";
import css from "./Planning.module.css";
import { PlanningTabs } from "./PlanningPage.tsx";
import { feedWords } from "./words/feeds.ts";
import { planningWords } from "./words/planning.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/planning/feeds`: addresses whose news become drafts, and those that fail. */
export function FeedsPage() {
  const t = useWords(feedWords);
  const p = useWords(planningWords);
  const may = useMay();
  const { data, error, refetch } = useFeeds();
  return (
    <>
      <PageHeader title={p("tabFeeds")} about={t("about")} />
      <PlanningTabs />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonPage />}
      <div className={css["panels"]} data-first="wider">
        {data && (
          <Panel title={p("tabFeeds")}>
            {data.feeds.length === 0 ? (
              <EmptyState small picture="calm" sentence={t("none")} />
            ) : (
              <ul className={css["plain"]}>
                {data.feeds.map((feed) => (
                  <FeedItem key={feed.id} feed={feed} />
                ))}
              </ul>
            )}
          </Panel>
        )}
        {may("feed.write") && <AddFeed />}
      </div>
    </>
  );
}

function FeedItem({ feed }: { feed: FeedRow }) {
  const t = useWords(feedWords);
  const may = useMay();
  const changed = usePlanningChanged();
  const { sentence } = useTold();
  const { busy, error, act } = useAct();
  const isRead = feed.polledAt !== null || feed.error !== null;
  const isFine = feed.error === null;
  return (
    <li className={css["line"]}>
      <div>
        <p>
          <strong>{feed.name}</strong>{" "}
          {isRead && (
            <StateBadge meaning={isFine ? "good" : "bad"} label={t(isFine ? "fine" : "failed")} />
          )}
        </p>
        <p>
          <Quiet>
            {feed.url} · {t("every", { count: feed.everyMinutes })} ·{" "}
            {feed.polledAt ? (
              <>
                {t("read")} <TimeAgo at={feed.polledAt} />
              </>
            ) : (
              t("never")
            )}{" "}
            · {t("by", { name: feed.owner })}
          </Quiet>
        </p>
        {feed.error && (
          <p>
            {t("failing", { count: feed.failures, why: sentence(feed.error).text })}{" "}
            <TimeAgo at={feed.nextAt} />
          </p>
        )}
        {feed.items.length > 0 && (
          <details className={css["numbers"]}>
            <summary>{t("brought")}</summary>
            <ul className={css["brought"]}>
              {feed.items.map(({ title, postId }) => (
                <li key={postId}>
                  <Link to={`/posts/${postId ?? ""}`}>{title}</Link>
                </li>
              ))}
            </ul>
          </details>
        )}
        <ErrorNotice error={error} />
      </div>
      {may("feed.write") && (
        <div className={css["acts"]}>
          <Button
            small
            look="quiet"
            icon={IconRefresh}
            loading={busy}
            onClick={() =>
              void act(async () => {
                await planningApi.readFeed(feed.id);
                toast(t("soon"));
                await changed();
              })
            }
          >
            {t("readNow")}
          </Button>
          <ConfirmButton
            small
            look="quiet"
            consequence={t("endConsequence")}
            onConfirm={async () => {
              await planningApi.endFeed(feed.id);
              await changed();
            }}
          >
            {t("end")}
          </ConfirmButton>
        </div>
      )}
    </li>
  );
}

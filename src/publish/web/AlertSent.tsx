import {
  IconArrowBackUp,
  IconCircleCheck,
  IconHourglassLow,
  IconUrgent,
} from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import css from "./Alert.module.css";
import { postsApi, type PostPageData } from "./api.ts";
import { DeliveryStrip } from "./DeliveryStrip.tsx";
import { StandingBadge } from "./states.tsx";
import { stopwatch } from "./template-words.ts";
import { alertWords } from "./words/alert.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

const eagerMs = 500;
const calmMs = 5_000;
/** After so long nobody stands and watches any more. */
const eagerForMs = 15 * 60_000;

interface AlertSentProps {
  ids: readonly string[];
  /** When the page was opened, in milliseconds: the clock counts from there. */
  since: number;
  onAgain: () => void;
}

/** What became of it: the clock, and every delivery as its network confirms it. */
export function AlertSent({ ids, since, onAgain }: AlertSentProps) {
  const t = useWords(alertWords);
  const posts = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["posts", "page", id],
      queryFn: () => postsApi.page(id),
      refetchInterval: ({ state }: { state: { data: PostPageData | undefined } }) =>
        isUnderWay(state.data) && Date.now() - since < eagerForMs ? eagerMs : calmMs,
    })),
  });
  const known = posts.flatMap(({ data }) => data ?? []);
  const isGlass = known.some(({ approvals }) =>
    approvals.some(({ kind }) => kind === "break-glass"),
  );
  const isDecided =
    known.length > 0 &&
    known.every(({ submissions }) => submissions.every(({ endedAt }) => endedAt));
  return (
    <>
      <PageHeader
        title={t(isGlass ? "sentGlass" : isDecided ? "out" : "sent")}
        actions={<Button onClick={onAgain}>{t("again")}</Button>}
      />
      <Confirmed posts={known} since={since} />
      <ErrorNotice error={posts.find(({ error }) => error)?.error ?? null} />
      {known.length === 0 && <SkeletonRows rows={5} />}
      {known.map((post) => (
        <Followed key={post.post.id} post={post} />
      ))}
    </>
  );
}

function isUnderWay(post: PostPageData | undefined): boolean {
  return !post || !["sent", "returned", "recalled", "draft"].includes(post.standing);
}

/** The seconds until a network had it, counted from the opening of the page. */
function Confirmed({ posts, since }: { posts: readonly PostPageData[]; since: number }) {
  const t = useWords(alertWords);
  const all = posts.flatMap(({ deliveries }) => deliveries);
  const sent = all
    .flatMap(({ sentAt, channel }) =>
      sentAt === null ? [] : [{ at: Date.parse(sentAt), channel }],
    )
    .sort((a, b) => a.at - b.at);
  const [first] = sent;
  const last = sent.at(-1);
  const isWhole = all.length > 0 && sent.length === all.length;
  return (
    <div className={css["clock"]} data-state={isWhole ? "whole" : first ? "first" : "none"}>
      <p>
        <span>{t("clock")}</span>
        <Ticking since={since} until={isWhole ? last?.at : undefined} />
      </p>
      <p aria-live="polite">
        {first ? (
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
        ) : (
          <IconHourglassLow size={20} stroke={1.75} aria-hidden />
        )}
        <span>
          {first
            ? t("first", { channel: first.channel, time: stopwatch(first.at - since) })
            : t("noneYet")}
        </span>
      </p>
      {isWhole && last && (
        <p aria-live="polite">
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          <span>{t("all", { count: all.length, time: stopwatch(last.at - since) })}</span>
        </p>
      )}
    </div>
  );
}

function Ticking({ since, until }: { since: number; until: number | undefined }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until !== undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return (
    <strong className="ob-figures" role="timer">
      {stopwatch((until ?? now) - since)}
    </strong>
  );
}

function Followed({ post }: { post: PostPageData }) {
  const t = useWords(alertWords);
  const open = post.submissions.find(({ endedAt }) => endedAt === null);
  const names = post.asked.map(({ title, name }) => `${title} ${name}`.trim()).join(", ");
  const broken = post.approvals.some(({ kind }) => kind === "break-glass");
  return (
    <div className={css["followed"]}>
      <Panel
        title={post.post.headline}
        aside={
          <LinkButton small look="quiet" to={`/posts/${post.post.id}`}>
            {t("open")}
          </LinkButton>
        }
      >
        <StandingBadge standing={post.standing} />
        {open && (
          <p>
            {t("waiting", { names })} <TimeAgo at={open.dueAt} />
          </p>
        )}
        {broken && (
          <Notice icon={IconUrgent} meaning="bad">
            {t("sentGlass")}
          </Notice>
        )}
        {post.post.state === "returned" && (
          <Notice icon={IconArrowBackUp} meaning="wait">
            {t("returned")}
          </Notice>
        )}
        {post.deliveries.length > 0 && <DeliveryStrip post={post} />}
      </Panel>
    </div>
  );
}

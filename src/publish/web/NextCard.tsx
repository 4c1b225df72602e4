import { Link } from "react-router";
import type { TimelineData } from "./api.ts";
import css from "./Cards.module.css";
import { useClassOf, useTimeline } from "./queries.ts";
import { todayWords } from "./words/today.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** What goes out next, a line a post: its time, its words, how many channels. */
export function NextCard() {
  const t = useWords(todayWords);
  const classOf = useClassOf();
  const { data, error } = useTimeline();
  return (
    <Panel
      title={t("next")}
      aside={
        <LinkButton small look="quiet" to="/calendar">
          {t("calendar")}
        </LinkButton>
      }
    >
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data?.next.length === 0 && (
        <p>
          <Quiet>{t("nothingNext")}</Quiet>
        </p>
      )}
      <ul className={css["list"]}>
        {byPost(data?.next ?? []).map(
          ([first, ...rest]) =>
            first && (
              <li key={first.postId}>
                <span className={css["what"]}>
                  <Link to={`/posts/${first.postId}`}>{first.headline}</Link>
                  <Quiet>
                    <TimeAgo at={first.dueAt} /> · {classOf(first.class).title} · {first.author} ·{" "}
                    <span title={[first, ...rest].map(({ channel }) => channel).join(", ")}>
                      {t("channels", { count: rest.length + 1 })}
                    </span>
                  </Quiet>
                </span>
              </li>
            ),
        )}
      </ul>
    </Panel>
  );
}

type Item = TimelineData["next"][number];

function byPost(items: readonly Item[]): Item[][] {
  return [...Map.groupBy(items, ({ postId }) => postId).values()];
}

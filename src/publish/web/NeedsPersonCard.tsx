import { Link } from "react-router";
import css from "./Cards.module.css";
import { useTimeline } from "./queries.ts";
import { DeliveryStateBadge } from "./states.tsx";
import { todayWords } from "./words/today.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const shownMax = 8;

/** Deliveries that no machine can bring to an end: unconfirmed, asked, refused, held. */
export function NeedsPersonCard() {
  const t = useWords(todayWords);
  const { data, error } = useTimeline();
  const all = data?.needsPerson ?? [];
  // Six channels held by one hold are one thing to do, not six.
  const groups = [
    ...Map.groupBy(all, (one) => `${one.postId} ${one.state} ${one.reason}`).values(),
  ];
  return (
    <Panel title={t("needs")}>
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={2} />}
      {data && all.length === 0 && (
        <p>
          <Quiet>{t("noNeeds")}</Quiet>
        </p>
      )}
      <ul className={css["list"]}>
        {groups.slice(0, shownMax).map(
          ([one, ...rest]) =>
            one && (
              <li key={one.id}>
                <span className={css["what"]}>
                  <Link to={`/posts/${one.postId}`}>{one.headline}</Link>
                  <Quiet>
                    {[one, ...rest].map(({ channel }) => channel).join(", ")} · {one.author}
                    {one.reason ? ` · ${one.reason}` : ""}
                  </Quiet>
                </span>
                <DeliveryStateBadge state={one.state} />
              </li>
            ),
        )}
      </ul>
      {data !== undefined && data.oldFacts > 0 && (
        <p>
          <Link to="/old-facts">{t("oldFacts", { count: data.oldFacts })}</Link>
        </p>
      )}
      {groups.length > shownMax && (
        <p>
          <Quiet>{t("more", { count: groups.length - shownMax })}</Quiet>
        </p>
      )}
    </Panel>
  );
}

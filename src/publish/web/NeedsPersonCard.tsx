import { Link } from "react-router";
import css from "./Cards.module.css";
import { useChannels, useTimeline } from "./queries.ts";
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
  const { channels } = useChannels();
  const { data, error } = useTimeline();
  const all = data?.needsPerson ?? [];
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
        {all.slice(0, shownMax).map((one) => (
          <li key={one.id}>
            <span className={css["what"]}>
              <Link to={`/posts/${one.postId}`}>{one.headline}</Link>
              <Quiet>
                {channels.find(({ id }) => id === one.channelId)?.name}
                {one.reason ? ` · ${one.reason}` : ""}
              </Quiet>
            </span>
            <DeliveryStateBadge state={one.state} />
          </li>
        ))}
      </ul>
      {all.length > shownMax && (
        <p>
          <Quiet>{t("more", { count: all.length - shownMax })}</Quiet>
        </p>
      )}
    </Panel>
  );
}

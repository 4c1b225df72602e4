import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import css from "./Cards.module.css";
import { useTimeline } from "./queries.ts";
import { todayWords } from "./words/today.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Publications without approval, until command has looked at each. Absent where there is none. */
export function GlassCard() {
  const t = useWords(todayWords);
  const { data } = useTimeline();
  if (!data || data.glassToReview.length === 0) return null;
  return (
    <Panel
      title={t("glass")}
      aside={
        <LinkButton small to="/approvals#glass">
          {t("review")}
        </LinkButton>
      }
    >
      <ul className={css["list"]}>
        {data.glassToReview.map((glass) => (
          <li key={glass.id}>
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
            <span className={css["what"]}>
              <Link to={`/posts/${glass.postId}`}>{glass.headline}</Link>
              <Quiet>
                {glass.person} · {glass.note} · {t("reviewDue")}{" "}
                <TimeAgo at={glass.reviewDueAt ?? glass.at} />
              </Quiet>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

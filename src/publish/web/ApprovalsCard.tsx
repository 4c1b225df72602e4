import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { Link } from "react-router";
import css from "./Cards.module.css";
import { useApprovals, useClassOf } from "./queries.ts";
import { todayWords } from "./words/today.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

export function ApprovalsCard() {
  const t = useWords(todayWords);
  const classOf = useClassOf();
  const { data, error } = useApprovals();
  // What is overdue and came to me stands in its own card.
  const mine = data?.pending.filter((one) => one.whyNotMe === null && !one.isEscalatedToMe) ?? [];
  return (
    <Panel
      title={t("approvals")}
      aside={
        mine.length > 0 && (
          <LinkButton small look="primary" to="/approvals">
            {t("decide")}
          </LinkButton>
        )
      }
    >
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data && mine.length === 0 && (
        <p>
          <Quiet>{t("noApprovals")}</Quiet>
        </p>
      )}
      <ul className={css["list"]}>
        {mine.map((one) => (
          <li key={one.submission.id}>
            <span className={css["what"]}>
              <Link to={`/approvals#${one.submission.postId}`}>{one.headline}</Link>
              <Quiet>
                {classOf(one.class).title} · {t("due")} <TimeAgo at={one.submission.dueAt} />
              </Quiet>
            </span>
            <StateBadge
              meaning={one.isOverdue ? "bad" : "wait"}
              icon={one.isOverdue ? IconAlertTriangle : IconClock}
              label={t(one.isOverdue ? "overdue" : "waits")}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

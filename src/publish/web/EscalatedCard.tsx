import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "react-router";
import css from "./Cards.module.css";
import { useApprovals, useClassOf } from "./queries.ts";
import { todayWords } from "./words/today.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Approvals that nobody gave in time, for those the policy then names. Absent where there is none. */
export function EscalatedCard() {
  const t = useWords(todayWords);
  const classOf = useClassOf();
  const { data } = useApprovals();
  const overdue = data?.pending.filter((one) => one.isEscalatedToMe) ?? [];
  if (overdue.length === 0) return null;
  return (
    <Panel
      title={t("escalated")}
      aside={
        <LinkButton small to="/approvals">
          {t("decide")}
        </LinkButton>
      }
    >
      <ul className={css["list"]}>
        {overdue.map((one) => (
          <li key={one.submission.id}>
            <span className={css["what"]}>
              <Link to={`/approvals#${one.submission.postId}`}>{one.headline}</Link>
              <Quiet>
                {classOf(one.class).title} · {t("due")} <TimeAgo at={one.submission.dueAt} /> ·{" "}
                {t("wasAsked", { names: one.asked.join(", ") })}
              </Quiet>
            </span>
            <StateBadge meaning="bad" icon={IconAlertTriangle} label={t("overdue")} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

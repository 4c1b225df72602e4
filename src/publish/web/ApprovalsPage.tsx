import { useCallback, useState } from "react";
import { useLocation } from "react-router";
import type { PendingApproval } from "./api.ts";
import { ApprovalCase } from "./ApprovalCase.tsx";
import css from "./Approvals.module.css";
import { GlassReviews } from "./GlassReviews.tsx";
import { useApprovals } from "./queries.ts";
import { StopBar, type Approved } from "./StopBar.tsx";
import { approvalWords } from "./words/approvals.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const pageSize = 10;

/** Made for a thumb: what waits for me first, the most urgent on top. */
export function ApprovalsPage() {
  const t = useWords(approvalWords);
  const { data, error, refetch } = useApprovals();
  const [approved, setApproved] = useState<Approved>();
  const gone = useCallback(() => setApproved(undefined), []);
  const { hash } = useLocation();
  const wanted = hash.slice(1);
  const pending = (data?.pending ?? []).toSorted(
    (a, b) => Number(b.submission.postId === wanted) - Number(a.submission.postId === wanted),
  );
  const mine = pending.filter(({ whyNotMe }) => whyNotMe === null);
  const others = pending.filter(({ whyNotMe }) => whyNotMe !== null);
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      {approved && <StopBar key={approved.postId} approved={approved} onGone={gone} />}
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={6} />}
      <GlassReviews />
      {data && pending.length === 0 && (
        <EmptyState
          picture="calm"
          sentence={t("none")}
          action={<LinkButton to="/posts">{t("posts")}</LinkButton>}
        />
      )}
      <Cases title={t("forMe")} cases={mine} onApproved={setApproved} />
      <Cases title={t("forOthers")} cases={others} onApproved={setApproved} />
    </>
  );
}

interface CasesProps {
  title: string;
  cases: readonly PendingApproval[];
  onApproved: (approved: Approved) => void;
}

function Cases({ title, cases, onApproved }: CasesProps) {
  const t = useWords(approvalWords);
  const [shown, setShown] = useState(pageSize);
  if (cases.length === 0) return null;
  return (
    <section className={css["section"]} aria-label={title}>
      <h2>
        {title} <span className={css["count"]}>{cases.length}</span>
      </h2>
      <div className={css["cases"]}>
        {cases.slice(0, shown).map((one) => (
          <ApprovalCase key={one.submission.id} pending={one} onApproved={onApproved} />
        ))}
      </div>
      {cases.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>{t("more")}</Button>
        </div>
      )}
    </section>
  );
}

import { Suspense, useCallback, useState } from "react";
import { useLocation } from "react-router";
import type { PendingApproval } from "./api.ts";
import { ApprovalCase } from "./ApprovalCase.tsx";
import css from "./Approvals.module.css";
import { GlassReviews } from "./GlassReviews.tsx";
import { useApprovals } from "./queries.ts";
import { StopBar, type Approved } from "./StopBar.tsx";
import { approvalWords } from "./words/approvals.ts";
import { DeviceOffer } from "#devices/web";
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
  const pending = data?.pending ?? none;
  // What a letter opened stands first, with the other languages of the same alert.
  const asked = useAsked(pending, hash.slice(1));
  const rest = pending.filter((one) => !asked.includes(one));
  const mine = rest.filter(({ whyNotMe }) => whyNotMe === null);
  const others = rest.filter(({ whyNotMe }) => whyNotMe !== null);
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      {approved && <StopBar key={approved.postId} approved={approved} onGone={gone} />}
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={6} />}
      <Cases title={t("asked")} cases={asked} onApproved={setApproved} />
      <GlassReviews />
      {data && pending.length === 0 && (
        <EmptyState
          picture="calm"
          sentence={t("none")}
          action={<LinkButton to="/posts">{t("posts")}</LinkButton>}
        />
      )}
      <Cases title={t("forMe")} cases={mine} onApproved={setApproved} />
      {/* It comes late: below what can be decided here, so that it moves no button under a thumb. */}
      <Suspense>
        <DeviceOffer />
      </Suspense>
      <Cases title={t("forOthers")} cases={others} onApproved={setApproved} />
    </>
  );
}

const none: readonly PendingApproval[] = [];

/** The post that a letter names and the other posts of its alert, also once the first of them is decided. */
function useAsked(pending: readonly PendingApproval[], id: string): readonly PendingApproval[] {
  const named = pending.find(({ submission }) => submission.postId === id)?.alert ?? null;
  const [alert, setAlert] = useState(named);
  if (named !== null && named !== alert) setAlert(named);
  return pending.filter(
    (one) => one.submission.postId === id || (alert !== null && one.alert === alert),
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

import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { ChannelRow, PendingApproval, PostPageData } from "./api.ts";
import { ApprovalDecision } from "./ApprovalDecision.tsx";
import css from "./Approvals.module.css";
import { AudienceList } from "./AudienceList.tsx";
import { LintFindings } from "./LintFindings.tsx";
import { useLiveSays } from "./live-says.ts";
import { Preview } from "./Preview.tsx";
import { useChannels, useClassOf, usePost } from "./queries.ts";
import { SinceSeen } from "./SinceSeen.tsx";
import type { Approved } from "./StopBar.tsx";
import { approvalWords } from "./words/approvals.ts";
import { audienceWords } from "./words/audience.ts";
import { liveWords } from "./words/live.ts";
import { lintWords } from "./words/lint.ts";
import { previewWords } from "./words/preview.ts";
import { CommentsPanel } from "./CommentsPanel.tsx";
import { useObjectiveName } from "./objectives.ts";
import { stateWords } from "./words/states.ts";
import { useNow } from "#ui/clock.ts";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { duration } from "#ui/time.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

interface CaseProps {
  pending: PendingApproval;
  onApproved: (approved: Approved) => void;
}

/** One post that waits: what will be seen, under which rule, until when; then yes or no. */
export function ApprovalCase({ pending, onApproved }: CaseProps) {
  const t = useWords(approvalWords);
  const { data, error } = usePost(pending.submission.postId, false);
  return (
    <article
      className={css["case"]}
      aria-label={pending.headline}
      data-overdue={pending.isOverdue || undefined}
    >
      <header className={css["head"]}>
        <h3>
          <Link to={`/posts/${pending.submission.postId}`}>{pending.headline}</Link>
        </h3>
        <Clock pending={pending} />
      </header>
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={5} />}
      {data && (
        <>
          <Facts pending={pending} post={data} />
          <Look post={data} />
          <Said pending={pending} post={data} />
          <SinceSeen post={data} />
          <CommentsPanel postId={data.post.id} />
          <p className={css["hash"]}>
            {t("hash")} <CopyHash hash={data.hash} shown={12} />
          </p>
          <ApprovalDecision pending={pending} post={data} onApproved={onApproved} />
        </>
      )}
    </article>
  );
}

function Clock({ pending }: { pending: PendingApproval }) {
  const t = useWords(approvalWords);
  const left = new Date(pending.submission.dueAt).getTime() - useNow();
  const isOver = left < 0;
  return (
    <StateBadge
      meaning={isOver ? "bad" : "wait"}
      icon={isOver ? IconAlertTriangle : IconClock}
      label={t(isOver ? "overdue" : "dueIn", { time: duration(Math.abs(left)) })}
    />
  );
}

function Facts({ pending, post }: { pending: PendingApproval; post: PostPageData }) {
  const t = useWords(approvalWords);
  const s = useWords(stateWords);
  const a = useWords(audienceWords);
  const l = useWords(liveWords);
  const live = useLiveSays()(post.content);
  const objective = useObjectiveName();
  const rule = useClassOf()(pending.class);
  const at = post.post.publishAt;
  const many = post.steps.length > 1;
  const { channels } = useChannels();
  const readers = readersOf(channels.filter(({ id }) => post.content.channels.includes(id)));
  return (
    <dl className={css["facts"]}>
      <div>
        <dt>{t("class")}</dt>
        <dd>
          {rule.title}
          {rule.paragraph && `, ${s("paragraph", { number: rule.paragraph })}`}
          {many && ` · ${t("step", { step: (pending.step ?? 0) + 1, steps: post.steps.length })}`}
        </dd>
      </div>
      <div>
        <dt>{t("writtenBy")}</dt>
        <dd>{post.people[pending.submission.submittedBy]}</dd>
      </div>
      <div>
        <dt>{t("purpose")}</dt>
        <dd>{objective(post.content.purpose)}</dd>
      </div>
      <div>
        <dt>{t("goesOut")}</dt>
        <dd>{at ? <TimeAgo at={at} /> : s("whenApproved")}</dd>
      </div>
      {live !== undefined && (
        <div data-wide>
          <dt>{l("title")}</dt>
          <dd>{live}</dd>
        </div>
      )}
      {post.content.onlyBeats && (
        <div data-wide>
          <dt>{a("whoSees")}</dt>
          <dd>
            <AudienceList content={post.content} />
          </dd>
        </div>
      )}
      {readers > 0 && (
        <div>
          <dt>{t("audience")}</dt>
          <dd>{t("readers", { count: readers })}</dd>
        </div>
      )}
      {post.version > 1 && (
        <div>
          <dt className="ob-hidden">{t("class")}</dt>
          <dd>{t("newVersion", { number: post.version })}</dd>
        </div>
      )}
    </dl>
  );
}

/** Letters and messages go to people we can count; who follows a public account is the network's to know. */
function readersOf(channels: readonly ChannelRow[]): number {
  return channels.reduce((sum, { limits }) => sum + (limits["recipients"] ?? 0), 0);
}

function Look({ post }: { post: PostPageData }) {
  const t = useWords(previewWords);
  const { channels } = useChannels();
  const chosen = channels.filter(({ id }) => post.content.channels.includes(id));
  const [shown, setShown] = useState<string>();
  const channel = chosen.find(({ id }) => id === shown) ?? chosen[0];
  if (!channel) return null;
  return (
    <div className={css["look"]}>
      <SelectField
        label={`${t("choose")} (${chosen.length})`}
        value={channel.id}
        choices={chosen.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setShown}
      />
      <Preview content={post.content} channel={channel} />
    </div>
  );
}

/** What the policy found when it was handed in; the approver decides with it in sight. */
function Said({ pending, post }: { pending: PendingApproval; post: PostPageData }) {
  const t = useWords(lintWords);
  const { findings, acknowledged } = pending.submission;
  if (findings.length === 0) return null;
  return (
    <section aria-label={t("title")} className={css["said"]}>
      <h4>{t("title")}</h4>
      <LintFindings findings={findings} content={post.content} read={acknowledged} />
    </section>
  );
}

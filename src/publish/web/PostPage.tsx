import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import type { PostPageData } from "./api.ts";
import { ApprovalsPanel } from "./ApprovalsPanel.tsx";
import { useBeatNames } from "./delegations-api.ts";
import { CorrectButton } from "./CorrectButton.tsx";
import { DeliveryStrip } from "./DeliveryStrip.tsx";
import css from "./Posts.module.css";
import { OldFactsPanel } from "./OldFactsPanel.tsx";
import { PreviewPart } from "./PreviewPart.tsx";
import { useChannels, useClassOf, usePost } from "./queries.ts";
import { RecallButton } from "./RecallButton.tsx";
import { RecordsPanel } from "./RecordsPanel.tsx";
import { StandingBadge, useCounted } from "./states.tsx";
import { CommentsPanel } from "./CommentsPanel.tsx";
import { VersionsPanel } from "./VersionsPanel.tsx";
import { glassWords } from "./words/glass.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { postWords } from "./words/posts.ts";
import { useObjectiveName } from "./objectives.ts";
import { stateWords } from "./words/states.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";
import { IconArrowBackUp, IconTrash, IconUrgent } from "@tabler/icons-react";

/** The one page of a post: what it says, where it stands, who agreed, how it came to be. */
export function PostPage() {
  const { id = "" } = useParams();
  const t = useWords(postWords);
  const s = useWords(stateWords);
  const may = useMay();
  const { data, error, refetch } = usePost(id);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  const { state } = data.post;
  const isDraft = state === "draft" || state === "returned";
  const canEdit = may("post.draft") && state !== "recalled" && data.post.discardedAt === null;
  return (
    <>
      <PageHeader
        title={data.post.headline || s("noHeadline")}
        up={{ to: "/posts", label: t("title") }}
        state={<StandingBadge standing={data.standing} />}
        about={<About post={data} />}
        actions={
          <>
            {may("post.recall") && <CorrectButton post={data} />}
            {may("post.recall") && <RecallButton post={data} />}
            {canEdit && (
              <LinkButton
                to={`/posts/${id}/edit`}
                icon={IconPencil}
                look={isDraft ? "primary" : "plain"}
              >
                {isDraft ? t("continueDraft") : t("edit")}
              </LinkButton>
            )}
          </>
        }
      />
      <Standing post={data} />
      <div className={css["page"]}>
        <div className={css["column"]}>
          <OldFactsPanel post={data} />
          <Panel title={t("deliveries")}>
            <Counted counts={data.counts} />
            <DeliveryStrip post={data} />
          </Panel>
          <ApprovalsPanel post={data} />
          <CommentsPanel postId={id} />
          <VersionsPanel post={data} />
          {may("archive.search") && <RecordsPanel post={data} />}
        </div>
        <div className={css["column"]}>
          <Says post={data} />
          <Panel title={t("hash")}>
            <CopyHash hash={data.hash} shown={16} />
            <p>
              <Quiet small>{t("hashAbout")}</Quiet>
            </p>
          </Panel>
        </div>
      </div>
    </>
  );
}

function Counted({ counts }: Pick<PostPageData, "counts">) {
  const says = useCounted()(counts);
  if (says === "") return null;
  return <p className={css["counted"]}>{says}</p>;
}

function About({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const objective = useObjectiveName();
  const s = useWords(stateWords);
  const rule = useClassOf()(post.content.class);
  const o = useWords(oldFactWords);
  const beatNames = useBeatNames();
  const at = post.post.publishAt;
  return (
    <>
      {rule.title}
      {rule.paragraph && ` (${s("paragraph", { number: rule.paragraph })})`} ·{" "}
      {objective(post.content.purpose)} ·{" "}
      {post.content.beats.length === 0
        ? t("wholeJurisdiction")
        : t("beatsAre", { names: beatNames(post.content.beats).join(", ") })}{" "}
      ·{" "}
      {t("writtenBy", {
        name: post.people[post.post.draftedBy] ?? t("somebody"),
      })}{" "}
      · {t("version", { number: post.version })} ·{" "}
      {at ? <TimeAgo at={at} /> : post.post.state === "approved" ? t("atOnce") : s("whenApproved")}
      {post.post.takeDownAt && post.post.state !== "recalled" && (
        <>
          {" "}
          · {o("takeDownOn")} <TimeAgo at={post.post.takeDownAt} />
        </>
      )}
    </>
  );
}

/** Why it came back, or why it was taken back: the first thing its author needs to read. */
function Standing({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const sent = post.submissions[0];
  const recall = post.recalls[0];
  return (
    <>
      <BrokenGlass post={post} />
      {post.post.state === "returned" && sent?.note && (
        <div className={css["above"]}>
          <Notice icon={IconArrowBackUp} meaning="wait">
            {t("returnedWith", { why: sent.note })}
          </Notice>
        </div>
      )}
      {recall && (
        <div className={css["above"]}>
          <Notice icon={IconTrash} meaning="info">
            {t("recalledBecause", { why: recall.reason })} · <TimeAgo at={recall.orderedAt} />
          </Notice>
        </div>
      )}
    </>
  );
}

/** Loud as long as it stands: this version went out without an approval. */
function BrokenGlass({ post }: { post: PostPageData }) {
  const t = useWords(glassWords);
  const broken = post.approvals.find(({ kind }) => kind === "break-glass");
  if (!broken) return null;
  const name = (id: string | null) => post.people[id ?? ""] ?? "";
  return (
    <div className={css["above"]}>
      <Notice icon={IconUrgent} meaning={broken.reviewedAt ? "info" : "bad"}>
        <p>{t("onPage", { name: name(broken.personId), reason: broken.note ?? "" })}</p>
        {broken.reviewedAt ? (
          <p>
            {t("onPageReviewed", {
              name: name(broken.reviewedBy),
              note: broken.reviewNote ?? "",
            })}
          </p>
        ) : (
          <p>
            {t("reviewWaits")} <TimeAgo at={broken.reviewDueAt ?? broken.at} />.
          </p>
        )}
      </Notice>
    </div>
  );
}

function Says({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const { channels } = useChannels();
  const [shown, setShown] = useState<string>();
  return (
    <PreviewPart
      title={t("says")}
      content={post.content}
      channels={channels}
      shown={shown}
      onShow={setShown}
    />
  );
}

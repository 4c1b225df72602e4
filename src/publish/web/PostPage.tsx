import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useParams } from "react-router";
import type { PostPageData } from "./api.ts";
import { ApprovalsPanel } from "./ApprovalsPanel.tsx";
import { AudienceList } from "./AudienceList.tsx";
import { CorrectButton } from "./CorrectButton.tsx";
import { DeliveryStrip } from "./DeliveryStrip.tsx";
import { LivePanel } from "./LivePanel.tsx";
import css from "./Posts.module.css";
import { OldFactsPanel } from "./OldFactsPanel.tsx";
import { PreviewPart } from "./PreviewPart.tsx";
import { useChannels, usePost } from "./queries.ts";
import { RecallButton } from "./RecallButton.tsx";
import { AboutPost, PostNotices } from "./PostNotices.tsx";
import { RecordsPanel } from "./RecordsPanel.tsx";
import { StandingBadge, useCounted } from "./states.tsx";
import { CommentsPanel } from "./CommentsPanel.tsx";
import { VersionsPanel } from "./VersionsPanel.tsx";
import { audienceWords } from "./words/audience.ts";
import { postWords } from "./words/posts.ts";
import { stateWords } from "./words/states.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { CopyHash } from "#ui/CopyHash.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** The one page of a post: what it says, where it stands, who agreed, how it came to be. */
export function PostPage() {
  const { id = "" } = useParams();
  const t = useWords(postWords);
  const s = useWords(stateWords);
  const a = useWords(audienceWords);
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
        about={<AboutPost post={data} />}
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
      <PostNotices post={data} />
      <div className={css["page"]}>
        <div className={css["column"]}>
          <OldFactsPanel post={data} />
          <LivePanel post={data} />
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
          {data.content.onlyBeats && (
            <Panel title={a("whoSees")}>
              <AudienceList content={data.content} />
            </Panel>
          )}
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

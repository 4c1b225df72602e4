import { IconSend } from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useLocation, useNavigate, useParams } from "react-router";
import { postsApi, type PostContent, type PostPageData } from "./api.ts";
import { usualChannels } from "./audience.ts";
import { ChannelsPart } from "./ChannelsPart.tsx";
import { CommentsPanel } from "./CommentsPanel.tsx";
import css from "./Composer.module.css";
import { GlassButton } from "./GlassButton.tsx";
import { LintPart } from "./LintPart.tsx";
import { MessagePart } from "./MessagePart.tsx";
import { PreviewPart } from "./PreviewPart.tsx";
import { useChanged, useChannels, usePost } from "./queries.ts";
import { ShapesPart } from "./ShapesPart.tsx";
import { SendPart } from "./SendPart.tsx";
import { useAct } from "#ui/use-act.ts";
import { emptyContent, useDraft, useMeasures } from "./use-draft.ts";
import { useLint, type LintState } from "./use-lint.ts";
import { composerWords } from "./words/composer.ts";
import { lintWords } from "./words/lint.ts";
import { resolveLocal } from "./zoned.ts";
import { loadReadinessNotice } from "#policy/web";
import { Button } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SaveState } from "#ui/SaveState.tsx";
import { useZone } from "#ui/session.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { IconAlertTriangle } from "@tabler/icons-react";
import { clockTime } from "#ui/time.ts";
import { toast } from "#ui/toast.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const ReadinessNotice = lazy(async () => ({ default: await loadReadinessNotice() }));

/** `/posts/new` and `/posts/:id/edit`: the address of a draft made here changes under the same form. */
export function ComposerPage() {
  const { id } = useParams();
  const location = useLocation();
  const [params] = useState(() => new URLSearchParams(location.search));
  const [loadId] = useState(id);
  const { data, error, refetch } = usePost(loadId ?? "", false);
  const { channels, isPending } = useChannels();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if ((loadId !== undefined && !data) || isPending) return <SkeletonPage />;
  const at = params.get("at");
  const purpose = params.get("purpose");
  const first = {
    ...emptyContent,
    ...(purpose ? { purpose } : {}),
    channels: usualChannels(channels),
  };
  return (
    <Composer
      given={data}
      first={at ? { ...first, publish: { when: "at", local: at, zone: "" } } : first}
    />
  );
}

function Composer({ given, first }: { given: PostPageData | undefined; first: PostContent }) {
  const t = useWords(composerWords);
  const zone = useZone();
  const withZone: PostContent =
    first.publish.when === "at" ? { ...first, publish: { ...first.publish, zone } } : first;
  const draft = useDraft(given, withZone, zone);
  const measures = useMeasures(draft.content, zone);
  const lint = useLint(given, draft.content, zone, draft.id);
  const { channels } = useChannels();
  const [shown, setShown] = useState<string>();
  const preview = shown ?? draft.content.channels[0];
  const isBound = given !== undefined && ["approved", "submitted"].includes(given.post.state);
  const findings = measures.filter((one) => one.findings.length > 0);
  return (
    <>
      <PageHeader
        title={t(given ? "editTitle" : "newTitle")}
        up={
          given
            ? { to: `/posts/${given.post.id}`, label: given.post.headline || t("posts") }
            : { to: "/posts", label: t("posts") }
        }
        state={draft.saving && <SaveState saving={draft.saving} />}
      />
      <Suspense>
        <ReadinessNotice />
      </Suspense>
      {isBound && (
        <div className={css["above"]}>
          <Notice icon={IconAlertTriangle} meaning="wait">
            {t("willVoid")}
          </Notice>
        </div>
      )}
      {draft.error !== null && (
        <div className={css["above"]}>
          <ErrorNotice error={draft.error} />
        </div>
      )}
      <div className={css["page"]}>
        <MessagePart
          content={draft.content}
          change={draft.change}
          isPublished={given?.deliveries.some(({ state }) => state === "sent") ?? false}
        >
          <ShapesPart
            content={draft.content}
            change={draft.change}
            channels={channels}
            measures={measures}
          />
          <LintPart content={draft.content} change={draft.change} lint={lint} />
        </MessagePart>
        <ChannelsPart
          content={draft.content}
          change={draft.change}
          channels={channels}
          measures={measures}
          onShow={setShown}
        />
        <PreviewPart
          content={draft.content}
          channels={channels}
          measures={measures}
          shown={preview}
          onShow={setShown}
        />
        <SendPart
          content={draft.content}
          change={draft.change}
          flush={draft.flush}
          postId={draft.id}
          saving={draft.saving}
        >
          <Acts draft={draft} findings={findings.length} lint={lint} />
        </SendPart>
        {draft.id !== undefined && <CommentsPanel postId={draft.id} />}
      </div>
    </>
  );
}

interface ActsProps {
  draft: ReturnType<typeof useDraft>;
  findings: number;
  lint: LintState;
}

function Acts({ draft, findings, lint }: ActsProps) {
  const now = useNow();
  const t = useWords(composerWords);
  const zone = useZone();
  const language = useLanguage();
  const navigate = useNavigate();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const { content } = draft;
  const { publish } = content;
  const resolved = publish.when === "at" ? resolveLocal(publish.local, zone) : undefined;
  const isPast = resolved !== undefined && resolved.at.getTime() < now;
  const isBlank = content.title + content.text === "" && content.media.length === 0;
  const reason = isBlank
    ? t("saveFirst")
    : content.channels.length === 0
      ? t("noChannel")
      : findings > 0
        ? t("findings")
        : isPast
          ? t("past")
          : undefined;
  // What the policy says stops a submission, never the glass: life comes first.
  const said = useLintReason(lint);
  const sent = useRef(false);
  const submit = () =>
    act(async () => {
      const id = (await draft.flush())?.id;
      if (id === undefined || sent.current) return;
      const { dueAt } = await postsApi.submit(id, lint.acknowledged);
      sent.current = true;
      await changed();
      toast(t("submitted", { time: clockTime(new Date(dueAt), new Date(), zone, language) }));
      await navigate(`/posts/${id}`);
    });
  return (
    <div className={css["acts"]}>
      <ErrorNotice error={error} />
      <div className={css["buttons"]}>
        <DisabledReason reason={reason ?? said}>
          {(disabled) => (
            <Button
              look="primary"
              icon={IconSend}
              loading={busy}
              {...disabled}
              onClick={disabled.onClick ?? (() => void submit())}
            >
              {t("submit")}
            </Button>
          )}
        </DisabledReason>
        {draft.id !== undefined && (
          <ConfirmButton
            look="quiet"
            question={t("discard")}
            consequence={t("discardConsequence")}
            onConfirm={async () => {
              const id = (await draft.flush())?.id;
              if (id === undefined) return;
              await postsApi.discard(id);
              await changed();
              toast(t("discarded"), { undo: async () => void (await postsApi.restore(id)) });
              await navigate("/posts");
            }}
          >
            {t("discard")}
          </ConfirmButton>
        )}
        <GlassButton
          content={content}
          version={draft.flush}
          disabledReason={reason}
          onDone={(id) => void navigate(`/posts/${id}`)}
        />
      </div>
    </div>
  );
}

/** Why the policy keeps a post from being handed in. */
function useLintReason({ blocks, unread }: LintState): string | undefined {
  const t = useWords(lintWords);
  if (blocks > 0) return t("blocks", { count: blocks });
  return unread > 0 ? t("unread") : undefined;
}

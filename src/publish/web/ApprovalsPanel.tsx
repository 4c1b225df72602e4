import { IconAlertTriangle, IconArrowBackUp, IconChecks, IconSend } from "@tabler/icons-react";
import type { PostPageData } from "./api.ts";
import glassCss from "./Glass.module.css";
import { GlassButton } from "./GlassButton.tsx";
import css from "./Posts.module.css";
import { delegationWords } from "./words/delegations.ts";
import { glassWords } from "./words/glass.ts";
import { postWords } from "./words/posts.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { Timeline, type TimelineEntry } from "#ui/Timeline.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

/** Who agreed to exactly this version, who was asked, and who is asked now. */
export function ApprovalsPanel({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const may = useMay();
  const entries = useEntries(post);
  const open = post.submissions.find(({ endedAt }) => endedAt === null);
  return (
    <Panel title={t("approvals")}>
      {open && (
        <div className={css["waits"]}>
          <p>
            {t("waitsFor", {
              names: post.asked.map(({ title, name }) => `${title} ${name}`.trim()).join(", "),
            })}{" "}
            · {t("dueBy")} <TimeAgo at={open.dueAt} />
          </p>
          {may("post.approve") && post.whyNotMe === null && (
            <LinkButton small to={`/approvals#${post.post.id}`}>
              {t("goToApproval")}
            </LinkButton>
          )}
        </div>
      )}
      {entries.length === 0 ? (
        <p>
          <Quiet>{t("noApproval")}</Quiet>
        </p>
      ) : (
        <Timeline label={t("approvals")} entries={entries} />
      )}
      <CannotWait post={post} />
    </Panel>
  );
}

/** The way out when nobody answers, below everything that is asked of others. */
function CannotWait({ post }: { post: PostPageData }) {
  const t = useWords(glassWords);
  const may = useMay();
  const isOpen = ["draft", "returned", "submitted"].includes(post.post.state);
  if (!isOpen || post.post.discardedAt !== null || !may("post.break-glass")) return null;
  return (
    <div className={glassCss["cannotWait"]}>
      <Quiet>{t("cannotWait")}</Quiet>
      <GlassButton
        content={post.content}
        version={() => Promise.resolve({ id: post.post.id, hash: post.hash })}
      />
    </div>
  );
}

function useEntries(post: PostPageData): TimelineEntry[] {
  const t = useWords(postWords);
  const d = useWords(delegationWords);
  const zone = useZone();
  const language = useLanguage();
  const name = (id: string) => post.people[id] ?? t("somebody");
  const approvals = post.approvals.map((one): TimelineEntry => {
    const isGlass = one.kind === "break-glass";
    const lent = one.delegationId === null ? undefined : post.lent[one.delegationId];
    const notes = [
      lent &&
        d("gaveByDelegation", {
          name: lent.by,
          time: clockTime(new Date(lent.until), new Date(), zone, language),
        }),
      one.note,
      one.withdrawnWhy && t("withdrawn", { why: one.withdrawnWhy }),
      one.reviewNote && `${t("reviewed")}: ${one.reviewNote}`,
    ]
      .filter(Boolean)
      .join(" · ");
    return {
      id: one.id,
      at: one.at,
      who: name(one.personId),
      what: isGlass ? t("brokeGlass") : t("approvedBy", { step: one.step + 1 }),
      icon: isGlass ? IconAlertTriangle : IconChecks,
      meaning: one.withdrawnAt !== null ? "neutral" : isGlass ? "wait" : "good",
      ...(notes ? { detail: notes } : {}),
    };
  });
  const asked = post.submissions.map((one): TimelineEntry => ({
    id: one.id,
    at: one.submittedAt,
    who: name(one.submittedBy),
    what: t("submittedBy"),
    icon: one.endedHow === "returned" ? IconArrowBackUp : IconSend,
    ...(one.note ? { detail: t("returnedWith", { why: one.note }) } : {}),
  }));
  return [...approvals, ...asked].sort((a, b) => b.at.localeCompare(a.at));
}

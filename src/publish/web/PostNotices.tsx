import { IconArrowBackUp, IconTrash, IconUrgent } from "@tabler/icons-react";
import type { PostPageData } from "./api.ts";
import { useBeatNames } from "./delegations-api.ts";
import { useLiveSays } from "./live-says.ts";
import { useObjectiveName } from "./objectives.ts";
import css from "./Posts.module.css";
import { useClassOf } from "./queries.ts";
import { audienceWords } from "./words/audience.ts";
import { glassWords } from "./words/glass.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { postWords } from "./words/posts.ts";
import { stateWords } from "./words/states.ts";
import { Notice } from "#ui/Notice.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

/** Under the title: its class, purpose and beats, who wrote it, and when it goes. */
export function AboutPost({ post }: { post: PostPageData }) {
  const t = useWords(postWords);
  const objective = useObjectiveName();
  const s = useWords(stateWords);
  const a = useWords(audienceWords);
  const rule = useClassOf()(post.content.class);
  const o = useWords(oldFactWords);
  const beatNames = useBeatNames();
  const live = useLiveSays()(post.content);
  const at = post.post.publishAt;
  return (
    <>
      {rule.title}
      {rule.paragraph && ` (${s("paragraph", { number: rule.paragraph })})`} ·{" "}
      {objective(post.content.purpose)} ·{" "}
      {post.content.beats.length === 0
        ? t("wholeJurisdiction")
        : post.content.onlyBeats
          ? a("onlyIn", { names: beatNames(post.content.beats).join(", ") })
          : t("beatsAre", { names: beatNames(post.content.beats).join(", ") })}{" "}
      ·{" "}
      {t("writtenBy", {
        name: post.people[post.post.draftedBy] ?? t("somebody"),
      })}{" "}
      · {t("version", { number: post.version })} ·{" "}
      {at ? <TimeAgo at={at} /> : post.post.state === "approved" ? t("atOnce") : s("whenApproved")}
      {live !== undefined && ` · ${live}`}
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
export function PostNotices({ post }: { post: PostPageData }) {
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

import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { approvalsApi, type TimelineData } from "./api.ts";
import approvalsCss from "./Approvals.module.css";
import css from "./Glass.module.css";
import { useChanged, useTimeline } from "./queries.ts";
import { glassWords } from "./words/glass.ts";
import { Button } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type Glass = TimelineData["glassToReview"][number];

/** What was published without an approval, until command has looked at each. Absent where there is none. */
export function GlassReviews() {
  const t = useWords(glassWords);
  const { data } = useTimeline();
  if (!data || data.glassToReview.length === 0) return null;
  return (
    <section className={approvalsCss["section"]} aria-label={t("title")} id="glass">
      <h2>
        {t("title")} <span className={approvalsCss["count"]}>{data.glassToReview.length}</span>
      </h2>
      <p>
        <Quiet>{t("about")}</Quiet>
      </p>
      <ul className={css["list"]}>
        {data.glassToReview.map((glass) => (
          <li key={glass.id}>
            <Broken glass={glass} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Broken({ glass }: { glass: Glass }) {
  const t = useWords(glassWords);
  const dueAt = glass.reviewDueAt ?? glass.at;
  const isLate = Date.parse(dueAt) < useNow();
  return (
    <article className={`${approvalsCss["case"]} ${css["glass"]}`} aria-label={glass.headline}>
      <header>
        <h3>
          <Link to={`/posts/${glass.postId}`}>{glass.headline}</Link>
        </h3>
        <StateBadge
          meaning={isLate ? "bad" : "wait"}
          icon={isLate ? IconAlertTriangle : IconClock}
          label={t(isLate ? "late" : "waits")}
        />
      </header>
      <p>
        {t("by", { name: glass.person })} <TimeAgo at={glass.at} /> · {t("due")}{" "}
        <TimeAgo at={dueAt} />
      </p>
      <blockquote>{glass.note}</blockquote>
      <Review glass={glass} />
    </article>
  );
}

function Review({ glass }: { glass: Glass }) {
  const t = useWords(glassWords);
  const may = useMay();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [note, setNote] = useState("");
  const barred = glass.isMine
    ? t("own")
    : may("post.review-break-glass")
      ? undefined
      : t("notYours");
  const reason = barred ?? (note.trim().length < 3 ? t("needNote") : undefined);
  const record = () =>
    act(async () => {
      await approvalsApi.review(glass.id, note.trim());
      await changed();
      toast(t("recorded"));
    });
  if (barred !== undefined)
    return (
      <p>
        <Quiet>{barred}</Quiet>
      </p>
    );
  return (
    <>
      <AreaField
        label={t("note")}
        hint={t("noteHint")}
        rows={2}
        maxLength={5000}
        value={note}
        onChange={setNote}
      />
      <ErrorNotice error={error} />
      <div>
        <DisabledReason reason={reason}>
          {(disabled) => (
            <Button
              look="primary"
              loading={busy}
              {...disabled}
              onClick={disabled.onClick ?? (() => void record())}
            >
              {t("record")}
            </Button>
          )}
        </DisabledReason>
      </div>
    </>
  );
}

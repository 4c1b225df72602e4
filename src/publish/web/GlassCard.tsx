import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { approvalsApi, type TimelineData } from "./api.ts";
import css from "./Cards.module.css";
import { useChanged, useTimeline } from "./queries.ts";
import { todayWords } from "./words/today.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** Publications without approval, until command has looked at each. Absent where there is none. */
export function GlassCard() {
  const t = useWords(todayWords);
  const { data } = useTimeline();
  if (!data || data.glassToReview.length === 0) return null;
  return (
    <Panel title={t("glass")}>
      <ul className={css["list"]}>
        {data.glassToReview.map((one) => (
          <Broken key={one.id} glass={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Broken({ glass }: { glass: TimelineData["glassToReview"][number] }) {
  const t = useWords(todayWords);
  const changed = useChanged();
  const [note, setNote] = useState("");
  return (
    <li>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span className={css["what"]}>
        <Link to={`/posts/${glass.postId}`}>{t("openPost")}</Link>
        <Quiet>
          {glass.note} ·{" "}
          {glass.reviewDueAt && (
            <>
              {t("reviewDue")} <TimeAgo at={glass.reviewDueAt} />
            </>
          )}
        </Quiet>
      </span>
      <ConfirmButton
        small
        question={t("reviewTitle")}
        consequence={
          <Stack gap={16}>
            <span>{t("reviewAbout", { reason: glass.note ?? "–" })}</span>
            <AreaField label={t("reviewNote")} value={note} onChange={setNote} maxLength={5000} />
          </Stack>
        }
        onConfirm={async () => {
          await approvalsApi.review(glass.id, note);
          await changed();
          toast(t("reviewed"));
        }}
      >
        {t("review")}
      </ConfirmButton>
    </li>
  );
}

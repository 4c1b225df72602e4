import { IconAlertTriangle, IconCircleCheck, IconMessageCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { captureApi, type GapRow } from "./api.ts";
import css from "./Completeness.module.css";
import { completenessWords } from "./words.ts";
import { CheckField } from "#ui/choices.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { clockTime, duration } from "#ui/time.ts";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useLanguage, useWords } from "#ui/words.ts";

const whys = [
  "server-down",
  "not-polled",
  "token-ended",
  "refused",
  "unreachable",
  "cursor-lost",
  "counter",
] as const;
const whyOf = ({ why }: GapRow) => whys.find((one) => one === why) ?? "server-down";

interface GapListProps {
  gaps: readonly GapRow[];
  asOf: string;
}

/** Every gap with its cause, what to do, and who answered for it; those without an answer first. */
export function GapList({ gaps, asOf }: GapListProps) {
  const t = useWords(completenessWords);
  return (
    <Panel title={t("gaps")}>
      {gaps.length === 0 && <EmptyState small picture="calm" sentence={t("noGaps")} />}
      <ul className={css["list"]}>
        {gaps.map((gap) => (
          <li
            key={gap.id}
            id={gap.id}
            className={css["gap"]}
            data-open={gap.answeredAt === null || undefined}
          >
            {gap.answeredAt === null ? (
              <IconAlertTriangle size={22} stroke={1.75} aria-hidden />
            ) : (
              <IconCircleCheck size={22} stroke={1.75} aria-hidden />
            )}
            <div className={css["what"]}>
              <h3>
                {gap.channel}: {t(whyOf(gap))}
              </h3>
              <When gap={gap} asOf={asOf} />
              <Cause gap={gap} />
              {gap.answeredAt === null ? (
                <Answer gap={gap} alike={alikeOf(gap, gaps, asOf)} />
              ) : (
                <p>{t("answered", { name: gap.by, note: gap.note ?? "" })}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How many others the server would answer with it: the same cause at the same time. */
function alikeOf(gap: GapRow, all: readonly GapRow[], asOf: string): number {
  const until = gap.untilAt ?? asOf;
  return all.filter(
    (one) =>
      one.id !== gap.id &&
      one.answeredAt === null &&
      one.why === gap.why &&
      one.fromAt <= until &&
      (one.untilAt ?? asOf) >= gap.fromAt,
  ).length;
}

function When({ gap, asOf }: { gap: GapRow; asOf: string }) {
  const t = useWords(completenessWords);
  const language = useLanguage();
  const zone = useZone();
  const now = new Date(asOf);
  const clock = (at: string) => clockTime(new Date(at), now, zone, language);
  const { fromAt, untilAt } = gap;
  const took = duration(Date.parse(untilAt ?? asOf) - Date.parse(fromAt));
  return (
    <p>
      {untilAt === null
        ? t("open", { from: clock(fromAt), duration: took })
        : t("until", { from: clock(fromAt), until: clock(untilAt), duration: took })}
    </p>
  );
}

function Cause({ gap }: { gap: GapRow }) {
  const t = useWords(completenessWords);
  const { sentence } = useTold();
  const { says, theirs = 0, ours = 0 } = gap.detail;
  const said = says ? sentence(says) : undefined;
  return (
    <>
      {gap.answeredAt === null && <p>{t(`do-${whyOf(gap)}`, { theirs, ours })}</p>}
      {said && <Quiet small>{t("says", { says: said.text })}</Quiet>}
    </>
  );
}

const noteMax = 900;

function Answer({ gap, alike }: { gap: GapRow; alike: number }) {
  const t = useWords(completenessWords);
  const may = useMay();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const [isForAll, setIsForAll] = useState(true);
  return (
    <div>
      <ConfirmButton
        icon={IconMessageCheck}
        question={t("question")}
        disabledReason={may("capture.answer") ? undefined : t("only")}
        consequence={
          <Stack gap={16}>
            <span>{t("answerAbout")}</span>
            <AreaField
              label={t("note")}
              hint={t("noteHint")}
              rows={2}
              maxLength={noteMax}
              value={note}
              onChange={setNote}
            />
            {alike > 0 && (
              <CheckField
                label={t("alike", { count: alike })}
                checked={isForAll}
                onChange={setIsForAll}
              />
            )}
          </Stack>
        }
        onConfirm={async () => {
          await captureApi.answer(gap.id, { note, alike: alike > 0 && isForAll });
          await Promise.all(
            ["completeness", "session"].map((key) =>
              queries.invalidateQueries({ queryKey: [key] }),
            ),
          );
          toast(t("done"));
        }}
      >
        {t("answer")}
      </ConfirmButton>
    </div>
  );
}

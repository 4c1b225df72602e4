import { IconShieldCheck, IconShieldExclamation } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { archiveApi, type Proof } from "./api.ts";
import css from "./Proof.module.css";
import { proofWords } from "./words/proof.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

type AlarmRow = Proof["alarms"][number];

const titles = { split: "split", rollback: "rollback", mismatch: "mismatch" } as const;

/** What speaks against the log, until somebody has looked into it and says what it was. */
export function ProofAlarms({ alarms }: { alarms: readonly AlarmRow[] }) {
  const t = useWords(proofWords);
  if (alarms.length === 0) return null;
  return (
    <Panel title={t("alarms")}>
      <ul className={css["alarms"]}>
        {alarms.map((alarm) => (
          <li key={alarm.id} data-open={alarm.endedAt === null || undefined}>
            {alarm.endedAt === null ? (
              <IconShieldExclamation size={22} stroke={1.75} aria-hidden />
            ) : (
              <IconShieldCheck size={22} stroke={1.75} aria-hidden />
            )}
            <div>
              <h3>{t(titleOf(alarm.kind))}</h3>
              <p>{alarm.says}</p>
              <span className={css["when"]}>
                <Quiet small>
                  <TimeAgo at={alarm.raisedAt} />
                </Quiet>
              </span>
              {alarm.endedAt === null ? (
                <AnswerAlarm id={alarm.id} />
              ) : (
                <p>
                  {t("answered", { name: alarm.by })}: {alarm.note}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function AnswerAlarm({ id }: { id: string }) {
  const t = useWords(proofWords);
  const may = useMay();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  return (
    <ConfirmButton
      disabledReason={may("archive.answer-alarm") ? undefined : t("onlyAnswer")}
      consequence={
        <Stack gap={16}>
          <span>{t("answerAbout")}</span>
          <AreaField label={t("note")} rows={3} maxLength={2_000} value={note} onChange={setNote} />
        </Stack>
      }
      onConfirm={async () => {
        await archiveApi.answerAlarm(id, note);
        await Promise.all(
          [["archive", "proof"], ["session"]].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        );
        toast(t("done"));
      }}
    >
      {t("answer")}
    </ConfirmButton>
  );
}

function titleOf(kind: string): (typeof titles)[keyof typeof titles] {
  return kind === "split" || kind === "rollback" ? titles[kind] : titles.mismatch;
}

import { useState } from "react";
import { publishingApi, type PublicationData } from "./publishing-api.ts";
import css from "./Requests.module.css";
import { publishingWords } from "./words/publishing.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface PublicationProps {
  id: string;
  one: PublicationData;
  role: string | undefined;
  done: () => void;
}

/** One production that everybody reads, or is to, or did. */
export function Publication({ id, one, role, done }: PublicationProps) {
  const t = useWords(publishingWords);
  const { busy, error, act } = useAct();
  const [isEnding, setEnding] = useState(false);
  const [why, setWhy] = useState("");
  const state = one.endedAt !== null ? "ended" : one.approvedAt !== null ? "published" : "proposed";
  const meaning = { ended: "neutral", published: "good", proposed: "wait" } as const;
  const approve = () =>
    void act(async () => {
      await publishingApi.approve(id, one.id);
      done();
    });
  const end = () =>
    void act(async () => {
      await publishingApi.end(id, one.id, why);
      setEnding(false);
      done();
    });
  const button = (label: string, press: () => void, reason: string | undefined) => (
    <DisabledReason reason={reason}>
      {(disabled) => (
        <Button small loading={busy} {...disabled} onClick={disabled.onClick ?? press}>
          {label}
        </Button>
      )}
    </DisabledReason>
  );
  return (
    <li className={css["line"]}>
      <Stack gap={4}>
        <strong>{t("part", { part: one.running, title: one.title })}</strong>
        <StateBadge meaning={meaning[state]} label={t(state)} />
        <Quiet small>
          {state === "ended"
            ? t("endedBy", { name: one.endedBy, why: one.endedWhy ?? "" })
            : state === "published"
              ? t("approvedBy", { name: one.approvedBy })
              : t("proposedBy", { name: one.proposedBy })}
        </Quiet>
        {state !== "ended" && (
          <Row gap={8}>
            {state === "proposed" &&
              button(t("agree"), approve, role ?? (one.isMine ? t("own") : undefined))}
            {button(t("takeBack"), () => setEnding(true), role)}
          </Row>
        )}
        <ErrorNotice error={error} />
      </Stack>
      {isEnding && (
        <Dialog open title={t("takeBack")} onClose={() => setEnding(false)}>
          <Stack gap={16}>
            <TextField label={t("why")} value={why} maxLength={500} isFirst onChange={setWhy} />
            <Row end>
              <Button look="primary" loading={busy} disabled={why.trim().length < 3} onClick={end}>
                {t("takeBack")}
              </Button>
            </Row>
          </Stack>
        </Dialog>
      )}
    </li>
  );
}

import { useState } from "react";
import css from "./Calls.module.css";
import { sourcesApi, useCallSourcesChanged, type SilenceRow } from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** When no call came from a source for longer than it should be, and what it was. */
export function Silences({ silences }: { silences: readonly SilenceRow[] }) {
  const t = useWords(sourceWords);
  return (
    <Panel title={t("silences")}>
      {silences.length === 0 && <EmptyState small picture="calm" sentence={t("noSilences")} />}
      <ul className={css["list"]}>
        {silences.map((one) => (
          <Silence key={one.id} silence={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Silence({ silence }: { silence: SilenceRow }) {
  const t = useWords(sourceWords);
  const may = useMay();
  const changed = useCallSourcesChanged();
  const { busy, error, act } = useAct();
  const [note, setNote] = useState("");
  const { id, source, fromAt, untilAt, answeredAt } = silence;
  const send = () =>
    act(async () => {
      await sourcesApi.answer(id, note.trim());
      await changed();
    });
  return (
    <li className={css["line"]} id={id}>
      <Stack gap={8}>
        <span>
          <strong>{source}</strong> <TimeAgo at={fromAt} />{" "}
          {untilAt === null ? (
            t("still")
          ) : (
            <>
              {t("until")} <TimeAgo at={untilAt} />
            </>
          )}
        </span>
        {answeredAt !== null && <Quiet>{t("answered", { note: silence.note ?? "" })}</Quiet>}
        {answeredAt === null && may("call-source.answer") && (
          <>
            <TextField label={t("note")} maxLength={900} value={note} onChange={setNote} />
            <Row end>
              <Button loading={busy} disabled={note.trim().length < 3} onClick={() => void send()}>
                {t("answer")}
              </Button>
            </Row>
          </>
        )}
        <ErrorNotice error={error} />
      </Stack>
    </li>
  );
}

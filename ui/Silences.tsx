import { useState } from "react";
import { Button } from "./buttons.tsx";
import { EmptyState } from "./EmptyState.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { TextField } from "./fields.tsx";
import { Panel, Quiet, Row, Stack } from "./layout.tsx";
import { LineList } from "./LineList.tsx";
import { TimeAgo } from "./TimeAgo.tsx";
import { useAct } from "./use-act.ts";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/** A time in which nothing came from where something should have; times are RFC 3339. */
export interface SilenceRow {
  id: string;
  source: string;
  fromAt: string;
  untilAt: string | null;
  answeredAt: string | null;
  note: string | null;
}

interface SilencesProps {
  silences: readonly SilenceRow[];
  /** Whether this person may say what a silence was. */
  may: boolean;
  answer: (id: string, note: string) => Promise<void>;
}

/** When a source was silent for longer than it should be, and what it was. */
export function Silences({ silences, may, answer }: SilencesProps) {
  const t = useWords(kit);
  return (
    <Panel title={t("silences")}>
      {silences.length === 0 && <EmptyState small picture="calm" sentence={t("noSilences")} />}
      <LineList>
        {silences.map((one) => (
          <Silence key={one.id} silence={one} may={may} answer={answer} />
        ))}
      </LineList>
    </Panel>
  );
}

interface SilenceProps extends Omit<SilencesProps, "silences"> {
  silence: SilenceRow;
}

function Silence({ silence, may, answer }: SilenceProps) {
  const t = useWords(kit);
  const { busy, error, act } = useAct();
  const [note, setNote] = useState("");
  const { id, source, fromAt, untilAt, answeredAt } = silence;
  return (
    <li id={id}>
      <Stack gap={8}>
        <span>
          <strong>{source}</strong> <TimeAgo at={fromAt} />{" "}
          {untilAt === null ? (
            t("stillSilent")
          ) : (
            <>
              {t("silentUntil")} <TimeAgo at={untilAt} />
            </>
          )}
        </span>
        {answeredAt !== null && <Quiet>{t("silenceWas", { note: silence.note ?? "" })}</Quiet>}
        {answeredAt === null && may && (
          <>
            <TextField label={t("whatItWas")} maxLength={900} value={note} onChange={setNote} />
            <Row end>
              <Button
                loading={busy}
                disabled={note.trim().length < 3}
                onClick={() => void act(() => answer(id, note.trim()))}
              >
                {t("answerSilence")}
              </Button>
            </Row>
          </>
        )}
        <ErrorNotice error={error} />
      </Stack>
    </li>
  );
}

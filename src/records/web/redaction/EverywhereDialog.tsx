import { useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import { redactionApi, type Exemption, type Sightings } from "./api.ts";
import { CodeChoice } from "./CodeChoice.tsx";
import css from "./Redaction.module.css";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

export interface MarkedMany {
  batch: string;
  words: string;
  texts: number;
  places: number;
}

interface EverywhereProps {
  requestId: string;
  words: string;
  code: string;
  exemptions: readonly Exemption[];
  /** Saves what is marked on the page: it would be in the way of marks from here. */
  saveFirst: () => Promise<void>;
  onClose: () => void;
  onMarked: (many: MarkedMany) => void;
}

/** The same person or telephone in all records of the request: counted and shown first, marked as one act. */
export function EverywhereDialog(props: EverywhereProps) {
  const t = useWords(redactionWords);
  const [words, setWords] = useState(props.words);
  const [alone, setAlone] = useState(false);
  const [code, setCode] = useState(props.code);
  const [seen, setSeen] = useState<Sightings>();
  const { busy, error, act } = useAct();
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      setSeen(undefined);
    };
  };
  const look = () =>
    void act(async () => setSeen(await redactionApi.find(props.requestId, words, alone)));
  const mark = () =>
    void act(async () => {
      await props.saveFirst();
      const many = await redactionApi.markEverywhere(props.requestId, { words, alone, code });
      props.onMarked({ ...many, words });
    });
  return (
    <Dialog open title={t("everywhereTitle")} size="middle" onClose={props.onClose}>
      <Stack gap={16}>
        <Quiet small>{t("everywhereIs")}</Quiet>
        <TextField
          label={t("words")}
          value={words}
          maxLength={200}
          isFirst
          onChange={change(setWords)}
        />
        {/\p{L}\s+\p{L}/u.test(words) && (
          <CheckField label={t("alone")} checked={alone} onChange={change(setAlone)} />
        )}
        <CodeChoice exemptions={props.exemptions} value={code} onChange={setCode} />
        {seen && <Seen seen={seen} />}
        <ErrorNotice error={error} />
        <Row end>
          <Button look={seen ? "plain" : "primary"} loading={busy && !seen} onClick={look}>
            {t("look")}
          </Button>
          {seen && seen.places > 0 && (
            <Button look="primary" loading={busy} disabled={code === ""} onClick={mark}>
              {t("markPlaces", { count: seen.places })}
            </Button>
          )}
        </Row>
      </Stack>
    </Dialog>
  );
}

function Seen({ seen }: { seen: Sightings }) {
  const t = useWords(redactionWords);
  return (
    <output className={css["seen"]}>
      <p>
        {seen.places === 0 ? t("nowhere") : t("places", { count: seen.places, texts: seen.texts })}{" "}
        {seen.marked > 0 && t("alreadyMarked", { count: seen.marked })}
      </p>
      {seen.samples.length > 0 && (
        <>
          <Quiet small>{t("some")}</Quiet>
          <ul className={css["samples"]}>
            {seen.samples.map(({ recordId, before, words, after }, at) => (
              <li key={`${recordId} ${at}`}>
                … {before}
                <mark className={css["mark"]}>{words}</mark>
                {after} …
              </li>
            ))}
          </ul>
        </>
      )}
    </output>
  );
}

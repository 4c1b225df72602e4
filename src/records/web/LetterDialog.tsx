import { useState } from "react";
import { longDay } from "./day-words.ts";
import { requestsApi, type LetterDraft, type RequestData } from "./requests-api.ts";
import { stageWord } from "./stage-words.ts";
import { letterTexts, type LetterKind } from "./words/letters.ts";
import { requestWords } from "./words/request.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useSession } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface LetterDialogProps {
  kind: LetterKind;
  data: RequestData;
  changed: () => void;
  onClose: () => void;
}

const titles = {
  acknowledgement: "acknowledge",
  clarification: "clarify",
  extension: "extend",
  estimate: "estimate",
  other: "write",
} as const;

/** One letter to the requester, with what it does to the clock. */
export function LetterDialog({ kind, data, changed, onClose }: LetterDialogProps) {
  const t = useWords(requestWords);
  const { busy, error, act } = useAct();
  const form = useLetter(kind, data);
  const send = () =>
    void act(async () => {
      await requestsApi.write(data.request.id, form.draft);
      toast(t("sent"));
      changed();
      onClose();
    });
  const open = data.clock.deadlines.filter(({ doneOn }) => doneOn === undefined);
  return (
    <Dialog open size="middle" title={t(titles[kind])} onClose={onClose}>
      <Stack gap={16}>
        {kind === "extension" && <ExtensionFields data={data} form={form} />}
        {kind === "estimate" && (
          <DateTimeField
            kind="date"
            label={t("promisedField")}
            hint=""
            min={data.today}
            value={form.promisedOn}
            onChange={form.setPromisedOn}
          />
        )}
        <AreaField
          label={t("letter")}
          hint={t("letterHint")}
          rows={8}
          maxLength={20_000}
          value={form.text}
          onChange={form.setText}
        />
        {kind === "clarification" && (
          <CheckField
            label={t("pauses")}
            hint={t("pausesHint")}
            checked={form.pauses}
            onChange={form.setPauses}
          />
        )}
        {kind !== "clarification" && kind !== "extension" && open.length > 0 && (
          <SelectField
            label={t("fulfilsField")}
            value={form.fulfils}
            onChange={form.setFulfils}
            choices={[
              { value: "", label: t("fulfilsNone") },
              ...open.map(({ stage }) => ({ value: stage, label: stageWord(t, stage) })),
            ]}
          />
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={!form.isWhole} onClick={send}>
            {t("send")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

function useLetter(kind: LetterKind, { request, clock, law, today }: RequestData) {
  const { agency } = useSession();
  const language = request.language === "es" ? "es" : "en";
  const due = request.dueOn ? longDay(request.dueOn, language) : "";
  const first = letterTexts[language][kind]({ number: request.number, agency: agency.name, due });
  const [text, setText] = useState(first);
  const open = clock.deadlines.filter(({ doneOn }) => doneOn === undefined);
  const [fulfils, setFulfils] = useState(firstStage(kind, open));
  const [pauses, setPauses] = useState(false);
  const [promisedOn, setPromisedOn] = useState("");
  const extensible = law.extension?.stage ?? "";
  const [stage, setStage] = useState<string>(extensible);
  const [days, setDays] = useState(String(law.extension?.term?.days ?? ""));
  const [kindOfDays, setKindOfDays] = useState<string>(law.extension?.term?.kind ?? "business");
  const [ground, setGround] = useState("");
  const term = {
    days: Number(days),
    kind: kindOfDays === "calendar" ? ("calendar" as const) : ("business" as const),
  };
  const named = open.find((one) => one.stage === stage)?.stage;
  const met = open.find((one) => one.stage === fulfils)?.stage;
  const draft: LetterDraft = {
    kind,
    text,
    ...(met && kind !== "extension" && kind !== "clarification" ? { fulfils: met } : {}),
    ...(kind === "clarification" ? { pausesClock: pauses } : {}),
    ...(kind === "estimate" && promisedOn ? { promisedOn } : {}),
    ...(kind === "extension" && named ? { extension: { stage: named, term, ground } } : {}),
  };
  const isWhole =
    text.trim().length >= 10 &&
    (kind !== "estimate" || promisedOn >= today) &&
    (kind !== "extension" ||
      (named !== undefined && Number.isInteger(term.days) && term.days > 0 && ground.length >= 3));
  return {
    text,
    setText,
    fulfils,
    setFulfils,
    pauses,
    setPauses,
    promisedOn,
    setPromisedOn,
    stage,
    setStage,
    days,
    setDays,
    kindOfDays,
    setKindOfDays,
    ground,
    setGround,
    draft,
    isWhole,
  };
}

/** An acknowledgement most often fulfils the law's first step, an estimate its answer. */
function firstStage(kind: LetterKind, open: readonly { stage: string }[]): string {
  const wanted = { acknowledgement: "acknowledge", estimate: "respond" };
  const stage = kind === "acknowledgement" || kind === "estimate" ? wanted[kind] : "";
  return open.some((one) => one.stage === stage) ? stage : "";
}

interface ExtensionProps {
  data: RequestData;
  form: ReturnType<typeof useLetter>;
}

function ExtensionFields({ data, form }: ExtensionProps) {
  const t = useWords(requestWords);
  const { extension } = data.law;
  const counted = data.clock.deadlines.filter(({ term, doneOn }) => term && !doneOn);
  return (
    <>
      <SelectField
        label={t("extendStage")}
        value={form.stage}
        onChange={form.setStage}
        choices={counted.map(({ stage }) => ({ value: stage, label: stageWord(t, stage) }))}
      />
      <Row>
        <TextField
          label={t("extendDays")}
          inputMode="numeric"
          value={form.days}
          maxLength={3}
          onChange={form.setDays}
        />
        <SelectField
          label={t("kindOfDays")}
          value={form.kindOfDays}
          onChange={form.setKindOfDays}
          choices={[
            { value: "business", label: t("business") },
            { value: "calendar", label: t("calendar") },
          ]}
        />
      </Row>
      <TextField
        label={t("ground")}
        hint={extension ? t("groundHint", { ground: extension.ground }) : ""}
        value={form.ground}
        maxLength={500}
        onChange={form.setGround}
      />
    </>
  );
}

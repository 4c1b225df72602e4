import { lazy, Suspense } from "react";
import type { AlertForm } from "./alert-draft.ts";
import css from "./Alerts.module.css";
import { useAlertChannels, type AlertMode } from "./api.ts";
import { SayingFields } from "./SayingFields.tsx";
import { situations } from "./situations.ts";
import { alertsWords } from "./words.ts";
import { loadBeatsDrawing } from "#agency/web";
import { CheckField, ChoiceField } from "#ui/choices.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

const BeatsDrawing = lazy(loadBeatsDrawing);

export interface FieldsProps {
  form: AlertForm;
  onChange: (form: AlertForm) => void;
}

interface AlertFieldsProps extends FieldsProps {
  mode: AlertMode;
  hasEnding: boolean;
}

/** The parts of an alert, in the order in which a person in a hurry thinks of them. */
export function AlertFields({ form, mode, hasEnding, onChange }: AlertFieldsProps) {
  const t = useWords(alertsWords);
  const fields = { form, onChange };
  return (
    <>
      <What {...fields} />
      <Where {...fields} />
      <Panel title={t("say")}>
        <Stack gap={16}>
          <SayingFields {...fields} which="sayings" />
        </Stack>
      </Panel>
      {hasEnding && (
        <Panel title={t("end")}>
          <Stack gap={16}>
            <Quiet>{t("endAbout")}</Quiet>
            <SayingFields {...fields} which="ending" />
          </Stack>
        </Panel>
      )}
      <When {...fields} mode={mode} />
    </>
  );
}

const urgencies = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
const severities = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
const certainties = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;

function What({ form, onChange }: FieldsProps) {
  const t = useWords(alertsWords);
  const language = useLanguage();
  const set = (facts: Partial<AlertForm["facts"]>) =>
    onChange({ ...form, facts: { ...form.facts, ...facts } });
  const choose = (id: string) => {
    const found = situations.find((one) => one.id === id);
    if (found) onChange({ ...form, situation: id, facts: found.facts });
  };
  return (
    <Panel title={t("what")}>
      <Stack gap={16}>
        <ChoiceField
          label={t("situation")}
          value={form.situation}
          choices={situations.map(({ id, label }) => ({ value: id, label: label[language] }))}
          onChange={choose}
        />
        <details>
          <summary>{t("details")}</summary>
          <div className={css["four"]}>
            <TextField
              label={t("event")}
              maxLength={3}
              value={form.facts.event}
              onChange={(event) => set({ event: event.toUpperCase() })}
            />
            <OneOf
              label={t("urgency")}
              all={urgencies}
              value={form.facts.urgency}
              onChange={(urgency) => set({ urgency })}
            />
            <OneOf
              label={t("severity")}
              all={severities}
              value={form.facts.severity}
              onChange={(severity) => set({ severity })}
            />
            <OneOf
              label={t("certainty")}
              all={certainties}
              value={form.facts.certainty}
              onChange={(certainty) => set({ certainty })}
            />
          </div>
        </details>
      </Stack>
    </Panel>
  );
}

interface OneOfProps<Value extends string> {
  label: string;
  all: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
}

/** The standard's own words: they stand in the message as they are. */
function OneOf<Value extends string>({ label, all, value, onChange }: OneOfProps<Value>) {
  return (
    <SelectField
      label={label}
      value={value}
      choices={all.map((one) => ({ value: one, label: one }))}
      onChange={(chosen) => {
        const found = all.find((one) => one === chosen);
        if (found) onChange(found);
      }}
    />
  );
}

function Where({ form, onChange }: FieldsProps) {
  const t = useWords(alertsWords);
  return (
    <Panel title={t("where")}>
      <Stack gap={16}>
        <Suspense fallback={<SkeletonRows rows={5} />}>
          <BeatsDrawing
            label={t("draw")}
            initial={form.area}
            onChange={(area) => onChange({ ...form, area })}
          />
        </Suspense>
        <AreaField
          label={t("place")}
          hint={t("placeHint")}
          rows={1}
          maxLength={300}
          value={form.place}
          onChange={(place) => onChange({ ...form, place })}
        />
        <TextField
          label={t("same")}
          hint={t("sameHint")}
          optional
          value={form.same}
          onChange={(same) => onChange({ ...form, same })}
        />
      </Stack>
    </Panel>
  );
}

const hours = [1, 2, 4, 8, 12, 24];
const promises = [15, 30, 60, 120, 0];

function When({ form, mode, onChange }: FieldsProps & { mode: AlertMode }) {
  const t = useWords(alertsWords);
  return (
    <Panel title={t("when")}>
      <Stack gap={16}>
        <div className={css["four"]}>
          <SelectField
            label={t("expires")}
            value={String(form.hours)}
            choices={hours.map((count) => ({
              value: String(count),
              label: count === 1 ? t("hour") : t("hours", { count }),
            }))}
            onChange={(value) => onChange({ ...form, hours: Number(value) })}
          />
          <SelectField
            label={t("nextUpdate")}
            value={String(form.nextMinutes)}
            choices={promises.map((count) => ({
              value: String(count),
              label: count === 0 ? t("noPromise") : t("minutes", { count }),
            }))}
            onChange={(value) => onChange({ ...form, nextMinutes: Number(value) })}
          />
          <TextField
            label={t("contact")}
            optional
            maxLength={200}
            value={form.contact}
            onChange={(contact) => onChange({ ...form, contact })}
          />
        </div>
        <Channels form={form} mode={mode} onChange={onChange} />
      </Stack>
    </Panel>
  );
}

/** All that fit, until somebody takes one out. Practice is offered the practice network alone. */
function Channels({ form, mode, onChange }: FieldsProps & { mode: AlertMode }) {
  const t = useWords(alertsWords);
  const { data } = useAlertChannels();
  const fitting = (data?.channels ?? []).filter(
    ({ isPractice }) => isPractice === (mode !== "actual"),
  );
  const chosen = form.channels ?? fitting.map(({ id }) => id);
  const toggle = (id: string, isOn: boolean) =>
    onChange({ ...form, channels: isOn ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <fieldset className={css["channels"]}>
      <legend>{t("channels")}</legend>
      {fitting.map(({ id, name }) => (
        <CheckField
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(isOn) => toggle(id, isOn)}
        />
      ))}
    </fieldset>
  );
}

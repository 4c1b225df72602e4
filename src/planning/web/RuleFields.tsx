import type { Timing } from "./api.ts";
import css from "./Planning.module.css";
import { RulePreview } from "./RulePreview.tsx";
import {
  dayOf,
  nameOf,
  nths,
  nthsOf,
  ruleOf,
  weekdays,
  type Nth,
  type RuleParts,
} from "./rule-words.ts";
import { seriesWords } from "./words/series.ts";
import { CheckField, ChoiceField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

export interface RuleState {
  parts: RuleParts;
  /** The rule as text, where somebody writes it. */
  text: string | undefined;
  day: string;
  time: string;
}

export function timingOf({ parts, text, day, time }: RuleState): Timing {
  return { rule: text ?? ruleOf(parts, day), startsLocal: `${day}T${time}` };
}

interface RuleFieldsProps {
  state: RuleState;
  onChange: (state: RuleState) => void;
}

const frequencies = ["DAILY", "WEEKLY", "MONTHLY"] as const;

/** How often, on which days, when and until when; or the rule as text. What comes of it stands below. */
export function RuleFields({ state, onChange }: RuleFieldsProps) {
  const t = useWords(seriesWords);
  const set = (part: Partial<RuleState>) => onChange({ ...state, ...part });
  const { text } = state;
  return (
    <div className={css["form"]}>
      <div className={css["pair"]}>
        <DateTimeField
          kind="date"
          label={t("starts")}
          value={state.day}
          onChange={(day) => {
            const { nth } = state.parts;
            const stays = nth !== undefined && nthsOf(day).includes(nth);
            set({ day, parts: { ...state.parts, nth: stays ? nth : undefined } });
          }}
        />
        <TextField
          type="time"
          label={t("time")}
          value={state.time}
          onChange={(time) => set({ time: time.slice(0, 5) })}
        />
      </div>
      {text === undefined ? (
        <Parts state={state} onChange={onChange} />
      ) : (
        <AreaField
          label={t("rule")}
          hint={t("ruleHint")}
          rows={3}
          maxLength={4_000}
          value={text}
          onChange={(next) => set({ text: next })}
        />
      )}
      <CheckField
        label={t("advanced")}
        checked={text !== undefined}
        onChange={(on) => set({ text: on ? ruleOf(state.parts, state.day) : undefined })}
      />
      <RulePreview timing={timingOf(state)} />
    </div>
  );
}

const nthOf = (value: string): Nth | undefined => nths.find((one) => String(one) === value);

function Parts({ state, onChange }: RuleFieldsProps) {
  const t = useWords(seriesWords);
  const language = useLanguage();
  const { parts } = state;
  const set = (part: Partial<RuleParts>) => onChange({ ...state, parts: { ...parts, ...part } });
  const toggle = (day: string, on: boolean) =>
    set({ days: weekdays.filter((one) => (one === day ? on : parts.days.includes(one))) });
  return (
    <>
      <div className={css["pair"]}>
        <SelectField
          label={t("frequency")}
          value={parts.frequency}
          choices={frequencies.map((value) => ({ value, label: t(value) }))}
          onChange={(value) =>
            set({ frequency: frequencies.find((one) => one === value) ?? "WEEKLY" })
          }
        />
        <TextField
          label={t("interval")}
          inputMode="numeric"
          maxLength={2}
          value={String(parts.interval)}
          onChange={(value) => set({ interval: Math.max(1, Number(value) || 1) })}
        />
      </div>
      {parts.frequency === "WEEKLY" && (
        <fieldset className={css["weekdays"]}>
          <legend>{t("days")}</legend>
          {weekdays.map((day) => (
            <CheckField
              key={day}
              label={nameOf(day, language)}
              checked={parts.days.includes(day)}
              onChange={(on) => toggle(day, on)}
            />
          ))}
        </fieldset>
      )}
      {parts.frequency === "MONTHLY" && (
        <ChoiceField
          label={t("monthly")}
          value={String(parts.nth ?? "")}
          choices={[
            { value: "", label: t("dayOfMonth", { day: Number(state.day.slice(8, 10)) || 1 }) },
            ...nthsOf(state.day).map((nth) => ({
              value: String(nth),
              label: t(`nth${nth}`, { day: nameOf(dayOf(state.day), language) }),
            })),
          ]}
          onChange={(value) => set({ nth: nthOf(value) })}
        />
      )}
      <ChoiceField
        label={t("end_kind")}
        value={parts.count === undefined ? "until" : "count"}
        choices={[
          { value: "until", label: t("endUntil") },
          { value: "count", label: t("endCount") },
        ]}
        onChange={(kind) => set({ count: kind === "count" ? 10 : undefined })}
      />
      {parts.count === undefined ? (
        <DateTimeField
          kind="date"
          label={t("until")}
          value={parts.until}
          onChange={(until) => set({ until })}
        />
      ) : (
        <TextField
          label={t("count")}
          inputMode="numeric"
          maxLength={3}
          value={String(parts.count)}
          onChange={(value) => set({ count: Math.max(1, Number(value) || 1) })}
        />
      )}
    </>
  );
}

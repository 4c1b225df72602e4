import type { Timing } from "./api.ts";
import css from "./Planning.module.css";
import { RulePreview } from "./RulePreview.tsx";
import { seriesWords } from "./words/series.ts";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { nthsOf, ruleOf, type RuleParts as Parts } from "#ui/rule-words.ts";
import { RuleParts } from "#ui/RuleParts.tsx";
import { useWords } from "#ui/words.ts";

export interface RuleState {
  parts: Parts;
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
        <RuleParts parts={state.parts} day={state.day} onChange={(parts) => set({ parts })} />
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

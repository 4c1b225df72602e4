import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { planningApi, type Timing } from "./api.ts";
import css from "./Planning.module.css";
import { nameOf, ruleOf, ruleSentence, weekdays, type RuleParts } from "./rule-words.ts";
import { seriesWords } from "./words/series.ts";
import { useDayWords } from "./words-of.ts";
import { CheckField, ChoiceField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

export interface RuleState {
  parts: RuleParts;
  /** The rule as text, where somebody writes it. */
  text: string | undefined;
  day: string;
  time: string;
}

export function timingOf({ parts, text, day, time }: RuleState): Timing {
  return { rule: text ?? ruleOf(parts), startsLocal: `${day}T${time}` };
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
      <CheckField
        label={t("advanced")}
        checked={text !== undefined}
        onChange={(on) => set({ text: on ? ruleOf(state.parts) : undefined })}
      />
      {text === undefined ? (
        <Parts state={state} onChange={onChange} />
      ) : (
        <TextField
          label={t("rule")}
          hint={t("ruleHint")}
          maxLength={300}
          spellCheck={false}
          value={text}
          onChange={(next) => set({ text: next })}
        />
      )}
      <div className={css["pair"]}>
        <DateTimeField
          kind="date"
          label={t("starts")}
          value={state.day}
          onChange={(day) => set({ day })}
        />
        <TextField
          type="time"
          label={t("time")}
          value={state.time}
          onChange={(time) => set({ time: time.slice(0, 5) })}
        />
      </div>
      <Preview timing={timingOf(state)} />
    </div>
  );
}

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

const settledMs = 400;

/** What the server makes of it: a rule that cannot be is told here, before anything is saved. */
function Preview({ timing }: { timing: Timing }) {
  const t = useWords(seriesWords);
  const language = useLanguage();
  const day = useDayWords();
  const [asked, setAsked] = useState(timing);
  const { rule, startsLocal } = timing;
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ rule, startsLocal }), settledMs);
    return () => clearTimeout(timer);
  }, [rule, startsLocal]);
  const { data, error } = useQuery({
    queryKey: ["planning", "preview", asked],
    queryFn: () => planningApi.preview(asked),
    retry: false,
    gcTime: 0,
  });
  return (
    <section aria-label={t("preview")} aria-live="polite">
      <ErrorNotice error={error} />
      {data && (
        <>
          <p>
            <strong>{ruleSentence(data.rule, asked.startsLocal, language)}</strong>
            <br />
            <Quiet>{t("previewCount", { count: data.total })}</Quiet>
          </p>
          <ol>
            {data.next.slice(0, 6).map(({ occurrence, local, note }) => (
              <li key={occurrence}>
                {day.time(local)} {note && <Quiet>{note}</Quiet>}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

import { CheckField, ChoiceField } from "./choices.tsx";
import { DateTimeField } from "./DateTimeField.tsx";
import { SelectField, TextField } from "./fields.tsx";
import {
  dayOf,
  nameOf,
  nths,
  nthsOf,
  weekdays,
  type Nth,
  type RuleParts as Parts,
} from "./rule-words.ts";
import css from "./RuleParts.module.css";
import { ruleFieldWords } from "./words/rule.ts";
import { useLanguage, useWords } from "./words.ts";

interface RulePartsProps {
  parts: Parts;
  /** The first day, whose weekday a monthly rule may mean. */
  day: string;
  onChange: (parts: Parts) => void;
}

const frequencies = ["DAILY", "WEEKLY", "MONTHLY"] as const;
const nthOf = (value: string): Nth | undefined => nths.find((one) => String(one) === value);

/** How often it comes, on which days, and until when. */
export function RuleParts({ parts, day: first, onChange }: RulePartsProps) {
  const t = useWords(ruleFieldWords);
  const language = useLanguage();
  const set = (part: Partial<Parts>) => onChange({ ...parts, ...part });
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
            { value: "", label: t("dayOfMonth", { day: Number(first.slice(8, 10)) || 1 }) },
            ...nthsOf(first).map((nth) => ({
              value: String(nth),
              label: t(`nth${nth}`, { day: nameOf(dayOf(first), language) }),
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

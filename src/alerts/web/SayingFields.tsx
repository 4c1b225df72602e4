import { languagesOf, type AlertForm, type SayingForm } from "./alert-draft.ts";
import type { FieldsProps } from "./AlertFields.tsx";
import css from "./Alerts.module.css";
import { PhrasePicker } from "./lexicon/PhrasePicker.tsx";
import { alertsWords } from "./words.ts";
import { CheckField } from "#ui/choices.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Meter } from "#ui/Meter.tsx";
import { useWords } from "#ui/words.ts";

interface SayingFieldsProps extends FieldsProps {
  which: "sayings" | "ending";
}

/** What is said in each language, side by side: the same facts, nothing lost in one of them. */
export function SayingFields({ form, onChange, which }: SayingFieldsProps) {
  const t = useWords(alertsWords);
  return (
    <>
      {which === "sayings" && (
        <CheckField
          label={t("alsoSpanish")}
          checked={form.hasSpanish}
          onChange={(hasSpanish) => onChange({ ...form, hasSpanish })}
        />
      )}
      <div className={css["languages"]}>
        {languagesOf(form).map((language) => (
          <Saying
            key={language}
            language={language}
            which={which}
            said={form[which][language]}
            onChange={(said) => onChange(changed(form, which, language, said))}
          />
        ))}
      </div>
      {which === "sayings" && <PhrasePicker form={form} onChange={onChange} />}
    </>
  );
}

function changed(
  form: AlertForm,
  which: "sayings" | "ending",
  language: "en" | "es",
  said: SayingForm,
): AlertForm {
  return { ...form, [which]: { ...form[which], [language]: said } };
}

interface SayingProps {
  language: "en" | "es";
  which: "sayings" | "ending";
  said: SayingForm;
  onChange: (said: SayingForm) => void;
}

function Saying({ language, which, said, onChange }: SayingProps) {
  const t = useWords(alertsWords);
  const set = (part: Partial<SayingForm>) => onChange({ ...said, ...part });
  const isEnding = which === "ending";
  return (
    <fieldset className={css["saying"]} lang={language}>
      <legend>{t(language === "en" ? "english" : "spanish")}</legend>
      <TextField
        label={t(isEnding ? "endHeadline" : "headlineField")}
        maxLength={160}
        value={said.headline}
        onChange={(headline) => set({ headline })}
      />
      <AreaField
        label={t(isEnding ? "endDescription" : "description")}
        {...(isEnding ? {} : { hint: t("descriptionHint") })}
        maxLength={1800}
        value={said.description}
        onChange={(description) => set({ description })}
      />
      {!isEnding && (
        <>
          <AreaField
            label={t("instruction")}
            hint={t("instructionHint")}
            maxLength={1800}
            value={said.instruction}
            onChange={(instruction) => set({ instruction })}
          />
          <Phone
            label={t("short")}
            max={90}
            text={said.short}
            onChange={(short) => set({ short })}
          />
          <Phone label={t("long")} max={360} text={said.long} onChange={(long) => set({ long })} />
        </>
      )}
    </fieldset>
  );
}

interface PhoneProps {
  label: string;
  max: number;
  text: string;
  onChange: (text: string) => void;
}

function Phone({ label, max, text, onChange }: PhoneProps) {
  const t = useWords(alertsWords);
  return (
    <div>
      <AreaField label={label} optional rows={max > 100 ? 3 : 1} value={text} onChange={onChange} />
      {text !== "" && (
        <Meter label={label} bare value={text.length} max={max} unit={t("characters")} />
      )}
    </div>
  );
}

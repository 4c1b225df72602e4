import { LogoField } from "./LogoField.tsx";
import type { AgencyAnswers } from "./api.ts";
import { states, timeZones } from "./states.ts";
import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface AgencyStepProps {
  value: AgencyAnswers;
  onChange: (value: AgencyAnswers) => void;
  onNext: () => void;
  onBack: () => void;
}

export function emptyAgency(disclaimer: string): AgencyAnswers {
  return { name: "", shortName: "", state: "", timeZone: "", disclaimer, logo: "" };
}

export function AgencyStep({ value, onChange, onNext, onBack }: AgencyStepProps) {
  const t = useWords(setupWords);
  const set = (change: Partial<AgencyAnswers>) => onChange({ ...value, ...change });
  const chooseState = (state: string) =>
    set({ state, timeZone: states.find(({ code }) => code === state)?.timeZone ?? value.timeZone });
  const missing = [value.name, value.shortName, value.state, value.timeZone].some(
    (text) => text.trim() === "",
  );
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <h1 tabIndex={-1}>{t("agencyHeading")}</h1>
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        value={value.name}
        maxLength={200}
        onChange={(name) => set({ name })}
      />
      <TextField
        label={t("shortName")}
        hint={t("shortNameHint")}
        value={value.shortName}
        maxLength={24}
        onChange={(shortName) => set({ shortName })}
      />
      <SelectField
        label={t("state")}
        placeholder={t("choose")}
        value={value.state}
        choices={states.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={chooseState}
      />
      <SelectField
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        placeholder={t("choose")}
        value={value.timeZone}
        choices={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        onChange={(timeZone) => set({ timeZone })}
      />
      <AreaField
        label={t("disclaimer")}
        hint={t("disclaimerHint")}
        optional
        rows={2}
        maxLength={2000}
        value={value.disclaimer}
        onChange={(disclaimer) => set({ disclaimer })}
      />
      <LogoField value={value.logo ?? ""} onChange={(logo) => set({ logo })} />
      <Row>
        <Button type="submit" look="primary" disabled={missing}>
          {t("next")}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </Row>
    </form>
  );
}

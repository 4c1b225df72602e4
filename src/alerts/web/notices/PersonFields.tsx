import { Chosen, Grid, NumberField, type RecordFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import { CheckField } from "#ui/choices.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Who it is, or what the case is called. */
export function PersonFields({ content, change, choices: { en, es } }: RecordFields) {
  const t = useWords(formWords);
  return (
    <Panel title={t("who")}>
      <Stack gap={16}>
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          maxLength={300}
          spellCheck={false}
          value={content.name}
          onChange={(name) => change({ name })}
        />
        <Grid>
          <TextField
            label={t("nickname")}
            optional
            maxLength={80}
            value={content.nickname}
            onChange={(nickname) => change({ nickname })}
          />
          <NumberField
            label={t("ageYears")}
            value={content.ageYears}
            onChange={(ageYears) => change({ ageYears })}
          />
          <Chosen
            label={t("sex")}
            words={{ en: en.sexes, es: es.sexes }}
            value={content.sex}
            onChange={(sex) => change({ sex })}
          />
          <Chosen
            label={t("race")}
            words={{ en: en.races, es: es.races }}
            value={content.race}
            onChange={(race) => change({ race })}
          />
          <NumberField
            label={t("heightInches")}
            value={content.heightInches}
            onChange={(heightInches) => change({ heightInches })}
          />
          <NumberField
            label={t("weightPounds")}
            value={content.weightPounds}
            onChange={(weightPounds) => change({ weightPounds })}
          />
          <Chosen
            label={t("hair")}
            words={{ en: en.hair, es: es.hair }}
            value={content.hair}
            onChange={(hair) => change({ hair })}
          />
          <Chosen
            label={t("eyes")}
            words={{ en: en.eyes, es: es.eyes }}
            value={content.eyes}
            onChange={(eyes) => change({ eyes })}
          />
        </Grid>
        <TextField
          label={t("clothing")}
          optional
          maxLength={300}
          value={content.clothing}
          onChange={(clothing) => change({ clothing })}
        />
        <TextField
          label={t("marks")}
          optional
          maxLength={200}
          value={content.marks}
          onChange={(marks) => change({ marks })}
        />
        <CheckField
          label={t("medicalRisk")}
          hint={t("medicalRiskHint")}
          checked={content.medicalRisk}
          onChange={(medicalRisk) => change({ medicalRisk })}
        />
        <AreaField
          label={t("details")}
          optional
          maxLength={1_000}
          rows={3}
          value={content.details}
          onChange={(details) => change({ details })}
        />
      </Stack>
    </Panel>
  );
}

import { Chosen, Grid, type RecordFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const noVehicle = { year: "", make: "", model: "", colour: "", plate: "", plateState: "" } as const;
const parts = ["year", "make", "model", "plate", "plateState"] as const;
const longest = { year: 4, make: 40, model: 40, plate: 12, plateState: 20 };

/** Where the person was seen last, with whom and in what. */
export function PlaceFields({ content, change, choices: { en, es } }: RecordFields) {
  const t = useWords(formWords);
  const { vehicle } = content;
  return (
    <Panel title={t("where")}>
      <Stack gap={16}>
        <Grid>
          <DateTimeField
            label={t("seenAt")}
            optional
            value={content.seenAt}
            onChange={(seenAt) => change({ seenAt })}
          />
          <TextField
            label={t("seenPlace")}
            hint={t("seenPlaceHint")}
            optional
            maxLength={160}
            value={content.seenPlace}
            onChange={(seenPlace) => change({ seenPlace })}
          />
          <TextField
            label={t("direction")}
            optional
            maxLength={120}
            value={content.direction}
            onChange={(direction) => change({ direction })}
          />
          <TextField
            label={t("companion")}
            optional
            maxLength={160}
            value={content.companion}
            onChange={(companion) => change({ companion })}
          />
          <Chosen
            label={t("circumstance")}
            words={{ en: en.circumstances, es: es.circumstances }}
            value={content.circumstance}
            onChange={(circumstance) => change({ circumstance })}
          />
          <TextField
            label={t("danger")}
            optional
            maxLength={200}
            value={content.danger}
            onChange={(danger) => change({ danger })}
          />
        </Grid>
        <CheckField
          label={t("hasVehicle")}
          checked={vehicle !== null}
          onChange={(has) => change({ vehicle: has ? noVehicle : null })}
        />
        {vehicle && (
          <Grid>
            {parts.map((part) => (
              <TextField
                key={part}
                label={t(`vehicle.${part}`)}
                optional
                maxLength={longest[part]}
                value={vehicle[part]}
                onChange={(value) => change({ vehicle: { ...vehicle, [part]: value } })}
              />
            ))}
            <Chosen
              label={t("vehicle.colour")}
              words={{ en: en.colours, es: es.colours }}
              value={vehicle.colour}
              onChange={(colour) => change({ vehicle: { ...vehicle, colour } })}
            />
          </Grid>
        )}
      </Stack>
    </Panel>
  );
}

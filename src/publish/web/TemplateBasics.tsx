import css from "./Templates.module.css";
import type { TemplatePartProps } from "./TemplatePage.tsx";
import { ObjectiveField } from "./ObjectiveField.tsx";
import { useChannels, usePolicy } from "./queries.ts";
import { templateWords } from "./words/templates.ts";
import { CheckField } from "#ui/choices.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

export function TemplateBasics({ content, change }: TemplatePartProps) {
  const t = useWords(templateWords);
  const policy = usePolicy();
  const { channels } = useChannels();
  const toggle = (id: string, isOn: boolean) =>
    change({
      channels: isOn ? [...content.channels, id] : content.channels.filter((one) => one !== id),
    });
  return (
    <Panel title={t("basics")}>
      <Stack gap={12}>
        <TextField
          label={t("name")}
          maxLength={120}
          value={content.title}
          onChange={(title) => change({ title })}
        />
        <TextField
          label={t("aboutField")}
          optional
          maxLength={400}
          value={content.about}
          onChange={(about) => change({ about })}
        />
        <div className={css["pair"]}>
          <SelectField
            label={t("class")}
            value={content.class}
            choices={(policy?.classes ?? []).map(({ code, title }) => ({
              value: code,
              label: title,
            }))}
            onChange={(code) => change({ class: code })}
          />
          <ObjectiveField value={content.purpose} onChange={(purpose) => change({ purpose })} />
        </div>
        <fieldset className={css["group"]}>
          <legend>{t("channels")}</legend>
          <Quiet small>{t("channelsHint")}</Quiet>
          <div className={css["checks"]}>
            {channels.map(({ id, name }) => (
              <CheckField
                key={id}
                label={name}
                checked={content.channels.includes(id)}
                onChange={(isOn) => toggle(id, isOn)}
              />
            ))}
          </div>
        </fieldset>
      </Stack>
    </Panel>
  );
}

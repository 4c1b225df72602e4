import { IconPlus, IconTrash } from "@tabler/icons-react";
import css from "./Templates.module.css";
import type { TemplatePartProps } from "./TemplatePage.tsx";
import type { TemplateContent, TemplateFieldData } from "./templates-api.ts";
import { templateWords } from "./words/templates.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { languages, useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";

const kinds = [
  "place",
  "choice",
  "time",
  "phone",
  "number",
  "name",
  "yes-no",
  "text",
] as const satisfies readonly TemplateFieldData["kind"][];
const fieldsMax = 12;
const factMax = 300;

/** What is typed when it happens, in the order in which it is asked. */
export function TemplateFacts({ content, change }: TemplatePartProps) {
  const t = useWords(templateWords);
  const put = (at: number, part: Partial<TemplateFieldData>) =>
    change({
      fields: content.fields.map((one, index) => (index === at ? { ...one, ...part } : one)),
    });
  const add = () =>
    change({
      fields: [
        ...content.fields,
        {
          key: freeKey(content),
          kind: "place",
          label: {},
          help: {},
          required: true,
          max: 80,
          choices: [],
        },
      ],
    });
  return (
    <Panel title={t("facts")}>
      <p>
        <Quiet small>{t("factsHint")}</Quiet>
      </p>
      {content.fields.map((field, at) => (
        // A key is what is being typed; the place in the list is what stays.
        <fieldset key={at} className={css["group"]}>
          <legend>{t("fact", { number: at + 1 })}</legend>
          <FactFields content={content} field={field} put={(part) => put(at, part)} />
          <IconButton
            label={t("removeFact", { number: at + 1 })}
            icon={IconTrash}
            onClick={() => change({ fields: content.fields.filter((_one, index) => index !== at) })}
          />
        </fieldset>
      ))}
      <Button small icon={IconPlus} disabled={content.fields.length >= fieldsMax} onClick={add}>
        {t("addFact")}
      </Button>
    </Panel>
  );
}

function freeKey({ fields }: TemplateContent): string {
  for (let number = fields.length + 1; ; number += 1)
    if (!fields.some(({ key }) => key === `fact${number}`)) return `fact${number}`;
}

interface FactFieldsProps {
  content: TemplateContent;
  field: TemplateFieldData;
  put: (part: Partial<TemplateFieldData>) => void;
}

function FactFields({ content, field, put }: FactFieldsProps) {
  const t = useWords(templateWords);
  const reader = useLanguage();
  const said = [...new Set([content.language, ...languages])];
  const chosen = [content.language, ...content.translations.map(({ language }) => language)];
  return (
    <div className={css["fact"]}>
      <div className={css["pair"]}>
        <TextField
          label={t("key")}
          hint={t("keyHint", { example: `{{${field.key}}}` })}
          maxLength={40}
          spellCheck={false}
          value={field.key}
          onChange={(key) => put({ key: key.toLowerCase().replaceAll(/[^a-z0-9_]/g, "") })}
        />
        <SelectField
          label={t("kind")}
          value={field.kind}
          choices={kinds.map((value) => ({ value, label: t(`kind-${value}`) }))}
          onChange={(value) => put({ kind: kinds.find((one) => one === value) ?? "text" })}
        />
      </div>
      <div className={css["pair"]}>
        {said.map((language) => (
          <TextField
            key={language}
            label={t("labelIn", { language: languageName(language, reader) })}
            optional={language !== content.language}
            maxLength={200}
            value={field.label[language] ?? ""}
            onChange={(words) => put({ label: put1(field.label, language, words) })}
          />
        ))}
      </div>
      <TextField
        label={t("help")}
        optional
        maxLength={200}
        value={field.help[content.language] ?? ""}
        onChange={(words) => put({ help: put1(field.help, content.language, words) })}
      />
      {(field.kind === "choice" || field.kind === "yes-no") && (
        <div className={css["pair"]}>
          {chosen.map((language) => (
            <AreaField
              key={language}
              label={t(field.kind === "choice" ? "choicesIn" : "yesNoIn", {
                language: languageName(language, reader),
              })}
              rows={3}
              value={field.choices.map((one) => one[language] ?? "").join("\n")}
              onChange={(lines) => put({ choices: choicesWith(field, language, lines) })}
            />
          ))}
        </div>
      )}
      <div className={css["pair"]}>
        <CheckField
          label={t("required")}
          checked={field.required}
          onChange={(required) => put({ required })}
        />
        <TextField
          label={t("max")}
          inputMode="numeric"
          maxLength={3}
          value={String(field.max)}
          onChange={(max) =>
            put({ max: Math.min(factMax, Number(max.replaceAll(/\D/g, "")) || 1) })
          }
        />
      </div>
    </div>
  );
}

function put1(said: Record<string, string>, language: string, words: string) {
  return { ...said, [language]: words };
}

/** Line by line in one language; the words of the others stay on their lines. */
function choicesWith({ choices }: TemplateFieldData, language: string, lines: string) {
  const own = lines.split("\n");
  const count = Math.max(own.length, choices.length);
  const all = Array.from({ length: count }, (_one, at) => ({
    ...choices[at],
    [language]: own[at] ?? "",
  }));
  const last = all.findLastIndex((one) => Object.values(one).some((words) => words !== ""));
  return all.slice(0, Math.max(last + 1, own.length));
}

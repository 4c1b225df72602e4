import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ApprovalClass, ApprovalStep, Paragraph } from "./api.ts";
import css from "./Editor.module.css";
import { freeCode } from "./codes.ts";
import { NumberField } from "./NumberField.tsx";
import { replaced } from "./use-draft.ts";
import { editorWords } from "./words/editor.ts";
import { roleLabels } from "#agency/web";
import { Button, IconButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useLabel, useWords } from "#ui/words.ts";

interface ClassEditorProps {
  classes: readonly ApprovalClass[];
  paragraphs: readonly Paragraph[];
  onChange: (classes: ApprovalClass[]) => void;
}

const firstStep: ApprovalStep = {
  roles: ["supervisor", "command"],
  people: 1,
  withinMinutes: 240,
  escalateTo: ["command"],
};

export function ClassEditor({ classes, paragraphs, onChange }: ClassEditorProps) {
  const t = useWords(editorWords);
  const add = () =>
    onChange([
      ...classes,
      {
        code: freeCode(classes),
        title: t("newClass"),
        paragraph: paragraphs[0]?.number ?? "",
        isLifeSafety: false,
        validHours: 48,
        steps: [firstStep],
      },
    ]);
  return (
    <section className={css["part"]}>
      <h2>{t("classes")}</h2>
      <ol className={css["list"]}>
        {classes.map((one, at) => (
          <li key={one.code} className={css["class"]}>
            <OneClass
              one={one}
              paragraphs={paragraphs}
              onChange={(next) => onChange(replaced(classes, at, next))}
            />
          </li>
        ))}
      </ol>
      <Button icon={IconPlus} onClick={add}>
        {t("addClass")}
      </Button>
    </section>
  );
}

interface OneClassProps {
  one: ApprovalClass;
  paragraphs: readonly Paragraph[];
  onChange: (next: ApprovalClass | undefined) => void;
}

function OneClass({ one, paragraphs, onChange }: OneClassProps) {
  const t = useWords(editorWords);
  const set = (part: Partial<ApprovalClass>) => onChange({ ...one, ...part });
  return (
    <>
      <div className={css["classHead"]}>
        <TextField
          label={t("classTitle")}
          value={one.title}
          maxLength={80}
          onChange={(title) => set({ title })}
        />
        <SelectField
          label={t("paragraph")}
          value={one.paragraph}
          onChange={(paragraph) => set({ paragraph })}
          choices={paragraphs.map(({ number, heading }) => ({
            value: number,
            label: `${number} ${heading}`,
          }))}
        />
        <NumberField
          label={t("validHours")}
          value={one.validHours}
          max={24 * 90}
          onChange={(validHours) => set({ validHours })}
        />
        <IconButton
          label={t("remove", { name: one.title })}
          icon={IconTrash}
          onClick={() => onChange(undefined)}
        />
      </div>
      <CheckField
        label={t("lifeSafety")}
        checked={one.isLifeSafety}
        onChange={(isLifeSafety) => set({ isLifeSafety })}
      />
      {one.steps.map((step, at) => (
        <StepFields
          key={at}
          number={at + 1}
          step={step}
          isOnly={one.steps.length === 1}
          onChange={(next) => set({ steps: replaced(one.steps, at, next) })}
        />
      ))}
      {one.steps.length < 4 && (
        <Button
          small
          look="quiet"
          icon={IconPlus}
          onClick={() => set({ steps: [...one.steps, firstStep] })}
        >
          {t("addStep")}
        </Button>
      )}
    </>
  );
}

interface StepFieldsProps {
  number: number;
  step: ApprovalStep;
  isOnly: boolean;
  onChange: (next: ApprovalStep | undefined) => void;
}

function StepFields({ number, step, isOnly, onChange }: StepFieldsProps) {
  const t = useWords(editorWords);
  const label = useLabel();
  const set = (part: Partial<ApprovalStep>) => onChange({ ...step, ...part });
  const choices = Object.entries(roleLabels).map(([value, name]) => ({
    value,
    label: label(name),
  }));
  return (
    <fieldset className={css["step"]}>
      <legend>{t("step", { number })}</legend>
      <PickManyField
        label={t("roles")}
        value={step.roles}
        choices={choices}
        onChange={(roles) => set({ roles: roles as ApprovalStep["roles"] })}
      />
      <NumberField
        label={t("people")}
        value={step.people}
        max={3}
        onChange={(people) => set({ people })}
      />
      <NumberField
        label={t("within")}
        value={step.withinMinutes}
        max={7 * 24 * 60}
        onChange={(withinMinutes) => set({ withinMinutes })}
      />
      <PickManyField
        label={t("escalate")}
        optional
        value={step.escalateTo}
        choices={choices}
        onChange={(roles) => set({ escalateTo: roles as ApprovalStep["escalateTo"] })}
      />
      {!isOnly && (
        <IconButton
          label={t("remove", { name: t("step", { number }) })}
          icon={IconTrash}
          onClick={() => onChange(undefined)}
        />
      )}
    </fieldset>
  );
}

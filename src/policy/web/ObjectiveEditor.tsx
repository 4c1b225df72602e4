import { IconArrowUp, IconTrash } from "@tabler/icons-react";
import css from "./Strategy.module.css";
import { useChannelChoices, type Objective, type PublicKind } from "./strategy-api.ts";
import { strategyWords } from "./words/strategy.ts";
import { IconButton } from "#ui/buttons.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useWords } from "#ui/words.ts";

const kinds: readonly PublicKind[] = [
  "inform",
  "warn",
  "ask-for-help",
  "engage",
  "recruit",
  "recognise",
];

interface ObjectiveEditorProps {
  objective: Objective;
  isFirst: boolean;
  /** Undefined: taken out. */
  onChange: (objective: Objective | undefined) => void;
  onUp: () => void;
}

export function ObjectiveEditor({ objective, isFirst, onChange, onUp }: ObjectiveEditorProps) {
  const t = useWords(strategyWords);
  const channels = useChannelChoices();
  const set = (part: Partial<Objective>) => onChange({ ...objective, ...part });
  const { name, why } = objective;
  return (
    <fieldset className={css["objective"]}>
      <legend>{name.en}</legend>
      <div className={css["tools"]}>
        <IconButton
          label={t("up", { name: name.en })}
          icon={IconArrowUp}
          disabled={isFirst}
          onClick={onUp}
        />
        <IconButton
          label={t("remove", { name: name.en })}
          icon={IconTrash}
          onClick={() => onChange(undefined)}
        />
      </div>
      <div className={css["pair"]}>
        <TextField
          label={t("nameEn")}
          maxLength={60}
          value={name.en}
          onChange={(en) => set({ name: { ...name, en } })}
        />
        <TextField
          label={t("nameEs")}
          maxLength={60}
          value={name.es}
          onChange={(es) => set({ name: { ...name, es } })}
        />
        <AreaField
          label={t("whyEn")}
          rows={2}
          maxLength={500}
          value={why.en}
          onChange={(en) => set({ why: { ...why, en } })}
        />
        <AreaField
          label={t("whyEs")}
          rows={2}
          maxLength={500}
          value={why.es}
          onChange={(es) => set({ why: { ...why, es } })}
        />
        <TextField
          label={t("key")}
          hint={t("keyHint")}
          maxLength={60}
          value={objective.key}
          onChange={(key) => set({ key: key.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-") })}
        />
        <SelectField
          label={t("kind")}
          value={objective.kind}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
          onChange={(kind) => set({ kind: kinds.find((one) => one === kind) ?? "inform" })}
        />
        <NumberOrNone
          label={t("shareField")}
          max={100}
          value={objective.share}
          onChange={(share) => set({ share })}
        />
        <NumberOrNone
          label={t("perWeekField")}
          max={100}
          value={objective.perWeek}
          onChange={(perWeek) => set({ perWeek: perWeek && Math.max(0.25, perWeek) })}
        />
      </div>
      <PickManyField
        label={t("channels")}
        optional
        value={objective.channels}
        choices={channels.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={(ids) => set({ channels: ids })}
      />
    </fieldset>
  );
}

interface NumberOrNoneProps {
  label: string;
  max: number;
  value: number | null;
  onChange: (value: number | null) => void;
}

function NumberOrNone({ label, max, value, onChange }: NumberOrNoneProps) {
  const t = useWords(strategyWords);
  return (
    <TextField
      label={label}
      hint={t("emptyIsNone")}
      optional
      inputMode="decimal"
      maxLength={5}
      value={value === null ? "" : String(value)}
      onChange={(text) => {
        const number = Number(text.replace(",", "."));
        onChange(text.trim() === "" || !(number > 0) ? null : Math.min(max, number));
      }}
    />
  );
}

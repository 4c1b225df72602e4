import type { Suggestion } from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { SelectField } from "#ui/fields.tsx";
import { Quiet, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** What a column can hold; a call is none without its number, its time and its type. */
export const columnFields = [
  { field: "number", isNeeded: true },
  { field: "takenAt", isNeeded: true },
  { field: "type", isNeeded: true },
  { field: "initialType", isNeeded: false },
  { field: "closedAt", isNeeded: false },
  { field: "address", isNeeded: false },
  { field: "lat", isNeeded: false },
  { field: "lon", isNeeded: false },
  { field: "beat", isNeeded: false },
  { field: "isHome", isNeeded: false },
  { field: "withdrawn", isNeeded: false },
] as const;

type Holds = (typeof columnFields)[number]["field"] | "disposition";
export type ColumnChoice = { [field in Holds]?: string | undefined };

interface ColumnFieldsProps {
  found: Suggestion;
  columns: ColumnChoice;
  onColumns: (columns: ColumnChoice) => void;
  changed: string;
  onChanged: (changed: string) => void;
}

/** Which column of a dataset is which. */
export function ColumnFields({ found, columns, onColumns, changed, onChanged }: ColumnFieldsProps) {
  const t = useWords(sourceWords);
  const choices = found.columns.map(({ name, title }) => ({
    value: name,
    label: title === "" || title === name ? name : `${title} (${name})`,
  }));
  return (
    <Stack gap={12}>
      <strong>{t("columnsOf", { name: found.name })}</strong>
      {columnFields.map(({ field }) => (
        <SelectField
          key={field}
          label={t(`f-${field}`)}
          value={columns[field] ?? ""}
          onChange={(value) => {
            const { [field]: _before, ...others } = columns;
            onColumns(value === "" ? others : { ...others, [field]: value });
          }}
          choices={[{ value: "", label: t("notThere") }, ...choices]}
        />
      ))}
      <SelectField
        label={t("changedBy")}
        value={changed}
        onChange={onChanged}
        choices={found.changed.map((value) => ({ value, label: value }))}
      />
      <Quiet small>{t("changedHint")}</Quiet>
    </Stack>
  );
}

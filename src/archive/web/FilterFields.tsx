import type { ReactNode } from "react";
import css from "./FilterFields.module.css";
import { useNames } from "./names.ts";
import { kindWords, type FilterValues } from "./query.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { SelectField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface FilterFieldsProps {
  values: Partial<FilterValues>;
  set: (change: Partial<FilterValues>) => void;
  /** Beside the last of them. */
  children?: ReactNode;
}

/** What a search may be narrowed by, beside its words: on the archive's page and wherever else one searches it. */
export function FilterFields({ values, set, children }: FilterFieldsProps) {
  const t = useWords(archiveWords);
  const w = useWords(searchWords);
  const { channels, people, beats } = useNames();
  const all = { value: "", label: t("all") };
  return (
    <div className={css["fields"]}>
      <SelectField
        label={t("kind")}
        value={values.kind ?? ""}
        onChange={(kind) => set({ kind })}
        choices={[
          all,
          ...Object.entries(kindWords).map(([value, word]) => ({ value, label: t(word) })),
        ]}
      />
      <SelectField
        label={t("channel")}
        value={values.channel ?? ""}
        onChange={(channel) => set({ channel })}
        choices={[all, ...channels.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SelectField
        label={w("person")}
        value={values.person ?? ""}
        onChange={(person) => set({ person })}
        choices={[all, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {beats.length > 0 && (
        <SelectField
          label={w("beat")}
          value={values.beat ?? ""}
          onChange={(beat) => set({ beat })}
          choices={[
            all,
            ...beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
        />
      )}
      <SelectField
        label={t("direction")}
        value={values.direction ?? ""}
        onChange={(direction) => set({ direction })}
        choices={[
          all,
          { value: "out", label: t("out") },
          { value: "in", label: t("in") },
          { value: "internal", label: t("internal") },
        ]}
      />
      <DateTimeField
        kind="date"
        label={t("from")}
        hint=""
        value={values.from ?? ""}
        onChange={(from) => set({ from })}
      />
      <DateTimeField
        kind="date"
        label={t("until")}
        hint=""
        value={values.until ?? ""}
        onChange={(until) => set({ until })}
      />
      <SelectField
        label={w("by")}
        value={values.by ?? ""}
        onChange={(by) => set({ by })}
        choices={[
          { value: "", label: w("byKept") },
          { value: "happened", label: w("byHappened") },
        ]}
      />
      <div className={css["last"]}>
        <CheckField
          label={t("media")}
          checked={isOn(values.media)}
          onChange={(checked) => set({ media: checked ? "yes" : "" })}
        />
        <CheckField
          label={w("hold")}
          checked={isOn(values.hold)}
          onChange={(checked) => set({ hold: checked ? "yes" : "" })}
        />
        <CheckField
          label={w("hidden")}
          checked={isOn(values.hidden)}
          onChange={(checked) => set({ hidden: checked ? "yes" : "" })}
        />
        {children}
      </div>
    </div>
  );
}

function isOn(value = ""): boolean {
  return value !== "";
}

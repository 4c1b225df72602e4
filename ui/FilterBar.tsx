import { IconBookmarkPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { Button, IconButton } from "./buttons.tsx";
import { SelectField, TextField } from "./fields.tsx";
import css from "./FilterBar.module.css";
import type { Filters } from "./filters.ts";
import { useSavedViews, type SavedView } from "./saved-views.ts";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

export interface FilterChoice<Key extends string> {
  key: Key;
  label: string;
  choices: readonly { value: string; label: string }[];
}

interface FilterBarProps<Key extends string> {
  /** Names the list for its saved views: "posts". */
  list: string;
  filters: Filters<Key>;
  choices: readonly FilterChoice<Key>[];
  /** The filter that is typed, with its label. */
  search?: { key: Key; label: string };
  /** Views everybody has, first in the row. */
  views?: readonly SavedView[];
}

const none: readonly SavedView[] = [];

/** Views and filters above a list. All of it lives in the address. */
export function FilterBar<Key extends string>({
  list,
  filters,
  choices,
  search,
  views = none,
}: FilterBarProps<Key>) {
  const t = useWords(kit);
  return (
    <div className={css["bar"]}>
      <Views list={list} given={views} canSave={filters.isFiltered} />
      <div className={css["filters"]}>
        {search && (
          <div className={css["search"]}>
            <TextField
              label={search.label}
              type="search"
              value={filters.values[search.key]}
              onChange={(value) =>
                filters.set({ [search.key]: value } as Partial<Record<Key, string>>)
              }
            />
          </div>
        )}
        {choices.map((choice) => (
          <SelectField
            key={choice.key}
            label={choice.label}
            value={filters.values[choice.key]}
            choices={[{ value: "", label: t("filterAll") }, ...choice.choices]}
            onChange={(value) =>
              filters.set({ [choice.key]: value } as Partial<Record<Key, string>>)
            }
          />
        ))}
        {filters.isFiltered && (
          <Button look="quiet" onClick={filters.clear}>
            {t("clearFilters")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ViewsProps {
  list: string;
  given: readonly SavedView[];
  canSave: boolean;
}

function Views({ list, given, canSave }: ViewsProps) {
  const t = useWords(kit);
  const [params] = useSearchParams();
  const { views, save, remove } = useSavedViews(list);
  const [name, setName] = useState<string>();
  const here = queryOf(params);
  if (given.length + views.length === 0 && !canSave) return null;
  const isKept = [...given, ...views].some(({ query }) => query === here);
  return (
    <nav className={css["views"]} aria-label={t("views")}>
      {[...given, ...views].map((view) => (
        <span key={view.name} className={css["view"]} data-here={view.query === here || undefined}>
          <Link to={`?${view.query}`} aria-current={view.query === here ? "true" : undefined}>
            {view.name}
          </Link>
          {views.includes(view) && (
            <IconButton
              small
              label={t("viewRemove", { name: view.name })}
              icon={IconX}
              onClick={() => remove(view.name)}
            />
          )}
        </span>
      ))}
      {canSave && !isKept && name === undefined && (
        <Button small look="quiet" icon={IconBookmarkPlus} onClick={() => setName("")}>
          {t("saveView")}
        </Button>
      )}
      {name !== undefined && (
        <form
          className={css["save"]}
          onSubmit={(event) => {
            event.preventDefault();
            save({ name: name.trim(), query: here });
            setName(undefined);
          }}
        >
          <TextField label={t("viewName")} value={name} maxLength={40} onChange={setName} isFirst />
          <Button type="submit" disabled={name.trim() === ""}>
            {t("viewSave")}
          </Button>
          <Button look="quiet" onClick={() => setName(undefined)}>
            {t("cancel")}
          </Button>
        </form>
      )}
    </nav>
  );
}

function queryOf(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([key]) => key !== "row"));
  kept.sort();
  return kept.toString();
}

import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import css from "./ArchivePage.module.css";
import { FilterFields } from "./FilterFields.tsx";
import type { ArchiveFilters } from "./query.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { Button } from "#ui/buttons.tsx";
import { TextField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

/** The query is searched when it is sent, not while it is typed: each search is recorded. */
export function SearchForm({ filters }: { filters: ArchiveFilters }) {
  const t = useWords(archiveWords);
  const { values, set } = filters;
  const [typed, setTyped] = useState(values.q);
  const [known, setKnown] = useState(values.q);
  if (known !== values.q) {
    setKnown(values.q);
    setTyped(values.q);
  }
  return (
    <search>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          set(typed.trim() === "" ? { q: "", sort: "newest" } : { q: typed.trim(), sort: "" });
        }}
      >
        <div className={css["query"]}>
          <TextField
            label={t("query")}
            hint={t("queryHint")}
            type="search"
            value={typed}
            maxLength={500}
            onChange={setTyped}
          />
          <Button type="submit" look="primary" icon={IconSearch}>
            {t("find")}
          </Button>
        </div>
        <LanguageHelp />
        <FilterFields values={values} set={set}>
          {filters.isFiltered && (
            <Button look="quiet" onClick={filters.clear}>
              {t("clear")}
            </Button>
          )}
        </FilterFields>
      </form>
    </search>
  );
}

/** The whole language on a card, for whoever opens it. */
function LanguageHelp() {
  const t = useWords(searchWords);
  const lines = [
    ["protest camera", t("helpAll")],
    ['"body camera"', t("helpPhrase")],
    ["protest OR rally", t("helpEither")],
    ["camera -drone", t("helpNot")],
    ["officer NEAR/5 hurt", t("helpNear")],
    ["arrest*", t("helpPrefix")],
    ["=arrested", t("helpExact")],
    ["#mayday @river_pd", t("helpSigns")],
  ] as const;
  return (
    <details className={css["help"]}>
      <summary>{t("help")}</summary>
      <dl>
        {lines.map(([example, means]) => (
          <div key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

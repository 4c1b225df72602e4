import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import css from "./ArchivePage.module.css";
import { useNames } from "./names.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import type { Filters } from "#ui/filters.ts";
import { useWords } from "#ui/words.ts";

/** What the address holds. `sort` only says that the newest were asked for. */
export const filterKeys = [
  "q",
  "kind",
  "channel",
  "person",
  "direction",
  "from",
  "until",
  "by",
  "media",
  "hold",
  "hidden",
  "beat",
  "tag",
  "sort",
] as const;

export type ArchiveFilters = Filters<(typeof filterKeys)[number]>;

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
        <Chips filters={filters} />
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

function Chips({ filters }: { filters: ArchiveFilters }) {
  const t = useWords(archiveWords);
  const { values, set } = filters;
  const w = useWords(searchWords);
  const { channels, people, beats } = useNames();
  const all = { value: "", label: t("all") };
  return (
    <div className={css["chips"]}>
      <SelectField
        label={t("kind")}
        value={values.kind}
        onChange={(kind) => set({ kind })}
        choices={[
          all,
          { value: "publish.post", label: t("kindPosts") },
          { value: "publish.post-approved", label: t("kindApproved") },
          { value: "publish.delivery", label: t("kindDelivery") },
          { value: "channels.post", label: t("kindReceived") },
          { value: "publish.hold", label: t("kindHolds") },
          { value: "policy.", label: t("kindPolicy") },
        ]}
      />
      <SelectField
        label={t("channel")}
        value={values.channel}
        onChange={(channel) => set({ channel })}
        choices={[all, ...channels.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SelectField
        label={w("person")}
        value={values.person}
        onChange={(person) => set({ person })}
        choices={[all, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {beats.length > 0 && (
        <SelectField
          label={w("beat")}
          value={values.beat}
          onChange={(beat) => set({ beat })}
          choices={[
            all,
            ...beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
          ]}
        />
      )}
      <SelectField
        label={t("direction")}
        value={values.direction}
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
        value={values.from}
        onChange={(from) => set({ from })}
      />
      <DateTimeField
        kind="date"
        label={t("until")}
        hint=""
        value={values.until}
        onChange={(until) => set({ until })}
      />
      <SelectField
        label={w("by")}
        value={values.by}
        onChange={(by) => set({ by })}
        choices={[
          { value: "", label: w("byKept") },
          { value: "happened", label: w("byHappened") },
        ]}
      />
      <div className={css["last"]}>
        <CheckField
          label={t("media")}
          checked={values.media !== ""}
          onChange={(checked) => set({ media: checked ? "yes" : "" })}
        />
        <CheckField
          label={w("hold")}
          checked={values.hold !== ""}
          onChange={(checked) => set({ hold: checked ? "yes" : "" })}
        />
        {filters.isFiltered && (
          <Button look="quiet" onClick={filters.clear}>
            {t("clear")}
          </Button>
        )}
      </div>
    </div>
  );
}

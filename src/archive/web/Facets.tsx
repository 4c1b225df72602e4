import { useId } from "react";
import type { Facets as Counted } from "./api.ts";
import css from "./Facets.module.css";
import { useNames } from "./names.ts";
import type { ArchiveFilters } from "./query.ts";
import { useTags } from "./tags.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

type Change = Parameters<ArchiveFilters["set"]>[0];
interface Choice {
  value: string;
  label: string;
  count: number;
  isOn: boolean;
  change: Change;
}

const shownMax = 8;

/** How the results divide. Each number narrows the search when it is pressed, and widens it when pressed again. */
export function Facets({
  facets,
  filters,
}: {
  facets: Counted | undefined;
  filters: ArchiveFilters;
}) {
  const t = useWords(searchWords);
  const language = useLanguage();
  const groups = useGroups(facets, filters.values);
  if (!facets)
    return (
      <aside className={css["column"]} aria-label={t("narrow")} aria-busy>
        <SkeletonRows rows={6} />
      </aside>
    );
  const total = facets.total.toLocaleString(language);
  return (
    <aside className={css["column"]} aria-label={t("narrow")}>
      <p className={css["total"]} role="status">
        {facets.isCapped ? t("manyFound", { count: total }) : t("found", { count: facets.total })}
      </p>
      {facets.isCapped && <p className={css["quiet"]}>{t("capped", { number: total })}</p>}
      <details className={css["fold"]}>
        <summary>{t("narrow")}</summary>
        <Groups groups={groups} set={filters.set} />
      </details>
      <div className={css["wide"]}>
        <Groups groups={groups} set={filters.set} />
      </div>
    </aside>
  );
}

function Groups({ groups, set }: { groups: readonly Group[]; set: ArchiveFilters["set"] }) {
  return groups
    .filter(({ choices }) => choices.length > 0)
    .map((group) => <FacetGroup key={group.title} group={group} set={set} />);
}

interface Group {
  title: string;
  choices: Choice[];
}

function FacetGroup({ group, set }: { group: Group; set: ArchiveFilters["set"] }) {
  const t = useWords(searchWords);
  const id = useId();
  const rest = group.choices.slice(shownMax);
  const list = (choices: readonly Choice[]) => (
    <ul aria-labelledby={id}>
      {choices.map((choice) => (
        <li key={choice.value}>
          <FacetButton choice={choice} set={set} />
        </li>
      ))}
    </ul>
  );
  return (
    <section className={css["group"]}>
      <h2 id={id}>{group.title}</h2>
      {list(group.choices.slice(0, shownMax))}
      {rest.length > 0 && (
        <details>
          <summary>{t("more", { count: rest.length })}</summary>
          {list(rest)}
        </details>
      )}
    </section>
  );
}

function FacetButton({ choice, set }: { choice: Choice; set: ArchiveFilters["set"] }) {
  const language = useLanguage();
  return (
    <button
      type="button"
      className={css["choice"]}
      aria-pressed={choice.isOn}
      onClick={() => set(choice.change)}
    >
      <span>{choice.label}</span>
      <span className={css["count"]}>{choice.count.toLocaleString(language)}</span>
    </button>
  );
}

function useGroups(facets: Counted | undefined, values: ArchiveFilters["values"]): Group[] {
  const t = useWords(archiveWords);
  const w = useWords(searchWords);
  const language = useLanguage();
  const names = useNames();
  const tags = useTags();
  if (!facets) return [];
  const of = (
    key: "kind" | "channel" | "person" | "direction" | "tag" | "beat",
    counts: readonly { value: string; count: number }[],
    labelOf: (value: string) => string,
  ): Choice[] =>
    counts.map(({ value, count }) => {
      const isOn = values[key] === value;
      return { value, count, isOn, label: labelOf(value), change: { [key]: isOn ? "" : value } };
    });
  const flag = (key: "media" | "hold" | "hidden", label: string, count: number): Choice[] => {
    const isOn = values[key] !== "";
    return count === 0 && !isOn
      ? []
      : [{ value: key, label, count, isOn, change: { [key]: isOn ? "" : "yes" } }];
  };
  const directions: Record<string, string> = {
    in: t("in"),
    out: t("out"),
    internal: t("internal"),
  };
  const marks = facets.marks.flatMap(({ name, count }) => flag(name, w(name), count));
  return [
    { title: t("kind"), choices: of("kind", facets.kind, names.happening) },
    {
      title: t("channel"),
      choices: of("channel", facets.channel, (id) => names.channel(id) || w("oldChannel")),
    },
    {
      title: t("direction"),
      choices: of("direction", facets.direction, (one) => directions[one] ?? one),
    },
    {
      title: w("beat"),
      choices: of("beat", facets.beats, (id) => names.beat(id) || w("oldBeat")),
    },
    { title: w("marks"), choices: [...flag("media", t("media"), facets.media), ...marks] },
    {
      title: w("tags"),
      choices: of("tag", facets.tags, (id) => tags.find((one) => one.id === id)?.name ?? id),
    },
    { title: w("months"), choices: facets.month.map((one) => monthChoice(one, values, language)) },
    { title: w("person"), choices: of("person", facets.person, names.person) },
  ];
}

/** A month is its first and last day by when records were kept. */
function monthChoice(
  { value, count }: { value: string; count: number },
  values: ArchiveFilters["values"],
  language: string,
): Choice {
  const [year = 0, month = 1] = value.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const [from, until] = [`${value}-01`, `${value}-${last}`];
  const isOn = values.from === from && values.until === until;
  const label = new Date(Date.UTC(year, month - 1, 15)).toLocaleDateString(language, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const change = isOn ? { from: "", until: "" } : { from, until, by: "" };
  return { value, count, isOn, label, change };
}

import css from "./ArchivePage.module.css";
import type { ArchiveFilters } from "./query.ts";
import { archiveWords } from "./words/archive.ts";
import { searchWords } from "./words/search.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { useWords } from "#ui/words.ts";

/** What the page says before anything was asked: examples that can be pressed. */
export function Teach({ set }: { set: ArchiveFilters["set"] }) {
  const t = useWords(archiveWords);
  const w = useWords(searchWords);
  const examples = [w("example1"), w("example2"), w("example3"), w("example4")];
  return (
    <EmptyState
      picture="search"
      sentence={t("teach")}
      action={
        <div className={css["teach"]}>
          <ul aria-label={w("examples")}>
            {examples.map((example) => (
              <li key={example}>
                <button type="button" className={css["chip"]} onClick={() => set({ q: example })}>
                  {example}
                </button>
              </li>
            ))}
          </ul>
          <Button look="plain" onClick={() => set({ sort: "newest" })}>
            {t("newest")}
          </Button>
        </div>
      }
    />
  );
}

import { Suspense } from "react";
import { FreezeForm } from "./FreezeForm.tsx";
import type { QueueData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { reviewWords } from "./words/review.ts";
import { QueryLine } from "#archive/web";
import { Panel, Quiet } from "#ui/layout.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

interface SearchPanelProps extends Pick<QueueData, "sets"> {
  id: string;
  isClosed: boolean;
  changed: () => void;
}

/** What was searched for a request; where nothing was yet, that comes first, and later it is folded away. */
export function SearchPanel({ sets, ...about }: SearchPanelProps) {
  const t = useWords(reviewWords);
  if (sets.length === 0)
    return (
      <Panel title={t("find")}>
        <FreezeForm {...about} />
      </Panel>
    );
  return (
    <Panel title={t("sets")}>
      <Sets sets={sets} />
      <details className={css["more"]}>
        <summary>{t("findMore")}</summary>
        <FreezeForm {...about} />
      </details>
    </Panel>
  );
}

function Sets({ sets }: Pick<QueueData, "sets">) {
  const t = useWords(reviewWords);
  return (
    <ul className={css["list"]} aria-label={t("sets")}>
      {sets.toReversed().map(({ id, query, note, found, frozenAt, frozenBy }) => (
        <li key={id} className={css["line"]}>
          <span>
            <strong>
              <Suspense fallback="…">
                <QueryLine query={query} />
              </Suspense>
            </strong>
            <br />
            {t("set", { count: found, name: frozenBy })}
            {note !== "" && (
              <>
                <br />
                <Quiet small>{note}</Quiet>
              </>
            )}
          </span>
          <TimeAgo at={frozenAt} show="age" />
        </li>
      ))}
    </ul>
  );
}

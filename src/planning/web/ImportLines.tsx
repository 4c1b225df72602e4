import { useState } from "react";
import { Link } from "react-router";
import type { ImportReport } from "./api.ts";
import css from "./Planning.module.css";
import { importWords } from "./words/imports.ts";
import { Button } from "#ui/buttons.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useTold } from "#ui/told.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type Line = ImportReport["lines"][number];
type Note = Line["notes"][number];

const looks: Record<Line["state"], Meaning> = {
  ok: "good",
  warning: "wait",
  error: "bad",
  imported: "neutral",
};
const states = ["error", "warning", "ok", "imported"] as const;
const pageSize = 100;

interface LinesProps {
  lines: readonly Line[];
  /** Lines that are not to be imported. */
  left: ReadonlySet<number>;
  choose: (lines: readonly number[], on: boolean) => void;
}

/** The lines of a table, all or those in one state, a hundred at a time. */
export function ImportLines({ lines, left, choose }: LinesProps) {
  const t = useWords(importWords);
  const [only, setOnly] = useState<Line["state"]>();
  const [shown, setShown] = useState(pageSize);
  const wanted = lines.filter(({ state }) => only === undefined || state === only);
  const usable = wanted.filter(isUsable).map(({ line }) => line);
  const isAll = usable.length > 0 && usable.every((line) => !left.has(line));
  const show = (state: Line["state"] | undefined) => {
    setOnly(state);
    setShown(pageSize);
  };
  return (
    <>
      <fieldset className={css["filter"]} aria-label={t("show")}>
        <button type="button" aria-pressed={only === undefined} onClick={() => show(undefined)}>
          {t("all")} <span className="ob-figures">{lines.length}</span>
        </button>
        {states.map((state) => {
          const count = lines.filter((line) => line.state === state).length;
          return count === 0 ? null : (
            <button
              key={state}
              type="button"
              aria-pressed={only === state}
              onClick={() => show(state)}
            >
              {t(`state-${state}`)} <span className="ob-figures">{count}</span>
            </button>
          );
        })}
      </fieldset>
      <div className={css["numbers"]}>
        <table className={css["lines"]} aria-label={t("report")}>
          <thead>
            <tr>
              <th scope="col">
                <label className={css["pick"]}>
                  <input
                    type="checkbox"
                    aria-label={t("chooseAll")}
                    disabled={usable.length === 0}
                    checked={isAll}
                    onChange={({ currentTarget }) => choose(usable, currentTarget.checked)}
                  />
                  {t("line")}
                </label>
              </th>
              <th scope="col">{t("state")}</th>
              <th scope="col">{t("post")}</th>
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, shown).map((line) => (
              <LineRow
                key={line.line}
                line={line}
                isChosen={!left.has(line.line)}
                choose={(on) => choose([line.line], on)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {wanted.length > shown && (
        <div>
          <Button small onClick={() => setShown(shown + pageSize)}>
            {t("more", { count: Math.min(pageSize, wanted.length - shown) })}
          </Button>
        </div>
      )}
    </>
  );
}

const isUsable = ({ state }: Line) => state === "ok" || state === "warning";

interface RowProps {
  line: Line;
  isChosen: boolean;
  choose: (on: boolean) => void;
}

function LineRow({ line: one, isChosen, choose }: RowProps) {
  const t = useWords(importWords);
  const { line, state, headline, notes, postId } = one;
  return (
    <tr>
      <th scope="row">
        {isUsable(one) ? (
          <label className={css["pick"]}>
            <input
              type="checkbox"
              aria-label={t("choose", { number: line })}
              checked={isChosen}
              onChange={({ currentTarget }) => choose(currentTarget.checked)}
            />
            {line}
          </label>
        ) : (
          <span className={css["pick"]} data-bare>
            {line}
          </span>
        )}
      </th>
      <td>
        <StateBadge meaning={looks[state]} label={t(`state-${state}`)} />
      </td>
      <td>
        {postId ? <Link to={`/posts/${postId}`}>{headline}</Link> : headline || t("noWords")}
        {notes.map((note) => (
          <NoteText key={`${note.field} ${note.code} ${note.says}`} note={note} />
        ))}
      </td>
    </tr>
  );
}

/** What is said of a field: in the reader's language by its code; the policy's own reasons come in both. */
function NoteText({ note }: { note: Note }) {
  const t = useWords(importWords);
  const language = useLanguage();
  const { sentence } = useTold();
  const { field, code, says, what = "", es } = note;
  const text =
    code === "policy"
      ? language === "es" && es
        ? es
        : says
      : code === "clock" || code === "too-long" || code === "line-fields"
        ? sentence(says).text
        : t(`note-${code}`, { what });
  return (
    <p className={css["reason"]} data-level={note.level}>
      <strong>{field === "line" ? t("line") : t(`name-${field}`)}</strong> {text}
    </p>
  );
}

import { IconCheck, IconX } from "@tabler/icons-react";
import { redactionWords } from "../words/redaction.ts";
import { Gated, shortened } from "./RedactBar.tsx";
import css from "./Redaction.module.css";
import type { Suggestion } from "./sheet.ts";
import { typeKey } from "./type-key.ts";
import { IconButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface SuggestionPanelProps {
  text: string;
  open: readonly Suggestion[];
  found: number;
  /** Why nothing can be marked now. */
  reason: string | undefined;
  acts: {
    choose: (one: Suggestion) => void;
    mark: (some: readonly Suggestion[]) => void;
    leave: (some: readonly Suggestion[]) => void;
  };
}

/** What the detectors found, by type: a person says yes or no to each, or to all of a type. */
export function SuggestionPanel({ text, open, found, reason, acts }: SuggestionPanelProps) {
  const t = useWords(redactionWords);
  const types = [...Map.groupBy(open, ({ type }) => type)];
  return (
    <Panel title={t("suggestions")}>
      <p>
        <Quiet small>
          {found === 0
            ? t("noSuggestions")
            : open.length === 0
              ? t("allLooked")
              : t("suggestionsAre")}
        </Quiet>
      </p>
      {types.map(([type, some]) => (
        <section key={type} className={css["type"]} aria-label={t(typeKey(type))}>
          <h3>
            {t(typeKey(type))} <span>{some.length}</span>
          </h3>
          <ul className={css["plain"]}>
            {some.map((one) => (
              <Line key={one.start} text={text} one={one} reason={reason} acts={acts} />
            ))}
          </ul>
          {some.length > 1 && (
            <div className={css["acts"]}>
              <Gated label={t("markAll")} reason={reason} onClick={() => acts.mark(some)} />
              <Gated label={t("leaveAll")} reason={undefined} onClick={() => acts.leave(some)} />
            </div>
          )}
        </section>
      ))}
    </Panel>
  );
}

function Line({
  text,
  one,
  reason,
  acts,
}: Pick<SuggestionPanelProps, "text" | "reason" | "acts"> & { one: Suggestion }) {
  const t = useWords(redactionWords);
  const words = shortened(text.slice(one.start, one.end));
  return (
    <li className={css["item"]}>
      <button type="button" className={css["words"]} onClick={() => acts.choose(one)}>
        {words}
      </button>
      {/* Without a code the words are only chosen: the bar below the text says what is missing. */}
      <IconButton
        small
        label={t("markThis", { words })}
        icon={IconCheck}
        onClick={() => (reason === undefined ? acts.mark([one]) : acts.choose(one))}
      />
      <IconButton
        small
        label={t("leaveThis", { words })}
        icon={IconX}
        onClick={() => acts.leave([one])}
      />
    </li>
  );
}

import { IconTrash } from "@tabler/icons-react";
import { redactionWords } from "../words/redaction.ts";
import { shortened } from "./RedactBar.tsx";
import css from "./Redaction.module.css";
import type { Mark, Sheet } from "./sheet.ts";
import { IconButton } from "#ui/buttons.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface MarksPanelProps {
  text: string;
  sheet: Sheet;
  savedBy: string;
  choose: (one: Mark) => void;
  remove: ((one: Mark) => void) | undefined;
}

/** Everything that is taken out of the text, in its order. */
export function MarksPanel({ text, sheet, savedBy, choose, remove }: MarksPanelProps) {
  const t = useWords(redactionWords);
  const { marks, refused } = sheet;
  return (
    <Panel title={t("marks")} aside={<Quiet small>{t("marks", { count: marks.length })}</Quiet>}>
      <ul className={css["plain"]}>
        {marks.map((one) => {
          const words = shortened(text.slice(one.start, one.end));
          return (
            <li key={one.start} className={css["item"]}>
              <button type="button" className={css["words"]} onClick={() => choose(one)}>
                {words}
              </button>
              <Quiet small>{one.code}</Quiet>
              {remove && (
                <IconButton
                  small
                  label={`${t("unmark")}: ${words}`}
                  icon={IconTrash}
                  onClick={() => remove(one)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {refused.length > 0 && (
        <p>
          <Quiet small>{t("leftIn", { count: refused.length })}</Quiet>
        </p>
      )}
      {savedBy !== "" && (
        <p>
          <Quiet small>{t("savedBy", { name: savedBy })}</Quiet>
        </p>
      )}
    </Panel>
  );
}

import { IconTrash } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { redactionWords } from "../words/redaction.ts";
import { keyed, type Area, type Box, type Size } from "./boxes.ts";
import css from "./Redaction.module.css";
import { IconButton } from "#ui/buttons.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface BoxLineProps {
  box: Box;
  number: number;
  size: Size;
  help: string;
  isChosen: boolean;
  choose: () => void;
  put: (area: Area) => void;
  remove: () => void;
}

/** A box with its numbers: arrow keys move it, and every number can be typed. */
export function BoxLine({ box, number, size, help, isChosen, choose, put, remove }: BoxLineProps) {
  const t = useWords(redactionWords);
  const onKey = (event: KeyboardEvent) => {
    const next = keyed(event, box, size);
    if (!next && event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    if (next) put(next);
    else remove();
  };
  return (
    <li data-chosen={isChosen || undefined} className={css["box-line"]}>
      <button
        type="button"
        className={css["words"]}
        aria-describedby={help}
        aria-pressed={isChosen}
        onClick={choose}
        onFocus={choose}
        onKeyDown={onKey}
      >
        {t("box", { number })} <Quiet small>{box.code}</Quiet>
      </button>
      <IconButton small label={t("removeBox", { number })} icon={IconTrash} onClick={remove} />
      {isChosen && (
        <div className={css["numbers"]}>
          {(["left", "top", "width", "height"] as const).map((field) => (
            <label key={field}>
              <span>{t(field)}</span>
              <input
                type="number"
                inputMode="numeric"
                min={0}
                value={box[field]}
                onChange={({ currentTarget: { valueAsNumber } }) => {
                  if (Number.isFinite(valueAsNumber)) put({ ...box, [field]: valueAsNumber });
                }}
              />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}

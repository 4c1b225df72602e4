import { IconCrop, IconTrash } from "@tabler/icons-react";
import { useId, type KeyboardEvent } from "react";
import type { Area } from "./boxes.ts";
import css from "./Cover.module.css";
import type { DrawingTool } from "./use-drawing.ts";
import { coverWords } from "./words/cover.ts";
import { IconButton } from "#ui/buttons.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const [step, fineStep] = [10, 1];

/** Every box with its numbers: all that the pointer does, done with keys. */
export function BoxList({ tool }: { tool: DrawingTool }) {
  const t = useWords(coverWords);
  const hint = useId();
  const { boxes, crop } = tool.history.now;
  return (
    <section className={css["list"]} aria-label={t("boxes")}>
      {boxes.length === 0 && !crop && <Quiet small>{t("noBoxes")}</Quiet>}
      {(boxes.length > 0 || crop) && (
        <span id={hint}>
          <Quiet small>{t("keys")}</Quiet>
        </span>
      )}
      <ul>
        {crop && <Line id="crop" label={t("cropBox")} area={crop} tool={tool} hint={hint} />}
        {boxes.map((box, at) => (
          <Line
            key={box.id}
            id={box.id}
            number={at + 1}
            label={t("box", { number: at + 1, shape: t(box.shape), how: t(box.how) })}
            area={box}
            tool={tool}
            hint={hint}
          />
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  id: number | "crop";
  number?: number;
  label: string;
  area: Area;
  tool: DrawingTool;
  hint: string;
}

function Line({ id, number, label, area, tool, hint }: LineProps) {
  const t = useWords(coverWords);
  const onKey = (event: KeyboardEvent) => {
    const next = keyed(event, area);
    if (next) {
      event.preventDefault();
      if (event.shiftKey) tool.resize(id, next);
      else tool.move(id, next);
    } else if ((event.key === "Delete" || event.key === "Backspace") && id !== "crop") {
      event.preventDefault();
      tool.remove(id);
    }
  };
  return (
    <li data-chosen={tool.chosen === id || undefined}>
      <button
        type="button"
        className={css["name"]}
        aria-describedby={hint}
        aria-pressed={tool.chosen === id}
        onClick={() => tool.choose(id)}
        onFocus={() => tool.choose(id)}
        onKeyDown={onKey}
      >
        {id === "crop" && <IconCrop size={16} aria-hidden />} {label}
      </button>
      {number !== undefined && typeof id === "number" && (
        <IconButton
          small
          label={t("remove", { number })}
          icon={IconTrash}
          onClick={() => tool.remove(id)}
        />
      )}
      {tool.chosen === id && (
        <div className={css["numbers"]}>
          {(["x", "y", "width", "height"] as const).map((field) => (
            <label key={field}>
              <span>{t(field)}</span>
              <input
                type="number"
                inputMode="numeric"
                step={1}
                min={0}
                value={area[field]}
                onChange={({ currentTarget }) => {
                  const value = currentTarget.valueAsNumber;
                  if (!Number.isFinite(value)) return;
                  const next = { ...area, [field]: value };
                  if (field === "x" || field === "y") tool.move(id, next);
                  else tool.resize(id, next);
                }}
              />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where an arrow takes the area; with Control a single pixel. */
function keyed({ key, shiftKey, ctrlKey }: KeyboardEvent, area: Area): Area | undefined {
  const way = ways[key];
  if (!way) return undefined;
  const [dx, dy] = [way[0] * (ctrlKey ? fineStep : step), way[1] * (ctrlKey ? fineStep : step)];
  return shiftKey
    ? { ...area, width: area.width + dx, height: area.height + dy }
    : { ...area, x: area.x + dx, y: area.y + dy };
}

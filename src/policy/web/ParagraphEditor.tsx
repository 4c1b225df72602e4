import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { Paragraph } from "./api.ts";
import css from "./Editor.module.css";
import { moved, replaced } from "./use-draft.ts";
import { editorWords } from "./words/editor.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface ParagraphEditorProps {
  paragraphs: readonly Paragraph[];
  onChange: (paragraphs: Paragraph[]) => void;
}

export function ParagraphEditor({ paragraphs, onChange }: ParagraphEditorProps) {
  const t = useWords(editorWords);
  const add = () =>
    onChange([
      ...paragraphs,
      { number: nextNumber(paragraphs.at(-1)?.number ?? "0"), heading: t("newHeading"), body: "" },
    ]);
  return (
    <section className={css["part"]}>
      <h2>{t("paragraphs")}</h2>
      <ol className={css["list"]}>
        {paragraphs.map((one, at) => {
          const name = `${one.number} ${one.heading}`;
          const set = (part: Partial<Paragraph>) =>
            onChange(replaced(paragraphs, at, { ...one, ...part }));
          return (
            // The place is the identity here: numbers and headings are what is being edited.
            <li key={at} className={css["paragraph"]}>
              <div className={css["head"]}>
                <TextField
                  label={t("number")}
                  value={one.number}
                  maxLength={8}
                  onChange={(number) => set({ number })}
                />
                <TextField
                  label={t("heading")}
                  value={one.heading}
                  maxLength={120}
                  onChange={(heading) => set({ heading })}
                />
                <span className={css["tools"]}>
                  <IconButton
                    label={t("moveUp", { name })}
                    icon={IconArrowUp}
                    disabled={at === 0}
                    onClick={() => onChange(moved(paragraphs, at, -1))}
                  />
                  <IconButton
                    label={t("moveDown", { name })}
                    icon={IconArrowDown}
                    disabled={at === paragraphs.length - 1}
                    onClick={() => onChange(moved(paragraphs, at, 1))}
                  />
                  <IconButton
                    label={t("remove", { name })}
                    icon={IconTrash}
                    onClick={() => onChange(replaced(paragraphs, at, undefined))}
                  />
                </span>
              </div>
              <AreaField
                label={t("body")}
                value={one.body}
                maxLength={5_000}
                onChange={(body) => set({ body })}
              />
            </li>
          );
        })}
      </ol>
      <Button icon={IconPlus} onClick={add}>
        {t("addParagraph")}
      </Button>
    </section>
  );
}

/** "4.9" is followed by "4.10". */
function nextNumber(last: string): string {
  const parts = last.split(".");
  return [...parts.slice(0, -1), String(Number(parts.at(-1)) + 1 || 1)].join(".");
}

import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { redactionWords } from "../words/redaction.ts";
import type { Box } from "./boxes.ts";
import css from "./Redaction.module.css";
import { IconButton } from "#ui/buttons.tsx";
import { SelectField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface PageTurnerProps {
  page: number;
  pages: number;
  boxes: readonly Box[];
  turn: (page: number) => void;
}

/** The pages of a document, each with how many boxes it has. */
export function PageTurner({ page, pages, boxes, turn }: PageTurnerProps) {
  const t = useWords(redactionWords);
  const labelOf = (one: number) => {
    const count = boxes.filter((box) => box.page === one).length;
    const place = t("pageOf", { page: one, pages });
    return count === 0 ? place : `${place} · ${t("boxesOnPage", { count })}`;
  };
  return (
    <div className={css["turner"]}>
      <IconButton
        label={t("previousPage")}
        icon={IconChevronLeft}
        disabled={page <= 1}
        onClick={() => turn(page - 1)}
      />
      <SelectField
        label={t("page")}
        value={String(page)}
        onChange={(value) => turn(Number(value))}
        choices={Array.from({ length: pages }, (_, at) => ({
          value: String(at + 1),
          label: labelOf(at + 1),
        }))}
      />
      <IconButton
        label={t("nextPage")}
        icon={IconChevronRight}
        disabled={page >= pages}
        onClick={() => turn(page + 1)}
      />
    </div>
  );
}

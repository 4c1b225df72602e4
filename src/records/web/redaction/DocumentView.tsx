import { useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import type { Box } from "./boxes.ts";
import { PageTurner } from "./PageTurner.tsx";
import css from "./Redaction.module.css";
import { useWords } from "#ui/words.ts";

interface DocumentViewProps {
  pages: number;
  boxes: readonly Box[];
  isRebuilt: boolean;
  hrefOf: (page: number) => string;
}

/** A document page by page, as it goes out: whoever agrees to it has seen each one. */
export function DocumentView({ pages, boxes, isRebuilt, hrefOf }: DocumentViewProps) {
  const t = useWords(redactionWords);
  const [page, turn] = useState(boxes[0]?.page ?? 1);
  const alt = t(isRebuilt ? "rebuiltPage" : "pageNumber", { page });
  return (
    <div className={css["leaf"]}>
      <PageTurner page={page} pages={pages} boxes={boxes} turn={turn} />
      <a href={hrefOf(page)} target="_blank" rel="noreferrer" title={t("openPage")}>
        <img key={page} className={css["page-picture"]} src={hrefOf(page)} alt={alt} />
      </a>
    </div>
  );
}

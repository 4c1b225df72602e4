import { redactionWords } from "../words/redaction.ts";
import css from "./Redaction.module.css";
import { piecesOf, type Mark } from "./sheet.ts";
import { useWords } from "#ui/words.ts";

/** The text as it is given out: black bars of one width with their codes, and no word under them. */
export function PreviewText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const t = useWords(redactionWords);
  return (
    <>
      <p className={css["help"]}>{t("previewSays")}</p>
      <div className={css["paper"]}>
        {piecesOf(text, marks, []).map(({ start, text: words, mark }) =>
          mark ? (
            <span key={start} className={css["bar"]}>
              <span className={css["spoken"]}>{t("withheldUnder", { code: mark.code })}</span>
              <span aria-hidden>{mark.code}</span>
            </span>
          ) : (
            <span key={start}>{words}</span>
          ),
        )}
      </div>
    </>
  );
}

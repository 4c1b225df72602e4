import { diffWords } from "./diff.ts";
import css from "./DiffText.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/**
 * What changed between two texts, for the eye (line and strike, not colour alone) and for readers.
 */
export function DiffText({ before, after }: { before: string; after: string }) {
  const t = useWords(kit);
  const parts = diffWords(before, after);
  if (!parts.some(({ kind }) => kind !== "same"))
    return <p className={css["none"]}>{t("unchanged")}</p>;
  return (
    <p className={css["text"]}>
      {parts.map(({ kind, text }, at) => {
        if (kind === "same") return <span key={at}>{text}</span>;
        const Tag = kind === "added" ? "ins" : "del";
        return (
          <Tag key={at}>
            <span className="ob-hidden">[{t(kind)}: </span>
            {text}
            <span className="ob-hidden">] </span>
          </Tag>
        );
      })}
    </p>
  );
}

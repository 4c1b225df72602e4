import css from "./Templates.module.css";
import type { TemplateContent } from "./templates-api.ts";
import { saidIn } from "./template-words.ts";
import { templateWords } from "./words/templates.ts";
import { useSession } from "#ui/session.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface PreviewProps {
  content: TemplateContent;
  wording: TemplateContent["wording"];
  language: string;
}

/** The words with each fact shown as what it is called: the server alone fills them for real. */
export function TemplatePreview({ content, wording, language }: PreviewProps) {
  const t = useWords(templateWords);
  const reader = useLanguage();
  const { agency } = useSession();
  if (wording.text.trim() === "") return null;
  const name = (key: string) => {
    if (key === "agency") return agency.shortName;
    const field = content.fields.find((one) => one.key === key);
    if (!field) return undefined;
    const [first] = field.choices;
    return (first && saidIn(first, language)) || saidIn(field.label, reader, language) || key;
  };
  return (
    <figure className={css["preview"]}>
      <figcaption>{t("preview")}</figcaption>
      {[wording.title, wording.text].filter(Boolean).map((text) => (
        <p key={text} lang={language}>
          {text.split(/(\{\{\s*\w+\s*\}\})/).map((part, at) => {
            const key = /\w+/.exec(part)?.[0] ?? "";
            if (at % 2 === 0) return part;
            const known = name(key);
            return known === undefined ? (
              <mark key={at} data-unknown>
                {part}
              </mark>
            ) : (
              <mark key={at}>{known}</mark>
            );
          })}
        </p>
      ))}
    </figure>
  );
}

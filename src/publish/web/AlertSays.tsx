import css from "./Alert.module.css";
import { useChannels } from "./queries.ts";
import type { FilledAlert, FilledPart } from "./templates-api.ts";
import { alertWords } from "./words/alert.ts";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";

/** The words as they go out, once for each language, and where a channel has its own. */
export function AlertSays({ filled }: { filled: FilledAlert }) {
  const reader = useLanguage();
  return (
    <div className={css["says"]}>
      {filled.parts.map((part) => (
        <article key={part.language} aria-label={languageName(part.language, reader)}>
          {filled.parts.length > 1 && <h3>{languageName(part.language, reader)}</h3>}
          <Words part={part} />
        </article>
      ))}
    </div>
  );
}

function Words({ part }: { part: FilledPart }) {
  const t = useWords(alertWords);
  const { channels } = useChannels();
  const { content, short, language } = part;
  const own = Map.groupBy(Object.entries(content.variants), ([, { text }]) => text ?? "");
  const names = (ids: readonly string[]) =>
    channels
      .filter(({ id }) => ids.includes(id))
      .map(({ name }) => name)
      .join(", ");
  return (
    <>
      {content.title !== "" && (
        <p lang={language}>
          <strong>{content.title}</strong>
        </p>
      )}
      <p className={css["text"]} lang={language}>
        {content.text}
      </p>
      {[...own].map(([text, variants]) => (
        <div key={text} className={css["own"]}>
          <Quiet small>{t("onChannels", { channels: names(variants.map(([id]) => id)) })}</Quiet>
          <p className={css["text"]} lang={language}>
            {text}
          </p>
        </div>
      ))}
      {short.text !== "" && (
        <details className={css["fold"]}>
          <summary>
            {t("shortText", { units: short.units, max: short.encoding === "GSM-7" ? 160 : 70 })} ·{" "}
            {t("segments", { count: short.segments })}
          </summary>
          <p className={css["text"]} lang={language}>
            {short.text}
          </p>
        </details>
      )}
    </>
  );
}

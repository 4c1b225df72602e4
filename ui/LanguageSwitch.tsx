import { languages, setLanguage, useLanguage, type Language } from "./words.ts";
import css from "./LanguageSwitch.module.css";

const names: Record<Language, string> = { en: "English", es: "Español" };

/** The other languages by their own names: whoever cannot read this page can still find it. */
export function LanguageSwitch() {
  const current = useLanguage();
  return (
    <>
      {languages
        .filter((language) => language !== current)
        .map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            className={css["switch"]}
            onClick={() => setLanguage(language)}
          >
            {names[language]}
          </button>
        ))}
    </>
  );
}

import css from "./Consent.module.css";
import { signInWords } from "./words/sign-in.ts";
import { useWords } from "#ui/words.ts";

/** CJIS Security Policy AC-8: four statements, seen before the button that accepts them. */
export function Consent({ agency }: { agency: string | undefined }) {
  const t = useWords(signInWords);
  return (
    <section className={css["consent"]} aria-labelledby="consent">
      <h2 id="consent">{t("noticeHeading")}</h2>
      <ul>
        <li>{t("notice1", { agency: agency ?? t("thisAgency") })}</li>
        <li>{t("notice2")}</li>
        <li>{t("notice3")}</li>
        <li>{t("notice4")}</li>
      </ul>
    </section>
  );
}

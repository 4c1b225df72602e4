import type { Preview } from "./api.ts";
import css from "./Pages.module.css";
import { Quiet } from "#ui/layout.tsx";
import { useLanguage } from "#ui/words.ts";

type Finding = Pick<Preview["findings"][number], "key" | "reason" | "paragraph">;

/** What the agency's own policy says about the words of a page, each with its paragraph. */
export function PolicySays({ title, findings }: { title: string; findings: readonly Finding[] }) {
  const language = useLanguage();
  if (findings.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul className={css["findings"]}>
        {findings.map(({ key, reason, paragraph }) => (
          <li key={key}>
            {reason[language]} <Quiet small>§ {paragraph}</Quiet>
          </li>
        ))}
      </ul>
    </section>
  );
}

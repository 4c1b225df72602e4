import { LintFindings } from "./LintFindings.tsx";
import lintCss from "./Lint.module.css";
import type { FilledAlert } from "./templates-api.ts";
import type { AlertState } from "./use-alert.ts";
import { lintWords } from "./words/lint.ts";
import { CheckField } from "#ui/choices.tsx";
import { useWords } from "#ui/words.ts";

/** What the policy says of the filled words; our own templates mostly give it nothing to say. */
export function AlertFindings({ filled, alert }: { filled: FilledAlert; alert: AlertState }) {
  const t = useWords(lintWords);
  const found = filled.parts.filter(({ findings }) => findings.length > 0);
  if (found.length === 0) return null;
  return (
    <section aria-label={t("title")}>
      <h3>{t("title")}</h3>
      {found.map(({ language, content, findings }) => (
        <LintFindings
          key={language}
          findings={findings}
          content={content}
          renderActs={({ level, key }) =>
            level === "warn" && (
              <div className={lintCss["confirm"]}>
                <CheckField
                  label={t("read")}
                  checked={alert.isRead(key)}
                  onChange={(isRead) => alert.setRead(key, isRead)}
                />
              </div>
            )
          }
        />
      ))}
    </section>
  );
}

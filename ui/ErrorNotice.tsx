import { IconAlertTriangle, IconHandStop } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Button } from "./buttons.tsx";
import css from "./ErrorNotice.module.css";
import { Problem } from "./problem.ts";
import { useTold, type Sentence } from "./told.ts";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface ErrorNoticeProps {
  /** Whatever was thrown; a Problem says most. Nothing is shown for null. */
  error: unknown;
  /** What was kept. On forms the default: what was typed is still here. */
  kept?: string | null;
  onRetry?: () => void;
  /** What to do instead. */
  action?: ReactNode;
}

/**
 * What happened, what was kept, what to do. A refusal is amber (a person can act), a failure red.
 */
export function ErrorNotice({ error, kept, onRetry, action }: ErrorNoticeProps) {
  const t = useWords(kit);
  const told = useTold();
  if (error === null || error === undefined) return null;
  const problem = error instanceof Problem ? error : undefined;
  const isRefusal = problem !== undefined && problem.status >= 400 && problem.status < 500;
  const Icon = isRefusal ? IconHandStop : IconAlertTriangle;
  return (
    <div className={`${css["notice"]} ${isRefusal ? css["refused"] : ""}`} role="alert">
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className={css["words"]}>
        {!isRefusal && <p className={css["heading"]}>{t("errorHeading")}</p>}
        {problem === undefined || problem.message === "" || problem.code === "unreachable" ? (
          <p>{t(problem?.code === "unreachable" ? "errorUnreachable" : "errorFault")}</p>
        ) : (
          <Said {...told.refusal(problem)} />
        )}
        {kept !== null && kept !== undefined && <p>{kept}</p>}
        {problem?.paragraph !== undefined && (
          <p className={css["small"]}>{t("errorParagraph", { paragraph: problem.paragraph })}</p>
        )}
        {!isRefusal && problem?.requestId !== undefined && (
          <p className={css["small"]}>{t("errorNumber", { id: problem.requestId })}</p>
        )}
        {(onRetry !== undefined || action !== undefined) && (
          <div className={css["actions"]}>
            {onRetry && (
              <Button small onClick={onRetry}>
                {t("retry")}
              </Button>
            )}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}

/** The server's own words are marked as what they are where the reader's language has none. */
function Said({ text, lang }: Sentence) {
  return <p lang={lang}>{text}</p>;
}

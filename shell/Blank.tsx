import { shellWords } from "./words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Mark } from "#ui/Mark.tsx";
import { useWords } from "#ui/words.ts";

/** Before anything is known: nothing, and after a moment the mark; or why there is nothing. */
export function Blank({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const t = useWords(shellWords);
  const failed = error !== null && error !== undefined;
  return (
    <main className="ob-blank" aria-busy={!failed}>
      {failed ? <h1>{t("noServer")}</h1> : <Mark size={48} />}
      <ErrorNotice error={error} {...(onRetry ? { onRetry } : {})} />
    </main>
  );
}

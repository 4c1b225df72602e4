import type { Readiness } from "./api.ts";
import { readinessWords } from "./words/readiness.ts";
import { useWords } from "#ui/words.ts";

/** Why the reader may not draft or approve today, and what makes it so; in the reader's language. */
export function ReadinessReason({ readiness }: { readiness: Readiness }) {
  const t = useWords(readinessWords);
  const { denial, policyVersion: version = 0 } = readiness;
  if (!denial) return null;
  const lapsed = readiness.trainings.find((one) => one.isRequired && !one.isCurrent);
  const says: Record<string, string> = {
    "no-policy": t("whyNoPolicy"),
    "not-acknowledged": t("whyNotRead", { version }),
    "training-lapsed": t("whyLapsed", { training: lapsed?.title ?? "" }),
  };
  return says[denial.code] ?? denial.reason;
}

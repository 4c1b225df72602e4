import type { CaptureRow } from "./pages-api.ts";
import { pagesWords } from "./words/pages.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

const meanings: Record<CaptureRow["state"], Meaning> = {
  waiting: "wait",
  capturing: "info",
  done: "good",
  unchanged: "neutral",
  failed: "bad",
};

/** Where a capture stands. */
export function CaptureStateBadge({ state }: { state: CaptureRow["state"] }) {
  const t = useWords(pagesWords);
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}

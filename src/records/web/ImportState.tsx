import type { ImportRow } from "./imports-api.ts";
import { importsWords } from "./words/imports.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

const meanings: Record<ImportRow["state"], Meaning> = {
  looking: "info",
  looked: "wait",
  importing: "info",
  done: "good",
  failed: "bad",
};

/** Where an import stands: green is in the archive, amber waits for a person. */
export function ImportStateBadge({ state }: { state: ImportRow["state"] }) {
  const t = useWords(importsWords);
  return <StateBadge meaning={meanings[state]} label={t(state)} />;
}

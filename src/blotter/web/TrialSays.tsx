import type { Trial } from "./api.ts";
import { ruleWords } from "./words/rules.ts";
import { Quiet, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** What rules would have done to the calls that came, in a sentence and with the types that it is about. */
export function TrialSays({ trial }: { trial: Trial }) {
  const t = useWords(ruleWords);
  const { vanishing, appearing, ...counts } = trial;
  const list = (rows: Trial["vanishing"]) =>
    rows.map(({ type, count }) => `${type} ${count}`).join(", ");
  return (
    <Stack gap={8}>
      <p role="status">{t("tried", counts)}</p>
      {vanishing.length > 0 && <Quiet>{t("vanishing", { list: list(vanishing) })}</Quiet>}
      {appearing.length > 0 && <Quiet>{t("appearing", { list: list(appearing) })}</Quiet>}
    </Stack>
  );
}

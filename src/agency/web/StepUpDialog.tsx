import { session } from "./api.ts";
import { ProofForm } from "./ProofForm.tsx";
import { proveWords } from "./words/prove.ts";
import { Dialog } from "#ui/Dialog.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Asks for a recent proof before a grave act; the act goes on afterwards by itself. */
export function StepUpDialog({ onDone }: { onDone: (proved: boolean) => void }) {
  const t = useWords(proveWords);
  return (
    <Dialog open title={t("stepHeading")} onClose={() => onDone(false)}>
      <Stack gap={16}>
        <p>{t("stepWhy")}</p>
        <ProofForm verb={t("confirm")} prove={session.stepUp} onProved={() => onDone(true)} />
      </Stack>
    </Dialog>
  );
}

import { useState } from "react";
import { oldFactsApi, type OldFactRow } from "./api.ts";
import { useChanged } from "./queries.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const noteMax = 1_000;

/** A person answers for old facts: gone, or put right by hand, and how that is known. */
export function ConfirmGoneDialog({ fact, onClose }: { fact: OldFactRow; onClose: () => void }) {
  const t = useWords(oldFactWords);
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [how, setHow] = useState<"gone" | "corrected">("gone");
  const [note, setNote] = useState("");
  const confirm = () =>
    void act(async () => {
      await oldFactsApi.confirm(fact.id, how, note.trim());
      await changed();
      toast(t("confirmed"));
      onClose();
    });
  return (
    <Dialog open title={t("confirmQuestion", { channel: fact.channel })} onClose={onClose}>
      <Stack gap={16}>
        <ChoiceField
          label={t("confirm")}
          value={how}
          onChange={setHow}
          choices={[
            { value: "gone", label: t("gone") },
            { value: "corrected", label: t("corrected") },
          ]}
        />
        <AreaField
          label={t("note")}
          hint={t("noteHint")}
          rows={2}
          maxLength={noteMax}
          value={note}
          onChange={setNote}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={note.trim().length < 3} onClick={confirm}>
            {t("confirm")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

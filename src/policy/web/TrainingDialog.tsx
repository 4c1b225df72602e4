import { useState } from "react";
import { policyApi, type Paragraph, type TrainingDraft } from "./api.ts";
import { NumberField } from "./NumberField.tsx";
import { usePolicyChanged } from "./queries.ts";
import { trainingWords } from "./words/trainings.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const daysMax = 3_650;

interface TrainingDialogProps {
  draft: TrainingDraft;
  paragraphs: readonly Paragraph[];
  onClose: () => void;
}

/** Defines a training, or changes what is asked of everybody from now on. */
export function TrainingDialog({ draft, paragraphs, onClose }: TrainingDialogProps) {
  const t = useWords(trainingWords);
  const changed = usePolicyChanged();
  const { busy, error, act } = useAct();
  const [training, setTraining] = useState(draft);
  const set = (part: Partial<TrainingDraft>) => setTraining((before) => ({ ...before, ...part }));
  const title = training.title.trim();
  const save = () =>
    act(async () => {
      await policyApi.defineTraining({ ...training, title });
      await changed();
      toast(t("saved", { name: title }));
      onClose();
    });
  return (
    <Dialog
      open
      title={draft.title === "" ? t("add") : t("change", { name: draft.title })}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          <TextField
            label={t("name")}
            isFirst
            value={training.title}
            maxLength={120}
            onChange={(next) => set({ title: next })}
          />
          <SelectField
            label={t("paragraph")}
            value={training.paragraph}
            onChange={(paragraph) => set({ paragraph })}
            choices={paragraphs.map(({ number, heading }) => ({
              value: number,
              label: `${number} ${heading}`,
            }))}
          />
          <NumberField
            label={t("days")}
            value={training.validDays}
            max={daysMax}
            onChange={(validDays) => set({ validDays })}
          />
          <CheckField
            label={t("isRequired")}
            hint={t("requiredHint")}
            checked={training.isRequiredToPost}
            onChange={(isRequiredToPost) => set({ isRequiredToPost })}
          />
          <ErrorNotice error={error} />
          <Row>
            <Button type="submit" look="primary" loading={busy} disabled={title === ""}>
              {t("save")}
            </Button>
            <Button look="quiet" disabled={busy} onClick={onClose}>
              {t("cancel")}
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  );
}

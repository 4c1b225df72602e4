import { useState } from "react";
import { retentionApi, useRetentionChanged, type SeriesDraft } from "./retention-api.ts";
import { retentionWords } from "./words/retention.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface SeriesDialogProps {
  given: SeriesDraft;
  isNew?: boolean;
  onClose: () => void;
}

const actions = ["destroy", "transfer", "permanent"] as const;

/** One series of the schedule, entered or changed. */
export function SeriesDialog({ given, isNew = false, onClose }: SeriesDialogProps) {
  const t = useWords(retentionWords);
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [draft, setDraft] = useState(given);
  const change = (part: Partial<SeriesDraft>) => setDraft({ ...draft, ...part });
  const isWhole =
    draft.code.trim() !== "" && draft.title.trim() !== "" && draft.authority.trim() !== "";
  const save = () =>
    act(async () => {
      await retentionApi.write(draft.action === "permanent" ? { ...draft, months: null } : draft);
      await changed();
      onClose();
      toast(t("saved"));
    });
  return (
    <Dialog open title={isNew ? t("add") : `${t("edit")}: ${given.code}`} onClose={onClose}>
      <Stack>
        {isNew && (
          <TextField
            label={t("code")}
            maxLength={60}
            value={draft.code}
            onChange={(code) => change({ code })}
          />
        )}
        <TextField
          label={t("title")}
          maxLength={200}
          value={draft.title}
          onChange={(title) => change({ title })}
        />
        <TextField
          label={t("authority")}
          maxLength={300}
          value={draft.authority}
          onChange={(authority) => change({ authority })}
        />
        <TextField
          label={t("appliesTo")}
          maxLength={500}
          value={draft.appliesTo}
          onChange={(appliesTo) => change({ appliesTo })}
        />
        <SelectField
          label={t("action")}
          choices={actions.map((value) => ({ value, label: t(value) }))}
          value={draft.action}
          onChange={(value) =>
            change({ action: actions.find((one) => one === value) ?? "destroy" })
          }
        />
        {draft.action !== "permanent" && (
          <TextField
            label={t("monthsField")}
            hint={t("monthsHint")}
            inputMode="numeric"
            maxLength={4}
            value={draft.months === null ? "" : String(draft.months)}
            onChange={(text) => change({ months: Number.parseInt(text, 10) || null })}
          />
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={!isWhole} onClick={() => void save()}>
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

import { useState } from "react";
import { requestsApi, type ExemptionData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { lawWords } from "./words/law.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ExemptionDialogProps {
  /** None: a new one. */
  given: ExemptionData | undefined;
  today: string;
  onClose: () => void;
  changed: () => void;
}

/** A code with its law, and who compared the two. */
export function ExemptionDialog({ given, today, onClose, changed }: ExemptionDialogProps) {
  const t = useWords(lawWords);
  const { busy, error, act } = useAct();
  const [code, setCode] = useState(given?.code ?? "");
  const [title, setTitle] = useState(given?.title ?? "");
  const [citation, setCitation] = useState(given?.citation ?? "");
  const [verifiedOn, setVerifiedOn] = useState(given?.verifiedOn ?? "");
  const [verifiedBy, setVerifiedBy] = useState(given?.verifiedBy ?? "");
  const save = () =>
    void act(async () => {
      const draft = { code, title, citation, verifiedBy, verifiedOn: verifiedOn || null };
      await requestsApi.changeExemption(draft);
      toast(t("codeSaved"));
      changed();
      onClose();
    });
  const isWhole = code.trim() !== "" && title.trim().length >= 3 && citation.trim().length >= 3;
  return (
    <Dialog
      open
      title={given ? t("correctCode", { code: given.code }) : t("addCode")}
      onClose={onClose}
    >
      <Stack gap={16}>
        {!given && (
          <TextField
            label={t("code")}
            hint={t("codeHint")}
            value={code}
            maxLength={60}
            isFirst
            onChange={setCode}
          />
        )}
        <TextField label={t("codeTitle")} value={title} maxLength={200} onChange={setTitle} />
        <TextField label={t("citation")} value={citation} maxLength={200} onChange={setCitation} />
        <div className={css["pair"]}>
          <DateTimeField
            kind="date"
            label={t("verifiedOn")}
            optional
            max={today}
            value={verifiedOn}
            onChange={setVerifiedOn}
          />
          <TextField
            label={t("verifiedBy")}
            optional
            value={verifiedBy}
            maxLength={200}
            onChange={setVerifiedBy}
          />
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={!isWhole} onClick={save}>
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

import { useState, type ReactNode } from "react";
import { Button } from "./buttons.tsx";
import { Dialog } from "./Dialog.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { keepFocus } from "./focus.ts";
import { Row, Stack } from "./layout.tsx";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface ConfirmDialogProps {
  title: string;
  verb: string;
  consequence: ReactNode;
  grave: boolean;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
}

export function ConfirmDialog({
  title,
  verb,
  consequence,
  grave,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const t = useWords(kit);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  async function confirm(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
      keepFocus();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }
  return (
    <Dialog open title={title} onClose={onClose}>
      <Stack gap={24}>
        <p>{consequence}</p>
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose} disabled={busy}>
            {t("cancel")}
          </Button>
          <Button look={grave ? "danger" : "primary"} loading={busy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

import { useState } from "react";
import { alertsWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import type { Icon } from "#ui/registration.ts";
import { useWords } from "#ui/words.ts";

interface ReasonDialogProps {
  verb: string;
  label: string;
  consequence?: string;
  icon?: Icon;
  /** Characters of the shortest reason. */
  min?: number;
  grave?: boolean;
  onGive: (reason: string) => Promise<void>;
}

/** A button that asks for the reason before it acts. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { verb, label, consequence, icon, min = 3, grave = false, onGive } = props;
  const t = useWords(alertsWords);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const isShort = reason.trim().length < min;
  const give = async () => {
    setBusy(true);
    await onGive(reason.trim());
    setBusy(false);
    setOpen(false);
  };
  return (
    <>
      <Button {...(icon ? { icon } : {})} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {verb}
      </Button>
      {isOpen && (
        <Dialog open size="middle" title={verb} onClose={() => setOpen(false)}>
          <Stack gap={16}>
            {consequence !== undefined && <p>{consequence}</p>}
            <AreaField
              label={label}
              rows={3}
              maxLength={500}
              isFirst
              value={reason}
              onChange={setReason}
            />
            <Row end>
              <Button onClick={() => setOpen(false)}>{t("back")}</Button>
              <Button
                look={grave && !isShort ? "danger" : "primary"}
                loading={isBusy}
                disabled={isShort}
                onClick={() => void give()}
              >
                {verb}
              </Button>
            </Row>
          </Stack>
        </Dialog>
      )}
    </>
  );
}

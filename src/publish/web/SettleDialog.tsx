import { useState } from "react";
import { deliveriesApi, type DeliveryRow } from "./api.ts";
import { useChanged } from "./queries.ts";
import { useAct } from "#ui/use-act.ts";
import { postWords } from "./words/posts.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** A person settles what no machine could find out. */
export function SettleDialog({
  delivery,
  onClose,
}: {
  delivery: DeliveryRow;
  onClose: () => void;
}) {
  const t = useWords(postWords);
  const [url, setUrl] = useState("");
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const settle = (appeared: boolean) =>
    act(async () => {
      await deliveriesApi.settle(delivery.id, appeared, appeared ? url : undefined);
      await changed();
      toast(t("settled"));
      onClose();
    });
  return (
    <Dialog open title={t("settle")} onClose={onClose}>
      <Stack gap={16}>
        <p>{t("settleAbout", { channel: delivery.channel })}</p>
        <TextField label={t("settleUrl")} type="url" value={url} onChange={setUrl} />
        <ErrorNotice error={error} />
        <Row end>
          <Button disabled={busy} onClick={() => void settle(false)}>
            {t("notAppeared")}
          </Button>
          <Button
            look="primary"
            loading={busy}
            disabled={url.trim() === ""}
            onClick={() => void settle(true)}
          >
            {t("appeared")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

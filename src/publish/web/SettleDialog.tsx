import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deliveriesApi, type DeliveryRow } from "./api.ts";
import { useChanged } from "./queries.ts";
import { useAct } from "#ui/use-act.ts";
import { settleWords } from "./words/settle.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

interface Answer {
  appeared: boolean;
  url?: string;
  reached?: string[];
}

/** A person settles what no machine could find out: of a mailing, reader by reader where they are known. */
export function SettleDialog({
  delivery,
  onClose,
}: {
  delivery: DeliveryRow;
  onClose: () => void;
}) {
  const t = useWords(settleWords);
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const doubts = useQuery({
    queryKey: ["delivery-doubts", delivery.id],
    queryFn: () => deliveriesApi.doubts(delivery.id),
    gcTime: 0,
  });
  const settle = (given: Answer) =>
    void act(async () => {
      await deliveriesApi.settle(delivery.id, given);
      await changed();
      toast(t("settled"));
      onClose();
    });
  return (
    <Dialog open title={t("settle")} onClose={onClose}>
      <Stack gap={16}>
        <p>{t("settleAbout", { channel: delivery.channel })}</p>
        {doubts.data !== undefined && doubts.data.recipients.length > 0 && (
          <ByReader {...doubts.data} busy={busy} settle={settle} />
        )}
        {doubts.data?.recipients.length === 0 && (
          <Whole hasAddress={doubts.data.hasAddress} busy={busy} settle={settle} />
        )}
        <ErrorNotice error={error ?? doubts.error} />
      </Stack>
    </Dialog>
  );
}

interface PartProps {
  busy: boolean;
  settle: (given: Answer) => void;
}

function Whole({ hasAddress, busy, settle }: PartProps & { hasAddress: boolean }) {
  const t = useWords(settleWords);
  const [url, setUrl] = useState("");
  const given = url.trim();
  return (
    <>
      {hasAddress && <TextField label={t("settleUrl")} type="url" value={url} onChange={setUrl} />}
      <Row end>
        <Button disabled={busy} onClick={() => settle({ appeared: false })}>
          {hasAddress ? t("notAppeared") : t("notArrived")}
        </Button>
        <Button
          look="primary"
          loading={busy}
          disabled={hasAddress && given === ""}
          onClick={() => settle({ appeared: true, ...(given ? { url: given } : {}) })}
        >
          {hasAddress ? t("appeared") : t("arrived")}
        </Button>
      </Row>
    </>
  );
}

interface ByReaderProps extends PartProps {
  recipients: readonly string[];
  reached: number;
  left: number;
}

/** Nobody is ticked at first: whoever is not known to have got it is written to again. */
function ByReader({ recipients, reached, left, busy, settle }: ByReaderProps) {
  const t = useWords(settleWords);
  const [got, setGot] = useState<ReadonlySet<string>>(new Set());
  const toggle = (one: string, isGot: boolean) =>
    setGot((before) => new Set([...before, one].filter((each) => isGot || each !== one)));
  const again = recipients.length - got.size;
  return (
    <>
      <p>{t("byReader", { reached, left, count: recipients.length })}</p>
      <Stack gap={4}>
        {recipients.map((one) => (
          <CheckField
            key={one}
            label={one}
            checked={got.has(one)}
            onChange={(isGot) => toggle(one, isGot)}
          />
        ))}
      </Stack>
      <Row end>
        <Button disabled={busy} onClick={() => setGot(new Set(recipients))}>
          {t("allGot")}
        </Button>
        <Button
          look="primary"
          loading={busy}
          onClick={() => settle({ appeared: again === 0, reached: [...got] })}
        >
          {again === 0 ? t("nobodyAgain") : t("writeAgain", { count: again })}
        </Button>
      </Row>
    </>
  );
}

import { useState } from "react";
import { centsOf, feesApi, type FeesData } from "./fees-api.ts";
import type { RequestData } from "./requests-api.ts";
import { feesWords } from "./words/fees.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface MoneyDialogProps {
  what: "pay" | "waive";
  data: RequestData;
  fees: FeesData;
  onClose: () => void;
  done: () => void;
}

/** Money that came in, with its reference; or that is waived, with the reason. */
export function MoneyDialog({ what, data, fees, onClose, done }: MoneyDialogProps) {
  const t = useWords(feesWords);
  const { busy, error, act } = useAct();
  const [sum, setSum] = useState(fees.dueCents > 0 ? (fees.dueCents / 100).toFixed(2) : "");
  const [words, setWords] = useState("");
  const cents = centsOf(sum);
  const keep = () =>
    void act(async () => {
      const { id } = data.request;
      if (what === "pay") await feesApi.pay(id, { cents: cents ?? 0, reference: words });
      else await feesApi.waive(id, { cents: cents ?? 0, why: words });
      done();
    });
  const isWhole =
    cents !== undefined && cents > 0 && words.trim().length >= (what === "pay" ? 1 : 3);
  return (
    <Dialog open title={t(what)} onClose={onClose}>
      <Stack gap={16}>
        <TextField
          label={t("sum")}
          inputMode="decimal"
          value={sum}
          maxLength={10}
          isFirst
          onChange={setSum}
        />
        <TextField
          label={t(what === "pay" ? "reference" : "why")}
          hint={what === "pay" ? t("referenceHint") : undefined}
          value={words}
          maxLength={what === "pay" ? 200 : 500}
          onChange={setWords}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={!isWhole} onClick={keep}>
            {t("keep")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

import { useState } from "react";
import { centsOf, dollars, feesApi, type FeesData } from "./fees-api.ts";
import { FeeTable } from "./FeeTable.tsx";
import type { RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { feesWords } from "./words/fees.ts";
import { chargeTexts } from "./words/letters.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ChargeDialogProps {
  what: "estimate" | "invoice";
  data: RequestData;
  fees: FeesData;
  onClose: () => void;
  done: () => void;
}

/** Hours and pages, what they come to, and the letter that tells it. */
export function ChargeDialog({ what, data, fees, onClose, done }: ChargeDialogProps) {
  const t = useWords(feesWords);
  const { busy, error, act } = useAct();
  const form = useCharge(what, data, fees);
  const { reckoned } = form;
  const send = () =>
    void act(async () => {
      if (!reckoned) return;
      const { id } = data.request;
      const { hours, pages, depositCents } = reckoned;
      const pauseGround = form.pauses ? form.ground : "";
      if (what === "invoice") await feesApi.invoice(id, { hours, pages, text: form.text });
      else await feesApi.estimate(id, { hours, pages, depositCents, pauseGround, text: form.text });
      done();
    });
  const isWhole =
    reckoned !== undefined && form.text.length >= 10 && (!form.pauses || form.ground.length >= 3);
  return (
    <Dialog open size="middle" title={t(what)} onClose={onClose}>
      <Stack gap={16}>
        <div className={css["pair"]}>
          <TextField
            label={t("hours")}
            inputMode="decimal"
            value={form.hours}
            maxLength={8}
            isFirst
            onChange={form.setHours}
          />
          <TextField
            label={t("pages")}
            inputMode="numeric"
            value={form.pages}
            maxLength={8}
            onChange={form.setPages}
          />
        </div>
        {reckoned && <FeeTable title={t(what)} fees={reckoned} lines={reckoned.lines} />}
        {what === "estimate" && (
          <>
            <TextField
              label={t("deposit")}
              optional
              inputMode="decimal"
              value={form.deposit}
              maxLength={10}
              onChange={form.setDeposit}
            />
            <CheckField label={t("pauses")} checked={form.pauses} onChange={form.setPauses} />
            {form.pauses && (
              <TextField
                label={t("ground")}
                hint={t(fees.pauseGround === "" ? "groundNone" : "groundHint")}
                value={form.ground}
                maxLength={200}
                onChange={form.setGround}
              />
            )}
          </>
        )}
        <AreaField
          label={t("letter")}
          hint={data.request.language === "es" ? t("letterInSpanish") : undefined}
          rows={6}
          maxLength={20_000}
          value={form.text}
          onChange={form.setText}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={!isWhole} onClick={send}>
            {t("send")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

/** The letter follows the numbers until somebody writes in it; it is in the requester's language, not the clerk's. */
function useCharge(what: "estimate" | "invoice", { request }: RequestData, fees: FeesData) {
  const [hours, setHours] = useState(String(fees.estimate?.hours ?? ""));
  const [pages, setPages] = useState(String(fees.estimate?.pages ?? ""));
  const [deposit, setDeposit] = useState("");
  const [pauses, setPauses] = useState(false);
  const [ground, setGround] = useState(fees.pauseGround);
  const [own, setText] = useState<string>();
  const reckoned = reckon({ hours, pages, deposit }, fees.rates);
  const language = request.language === "es" ? "es" : "en";
  const money = (cents: number | undefined) => dollars(cents ?? 0, language);
  const depositCents = reckoned?.depositCents ?? 0;
  const written = chargeTexts[language][what]({
    number: request.number,
    total: money(reckoned?.totalCents),
    time: money(reckoned?.lines[0]?.cents),
    copies: money(reckoned?.lines[1]?.cents),
    deposit: depositCents > 0 ? money(depositCents) : "",
  });
  return {
    hours,
    setHours,
    pages,
    setPages,
    deposit,
    setDeposit,
    pauses,
    setPauses,
    ground,
    setGround,
    text: own ?? written,
    setText,
    reckoned,
  };
}

/** As the server reckons: what is beyond the free hours and pages, at the agency's rates. */
function reckon(
  typed: { hours: string; pages: string; deposit: string },
  rates: FeesData["rates"],
) {
  const [hours, pages] = [Number(typed.hours.replace(",", ".") || 0), Number(typed.pages || 0)];
  const depositCents = typed.deposit === "" ? 0 : centsOf(typed.deposit);
  if (!(hours >= 0 && Number.isInteger(hours * 4) && Number.isInteger(pages) && pages >= 0))
    return undefined;
  const line = (what: "time" | "copies", asked: number, free: number, rateCents: number) => {
    const counted = Math.max(0, asked - free);
    return { what, asked, free, counted, rateCents, cents: Math.round(counted * rateCents) };
  };
  const lines = [
    line("time", hours, rates.freeHours, rates.perHourCents),
    line("copies", pages, rates.freePages, rates.perPageCents),
  ];
  const totalCents = lines.reduce((sum, { cents }) => sum + cents, 0);
  if (depositCents === undefined || depositCents > totalCents) return undefined;
  return { hours, pages, depositCents, totalCents, lines };
}

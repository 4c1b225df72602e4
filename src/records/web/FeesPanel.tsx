import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { longDay } from "./day-words.ts";
import { ChargeDialog } from "./ChargeDialog.tsx";
import { FeeTable } from "./FeeTable.tsx";
import { dollars, feesApi, invoiceUrl, type FeesData } from "./fees-api.ts";
import { MoneyDialog } from "./MoneyDialog.tsx";
import type { RequestData } from "./requests-api.ts";
import { feesWords } from "./words/fees.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface FeesPanelProps {
  data: RequestData;
  changed: () => void;
}

type Opened = "estimate" | "invoice" | "pay" | "waive" | undefined;

/** What a request costs: estimated, agreed to, charged, paid. Money itself is taken elsewhere. */
export function FeesPanel({ data, changed }: FeesPanelProps) {
  const t = useWords(feesWords);
  const [opened, setOpened] = useState<Opened>();
  const { id } = data.request;
  const fees = useQuery({
    queryKey: ["request", id, "fees"],
    queryFn: () => feesApi.read(id),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (!fees.data) return <ErrorNotice error={fees.error} />;
  const done = () => {
    setOpened(undefined);
    void fees.refetch();
    changed();
  };
  const close = () => setOpened(undefined);
  const dialog = { data, fees: fees.data, onClose: close, done };
  return (
    <Panel title={t("title")}>
      <Stack gap={12}>
        <Standing fees={fees.data} requestId={id} />
        <Acts data={data} fees={fees.data} open={setOpened} done={done} />
      </Stack>
      {(opened === "estimate" || opened === "invoice") && (
        <ChargeDialog what={opened} {...dialog} />
      )}
      {(opened === "pay" || opened === "waive") && <MoneyDialog what={opened} {...dialog} />}
    </Panel>
  );
}

function Standing({ fees, requestId }: { fees: FeesData; requestId: string }) {
  const t = useWords(feesWords);
  const language = useLanguage();
  const { estimate, invoices, acceptedOn, dueCents, paidCents, waivedCents } = fees;
  const isFree = fees.rates.perHourCents + fees.rates.perPageCents === 0;
  if (!estimate && invoices.length === 0) return <Quiet>{isFree ? t("noRates") : t("none")}</Quiet>;
  return (
    <Stack gap={8}>
      {estimate && invoices.length === 0 && (
        <>
          <FeeTable title={t("estimated")} fees={estimate} lines={estimate.lines} />
          <Quiet small>
            {acceptedOn === null
              ? t("notAccepted")
              : t("acceptedOn", { day: longDay(acceptedOn, language) })}{" "}
            {estimate.ground !== "" && t("stands", { ground: estimate.ground })}
          </Quiet>
        </>
      )}
      {invoices.map((one, at) => (
        <div key={one.number}>
          <FeeTable
            title={t("invoiced", { number: one.number })}
            fees={one.fees}
            lines={one.lines}
          />
          <a href={invoiceUrl(requestId, at + 1)} download>
            {t("paper")}
          </a>
        </div>
      ))}
      {paidCents > 0 && <span>{`${t("paid")}: ${dollars(paidCents, language)}`}</span>}
      {waivedCents > 0 && <span>{`${t("waived")}: ${dollars(waivedCents, language)}`}</span>}
      <strong>
        {dueCents > 0 ? `${t("due")}: ${dollars(dueCents, language)}` : t("nothingDue")}
      </strong>
    </Stack>
  );
}

interface ActsProps {
  data: RequestData;
  fees: FeesData;
  open: (what: Opened) => void;
  done: () => void;
}

function Acts({ data, fees, open, done }: ActsProps) {
  const t = useWords(feesWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const role = may("requests.charge") ? undefined : t("role");
  const reason = role ?? (data.request.state === "closed" ? t("closed") : undefined);
  const asked = fees.invoices.at(-1)?.fees.totalCents ?? fees.estimate?.totalCents ?? 0;
  const isOpen = asked > fees.paidCents + fees.waivedCents;
  const accept = () =>
    void act(async () => {
      await feesApi.accept(data.request.id);
      done();
    });
  const button = (label: string, press: () => void, why: string | undefined) => (
    <DisabledReason reason={why}>
      {(disabled) => (
        <Button small loading={busy} {...disabled} onClick={disabled.onClick ?? press}>
          {label}
        </Button>
      )}
    </DisabledReason>
  );
  return (
    <>
      <Row gap={8}>
        {button(t("estimate"), () => open("estimate"), reason)}
        {fees.estimate && fees.acceptedOn === null && button(t("accept"), accept, reason)}
        {button(t("invoice"), () => open("invoice"), reason)}
        {button(t("pay"), () => open("pay"), role ?? (isOpen ? undefined : t("notDue")))}
        {button(t("waive"), () => open("waive"), role ?? (isOpen ? undefined : t("notDue")))}
      </Row>
      <ErrorNotice error={error} />
    </>
  );
}

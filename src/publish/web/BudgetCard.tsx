import { IconHourglassHigh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { budgetsApi } from "./api.ts";
import css from "./Budgets.module.css";
import { budgetWords } from "./words/budgets.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Quiet, Stack } from "#ui/layout.tsx";
import { Meter } from "#ui/Meter.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { clockTime } from "#ui/time.ts";
import { toast } from "#ui/toast.ts";
import { useLanguage, useWords } from "#ui/words.ts";

type MeterRow = Awaited<ReturnType<typeof budgetsApi.meters>>["channels"][number];
type BudgetRow = MeterRow["budgets"][number];

const nearFrom = 0.8;

/** One account: each budget as a bar, as figures, and with what may be done about it. */
export function BudgetCard({ channel }: { channel: MeterRow }) {
  return (
    <li className={css["card"]}>
      <h3>
        {channel.name} {channel.title !== channel.name && <Quiet>{channel.title}</Quiet>}
      </h3>
      {channel.budgets.map((budget) => (
        <OneBudget key={budget.what} {...{ channel, budget }} />
      ))}
    </li>
  );
}

function OneBudget({ channel, budget }: { channel: MeterRow; budget: BudgetRow }) {
  const t = useWords(budgetWords);
  const zone = useZone();
  const language = useLanguage();
  const ordinary = budget.of - budget.kept;
  const name = t(budget.what);
  const until = budget.waitsUntil;
  return (
    <div className={css["budget"]}>
      <Meter
        label={name}
        value={Math.min(budget.used, ordinary)}
        max={ordinary}
        unit={t("ordinary")}
        warnFrom={nearFrom}
      />
      {until !== undefined && (
        <Notice icon={IconHourglassHigh} meaning="wait">
          {t("full", { time: clockTime(new Date(until), new Date(), zone, language) })}
        </Notice>
      )}
      {until === undefined && budget.used >= ordinary * nearFrom && (
        <Notice icon={IconHourglassHigh} meaning="wait">
          {t("near")}
        </Notice>
      )}
      <Figures {...{ channel, budget }} />
      <ReserveButton {...{ channel, budget }} />
    </div>
  );
}

/** The bar's table twin. */
function Figures({ channel, budget }: { channel: MeterRow; budget: BudgetRow }) {
  const t = useWords(budgetWords);
  const { reported } = channel;
  const minutes = budget.perSeconds / 60;
  const window =
    minutes < 60
      ? t("windowMinutes", { count: minutes })
      : t("windowHours", { count: minutes / 60 });
  return (
    <dl className={css["figures"]}>
      <div>
        <dt>{t("measured")}</dt>
        <dd>{t("usedOf", { used: budget.used, of: budget.of, window })}</dd>
      </div>
      <div>
        <dt>{t("reported")}</dt>
        <dd>
          {reported && budget.what === "posts"
            ? t("reportedAs", { used: reported.used, of: reported.of })
            : t("notReported")}
        </dd>
      </div>
      <div>
        <dt>{t("kept")}</dt>
        <dd>
          {budget.kept} ({budget.reservePercent} %)
        </dd>
      </div>
      <div>
        <dt>{t("frees")}</dt>
        <dd>{budget.freesAt ? <TimeAgo at={budget.freesAt} show="clock" /> : "–"}</dd>
      </div>
      <div>
        <dt>{t("source")}</dt>
        <dd>
          {budget.source}, {budget.verifiedOn}
        </dd>
      </div>
    </dl>
  );
}

function ReserveButton({ channel, budget }: { channel: MeterRow; budget: BudgetRow }) {
  const t = useWords(budgetWords);
  const may = useMay();
  const queries = useQueryClient();
  const [percent, setPercent] = useState(String(budget.reservePercent));
  const [why, setWhy] = useState("");
  return (
    <ConfirmButton
      small
      question={`${t("setReserve")}: ${channel.name}, ${t(budget.what)}`}
      disabledReason={may("reserve.set") ? undefined : t("onlyCommand")}
      consequence={
        <Stack gap={16}>
          <span>{t("reserveAbout")}</span>
          <TextField
            label={t("percent")}
            inputMode="numeric"
            maxLength={2}
            value={percent}
            onChange={setPercent}
          />
          <AreaField label={t("why")} rows={2} maxLength={900} value={why} onChange={setWhy} />
        </Stack>
      }
      onConfirm={async () => {
        const order = { what: budget.what, percent: Number(percent), why };
        await budgetsApi.setReserve(channel.channelId, order);
        await queries.invalidateQueries({ queryKey: ["channels"] });
        toast(t("reserveSet"));
      }}
    >
      {t("setReserve")}
    </ConfirmButton>
  );
}

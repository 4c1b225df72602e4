import { useState } from "react";
import { requestsApi, type LawData, type LawDraft } from "./requests-api.ts";
import css from "./Requests.module.css";
import { stageWord } from "./stage-words.ts";
import { lawWords } from "./words/law.ts";
import { requestWords } from "./words/request.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface LawFormProps {
  data: LawData;
  changed: () => void;
}

interface Typed {
  terms: Record<string, { days: string; kind: string }>;
  note: string;
  fees: string;
  perHour: string;
  freeHours: string;
  perPage: string;
  freePages: string;
  verifiedOn: string;
  verifiedBy: string;
}

const dollars = (cents: number) => (cents / 100).toFixed(2);

function typedOf({ law, own }: LawData): Typed {
  const rates = own?.rates;
  return {
    terms: Object.fromEntries(
      law.stages.map(({ stage, term }) => [
        stage,
        { days: term ? String(term.days) : "", kind: term?.kind ?? "business" },
      ]),
    ),
    note: own?.note ?? "",
    fees: own?.fees ?? "",
    perHour: dollars(rates?.perHourCents ?? 0),
    freeHours: String(rates?.freeHours ?? 0),
    perPage: dollars(rates?.perPageCents ?? 0),
    freePages: String(rates?.freePages ?? 0),
    verifiedOn: own?.verifiedOn ?? "",
    verifiedBy: own?.verifiedBy ?? "",
  };
}

/** What differs from the table is kept; what is as in the table follows it. */
function draftOf(typed: Typed, { table }: LawData): LawDraft {
  const terms: LawDraft["terms"] = {};
  for (const { stage, term } of table.stages) {
    const given = typed.terms[stage];
    if (!given || given.days.trim() === "") continue;
    const days = Number(given.days);
    const kind = given.kind === "calendar" ? "calendar" : "business";
    if (days !== term?.days || kind !== term.kind) terms[stage] = { days, kind };
  }
  return {
    terms,
    note: typed.note,
    fees: typed.fees,
    rates: {
      perHourCents: Math.round(Number(typed.perHour) * 100),
      freeHours: Number(typed.freeHours),
      perPageCents: Math.round(Number(typed.perPage) * 100),
      freePages: Number(typed.freePages),
    },
    verifiedOn: typed.verifiedOn || null,
    verifiedBy: typed.verifiedBy,
  };
}

/** The law's numbers, the fees, and who compared them with the code. */
export function LawForm({ data, changed }: LawFormProps) {
  const t = useWords(lawWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const [typed, setTyped] = useState(() => typedOf(data));
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const save = () =>
    void act(async () => {
      await requestsApi.changeLaw(draftOf(typed, data));
      toast(t("saved"));
      changed();
    });
  const text = (key: Exclude<keyof Typed, "terms">, label: string, more: object = {}) => (
    <TextField
      label={label}
      value={typed[key]}
      onChange={(value) => set({ [key]: value })}
      {...more}
    />
  );
  return (
    <Panel
      title={`${data.law.law}, ${data.law.citation}`}
      aside={data.own && <Quiet small>{t("changed", { name: data.own.changedBy })}</Quiet>}
    >
      <div className={css["form"]}>
        <Terms data={data} typed={typed} set={set} />
        <AreaField
          label={t("fees")}
          hint={t("feesHint")}
          rows={3}
          maxLength={1_000}
          value={typed.fees}
          onChange={(fees) => set({ fees })}
        />
        <div className={css["pair"]}>
          {text("perHour", t("perHour"), { inputMode: "decimal" })}
          {text("freeHours", t("freeHours"), { inputMode: "decimal" })}
          {text("perPage", t("perPage"), { inputMode: "decimal" })}
          {text("freePages", t("freePages"), { inputMode: "numeric" })}
        </div>
        <AreaField
          label={t("note")}
          rows={3}
          maxLength={2_000}
          value={typed.note}
          onChange={(note) => set({ note })}
        />
        <div className={css["pair"]}>
          <DateTimeField
            kind="date"
            label={t("verifiedOn")}
            hint=""
            value={typed.verifiedOn}
            onChange={(verifiedOn) => set({ verifiedOn })}
          />
          {text("verifiedBy", t("verifiedBy"), { maxLength: 200 })}
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <DisabledReason reason={may("requests.change-law") ? undefined : t("role")}>
            {(disabled) => (
              <Button
                look="primary"
                loading={busy}
                {...disabled}
                onClick={disabled.onClick ?? save}
              >
                {t("save")}
              </Button>
            )}
          </DisabledReason>
        </Row>
      </div>
    </Panel>
  );
}

interface TermsProps {
  data: LawData;
  typed: Typed;
  set: (change: Partial<Typed>) => void;
}

function Terms({ data, typed, set }: TermsProps) {
  const t = useWords(lawWords);
  const r = useWords(requestWords);
  const change = (stage: string, part: { days?: string; kind?: string }) => {
    const before = typed.terms[stage] ?? { days: "", kind: "business" };
    set({ terms: { ...typed.terms, [stage]: { ...before, ...part } } });
  };
  return (
    <>
      {data.table.stages.map(({ stage, term, must }) => (
        <fieldset key={stage} className={css["stage"]}>
          <legend>{stageWord(r, stage)}</legend>
          <p>
            <Quiet small>
              <span lang="en">{must}.</span>{" "}
              {t("table", {
                days: term ? `${term.days} ${t(term.kind)}` : t("noNumber"),
              })}
            </Quiet>
          </p>
          <div className={css["pair"]}>
            <TextField
              label={t("days")}
              inputMode="numeric"
              maxLength={3}
              value={typed.terms[stage]?.days ?? ""}
              onChange={(days) => change(stage, { days })}
            />
            <SelectField
              label={t("kind")}
              value={typed.terms[stage]?.kind ?? "business"}
              onChange={(kind) => change(stage, { kind })}
              choices={[
                { value: "business", label: t("business") },
                { value: "calendar", label: t("calendar") },
              ]}
            />
          </div>
        </fieldset>
      ))}
    </>
  );
}

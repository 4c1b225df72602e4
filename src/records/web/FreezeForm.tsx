import { IconSnowflake } from "@tabler/icons-react";
import { useState } from "react";
import { requestsApi, type Counted, type SetQuery } from "./requests-api.ts";
import css from "./Requests.module.css";
import { reviewWords } from "./words/review.ts";
import { dayEnd, dayStart } from "#agency/web";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row } from "#ui/layout.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface FreezeFormProps {
  id: string;
  isClosed: boolean;
  changed: () => void;
}

const nothing = { words: "", direction: "", from: "", until: "" };
const directions = ["in", "out", "internal"] as const;

function queryOf({ words, direction, from, until }: typeof nothing, zone: string): SetQuery {
  const known = directions.find((one) => one === direction);
  const [begins, ends] = [dayStart(from, zone), dayEnd(until, zone)];
  return {
    ...(words.trim() ? { words: words.trim() } : {}),
    ...(known ? { direction: known } : {}),
    ...(begins ? { from: begins } : {}),
    ...(ends ? { until: ends } : {}),
  };
}

/** Counts first, freezes then: what is frozen stays the set. */
export function FreezeForm({ id, isClosed, changed }: FreezeFormProps) {
  const t = useWords(reviewWords);
  const may = useMay();
  const zone = useZone();
  const { busy, error, act } = useAct();
  const [typed, setTyped] = useState(nothing);
  const [note, setNote] = useState("");
  const [counted, setCounted] = useState<Counted>();
  const set = (change: Partial<typeof nothing>) => {
    setTyped((before) => ({ ...before, ...change }));
    setCounted(undefined);
  };
  const query = queryOf(typed, zone);
  const isEmpty = Object.keys(query).length === 0;
  const reason = isClosed ? t("closed") : may("requests.search") ? undefined : t("role");
  const signs = counted?.understood.ignored.join(" ");
  const count = () => void act(async () => setCounted(await requestsApi.count(id, query)));
  const freeze = () =>
    void act(async () => {
      await requestsApi.freeze(id, query, note);
      setTyped(nothing);
      setNote("");
      setCounted(undefined);
      toast(t("frozen"));
      changed();
    });
  return (
    <Panel title={t("find")}>
      <div className={css["form"]}>
        <TextField
          label={t("words")}
          hint={t("wordsHint")}
          value={typed.words}
          maxLength={500}
          onChange={(words) => set({ words })}
        />
        <SelectField
          label={t("direction")}
          value={typed.direction}
          onChange={(direction) => set({ direction })}
          choices={[
            { value: "", label: t("all") },
            ...directions.map((value) => ({ value, label: t(value) })),
          ]}
        />
        <DateTimeField
          kind="date"
          label={t("from")}
          hint=""
          value={typed.from}
          onChange={(from) => set({ from })}
        />
        <DateTimeField
          kind="date"
          label={t("until")}
          hint=""
          value={typed.until}
          onChange={(until) => set({ until })}
        />
        {counted && (
          <>
            <div role="status">
              <p>{t("finds", { count: counted.found })}</p>
              {counted.understood.hasSmallOr && <p>{t("smallOr")}</p>}
              {signs && <p>{t("ignored", { signs })}</p>}
            </div>
            <AreaField
              label={t("note")}
              optional
              rows={2}
              maxLength={2_000}
              value={note}
              onChange={setNote}
            />
          </>
        )}
        <ErrorNotice error={error} />
        <Row>
          <DisabledReason reason={reason}>
            {(disabled) => (
              <Button
                loading={busy}
                disabled={reason === undefined && isEmpty}
                {...disabled}
                onClick={disabled.onClick ?? count}
              >
                {t("count")}
              </Button>
            )}
          </DisabledReason>
          {counted && (
            <Button look="primary" icon={IconSnowflake} loading={busy} onClick={freeze}>
              {t("freeze")}
            </Button>
          )}
        </Row>
      </div>
    </Panel>
  );
}

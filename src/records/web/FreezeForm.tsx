import { IconSnowflake } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { requestsApi, type Counted, type SetQuery } from "./requests-api.ts";
import css from "./Requests.module.css";
import { reviewWords } from "./words/review.ts";
import { FilterFields, queryOf, type FilterValues } from "#archive/web";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface FreezeFormProps {
  id: string;
  isClosed: boolean;
  changed: () => void;
}

type Typed = Partial<FilterValues>;

/** As the archive's own page asks, with its flags as flags. */
function setOf(typed: Typed, zone: string): SetQuery {
  const { hasMedia, hold, hidden, ...query } = queryOf(
    { ...typed, q: typed.q?.trim() ?? "" },
    zone,
  );
  const flags = Object.entries({ hasMedia, hold, hidden }).filter(([, value]) => value === "true");
  return { ...query, ...Object.fromEntries(flags.map(([key]) => [key, true])) };
}

/** Counts first, freezes then: what is frozen stays the set. */
export function FreezeForm({ id, isClosed, changed }: FreezeFormProps) {
  const t = useWords(reviewWords);
  const may = useMay();
  const zone = useZone();
  const { busy, error, act } = useAct();
  const [typed, setTyped] = useState<Typed>({});
  const [note, setNote] = useState("");
  const [counted, setCounted] = useState<Counted>();
  const set = (change: Typed) => {
    setTyped((before) => ({ ...before, ...change }));
    setCounted(undefined);
  };
  const query = setOf(typed, zone);
  const isEmpty = Object.keys(query).length === 0;
  const reason = isClosed ? t("closed") : may("requests.search") ? undefined : t("role");
  const signs = counted?.understood.ignored.join(" ");
  const count = () => void act(async () => setCounted(await requestsApi.count(id, query)));
  const freeze = () =>
    void act(async () => {
      await requestsApi.freeze(id, query, note);
      setTyped({});
      setNote("");
      setCounted(undefined);
      toast(t("frozen"));
      changed();
    });
  return (
    <div className={css["search"]}>
      <TextField
        label={t("words")}
        hint={t("wordsHint")}
        value={typed.q ?? ""}
        maxLength={500}
        onChange={(q) => set({ q })}
      />
      <Suspense fallback={<SkeletonRows rows={5} />}>
        <FilterFields values={typed} set={set} />
      </Suspense>
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
  );
}

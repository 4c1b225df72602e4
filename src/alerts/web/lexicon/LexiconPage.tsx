import { IconCircleCheck, IconDownload, IconHourglassLow } from "@tabler/icons-react";
import { useState } from "react";
import css from "../Alerts.module.css";
import { alertsApi, useAlertsChanged, usePhrases, type PhraseData } from "../api.ts";
import { lexiconWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { useNow } from "#ui/clock.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DataTable, type Column } from "#ui/DataTable.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { clockTime } from "#ui/time.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords, type Say } from "#ui/words.ts";

const kinds = ["action", "hazard", "place", "over"] as const;

/** `/alert-phrases`: what can be said in an emergency without a translator at hand. */
export function LexiconPage() {
  const t = useWords(lexiconWords);
  const may = useMay();
  const { data, error, refetch } = usePhrases();
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        actions={may("phrase.write") && data && data.models > 0 && <Adopting count={data.models} />}
      />
      <Stack gap={16}>
        <DataTable
          label={t("label")}
          columns={columns(t)}
          rows={data?.phrases}
          rowId={({ id }) => id}
          rowTitle={({ en }) => en}
          error={error}
          onRetry={() => void refetch()}
          empty={<EmptyState picture="paper" sentence={t("empty")} />}
        />
        {may("phrase.write") && <Writing />}
      </Stack>
    </>
  );
}

type Says = Say<"english" | "spanish" | "kind" | "state" | PhraseData["kind"]>;

function columns(t: Says): Column<PhraseData>[] {
  return [
    { key: "en", label: t("english"), cell: ({ en }) => en },
    { key: "es", label: t("spanish"), cell: ({ es }) => <span lang="es">{es}</span> },
    { key: "kind", label: t("kind"), cell: ({ kind }) => t(kind), wideOnly: true },
    { key: "state", label: t("state"), cell: (row) => <Review row={row} /> },
  ];
}

function Review({ row }: { row: PhraseData }) {
  const t = useWords(lexiconWords);
  const may = useMay();
  const changed = useAlertsChanged();
  const certify = async () => {
    await alertsApi.certifyPhrase(row.id);
    await changed();
  };
  const end = async () => {
    await alertsApi.endPhrase(row.id);
    await changed();
  };
  return (
    <Stack gap={4}>
      <Row>
        <StateBadge
          meaning={row.certifiedAt ? "good" : "wait"}
          icon={row.certifiedAt ? IconCircleCheck : IconHourglassLow}
          label={t(row.certifiedAt ? "certified" : "waiting")}
        />
        <Who row={row} />
      </Row>
      <Row>
        {!row.certifiedAt && may("phrase.certify") && (
          <ConfirmButton
            small
            consequence={
              <>
                <p>{row.en}</p>
                <p lang="es">{row.es}</p>
                <p>{t("certifyAsks")}</p>
              </>
            }
            disabledReason={row.isMine ? t("own") : undefined}
            onConfirm={certify}
          >
            {t("certify")}
          </ConfirmButton>
        )}
        {may("phrase.write") && (
          <ConfirmButton small look="quiet" consequence={t("endAsks")} onConfirm={end}>
            {t("end")}
          </ConfirmButton>
        )}
      </Row>
    </Stack>
  );
}

function Who({ row }: { row: PhraseData }) {
  const t = useWords(lexiconWords);
  const [zone, language, now] = [useZone(), useLanguage(), useNow()];
  if (!row.certifiedAt) return <Quiet small>{t("from", { name: row.writtenBy })}</Quiet>;
  const day = clockTime(new Date(row.certifiedAt), new Date(now), zone, language);
  return <Quiet small>{t("byWhom", { name: row.certifiedBy ?? "", day })}</Quiet>;
}

function Adopting({ count }: { count: number }) {
  const t = useWords(lexiconWords);
  const changed = useAlertsChanged();
  const { busy, act } = useAct();
  const adopt = () =>
    void act(async () => {
      await alertsApi.adoptPhrases();
      await changed();
      toast(t("adopted"));
    });
  return (
    <Button icon={IconDownload} loading={busy} onClick={adopt}>
      {t("adopt", { count })}
    </Button>
  );
}

function Writing() {
  const t = useWords(lexiconWords);
  const changed = useAlertsChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<PhraseData["kind"]>("action");
  const [en, setEn] = useState("");
  const [es, setEs] = useState("");
  const add = () =>
    void act(async () => {
      await alertsApi.writePhrase({ kind, en, es });
      await changed();
      setEn("");
      setEs("");
      toast(t("added"));
    });
  return (
    <Panel title={t("write")}>
      <Stack gap={12}>
        <div className={css["four"]}>
          <SelectField
            label={t("kind")}
            value={kind}
            choices={kinds.map((value) => ({ value, label: t(value) }))}
            onChange={(value) => setKind(kinds.find((one) => one === value) ?? "action")}
          />
          <TextField label={t("english")} maxLength={200} value={en} onChange={setEn} />
          <TextField label={t("spanish")} maxLength={200} value={es} onChange={setEs} />
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <Button
            loading={busy}
            disabled={en.trim().length < 3 || es.trim().length < 3}
            onClick={add}
          >
            {t("add")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { mediaApi, type RightsRow } from "./api.ts";
import type { PartProps } from "./ItemPage.tsx";
import css from "./Media.module.css";
import { itemWords } from "./words/item.ts";
import { isSource, sources, standingWords, type Source } from "./words/standing.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** What stands in public though it may not any more: the work that a withdrawal leaves. */
export function StillOut({ data: { item, uses } }: Pick<PartProps, "data">) {
  const t = useWords(itemWords);
  const out = uses.filter(({ isOut }) => isOut);
  if (out.length === 0 || item.standing === "free" || item.standing === "unknown") return null;
  return (
    <Notice icon={IconAlertTriangle} meaning="bad">
      {t(item.standing === "withdrawn" ? "standsOut" : "standsExpired")}
      <ul className={css["lines"]}>
        {out.map(({ id, title, path }) => (
          <li key={id}>
            <span>{title}</span>
            <Link to={path}>{t("recall")}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Whose it is, what was agreed to, and that it was taken back. */
export function ItemRights({ data, changed }: PartProps) {
  const t = useWords(itemWords);
  const may = useMay();
  const [open, setOpen] = useState<"record" | "withdraw">();
  const [now] = data.rights;
  const done = () => {
    setOpen(undefined);
    changed();
  };
  return (
    <Panel title={t("rights")}>
      <Stack gap={12}>
        {now ? <RightsFacts row={now} /> : <Quiet>{t("rightsAbout")}</Quiet>}
        {data.withdrawals.map((one) => (
          <p key={one.withdrawnAt}>
            <strong>{t("withdrawTitle")}</strong> {one.why}{" "}
            <Quiet small>
              {one.withdrawnBy} · <TimeAgo at={one.withdrawnAt} />
            </Quiet>
          </p>
        ))}
        {may("media.record-rights") && (
          <Row gap={8}>
            <Button small onClick={() => setOpen("record")}>
              {t("record")}
            </Button>
            {data.item.standing !== "withdrawn" && (
              <Button small look="quiet" onClick={() => setOpen("withdraw")}>
                {t("withdraw")}
              </Button>
            )}
          </Row>
        )}
        {open === "record" && (
          <RecordDialog data={data} changed={done} onClose={() => setOpen(undefined)} />
        )}
        {open === "withdraw" && (
          <WithdrawDialog data={data} changed={done} onClose={() => setOpen(undefined)} />
        )}
      </Stack>
    </Panel>
  );
}

function RightsFacts({ row }: { row: RightsRow }) {
  const t = useWords(itemWords);
  const standing = useWords(standingWords);
  const { source, credit, consentNote, allowedUses, untilDate } = row;
  const lines: [string, string][] = [
    [t("source"), isSource(source) ? standing(source) : source],
    [t("credit"), credit],
    [t("consent"), consentNote],
    [t("uses"), allowedUses],
    [t("until"), untilDate ?? t("endless")],
  ];
  return (
    <>
      <dl className={css["facts"]}>
        {lines
          .filter(([, value]) => value !== "")
          .map(([label, value]) => (
            <div key={label} className={css["fact"]}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Quiet small>
        {row.isInherited && `${t("inherited")} · `}
        {row.recordedBy} · <TimeAgo at={row.recordedAt} />
      </Quiet>
    </>
  );
}

type DialogProps = PartProps & { onClose: () => void };

function sourceOf(row: RightsRow | undefined): Source {
  return row && isSource(row.source) ? row.source : "staff";
}

function RecordDialog({ data, changed, onClose }: DialogProps) {
  const t = useWords(itemWords);
  const standing = useWords(standingWords);
  const { busy, error, act } = useAct();
  const [before] = data.rights;
  const [draft, setDraft] = useState({
    source: sourceOf(before),
    credit: before?.credit ?? "",
    consentNote: data.item.standing === "withdrawn" ? "" : (before?.consentNote ?? ""),
    allowedUses: before?.allowedUses ?? "",
    untilDate: before?.untilDate ?? "",
  });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const keep = () =>
    void act(async () => {
      const untilDate = draft.untilDate === "" ? null : draft.untilDate;
      await mediaApi.recordRights(data.item.sha256, { ...draft, untilDate });
      toast(t("recorded"));
      changed();
    });
  return (
    <Dialog open title={t("recordTitle")} onClose={onClose}>
      <Stack gap={12}>
        <SelectField
          label={t("source")}
          value={draft.source}
          choices={sources.map((value) => ({ value, label: standing(value) }))}
          onChange={(source) => isSource(source) && set({ source })}
        />
        <TextField
          label={t("credit")}
          optional
          maxLength={200}
          value={draft.credit}
          onChange={(credit) => set({ credit })}
        />
        <AreaField
          label={t("consent")}
          hint={t("consentHint")}
          optional={
            draft.source !== "family" &&
            draft.source !== "public" &&
            data.item.standing !== "withdrawn"
          }
          rows={2}
          maxLength={2_000}
          value={draft.consentNote}
          onChange={(consentNote) => set({ consentNote })}
        />
        <TextField
          label={t("uses")}
          optional
          maxLength={2_000}
          value={draft.allowedUses}
          onChange={(allowedUses) => set({ allowedUses })}
        />
        <DayField
          label={t("until")}
          value={draft.untilDate}
          onChange={(untilDate) => set({ untilDate })}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={keep}>
            {t("keep")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

interface DayFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <label className={css["day"]}>
      <span>{label}</span>
      <input
        type="date"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}

function WithdrawDialog({ data, changed, onClose }: DialogProps) {
  const t = useWords(itemWords);
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const note = () =>
    void act(async () => {
      await mediaApi.withdraw(data.item.sha256, why);
      changed();
    });
  return (
    <Dialog open title={t("withdrawTitle")} onClose={onClose}>
      <Stack gap={12}>
        <p>{t("withdrawAbout")}</p>
        <AreaField label={t("why")} rows={2} maxLength={1_000} value={why} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="danger" loading={busy} disabled={why.trim().length < 3} onClick={note}>
            {t("withdrawNow")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

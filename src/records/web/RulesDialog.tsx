import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Retention.module.css";
import { retentionApi, useRetentionChanged, type RuleRow } from "./retention-api.ts";
import { retentionWords } from "./words/retention.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface RulesDialogProps {
  rules: readonly RuleRow[];
  /** The series that stand, with their titles. */
  series: readonly { code: string; title: string }[];
  onClose: () => void;
}

interface Draft {
  key: string;
  kind: string;
  direction: string;
  series: string;
}

const directions = ["in", "out", "internal"] as const;

/** Which record falls under which series: the rules, in their order, all at once. */
export function RulesDialog({ rules, series, onClose }: RulesDialogProps) {
  const t = useWords(retentionWords);
  const changed = useRetentionChanged();
  const { busy, error, act } = useAct();
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    rules
      .filter(({ isFixed }) => !isFixed)
      .map(({ id, kind, direction, seriesCode }) => ({
        key: id,
        kind: kind ?? "",
        direction: direction ?? "",
        series: seriesCode,
      })),
  );
  const save = () =>
    act(async () => {
      await retentionApi.setRules(
        drafts.map(({ kind, direction, series: code }) => {
          const way = directions.find((one) => one === direction);
          return {
            series: code,
            ...(kind.trim() && { kind: kind.trim() }),
            ...(way && { direction: way }),
          };
        }),
      );
      await changed();
      onClose();
      toast(t("rulesSaved"));
    });
  const last = drafts.at(-1);
  const fitsAll = last?.kind.trim() === "" && last.direction === "";
  const add = () =>
    setDrafts([
      ...drafts,
      { key: crypto.randomUUID(), kind: "", direction: "", series: series[0]?.code ?? "" },
    ]);
  return (
    <Dialog open size="large" title={t("rulesChange")} onClose={onClose}>
      <Stack>
        <Quiet>{t("rulesHow")}</Quiet>
        <ol className={css["rules"]}>
          {drafts.map((draft, at) => (
            <RuleFields
              key={draft.key}
              draft={draft}
              place={at + 1}
              of={drafts.length}
              series={series}
              onChange={(part) => setDrafts(drafts.with(at, { ...draft, ...part }))}
              onMove={(by) => setDrafts(moved(drafts, at, by))}
              onRemove={() => setDrafts(drafts.filter((one) => one !== draft))}
            />
          ))}
        </ol>
        <Row>
          <Button small icon={IconPlus} disabled={series.length === 0} onClick={add}>
            {t("ruleAdd")}
          </Button>
        </Row>
        {!fitsAll && <p role="status">{t("rulesLeave")}</p>}
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={() => void save()}>
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

function moved(drafts: readonly Draft[], at: number, by: -1 | 1): Draft[] {
  const [one, other] = [drafts[at], drafts[at + by]];
  return one && other ? drafts.with(at, other).with(at + by, one) : [...drafts];
}

interface RuleFieldsProps {
  draft: Draft;
  /** Counted from one, as people read it. */
  place: number;
  of: number;
  series: RulesDialogProps["series"];
  onChange: (part: Partial<Draft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function RuleFields({ draft, place, of, series, onChange, onMove, onRemove }: RuleFieldsProps) {
  const t = useWords(retentionWords);
  const ways = { in: t("ruleIn"), out: t("ruleOut"), internal: t("ruleInternal") };
  const codes = series.some(({ code }) => code === draft.series)
    ? series
    : [...series, { code: draft.series, title: "" }];
  return (
    <li className={css["rule"]}>
      <TextField
        label={t("ruleKindField")}
        maxLength={80}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <SelectField
        label={t("ruleWayField")}
        choices={[
          { value: "", label: t("ruleAnyWay") },
          ...directions.map((value) => ({ value, label: ways[value] })),
        ]}
        value={draft.direction}
        onChange={(direction) => onChange({ direction })}
      />
      <SelectField
        label={t("seriesField")}
        choices={codes.map(({ code, title }) => ({
          value: code,
          label: `${code} ${title}`.trim(),
        }))}
        value={draft.series}
        onChange={(code) => onChange({ series: code })}
      />
      <Row>
        <IconButton
          icon={IconArrowUp}
          label={t("ruleUp", { place })}
          disabled={place === 1}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={IconArrowDown}
          label={t("ruleDown", { place })}
          disabled={place === of}
          onClick={() => onMove(1)}
        />
        <IconButton icon={IconTrash} label={t("ruleRemove", { place })} onClick={onRemove} />
      </Row>
    </li>
  );
}

import { useState } from "react";
import css from "./Delegations.module.css";
import {
  delegationsApi,
  useBeats,
  useColleagues,
  type DelegationDraft,
} from "./delegations-api.ts";
import { useDelegationsChanged } from "./DelegationsPage.tsx";
import { usePolicy } from "./queries.ts";
import { delegationWords } from "./words/delegations.ts";
import { localOf, resolveLocal } from "./zoned.ts";
import { roleLabels } from "#agency/web";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useZone } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLabel, useWords } from "#ui/words.ts";

const roles = ["approver", "supervisor", "command"] as const;
const twelveHoursMs = 12 * 3_600_000;
const reasonMin = 10;

/** What is asked of command: nothing is lent by asking. */
export function ProposeDelegation({ onClose }: { onClose: () => void }) {
  const t = useWords(delegationWords);
  const label = useLabel();
  const zone = useZone();
  const policy = usePolicy();
  const beats = useBeats();
  const people = useColleagues();
  const changed = useDelegationsChanged();
  const { busy, error, act } = useAct();
  const [draft, setDraft] = useState(() => ({
    class: "alert",
    role: "approver" as DelegationDraft["role"],
    people: [] as string[],
    beats: [] as string[],
    from: localOf(new Date(), zone),
    until: localOf(new Date(Date.now() + twelveHoursMs), zone),
    reason: "",
  }));
  const put = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const startsAt = resolveLocal(draft.from, zone)?.at.toISOString();
  const endsAt = resolveLocal(draft.until, zone)?.at.toISOString();
  const isWhole =
    draft.people.length > 0 && startsAt && endsAt && draft.reason.trim().length >= reasonMin;
  const propose = () =>
    act(async () => {
      if (!startsAt || !endsAt) return;
      const { from: _from, until: _until, reason, ...rest } = draft;
      await delegationsApi.propose({ ...rest, reason: reason.trim(), startsAt, endsAt });
      await changed();
      toast(t("proposed"));
      onClose();
    });
  return (
    <Dialog open size="middle" title={t("new")} onClose={onClose}>
      <Stack gap={16}>
        <div className={css["pair"]}>
          <SelectField
            label={t("class")}
            value={draft.class}
            choices={(policy?.classes ?? []).map(({ code, title }) => ({
              value: code,
              label: title,
            }))}
            onChange={(code) => put({ class: code })}
          />
          <SelectField
            label={t("role")}
            value={draft.role}
            choices={roles.map((value) => ({
              value,
              label: label(roleLabels[value] ?? { en: value, es: value }),
            }))}
            onChange={(value) => put({ role: roles.find((one) => one === value) ?? "approver" })}
          />
        </div>
        <PickManyField
          label={t("people")}
          hint={t("peopleHint")}
          value={draft.people}
          choices={people.map(({ id, title, name }) => ({
            value: id,
            label: `${title} ${name}`.trim(),
          }))}
          onChange={(ids) => put({ people: ids })}
        />
        {beats.length > 0 && (
          <PickManyField
            label={t("area")}
            hint={t("areaHint")}
            optional
            value={draft.beats}
            choices={beats.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
            onChange={(ids) => put({ beats: ids })}
          />
        )}
        <div className={css["pair"]}>
          <DateTimeField
            label={t("starts")}
            value={draft.from}
            onChange={(from) => put({ from: from.slice(0, 16) })}
          />
          <DateTimeField
            label={t("ends")}
            value={draft.until}
            onChange={(until) => put({ until: until.slice(0, 16) })}
          />
        </div>
        <AreaField
          label={t("reason")}
          hint={t("reasonHint")}
          maxLength={1000}
          value={draft.reason}
          onChange={(reason) => put({ reason })}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" loading={busy} disabled={!isWhole} onClick={() => void propose()}>
            {t("propose")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

import {
  IconCalendarCheck,
  IconCircleCheck,
  IconHourglassLow,
  IconPlayerStop,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import css from "./Delegations.module.css";
import { delegationsApi, useBeatNames, type DelegationRow } from "./delegations-api.ts";
import { useDelegationsChanged } from "./DelegationsPage.tsx";
import { useClassOf } from "./queries.ts";
import { delegationWords } from "./words/delegations.ts";
import { roleLabels } from "#agency/web";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useLabel, useWords } from "#ui/words.ts";

const looks = {
  waiting: { meaning: "wait", icon: IconHourglassLow },
  planned: { meaning: "info", icon: IconCalendarCheck },
  "in-force": { meaning: "good", icon: IconCircleCheck },
  over: { meaning: "neutral", icon: IconPlayerStop },
  ended: { meaning: "neutral", icon: IconX },
} as const;

/** One delegation: what it lends, until when, whose turn it is. */
export function DelegationItem({ delegation }: { delegation: DelegationRow }) {
  const t = useWords(delegationWords);
  const label = useLabel();
  const beatNames = useBeatNames();
  const rule = useClassOf()(delegation.class);
  const { state, role } = delegation;
  const beats = beatNames(delegation.beats);
  const isOpen = state !== "over" && state !== "ended";
  return (
    <li className={css["item"]} data-state={state}>
      <div className={css["head"]}>
        <h2>
          {t("lends", {
            people: delegation.peopleNames.join(", "),
            class: rule.title,
            role: label(roleLabels[role] ?? { en: role, es: role }),
          })}
        </h2>
        <StateBadge {...looks[state]} label={t(state)} />
      </div>
      <p>
        {t("from")} <TimeAgo at={delegation.startsAt} /> {t("until")}{" "}
        <TimeAgo at={delegation.endsAt} /> ·{" "}
        {delegation.beats.length === 0 ? t("everywhere") : t("beats", { names: beats.join(", ") })}
      </p>
      <p>{delegation.reason}</p>
      <p>
        <Quiet>
          {t("askedBy", { name: delegation.proposedByName ?? "" })}
          {delegation.approvedByName !== null &&
            ` · ${t("approvedBy", { name: delegation.approvedByName })}`}
          {delegation.endedByName !== null &&
            ` · ${t("endedBy", { name: delegation.endedByName, why: delegation.endedWhy ?? "" })}`}
        </Quiet>
      </p>
      {isOpen && <Acts delegation={delegation} />}
    </li>
  );
}

function Acts({ delegation }: { delegation: DelegationRow }) {
  const t = useWords(delegationWords);
  const may = useMay();
  const changed = useDelegationsChanged();
  const { denial } = useTold();
  const { busy, error, act } = useAct();
  const [ending, setEnding] = useState(false);
  const isWaiting = delegation.state === "waiting";
  const whyNot = !may("delegation.approve")
    ? t("turn")
    : delegation.whyNotMe === null
      ? undefined
      : denial(delegation.whyNotMe).text;
  const approve = () =>
    act(async () => {
      await delegationsApi.approve(delegation.id);
      await changed();
      toast(t("approved"));
    });
  return (
    <div className={css["acts"]}>
      <ErrorNotice error={error} />
      {isWaiting && <p>{whyNot ?? t("yourTurn")}</p>}
      <Row>
        {isWaiting && (
          <DisabledReason reason={whyNot}>
            {(disabled) => (
              <Button
                look="primary"
                loading={busy}
                {...disabled}
                onClick={disabled.onClick ?? (() => void approve())}
              >
                {t("approve")}
              </Button>
            )}
          </DisabledReason>
        )}
        {may("delegation.end") && (
          <Button disabled={busy} onClick={() => setEnding(true)}>
            {t(isWaiting ? "turnDown" : "end")}
          </Button>
        )}
      </Row>
      {ending && (
        <EndDialog
          id={delegation.id}
          title={t(isWaiting ? "turnDown" : "end")}
          onClose={() => setEnding(false)}
        />
      )}
    </div>
  );
}

function EndDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const t = useWords(delegationWords);
  const changed = useDelegationsChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const end = () =>
    act(async () => {
      await delegationsApi.end(id, why.trim());
      await changed();
      toast(t("ended_done"));
      onClose();
    });
  return (
    <Dialog open title={title} onClose={onClose}>
      <Stack gap={16}>
        <AreaField
          label={t("why")}
          hint={t("whyHint")}
          isFirst
          maxLength={1000}
          value={why}
          onChange={setWhy}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            loading={busy}
            disabled={why.trim().length < 3}
            onClick={() => void end()}
          >
            {title}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

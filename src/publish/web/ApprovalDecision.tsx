import { IconArrowBackUp, IconCheck, IconHelp } from "@tabler/icons-react";
import { useState } from "react";
import { approvalsApi, type PendingApproval, type PostPageData } from "./api.ts";
import css from "./Approvals.module.css";
import { useChanged } from "./queries.ts";
import type { Approved } from "./StopBar.tsx";
import { approvalWords } from "./words/approvals.ts";
import { delegationWords } from "./words/delegations.ts";
import { roleLabels } from "#agency/web";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useLabel, useLanguage, useWords } from "#ui/words.ts";

interface DecisionProps {
  pending: PendingApproval;
  post: PostPageData;
  onApproved: (approved: Approved) => void;
}

type Back = "return" | "ask";

/** Yes; back with a reason; or back with a question, which its author answers by handing it in again. */
export function ApprovalDecision({ pending, post, onApproved }: DecisionProps) {
  const t = useWords(approvalWords);
  const lent = useWords(delegationWords);
  const zone = useZone();
  const language = useLanguage();
  const may = useMay();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [back, setBack] = useState<Back>();
  const denial = useDenial();
  const id = post.post.id;
  if (!may("post.approve") && pending.whyNotMe === null) return null;
  const approve = () =>
    act(async () => {
      // The hash on screen, not the newest: what changed meanwhile must be looked at again.
      const { complete } = await approvalsApi.approve(id, post.hash);
      const at = post.post.publishAt;
      const when = at ? clockTime(new Date(at), new Date(), zone, language) : t("nowWord");
      onApproved({
        postId: id,
        headline: post.post.headline,
        says: complete ? t("complete", { when }) : t("nextStep"),
      });
      await changed();
    });
  const sendBack = (why: string) =>
    act(async () => {
      await approvalsApi.sendBack(id, why);
      toast(t(back === "ask" ? "askedAuthor" : "returned"));
      await changed();
    });
  const whyNot = pending.whyNotMe === null ? undefined : denial(pending.whyNotMe);
  return (
    <footer className={css["decision"]}>
      <ErrorNotice error={error} />
      {pending.byDelegation && (
        <p className={css["whyNot"]}>
          {lent("byDelegation", { name: pending.byDelegation.by })}{" "}
          <TimeAgo at={pending.byDelegation.until} />
        </p>
      )}
      {whyNot && (
        <p className={css["whyNot"]} lang={whyNot.lang}>
          {whyNot.text}
        </p>
      )}
      {back === undefined ? (
        <div className={css["acts"]}>
          <DisabledReason reason={whyNot?.text}>
            {(disabled) => (
              <Button
                look="primary"
                icon={IconCheck}
                loading={busy}
                {...disabled}
                onClick={disabled.onClick ?? (() => void approve())}
              >
                {t("approve")}
              </Button>
            )}
          </DisabledReason>
          {may("post.approve") && (
            <>
              <Button icon={IconHelp} disabled={busy} onClick={() => setBack("ask")}>
                {t("ask")}
              </Button>
              <Button icon={IconArrowBackUp} disabled={busy} onClick={() => setBack("return")}>
                {t("sendBack")}
              </Button>
            </>
          )}
        </div>
      ) : (
        <BackForm
          back={back}
          busy={busy}
          send={(why) => void sendBack(why)}
          cancel={() => setBack(undefined)}
        />
      )}
    </footer>
  );
}

interface BackProps {
  back: Back;
  busy: boolean;
  send: (why: string) => void;
  cancel: () => void;
}

function BackForm({ back, busy, send, cancel }: BackProps) {
  const t = useWords(approvalWords);
  const [why, setWhy] = useState("");
  const isAsking = back === "ask";
  const says = why.trim();
  return (
    <div className={css["back"]}>
      <AreaField
        label={t(isAsking ? "askWhat" : "sendBackWhy")}
        hint={t(isAsking ? "askHint" : "sendBackHint")}
        rows={3}
        maxLength={1900}
        value={why}
        onChange={setWhy}
      />
      <div className={css["acts"]}>
        <Button
          look="primary"
          loading={busy}
          disabled={says.length < 3}
          onClick={() => send(isAsking ? t("question", { question: says }) : says)}
        >
          {t(isAsking ? "askNow" : "sendBackNow")}
        </Button>
        <Button look="quiet" disabled={busy} onClick={cancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}

/** Whose step it is, by the names of the roles. */
function useDenial() {
  const { denial } = useTold();
  const label = useLabel();
  return (given: NonNullable<PendingApproval["whyNotMe"]>) => {
    const names = given.roles?.map((role) => label(roleLabels[role] ?? { en: role, es: role }));
    return denial(given, names ? { roles: names.join(", ") } : {});
  };
}

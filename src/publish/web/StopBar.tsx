import { IconCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { approvalsApi } from "./api.ts";
import css from "./Approvals.module.css";
import { useChanged } from "./queries.ts";
import { useAct } from "#ui/use-act.ts";
import { approvalWords } from "./words/approvals.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

export interface Approved {
  postId: string;
  headline: string;
  says: string;
}

const secondsShown = 20;

/** After a yes there is a way back for some seconds: stopping withdraws the approval. */
export function StopBar({ approved, onGone }: { approved: Approved; onGone: () => void }) {
  const t = useWords(approvalWords);
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [left, setLeft] = useState(secondsShown);
  const isWaiting = !busy && error === null;
  useEffect(() => {
    if (!isWaiting) return undefined;
    if (left === 0) return onGone();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, isWaiting, onGone]);
  const stop = () =>
    act(async () => {
      await approvalsApi.withdraw(approved.postId, t("stopWhy"));
      await changed();
      toast(t("stopped"));
      onGone();
    });
  return (
    <div className={css["stop"]}>
      <IconCheck size={20} stroke={2} aria-hidden />
      <div>
        <output>
          <strong>{approved.headline}</strong> {approved.says}
        </output>
        <ErrorNotice error={error} />
      </div>
      <Button loading={busy} onClick={() => void stop()}>
        {t("stop")} ({left})
      </Button>
    </div>
  );
}

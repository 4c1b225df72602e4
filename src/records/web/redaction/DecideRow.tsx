import { requestsApi } from "../requests-api.ts";
import { redactionWords } from "../words/redaction.ts";
import type { DeskData } from "./api.ts";
import { Gated } from "./RedactBar.tsx";
import css from "./Redaction.module.css";
import type { SheetTool } from "./use-sheet.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface DecideRowProps {
  requestId: string;
  desk: DeskData;
  tool: SheetTool;
  reason: string | undefined;
  busy: boolean;
  save: () => Promise<void>;
  saveOnly: () => void;
  changed: () => Promise<void>;
}

/** Saves what is marked, decides to redact, and lets a second person agree. */
export function DecideRow(props: DecideRowProps) {
  const { requestId, desk, tool, reason, busy, save, saveOnly, changed } = props;
  const t = useWords(redactionWords);
  const doing = useAct();
  const { review, media, recordId } = desk;
  const isMarked = tool.sheet.marks.length > 0 || media.some((one) => one.isChanged);
  const redact = () =>
    void doing.act(async () => {
      if (tool.isDirty) await save();
      // Marks on what was decided before change the decision themselves.
      if (review?.decision !== "redact")
        await requestsApi.decide(requestId, { recordId, decision: "redact" });
      toast(t("decided"));
      await changed();
    });
  const second = () =>
    void doing.act(async () => {
      await requestsApi.second(requestId, recordId, review?.id);
      toast(t("seconded"));
      await changed();
    });
  const isWaiting = review?.decision === "redact" && review.secondedBy === "";
  return (
    <div>
      <div className={css["decide"]}>
        {(tool.isDirty || review?.decision !== "redact") && (
          <Gated
            look="primary"
            label={t("saveAndRedact")}
            reason={reason ?? (isMarked ? undefined : t("noMarks"))}
            onClick={redact}
          />
        )}
        {isWaiting && (
          <Gated
            label={t("second")}
            reason={
              reason ?? (tool.isDirty ? t("saveFirst") : review.isMine ? t("own") : undefined)
            }
            onClick={second}
          />
        )}
        {tool.isDirty && (
          <Button loading={busy || doing.busy} onClick={saveOnly}>
            {t("save")}
          </Button>
        )}
        {tool.canUndo && (
          <Button look="quiet" onClick={tool.undo}>
            {t("undo")}
          </Button>
        )}
        {tool.canRedo && (
          <Button look="quiet" onClick={tool.redo}>
            {t("redo")}
          </Button>
        )}
        <Quiet small>{t(tool.isDirty ? "unsaved" : "saved")}</Quiet>
      </div>
      <ErrorNotice error={doing.error} />
    </div>
  );
}

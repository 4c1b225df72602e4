import type { ReactNode } from "react";
import { redactionApi, type DeskData } from "./api.ts";
import { DecideRow } from "./DecideRow.tsx";
import { EverywhereDialog, type MarkedMany } from "./EverywhereDialog.tsx";
import css from "./Redaction.module.css";
import { TextPanel } from "./TextPanel.tsx";
import { TextSide } from "./TextSide.tsx";
import { useMarking } from "./use-marking.ts";
import { useSheet } from "./use-sheet.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { useShortcuts } from "#ui/shortcuts.ts";
import { useAct } from "#ui/use-act.ts";

interface TextDeskProps {
  requestId: string;
  desk: DeskData;
  /** Why nothing can be marked here. */
  reason: string | undefined;
  changed: () => Promise<void>;
  onMany: (many: MarkedMany) => void;
  attachments: ReactNode;
}

/** The words of a record, what is marked in them and what may have to be, and what is decided. */
export function TextDesk(props: TextDeskProps) {
  const { requestId, desk, reason, changed, onMany, attachments } = props;
  const { recordId, text, set } = desk;
  const saved = { marks: set?.marks ?? [], refused: set?.refused ?? [] };
  const tool = useSheet(`redaction ${requestId} ${recordId} ${set?.id ?? ""}`, saved);
  const marking = useMarking(desk, tool, reason);
  const { error, act, busy } = useAct();
  const save = async () => {
    const marks = [...tool.sheet.marks];
    const refused = [...tool.sheet.refused];
    await redactionApi.mark(requestId, { recordId, marks, refused, expected: set?.id ?? null });
  };
  const saveOnly = () =>
    void act(async () => {
      if (!tool.isDirty || reason !== undefined) return;
      await save();
      await changed();
    });
  useShortcuts([
    {
      keys: "mod+s",
      label: { en: "Save the marks", es: "Guardar las marcas" },
      run: saveOnly,
      whileTyping: true,
    },
    { keys: "mod+z", label: { en: "Undo", es: "Deshacer" }, run: tool.undo },
  ]);
  return (
    <div className={css["page"]}>
      <div className={css["text"]}>
        <TextPanel desk={desk} tool={tool} marking={marking} reason={reason} />
      </div>
      {text !== "" && <TextSide desk={desk} tool={tool} marking={marking} reason={reason} />}
      <div className={css["attachments"]}>{attachments}</div>
      <div className={css["decision"]}>
        <ErrorNotice error={error} />
        <DecideRow {...{ requestId, desk, tool, reason, busy, save, saveOnly, changed }} />
      </div>
      {marking.sought !== undefined && (
        <EverywhereDialog
          requestId={requestId}
          words={marking.sought}
          code={marking.code}
          exemptions={desk.exemptions}
          saveFirst={async () => {
            if (tool.isDirty) await save();
          }}
          onClose={marking.endSearch}
          onMarked={(many) => {
            marking.endSearch();
            onMany(many);
            void changed();
          }}
        />
      )}
    </div>
  );
}

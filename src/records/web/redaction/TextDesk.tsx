import { IconPencil } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { redactionWords } from "../words/redaction.ts";
import { redactionApi, type DeskData } from "./api.ts";
import { DecideRow } from "./DecideRow.tsx";
import { EverywhereDialog, type MarkedMany } from "./EverywhereDialog.tsx";
import { MarksPanel } from "./MarksPanel.tsx";
import { PreviewText } from "./PreviewText.tsx";
import { RedactBar } from "./RedactBar.tsx";
import css from "./Redaction.module.css";
import { RedactText } from "./RedactText.tsx";
import { SuggestionPanel } from "./SuggestionPanel.tsx";
import { useMarking, type Marking } from "./use-marking.ts";
import { useSheet, type SheetTool } from "./use-sheet.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useShortcuts } from "#ui/shortcuts.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

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
      <div className={css["column"]}>
        <Words desk={desk} tool={tool} marking={marking} reason={reason} />
        {attachments}
        <ErrorNotice error={error} />
        <DecideRow {...{ requestId, desk, tool, reason, busy, save, saveOnly, changed }} />
      </div>
      {text !== "" && <Beside desk={desk} tool={tool} marking={marking} reason={reason} />}
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

interface PartProps {
  desk: DeskData;
  tool: SheetTool;
  marking: Marking;
  reason: string | undefined;
}

/** The text, to be marked or as it is given out. */
function Words({ desk, tool, marking, reason }: PartProps) {
  const t = useWords(redactionWords);
  const [view, setView] = useState<"edit" | "preview">("edit");
  const { text, exemptions } = desk;
  const { marks } = tool.sheet;
  const { chosen, mark, suggestion, code, words, acts } = marking;
  if (text === "") return <Quiet>{t("noText")}</Quiet>;
  return (
    <Panel title={t("record")}>
      {tool.isKept && (
        <Notice icon={IconPencil} meaning="wait">
          {t("draftKept")}{" "}
          <Button small onClick={tool.discard}>
            {t("discard")}
          </Button>
        </Notice>
      )}
      <ChoiceField
        label={t("view")}
        value={view}
        onChange={setView}
        choices={[
          { value: "edit", label: t("edit") },
          { value: "preview", label: t("preview") },
        ]}
      />
      {view === "preview" ? (
        <PreviewText text={text} marks={marks} />
      ) : (
        <div>
          <RedactText
            text={text}
            marks={marks}
            suggestions={marking.open}
            chosen={chosen}
            choose={marking.choose}
            keys={marking.keys}
          />
          <RedactBar {...{ words, chosen, mark, suggestion, code, exemptions, reason, acts }} />
        </div>
      )}
    </Panel>
  );
}

/** What the program found, and what is marked. */
function Beside({ desk, tool, marking, reason }: PartProps) {
  return (
    <div className={css["column"]}>
      <SuggestionPanel
        text={desk.text}
        open={marking.open}
        found={desk.suggestions.length}
        reason={marking.blocked}
        acts={{ choose: marking.choose, mark: marking.markAll, leave: marking.leave }}
      />
      <MarksPanel
        text={desk.text}
        sheet={tool.sheet}
        savedBy={desk.set?.markedBy ?? ""}
        choose={marking.choose}
        remove={reason === undefined ? marking.remove : undefined}
      />
    </div>
  );
}

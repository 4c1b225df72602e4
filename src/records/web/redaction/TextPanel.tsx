import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import type { DeskData } from "./api.ts";
import { PreviewText } from "./PreviewText.tsx";
import { RedactBar } from "./RedactBar.tsx";
import { RedactText } from "./RedactText.tsx";
import type { Marking } from "./use-marking.ts";
import type { SheetTool } from "./use-sheet.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useWords } from "#ui/words.ts";

export interface PartProps {
  desk: DeskData;
  tool: SheetTool;
  marking: Marking;
  reason: string | undefined;
}

/** The text, to be marked or as it is given out. */
export function TextPanel({ desk, tool, marking, reason }: PartProps) {
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

import { MarksPanel } from "./MarksPanel.tsx";
import css from "./Redaction.module.css";
import { SuggestionPanel } from "./SuggestionPanel.tsx";
import type { PartProps } from "./TextPanel.tsx";

/** What the program found, and what is marked. */
export function TextSide({ desk, tool, marking, reason }: PartProps) {
  return (
    <div className={css["side"]}>
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

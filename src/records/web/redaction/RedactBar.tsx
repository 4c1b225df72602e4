import { redactionWords } from "../words/redaction.ts";
import type { Exemption } from "./api.ts";
import { CodeChoice } from "./CodeChoice.tsx";
import css from "./Redaction.module.css";
import { typeKey } from "./type-key.ts";
import type { Mark, Span, Suggestion } from "./sheet.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface RedactBarProps {
  words: string;
  chosen: Span | undefined;
  mark: Mark | undefined;
  suggestion: Suggestion | undefined;
  code: string;
  exemptions: readonly Exemption[];
  /** Why nothing can be marked here at all. */
  reason: string | undefined;
  acts: {
    setCode: (code: string) => void;
    mark: () => void;
    unmark: () => void;
    leave: () => void;
    everywhere: () => void;
  };
}

/** What can be done with the words that are chosen. It stays at the foot of the text. */
export function RedactBar(props: RedactBarProps) {
  const t = useWords(redactionWords);
  const { words, chosen, mark, suggestion, code, exemptions, reason, acts } = props;
  const why = reason ?? (code === "" ? t("codeFirst") : undefined);
  const what = mark
    ? t("isMark")
    : suggestion
      ? t("isSuggestion", { type: t(typeKey(suggestion.type)) })
      : t("selected");
  return (
    <div className={css["bar-below"]} role="group" aria-label={what}>
      <p className={css["choice"]}>
        {chosen ? (
          <>
            <Quiet small>{what}</Quiet> <strong>{shortened(words)}</strong>
          </>
        ) : (
          <Quiet>{t("nothing")}</Quiet>
        )}
      </p>
      <div className={css["acts"]}>
        <CodeChoice exemptions={exemptions} value={mark?.code ?? code} onChange={acts.setCode} />
        {mark ? (
          <Gated label={t("unmark")} reason={reason} onClick={acts.unmark} />
        ) : (
          <Gated
            label={t("mark")}
            look="primary"
            reason={why ?? (chosen ? undefined : t("nothing"))}
            onClick={acts.mark}
          />
        )}
        {suggestion && !mark && <Gated label={t("leave")} reason={reason} onClick={acts.leave} />}
        {chosen && <Gated label={t("everywhere")} reason={reason} onClick={acts.everywhere} />}
      </div>
    </div>
  );
}

interface GatedProps {
  label: string;
  look?: "primary" | "plain";
  reason: string | undefined;
  onClick: () => void;
}

/** A button that says why it cannot be pressed. */
export function Gated({ label, look = "plain", reason, onClick }: GatedProps) {
  return (
    <DisabledReason reason={reason}>
      {(disabled) => (
        <Button look={look} {...disabled} onClick={disabled.onClick ?? onClick}>
          {label}
        </Button>
      )}
    </DisabledReason>
  );
}

/** Long stretches are known by their ends. */
export function shortened(words: string): string {
  return words.length <= 80 ? words : `${words.slice(0, 50)} … ${words.slice(-25)}`;
}

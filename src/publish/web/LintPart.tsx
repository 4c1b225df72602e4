import type { LintFinding, PostContent } from "./api.ts";
import css from "./Lint.module.css";
import { LintFindings, wordsAt } from "./LintFindings.tsx";
import type { PartProps } from "./MessagePart.tsx";
import type { LintState } from "./use-lint.ts";
import { lintWords } from "./words/lint.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** What the policy says while somebody writes: each finding with what can be done about it. */
export function LintPart({ content, change, lint }: PartProps & { lint: LintState }) {
  const t = useWords(lintWords);
  const isBlank = content.title + content.text === "" && content.media.length === 0;
  if (isBlank) return null;
  return (
    <Panel title={t("title")}>
      <div aria-live="polite">
        {lint.findings.length === 0 ? (
          <p>
            <Quiet>{t("none")}</Quiet>
          </p>
        ) : (
          <LintFindings
            findings={lint.findings}
            content={content}
            renderActs={(finding) => <Acts {...{ finding, content, change, lint }} />}
          />
        )}
      </div>
    </Panel>
  );
}

interface ActsProps extends PartProps {
  finding: LintFinding;
  lint: LintState;
}

function Acts({ finding, content, change, lint }: ActsProps) {
  const t = useWords(lintWords);
  const { start, end, fix, field } = finding;
  const words = wordsAt(finding, content);
  const isPlaced = start !== null && end !== null && words !== undefined && end <= words.length;
  return (
    <>
      {isPlaced && fix !== null && field !== "alt" && (
        <Button small onClick={() => change(fixed(finding, content))}>
          {fix === "" ? t("remove") : t("replace", { words: fix })}
        </Button>
      )}
      {isPlaced && field === "text" && (
        <Button small look="quiet" onClick={() => select(start, end)}>
          {t("show")}
        </Button>
      )}
      {finding.level === "warn" && (
        <div className={css["confirm"]}>
          <CheckField
            label={t("read")}
            checked={lint.isRead(finding.key)}
            onChange={(isRead) => lint.setRead(finding.key, isRead)}
          />
        </div>
      )}
    </>
  );
}

/** The content with the fix in the place of what was found. */
function fixed(finding: LintFinding, content: PostContent): Partial<PostContent> {
  const { start, end, fix, field, of } = finding;
  const put = (words: string) => {
    const made = words.slice(0, start ?? 0) + (fix ?? "") + words.slice(end ?? 0);
    return fix === "" ? made.replaceAll(/ {2,}/g, " ").trimEnd() : made;
  };
  if (field === "title") return { title: put(content.title) };
  const id = String(of);
  const own = content.variants[id];
  if (field === "variant" && own?.text !== undefined)
    return { variants: { ...content.variants, [id]: { ...own, text: put(own.text) } } };
  return { text: put(content.text) };
}

/** Marks the words in the field itself, where the next key replaces them. */
function select(start: number, end: number): void {
  const field = document.querySelector<HTMLTextAreaElement>("[data-message] textarea");
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(start, end);
}

import { IconArrowRight } from "@tabler/icons-react";
import { useNavigate, useParams } from "react-router";
import type { Policy } from "./api.ts";
import { ClassEditor } from "./ClassEditor.tsx";
import css from "./Editor.module.css";
import { ParagraphEditor } from "./ParagraphEditor.tsx";
import { RuleEditor } from "./RuleEditor.tsx";
import { useVersion } from "./queries.ts";
import { useAct } from "#ui/use-act.ts";
import { useDraft } from "./use-draft.ts";
import { editorWords } from "./words/editor.ts";
import { Button } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SaveState } from "#ui/SaveState.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/policy/versions/:version/edit`: the draft of a version, paragraph by paragraph. */
export function EditorPage() {
  const t = useWords(editorWords);
  const version = Number(useParams()["version"] ?? 0);
  const { data, error, refetch } = useVersion(version);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonPage />;
  if (data.policy.inForceFrom !== null)
    return (
      <PageHeader
        title={t("title", { version })}
        up={{ to: `/policy/versions/${version}`, label: t("up", { version }) }}
        about={t("inForce", { version })}
      />
    );
  return <Editor key={version} policy={data.policy} />;
}

function Editor({ policy }: { policy: Policy }) {
  const t = useWords(editorWords);
  const navigate = useNavigate();
  const { busy, error, act } = useAct();
  const draft = useDraft(policy);
  const { content, change, problem } = draft;
  const { version } = policy;
  const sentence = problem && t(problem.key, { name: problem.name });
  const review = () =>
    act(async () => {
      await draft.flush();
      await navigate(`/policy/versions/${version}`);
    });
  return (
    <>
      <PageHeader
        title={t("title", { version })}
        up={{ to: `/policy/versions/${version}`, label: t("up", { version }) }}
        about={t("about")}
        state={draft.saving && <SaveState saving={draft.saving} />}
        actions={
          <DisabledReason reason={sentence}>
            {(disabled) => (
              <Button
                look="primary"
                icon={IconArrowRight}
                loading={busy}
                {...disabled}
                onClick={disabled.onClick ?? (() => void review())}
              >
                {t("review")}
              </Button>
            )}
          </DisabledReason>
        }
      />
      <div className={css["editor"]}>
        <ErrorNotice error={error ?? draft.error} />
        {sentence !== undefined && (
          <output className={css["problem"]}>
            {t("notSaved")}
            {sentence}
          </output>
        )}
        <TextField
          label={t("name")}
          value={content.title}
          maxLength={200}
          onChange={(title) => change({ title })}
        />
        <ParagraphEditor
          paragraphs={content.paragraphs}
          onChange={(paragraphs) => change({ paragraphs })}
        />
        <ClassEditor
          classes={content.classes}
          paragraphs={content.paragraphs}
          onChange={(classes) => change({ classes })}
        />
        <RuleEditor
          rules={content.rules}
          paragraphs={content.paragraphs}
          onChange={(rules) => change({ rules })}
        />
      </div>
    </>
  );
}

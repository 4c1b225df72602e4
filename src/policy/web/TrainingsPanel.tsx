import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Paragraph, TrainingDraft } from "./api.ts";
import { freeCode } from "./codes.ts";
import css from "./Lists.module.css";
import { useTrainings } from "./queries.ts";
import { TrainingDialog } from "./TrainingDialog.tsx";
import { trainingWords } from "./words/trainings.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** The trainings that the policy asks for; whoever may draft the policy defines them here. */
export function TrainingsPanel({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  const t = useWords(trainingWords);
  const may = useMay();
  const { data, error, refetch } = useTrainings();
  const [draft, setDraft] = useState<TrainingDraft>();
  const trainings = data?.trainings ?? [];
  const mayChange = may("policy.change");
  const begin = () =>
    setDraft({
      code: freeCode(trainings),
      title: "",
      paragraph: trainings[0]?.paragraph ?? paragraphs[0]?.number ?? "",
      validDays: 365,
      isRequiredToPost: false,
    });
  return (
    <Panel title={t("title")}>
      <Stack gap={16}>
        <p>
          <Quiet small>{t("about")}</Quiet>
        </p>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {data && trainings.length === 0 && <Quiet>{t("none")}</Quiet>}
        <ul className={css["entries"]}>
          {trainings.map((one) => (
            <li key={one.code}>
              <span>
                <strong>{one.title}</strong>
                <small>
                  <a href={`#p-${one.paragraph}`}>{one.paragraph}</a>,{" "}
                  {t("valid", { count: one.validDays })},{" "}
                  {t(one.isRequiredToPost ? "required" : "optional")}
                </small>
              </span>
              {mayChange && (
                <IconButton
                  label={t("change", { name: one.title })}
                  icon={IconPencil}
                  onClick={() => setDraft(one)}
                />
              )}
            </li>
          ))}
        </ul>
        {mayChange && data && (
          <div>
            <Button icon={IconPlus} onClick={begin}>
              {t("add")}
            </Button>
          </div>
        )}
      </Stack>
      {draft && (
        <TrainingDialog draft={draft} paragraphs={paragraphs} onClose={() => setDraft(undefined)} />
      )}
    </Panel>
  );
}

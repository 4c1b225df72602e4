import { useState } from "react";
import { publishingApi } from "./publishing-api.ts";
import { publishingWords } from "./words/publishing.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface PublishDialogProps {
  id: string;
  part: number;
  onClose: () => void;
  done: () => void;
}

/** What everybody will read above the files. Somebody else agrees before they do. */
export function PublishDialog({ id, part, onClose, done }: PublishDialogProps) {
  const t = useWords(publishingWords);
  const { busy, error, act } = useAct();
  const [title, setTitle] = useState("");
  const [summary, setSummary] = useState("");
  const [titleEs, setTitleEs] = useState("");
  const [summaryEs, setSummaryEs] = useState("");
  const propose = () =>
    void act(async () => {
      await publishingApi.propose(id, { running: part, title, summary, titleEs, summaryEs });
      done();
    });
  return (
    <Dialog open size="middle" title={t("publish", { part })} onClose={onClose}>
      <Stack gap={16}>
        <TextField
          label={t("titleField")}
          hint={t("titleHint")}
          value={title}
          maxLength={200}
          isFirst
          onChange={setTitle}
        />
        <AreaField
          label={t("summaryField")}
          optional
          value={summary}
          maxLength={2_000}
          onChange={setSummary}
        />
        <TextField
          label={t("titleEs")}
          optional
          value={titleEs}
          maxLength={200}
          onChange={setTitleEs}
        />
        <AreaField
          label={t("summaryEs")}
          optional
          value={summaryEs}
          maxLength={2_000}
          onChange={setSummaryEs}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={title.trim().length < 3}
            onClick={propose}
          >
            {t("propose")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

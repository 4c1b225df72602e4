import { useState } from "react";
import { publishingApi } from "./publishing-api.ts";
import { publishingWords } from "./words/publishing.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface PublicSummaryProps {
  id: string;
  given: string;
  role: string | undefined;
}

/** What the request log says that was asked, in a clerk's words. */
export function PublicSummary({ id, given, role }: PublicSummaryProps) {
  const t = useWords(publishingWords);
  const { busy, error, act } = useAct();
  const [summary, setSummary] = useState(given);
  const save = () =>
    void act(async () => {
      await publishingApi.summarize(id, summary);
      toast(t("saved"));
    });
  return (
    <Stack gap={8}>
      <AreaField
        label={t("log")}
        hint={t("logHint")}
        optional
        rows={2}
        value={summary}
        maxLength={1_000}
        disabled={role !== undefined}
        onChange={setSummary}
      />
      {role === undefined && (
        <Row>
          <Button small loading={busy} onClick={save}>
            {t("save")}
          </Button>
        </Row>
      )}
      <ErrorNotice error={error} />
    </Stack>
  );
}

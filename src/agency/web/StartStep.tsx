import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface StartStepProps {
  code: string;
  onCode: (code: string) => void;
  busy: boolean;
  error: unknown;
  onOwn: () => void;
  onDemo: () => void;
}

export function StartStep({ code, onCode, busy, error, onOwn, onDemo }: StartStepProps) {
  const t = useWords(setupWords);
  const missing = code.trim() === "";
  return (
    <div className="ob-form">
      <h1 tabIndex={-1}>{t("startHeading")}</h1>
      <p>{t("startAbout")}</p>
      <ErrorNotice error={error} />
      <TextField
        label={t("code")}
        hint={t("codeHint")}
        value={code}
        onChange={onCode}
        autoComplete="off"
        spellCheck={false}
      />
      <Row>
        <Button look="primary" disabled={missing || busy} onClick={onOwn}>
          {t("startOwn")}
        </Button>
        <Button disabled={missing} loading={busy} onClick={onDemo}>
          {t("startDemo")}
        </Button>
      </Row>
      <p>
        <Quiet>{t("demoHint")}</Quiet>
      </p>
    </div>
  );
}

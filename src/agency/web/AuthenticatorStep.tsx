import { useState } from "react";
import css from "./AuthenticatorStep.module.css";
import { QrCode } from "./QrCode.tsx";
import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { CodeField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface AuthenticatorStepProps {
  totp: { secret: string; uri: string };
  busy: boolean;
  error: unknown;
  onCode: (code: string) => void;
}

export function AuthenticatorStep({ totp, busy, error, onCode }: AuthenticatorStepProps) {
  const t = useWords(setupWords);
  const [code, setCode] = useState("");
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <h1 tabIndex={-1}>{t("totpHeading")}</h1>
      <p>{t("totpAbout")}</p>
      <ErrorNotice error={error} />
      <div className={css["scan"]}>
        <QrCode text={totp.uri} label={t("totpPicture")} />
        <div className={css["byHand"]}>
          <p>{t("totpByHand")}</p>
          <code className={css["secret"]}>{totp.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
        </div>
      </div>
      <CodeField label={t("totpCode")} value={code} onChange={setCode} />
      <Button type="submit" look="primary" wide loading={busy} disabled={code.length !== 6}>
        {t("totpConfirm")}
      </Button>
    </form>
  );
}

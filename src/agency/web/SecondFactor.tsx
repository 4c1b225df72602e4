import { useState } from "react";
import { signInWords } from "./words/sign-in.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { CodeField } from "#ui/fields.tsx";
import { Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface SecondFactorProps {
  busy: boolean;
  error: unknown;
  onCode: (code: string) => Promise<void>;
  onBack: () => void;
}

/** The second step: six digits, or a recovery code when the phone is lost. */
export function SecondFactor({ busy, error, onCode, onBack }: SecondFactorProps) {
  const t = useWords(signInWords);
  const [kind, setKind] = useState<"digits" | "recovery">("digits");
  const [code, setCode] = useState("");
  const digits = kind === "digits";
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onCode(code.trim());
      }}
    >
      <h1>{t("codeHeading")}</h1>
      <ErrorNotice error={error} />
      <CodeField
        key={kind}
        kind={kind}
        label={t(digits ? "code" : "recovery")}
        hint={t(digits ? "codeHint" : "recoveryHint")}
        value={code}
        onChange={setCode}
        isFirst
      />
      <Button
        type="submit"
        look="primary"
        wide
        loading={busy}
        disabled={digits ? code.length !== 6 : code.trim().length < 6}
      >
        {t("signIn")}
      </Button>
      <Row apart>
        <Button
          look="quiet"
          small
          onClick={() => {
            setCode("");
            setKind(digits ? "recovery" : "digits");
          }}
        >
          {t(digits ? "useRecovery" : "useCode")}
        </Button>
        <Button look="quiet" small onClick={onBack}>
          {t("startOver")}
        </Button>
      </Row>
    </form>
  );
}

import { useEffect, useRef, useState } from "react";
import { signIn } from "./api.ts";
import { Consent } from "./Consent.tsx";
import { EntryFrame } from "./EntryFrame.tsx";
import { EntryNotice } from "./EntryNotice.tsx";
import { SecondFactor } from "./SecondFactor.tsx";
import { orGiveUp, PasskeyButton } from "./PasskeyButton.tsx";
import { provePasskey } from "./passkeys.ts";
import { useAct } from "#ui/use-act.ts";
import { signInWords } from "./words/sign-in.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { usePageTitle } from "#ui/page-title.ts";
import { useGate } from "#ui/session-gate.ts";
import { useWords } from "#ui/words.ts";

/** Sign-in: a passkey, or password and then a second factor. The notice stands beside it (AC-8). */
export function SignInPage() {
  const t = useWords(signInWords);
  const { signedOut, enter } = useGate();
  const [step, setStep] = useState<"password" | "code" | "enrol">("password");
  const { busy, error, setError, act } = useAct();
  usePageTitle(t(step === "code" ? "codeHeading" : "heading"));
  usePass(act, enter);
  const agency = signedOut?.agencyName || undefined;
  return (
    <EntryFrame place={agency ?? "Openbeat"} aside={<Consent agency={agency} />}>
      <EntryNotice />
      {step === "password" && (
        <PasswordStep busy={busy} act={act} error={error} onNext={setStep} onDone={enter} />
      )}
      {step === "code" && (
        <SecondFactor
          busy={busy}
          error={error}
          onCode={(code) =>
            act(async () => {
              await signIn.code(code);
              await enter();
            })
          }
          onBack={() => {
            setError(null);
            setStep("password");
          }}
        />
      )}
      {step === "enrol" && (
        <>
          <h1>{t("enrolHeading")}</h1>
          <p>{t("enrol")}</p>
          <Button onClick={() => setStep("password")}>{t("startOver")}</Button>
        </>
      )}
    </EntryFrame>
  );
}

interface PasswordStepProps {
  busy: boolean;
  error: unknown;
  act: (work: () => Promise<void>) => Promise<void>;
  onNext: (step: "code" | "enrol") => void;
  onDone: () => Promise<void>;
}

function PasswordStep({ busy, error, act, onNext, onDone }: PasswordStepProps) {
  const t = useWords(signInWords);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const usePasskey = () =>
    act(() =>
      orGiveUp(async () => {
        const { options } = await signIn.passkeyOptions();
        await signIn.passkey(await provePasskey(options));
        await onDone();
      }),
    );
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        void act(async () => onNext((await signIn.password(email, password)).next));
      }}
    >
      <h1>{t("heading")}</h1>
      <ErrorNotice error={error} />
      <TextField
        label={t("email")}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button
        type="submit"
        look="primary"
        wide
        loading={busy}
        disabled={email === "" || password === ""}
      >
        {t("next")}
      </Button>
      <p className="ob-or">
        <span>{t("or")}</span>
      </p>
      <PasskeyButton label={t("passkey")} disabled={busy} onUse={usePasskey} />
      <p>
        <Quiet>{t("trouble")}</Quiet>
      </p>
    </form>
  );
}

/** A printed link of the demo signs in at once. Its secret leaves the address bar before it is sent. */
function usePass(
  act: (work: () => Promise<void>) => Promise<void>,
  enter: () => Promise<void>,
): void {
  const used = useRef(false);
  useEffect(() => {
    const pass = new URLSearchParams(location.hash.slice(1)).get("pass");
    if (pass === null || used.current) return;
    used.current = true;
    history.replaceState(history.state, "", location.pathname + location.search);
    void act(async () => {
      await signIn.pass(pass);
      await enter();
    });
  }, [act, enter]);
}

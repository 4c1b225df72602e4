import { lazy, Suspense, useEffect, useRef, useState } from "react";
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

/** Seldom seen, so it is no part of the first page. */
const EnrolSteps = lazy(() => import("./EnrolSteps.tsx").then((m) => ({ default: m.EnrolSteps })));

/** `passkey`: the password was right, and a passkey is the account's second factor. */
type Step = "password" | "code" | "passkey" | "enrol";

/** Sign-in: a passkey, or password and then a second factor. The notice stands beside it (AC-8). */
export function SignInPage() {
  const t = useWords(signInWords);
  const { signedOut, enter } = useGate();
  const [step, setStep] = useState<Step>("password");
  const { busy, error, setError, act } = useAct();
  usePageTitle(t(step === "code" ? "codeHeading" : "heading"));
  usePass(act, enter);
  const agency = signedOut?.agencyName || undefined;
  return (
    <EntryFrame place={agency ?? "Openbeat"} aside={<Consent agency={agency} />}>
      <EntryNotice />
      {(step === "password" || step === "passkey") && (
        <PasswordStep
          wantsPasskey={step === "passkey"}
          busy={busy}
          act={act}
          error={error}
          onNext={setStep}
          onDone={enter}
        />
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
        <Suspense>
          <EnrolSteps onDone={enter} />
        </Suspense>
      )}
    </EntryFrame>
  );
}

interface PasswordStepProps {
  wantsPasskey: boolean;
  busy: boolean;
  error: unknown;
  act: (work: () => Promise<void>) => Promise<void>;
  onNext: (step: Step) => void;
  onDone: () => Promise<void>;
}

function PasswordStep({ wantsPasskey, busy, error, act, onNext, onDone }: PasswordStepProps) {
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
      {wantsPasskey && <output>{t("passkeyWanted")}</output>}
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

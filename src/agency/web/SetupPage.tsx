import { useEffect, useRef, useState } from "react";
import { setup, type AgencyAnswers, type Done, type Enrolment } from "./api.ts";
import { AgencyStep, emptyAgency } from "./AgencyStep.tsx";
import { AdministratorStep, emptyAdministrator } from "./AdministratorStep.tsx";
import { AuthenticatorStep } from "./AuthenticatorStep.tsx";
import { EntryFrame } from "./EntryFrame.tsx";
import { PasskeyStep, RecoveryStep } from "./KeepStep.tsx";
import { StartStep } from "./StartStep.tsx";
import { useAct } from "#ui/use-act.ts";
import { setupWords } from "./words/setup.ts";
import { LinkButton, Button } from "#ui/buttons.tsx";
import { Quiet } from "#ui/layout.tsx";
import { usePageTitle } from "#ui/page-title.ts";
import { useGate } from "#ui/session-gate.ts";
import { useWords } from "#ui/words.ts";

const steps = [
  "start",
  "agency",
  "administrator",
  "authenticator",
  "recovery",
  "passkey",
  "done",
] as const;
type Step = (typeof steps)[number];

/** The first visit: agency, administrator, authenticator, passkey; or the demo agency. */
export function SetupPage() {
  const t = useWords(setupWords);
  const { signedOut, enter } = useGate();
  const [step, setStep] = useState<Step>("start");
  const [code, setCode] = useState(
    () => new URLSearchParams(location.hash.slice(1)).get("code") ?? "",
  );
  const [agency, setAgency] = useState<AgencyAnswers>(() => emptyAgency(t("disclaimerText")));
  const [administrator, setAdministrator] = useState(emptyAdministrator);
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [done, setDone] = useState<Done>();
  const { busy, error, act } = useAct();
  const form = useFocusOnStep(step);
  usePageTitle(t("place"));

  if (signedOut?.setup === "done" && step === "start") return <AlreadyDone />;
  const begin = () =>
    act(async () => {
      setEnrolment(await setup.begin(code.trim(), withoutEmptyLogo(agency), administrator));
      setStep("authenticator");
    });
  const confirm = (digits: string) =>
    act(async () => {
      const answer = await setup.confirm(code.trim(), digits);
      setDone(answer);
      setStep(answer.recoveryCodes?.length ? "recovery" : "passkey");
    });
  const openDemo = () =>
    act(async () => {
      await setup.demo(code.trim());
      await enter();
    });
  return (
    <EntryFrame place={t("place")} aside={<p>{t("aside")}</p>} wide>
      <div ref={form} className="ob-form">
        {step !== "start" && step !== "done" && (
          <Quiet>{t("progress", { step: steps.indexOf(step), all: steps.length - 2 })}</Quiet>
        )}
        {step === "start" && (
          <StartStep
            code={code}
            onCode={setCode}
            busy={busy}
            error={error}
            onOwn={() => setStep("agency")}
            onDemo={() => void openDemo()}
          />
        )}
        {step === "agency" && (
          <AgencyStep
            value={agency}
            onChange={setAgency}
            onNext={() => setStep("administrator")}
            onBack={() => setStep("start")}
          />
        )}
        {step === "administrator" && (
          <AdministratorStep
            value={administrator}
            onChange={setAdministrator}
            busy={busy}
            error={error}
            onNext={() => void begin()}
            onBack={() => setStep("agency")}
          />
        )}
        {step === "authenticator" && enrolment && (
          <AuthenticatorStep
            totp={enrolment.totp}
            busy={busy}
            error={error}
            onCode={(digits) => void confirm(digits)}
          />
        )}
        {step === "recovery" && (
          <RecoveryStep codes={done?.recoveryCodes ?? []} onKept={() => setStep("passkey")} />
        )}
        {step === "passkey" && <PasskeyStep onNext={() => setStep("done")} />}
        {step === "done" && (
          <>
            <h1 tabIndex={-1}>{t("doneHeading", { agency: agency.name })}</h1>
            <p>{t("doneAbout")}</p>
            <Button look="primary" onClick={() => void enter()}>
              {t("enter")}
            </Button>
          </>
        )}
      </div>
    </EntryFrame>
  );
}

function AlreadyDone() {
  const t = useWords(setupWords);
  return (
    <EntryFrame place={t("place")}>
      <h1>{t("setUpAlready")}</h1>
      <LinkButton look="primary" to="/sign-in">
        {t("toSignIn")}
      </LinkButton>
    </EntryFrame>
  );
}

function withoutEmptyLogo({ logo, ...agency }: AgencyAnswers): AgencyAnswers {
  return logo ? { ...agency, logo } : agency;
}

/** Each step begins at its heading, for the eye and for the reader. */
function useFocusOnStep(step: Step) {
  const form = useRef<HTMLDivElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current !== step) form.current?.querySelector<HTMLElement>("h1")?.focus();
    last.current = step;
  }, [step]);
  return form;
}

import { useEffect, useState } from "react";
import { invitations, type Done, type Enrolment, type Invitation } from "./api.ts";
import { AuthenticatorStep } from "./AuthenticatorStep.tsx";
import { EntryFrame } from "./EntryFrame.tsx";
import { PasskeyStep, RecoveryStep } from "./KeepStep.tsx";
import { useAct } from "#ui/use-act.ts";
import { setupWords } from "./words/setup.ts";
import { Consent } from "./Consent.tsx";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { usePageTitle } from "#ui/page-title.ts";
import { useGate } from "#ui/session-gate.ts";
import { useWords } from "#ui/words.ts";

/** An invitation, or a recovery that two administrators agreed on: password, authenticator, passkey. */
export function InvitationPage() {
  const t = useWords(setupWords);
  const { enter } = useGate();
  const [pass] = useState(() => new URLSearchParams(location.hash.slice(1)).get("pass") ?? "");
  const [invitation, setInvitation] = useState<Invitation>();
  const [password, setPassword] = useState("");
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [done, setDone] = useState<Done>();
  const [kept, setKept] = useState(false);
  const { busy, error, setError, act } = useAct();
  usePageTitle(invitation ? t("welcome", { name: invitation.name }) : t("place"));
  useEffect(() => {
    if (pass !== "") invitations.read(pass).then(setInvitation, setError);
  }, [pass, setError]);

  const choose = () => act(async () => setEnrolment(await invitations.accept(pass, password)));
  const confirm = (code: string) => act(async () => setDone(await invitations.confirm(pass, code)));
  return (
    <EntryFrame
      place={invitation?.agencyName ?? "Openbeat"}
      aside={<Consent agency={invitation?.agencyName} />}
      wide
    >
      {!invitation && <ErrorNotice error={error} />}
      {pass === "" && <p>{t("invitationGone")}</p>}
      {invitation && !enrolment && (
        <form
          className="ob-form"
          onSubmit={(event) => {
            event.preventDefault();
            void choose();
          }}
        >
          <h1 tabIndex={-1}>{t("welcome", { name: invitation.name })}</h1>
          <p>
            {t("invitedTo", { agency: invitation.agencyName, email: invitation.email })}{" "}
            {t("invitationAside")}
          </p>
          <ErrorNotice error={error} />
          <input type="hidden" autoComplete="username" value={invitation.email} />
          <PasswordField
            label={t("password")}
            hint={t("passwordHint")}
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
          />
          <Button
            type="submit"
            look="primary"
            wide
            loading={busy}
            disabled={[...password].length < 8}
          >
            {t("next")}
          </Button>
        </form>
      )}
      {enrolment && !done && (
        <AuthenticatorStep
          totp={enrolment.totp}
          busy={busy}
          error={error}
          onCode={(code) => void confirm(code)}
        />
      )}
      {done && !kept && (done.recoveryCodes?.length ?? 0) > 0 && (
        <RecoveryStep codes={done.recoveryCodes ?? []} onKept={() => setKept(true)} />
      )}
      {done && (kept || !done.recoveryCodes?.length) && <PasskeyStep onNext={() => void enter()} />}
    </EntryFrame>
  );
}

import { useEffect, useRef, useState } from "react";
import { signIn, type Done, type Enrolment } from "./api.ts";
import { AuthenticatorStep } from "./AuthenticatorStep.tsx";
import { RecoveryStep } from "./KeepStep.tsx";
import { useAct } from "#ui/use-act.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";

/** An account that has only a password sets up its authenticator, keeps its codes and is in. */
export function EnrolSteps({ onDone }: { onDone: () => Promise<void> }) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [done, setDone] = useState<Done>();
  const { busy, error, act } = useAct();
  const asked = useRef(false);
  useEffect(() => {
    // Strict mode runs effects twice; a second question would void the first picture.
    if (asked.current) return;
    asked.current = true;
    void act(async () => setEnrolment(await signIn.enrol()));
  }, [act]);
  if (done) return <RecoveryStep codes={done.recoveryCodes ?? []} onKept={() => void onDone()} />;
  if (!enrolment) return error ? <ErrorNotice error={error} /> : <SkeletonRows rows={4} />;
  return (
    <AuthenticatorStep
      totp={enrolment.totp}
      busy={busy}
      error={error}
      onCode={(code) => void act(async () => setDone(await signIn.confirmEnrolment(code)))}
    />
  );
}

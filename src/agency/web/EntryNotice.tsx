import { IconInfoCircle } from "@tabler/icons-react";
import { signInWords } from "./words/sign-in.ts";
import { Notice } from "#ui/Notice.tsx";
import { useGate } from "#ui/session-gate.ts";
import { useWords } from "#ui/words.ts";

/** Why the last session ended, or what kind of agency this is: at most one sentence. */
export function EntryNotice() {
  const t = useWords(signInWords);
  const { ended, signedOut } = useGate();
  const sentence = {
    "twelve-hours": t("ended12"),
    "signed-out": t("endedSignedOut"),
    over: t("endedOver"),
  };
  if (signedOut?.setup === "needed")
    return <Notice icon={IconInfoCircle}>{t("setupNeeded")}</Notice>;
  if (ended !== undefined) return <Notice icon={IconInfoCircle}>{sentence[ended]}</Notice>;
  if (signedOut?.demo) return <Notice icon={IconInfoCircle}>{t("demo")}</Notice>;
  return null;
}

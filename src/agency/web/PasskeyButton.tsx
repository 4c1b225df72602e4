import { IconFingerprint } from "@tabler/icons-react";
import { namedAddress, passkeyBar, wasGivenUp } from "./passkeys.ts";
import { signInWords } from "./words/sign-in.ts";
import { Button } from "#ui/buttons.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface PasskeyButtonProps {
  label: string;
  disabled: boolean;
  onUse: () => Promise<void>;
}

/** Offers the passkey where the browser can, and says why and where where it cannot. */
export function PasskeyButton({ label, disabled, onUse }: PasskeyButtonProps) {
  const bar = passkeyBar();
  if (bar !== undefined) return <PasskeyBarNote />;
  return (
    <Button wide icon={IconFingerprint} disabled={disabled} onClick={() => void onUse()}>
      {label}
    </Button>
  );
}

export function PasskeyBarNote() {
  const t = useWords(signInWords);
  const bar = passkeyBar();
  const named = namedAddress();
  if (bar === "address" && named !== undefined) {
    return (
      <p>
        <Quiet>{t("passkeyAddress")} </Quiet>
        <a href={named}>{named}</a>
      </p>
    );
  }
  if (bar === "address")
    return (
      <p>
        <Quiet>{t("passkeyAddressNoName")}</Quiet>
      </p>
    );
  return bar === "insecure" ? (
    <p>
      <Quiet>{t("passkeyInsecure")}</Quiet>
    </p>
  ) : null;
}

/** Runs a passkey question; closing it is not an error. */
export async function orGiveUp(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!wasGivenUp(error)) throw error;
  }
}

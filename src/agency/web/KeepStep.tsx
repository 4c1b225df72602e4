import { IconCopy, IconFingerprint } from "@tabler/icons-react";
import css from "./AuthenticatorStep.module.css";
import { account } from "./api.ts";
import { orGiveUp, PasskeyBarNote } from "./PasskeyButton.tsx";
import { makePasskey, passkeyBar } from "./passkeys.ts";
import { useAct } from "#ui/use-act.ts";
import { setupWords } from "./words/setup.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

/** Recovery codes, seen this once. */
export function RecoveryStep({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const t = useWords(setupWords);
  return (
    <div className="ob-form">
      <h1 tabIndex={-1}>{t("recoveryHeading")}</h1>
      <p>{t("recoveryAbout")}</p>
      <ul className={css["codes"]}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Row>
        <Button look="primary" onClick={onKept}>
          {t("recoveryKept")}
        </Button>
        <Button
          icon={IconCopy}
          onClick={() => void navigator.clipboard.writeText(codes.join("\n"))}
        >
          {t("recoveryCopy")}
        </Button>
      </Row>
    </div>
  );
}

/** Offers a passkey once somebody is signed in for the first time. */
export function PasskeyStep({ onNext }: { onNext: () => void }) {
  const t = useWords(setupWords);
  const { busy, error, act } = useAct();
  const add = () =>
    act(() =>
      orGiveUp(async () => {
        const { options } = await account.passkeyOptions();
        await account.addPasskey(await makePasskey(options), t("passkeyName"));
        onNext();
      }),
    );
  const possible = passkeyBar() === undefined;
  return (
    <div className="ob-form">
      <h1 tabIndex={-1}>{t("passkeyHeading")}</h1>
      <p>{t("passkeyAbout")}</p>
      <ErrorNotice error={error} />
      {!possible && <PasskeyBarNote />}
      <Row>
        {possible && (
          <Button look="primary" icon={IconFingerprint} loading={busy} onClick={() => void add()}>
            {t("passkeyAdd")}
          </Button>
        )}
        <Button look={possible ? "quiet" : "primary"} onClick={onNext}>
          {t(possible ? "passkeySkip" : "next")}
        </Button>
      </Row>
    </div>
  );
}

import { useState } from "react";
import { session, type Proof } from "./api.ts";
import { orGiveUp, PasskeyButton } from "./PasskeyButton.tsx";
import { passkeyBar, provePasskey } from "./passkeys.ts";
import { useAct } from "#ui/use-act.ts";
import { proveWords } from "./words/prove.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { CodeField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

interface ProofFormProps {
  /** What the button says: "Unlock", "Confirm". */
  verb: string;
  prove: (proof: Proof) => Promise<void>;
  onProved: () => void;
}

/** One factor of the signed-in person again: password, code or passkey. */
export function ProofForm({ verb, prove, onProved }: ProofFormProps) {
  const t = useWords(proveWords);
  const { person } = useSession();
  const [kind, setKind] = useState<"password" | "code">("password");
  const [secret, setSecret] = useState("");
  const { busy, error, act } = useAct();
  const submit = () =>
    act(async () => {
      await prove(kind === "password" ? { password: secret } : { code: secret });
      onProved();
    });
  const usePasskey = () =>
    act(() =>
      orGiveUp(async () => {
        const { options } = await session.passkeyOptions();
        await prove({ response: await provePasskey(options) });
        onProved();
      }),
    );
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorNotice error={error} />
      <p>
        <Quiet>{t("lockedAs", { name: person.name })}</Quiet>
      </p>
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={person.email}
        readOnly
        hidden
      />
      <ChoiceField
        label={t("how")}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setSecret("");
        }}
        choices={[
          { value: "password", label: t("byPassword") },
          { value: "code", label: t("byCode") },
        ]}
      />
      {kind === "password" ? (
        <PasswordField
          label={t("password")}
          autoComplete="current-password"
          value={secret}
          onChange={setSecret}
          isFirst
        />
      ) : (
        <CodeField label={t("code")} value={secret} onChange={setSecret} isFirst />
      )}
      <Button type="submit" look="primary" wide loading={busy} disabled={secret === ""}>
        {verb}
      </Button>
      {passkeyBar() === undefined && (
        <PasskeyButton label={t("passkey")} disabled={busy} onUse={usePasskey} />
      )}
    </form>
  );
}

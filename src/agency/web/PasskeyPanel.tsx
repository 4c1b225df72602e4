import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import css from "./AccountPage.module.css";
import { account, type Passkey } from "./api.ts";
import { deviceOf } from "#ui/device-name.ts";
import { orGiveUp, PasskeyBarNote } from "./PasskeyButton.tsx";
import { makePasskey, passkeyBar } from "./passkeys.ts";
import { useAct } from "#ui/use-act.ts";
import { accountWords } from "./words/account.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";
import { ItemList, ItemWords } from "#ui/ItemList.tsx";

export function PasskeyPanel() {
  const t = useWords(accountWords);
  const list = useQuery({ queryKey: ["own-passkeys"], queryFn: account.passkeys });
  const known = list.data?.passkeys ?? [];
  return (
    <Panel title={t("passkeys")}>
      <p>
        <Quiet>{list.data && known.length === 0 ? t("passkeysNone") : t("passkeysAbout")}</Quiet>
      </p>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <SkeletonRows rows={1} />}
      {known.length > 0 && (
        <ItemList>
          {known.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ItemList>
      )}
      {passkeyBar() === undefined ? <AddPasskey /> : <PasskeyBarNote />}
    </Panel>
  );
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const t = useWords(accountWords);
  const queries = useQueryClient();
  return (
    <li>
      <ItemWords>
        <strong>{passkey.name}</strong>
        <Quiet>
          {t("added")} <TimeAgo at={passkey.madeAt} show="clock" /> ·{" "}
          {passkey.lastUsedAt ? (
            <>
              {t("lastUsed")} <TimeAgo at={passkey.lastUsedAt} show="age" />
            </>
          ) : (
            t("neverUsed")
          )}
        </Quiet>
      </ItemWords>
      <ConfirmButton
        small
        question={t("removeQuestion")}
        consequence={t("removeConsequence", { name: passkey.name })}
        onConfirm={async () => {
          await account.removePasskey(passkey.id);
          await queries.invalidateQueries({ queryKey: ["own-passkeys"] });
        }}
      >
        {t("remove")}
      </ConfirmButton>
    </li>
  );
}

function AddPasskey() {
  const t = useWords(accountWords);
  const queries = useQueryClient();
  const [name, setName] = useState(() => {
    const device = deviceOf(navigator.userAgent);
    return device ? t("on", device) : "";
  });
  const { busy, error, act } = useAct();
  const add = () =>
    act(() =>
      orGiveUp(async () => {
        const { options } = await account.passkeyOptions();
        await account.addPasskey(await makePasskey(options), name.trim());
        await queries.invalidateQueries({ queryKey: ["own-passkeys"] });
      }),
    );
  return (
    <form
      className={css["add"]}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <ErrorNotice error={error} />
      <TextField
        label={t("passkeyName")}
        hint={t("passkeyNameHint")}
        value={name}
        maxLength={80}
        onChange={setName}
      />
      <Button type="submit" icon={IconFingerprint} loading={busy} disabled={name.trim() === ""}>
        {t("passkeyAdd")}
      </Button>
    </form>
  );
}

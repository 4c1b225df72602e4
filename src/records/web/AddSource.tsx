import { IconMailOff, IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { SourceSecret } from "./SourceSecret.tsx";
import { sourcesApi, useSourcesChanged, type SourceDraft } from "./sources-api.ts";
import { sourcesWords } from "./words/sources.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const silences = ["30", "60", "360", "1440", "10080"] as const;
const kinds = ["api", "texts", "mail"] as const;

type Made = { id: string; kind: SourceDraft["kind"]; secret: string | null };

interface AddSourceProps {
  origin: string;
  /** Whether mail is received here at all. */
  journals: boolean;
}

/** A new source; its secret is shown this once. */
export function AddSource({ origin, journals }: AddSourceProps) {
  const t = useWords(sourcesWords);
  const changed = useSourcesChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<SourceDraft["kind"]>("api");
  const [name, setName] = useState("");
  const [account, setAccount] = useState("");
  const [token, setToken] = useState("");
  const [silent, setSilent] = useState("");
  const [made, setMade] = useState<Made>();
  const isTexts = kind === "texts";
  const add = () =>
    act(async () => {
      const gateway = isTexts ? { account: account.trim(), token: token.trim() } : {};
      const silentMinutes = silent === "" ? null : Number(silent);
      const added = await sourcesApi.add({ kind, name: name.trim(), ...gateway, silentMinutes });
      setMade({ ...added, kind });
      setName("");
      setToken("");
      await changed();
    });
  return (
    <Panel title={t("add")}>
      <Stack>
        {made && <SourceSecret {...made} origin={origin} />}
        <TextField label={t("name")} maxLength={120} value={name} onChange={setName} />
        <SelectField
          label={t("kind")}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? "api")}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
        />
        {kind === "mail" && !journals && <Notice icon={IconMailOff}>{t("journalsOff")}</Notice>}
        {isTexts && (
          <>
            <TextField label={t("account")} value={account} onChange={setAccount} />
            <PasswordField
              autoComplete="new-password"
              label={t("token")}
              hint={t("tokenHint")}
              value={token}
              onChange={setToken}
            />
          </>
        )}
        <SelectField
          label={t("silent")}
          value={silent}
          onChange={setSilent}
          choices={[
            { value: "", label: t("never") },
            ...silences.map((value) => ({ value, label: t(`m-${value}`) })),
          ]}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            icon={IconPlugConnected}
            loading={busy}
            disabled={name.trim() === "" || (isTexts && (account === "" || token === ""))}
            onClick={() => void add()}
          >
            {t("addNow")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

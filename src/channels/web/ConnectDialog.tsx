import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsApi, type Network, type SettingField } from "./api.ts";
import { NetworkNotices } from "./NetworkNotices.tsx";
import { channelWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useWords } from "#ui/words.ts";

export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(channelWords);
  const { data, error } = useQuery({ queryKey: ["networks"], queryFn: channelsApi.networks });
  return (
    <Dialog open title={t("connect")} onClose={onClose} size="middle">
      <ErrorNotice error={error} />
      {!data && !error && <SkeletonRows rows={4} />}
      {data && <ConnectForm networks={data.networks} onClose={onClose} />}
    </Dialog>
  );
}

/** The form a network asks for, rendered from its own settings. */
function ConnectForm({ networks, onClose }: { networks: readonly Network[]; onClose: () => void }) {
  const t = useWords(channelWords);
  const queries = useQueryClient();
  const [code, setCode] = useState(
    networks.find(({ settings }) => settings.length > 0)?.network ?? "",
  );
  const [name, setName] = useState("");
  const [isPublic, setPublic] = useState(true);
  const [input, setInput] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const network = networks.find((one) => one.network === code);
  // A token that was typed in takes the place of the owner's yes.
  const isConsent = network?.hasConsent === true && !input["token"]?.trim();
  async function connect(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const draft = { network: code, name: name.trim(), isPublic, input };
      if (isConsent) {
        const { url } = await channelsApi.consent(draft);
        window.location.assign(url);
        return;
      }
      await channelsApi.connect(draft);
      await queries.invalidateQueries({ queryKey: ["channels"] });
      toast(t("connected", { name: name.trim() }));
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }
  return (
    <form
      className="ob-form"
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <SelectField
        label={t("network")}
        value={code}
        choices={networks.map((one) => ({ value: one.network, label: one.title }))}
        onChange={(next) => {
          setCode(next);
          setInput({});
        }}
      />
      <NetworkNotices notices={network?.capabilities.notices ?? []} />
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        maxLength={80}
        value={name}
        onChange={setName}
      />
      {network?.settings.map((field) => (
        <Setting
          key={field.name}
          field={field}
          network={network.title}
          value={input[field.name] ?? ""}
          onChange={(value) => setInput({ ...input, [field.name]: value })}
        />
      ))}
      <CheckField label={t("isPublic")} checked={isPublic} onChange={setPublic} />
      {isConsent && (
        <p>
          <Quiet small>
            {t("consentHint", { network: network.title })} {t("addressForNetwork")}{" "}
            <code>{`${window.location.origin}/console/channels/consented`}</code>
          </Quiet>
        </p>
      )}
      <p>
        <Quiet small>{t("asked")}</Quiet>
      </p>
      <ErrorNotice error={error} />
      <Row end>
        <Button disabled={busy} onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button look="primary" type="submit" loading={busy} disabled={name.trim() === ""}>
          {isConsent ? t("consentAt", { network: network.title }) : t("connectNow")}
        </Button>
      </Row>
    </form>
  );
}

interface SettingProps {
  field: SettingField;
  network: string;
  value: string;
  onChange: (value: string) => void;
}

function Setting({ field, network, value, onChange }: SettingProps) {
  const t = useWords(channelWords);
  const { sentence } = useTold();
  const shared = {
    hint: sentence(field.help).text,
    optional: !field.required,
    value,
    onChange,
    name: `setting-${field.name}`,
  };
  // "new-password": the browser must neither fill in the person's own password nor keep the token as one.
  if (field.kind === "secret")
    return (
      <PasswordField
        {...shared}
        label={t("secretFor", { label: field.label, network })}
        autoComplete="new-password"
      />
    );
  if (field.kind === "lines")
    return <AreaField {...shared} label={sentence(field.label).text} rows={4} />;
  const placeholder = field.placeholder === undefined ? {} : { placeholder: field.placeholder };
  return (
    <TextField
      {...shared}
      {...placeholder}
      label={sentence(field.label).text}
      type={field.kind === "url" ? "url" : "text"}
      autoComplete="off"
    />
  );
}

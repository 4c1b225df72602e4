import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsApi, type Network } from "./api.ts";
import { askedFields, askedInput, valueOf } from "./asked-fields.ts";
import { ConnectSetting } from "./ConnectSetting.tsx";
import { NetworkNotices } from "./NetworkNotices.tsx";
import { channelWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
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
      const asked = askedInput(network?.settings ?? [], input);
      const draft = { network: code, name: name.trim(), isPublic, input: asked };
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
      {askedFields(network?.settings ?? [], input).map((field) => (
        <ConnectSetting
          key={field.name}
          field={field}
          network={network?.title ?? ""}
          value={valueOf(field, input)}
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

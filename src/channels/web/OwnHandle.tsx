import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { channelsApi, type ChannelRow } from "./api.ts";
import { handleWords } from "./handle-words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

type Check = Awaited<ReturnType<typeof channelsApi.checkHandle>>;

/** How a Bluesky account gets a handle that only the agency can have: its own domain. */
export function OwnHandle({ channel }: { channel: ChannelRow }) {
  const t = useWords(handleWords);
  const may = useMay();
  const [domain, setDomain] = useState(() => globalThis.location.hostname);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [found, setFound] = useState<Check>();
  if (!may("channel.check")) return null;
  async function check(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      setFound(await channelsApi.checkHandle(channel.id, domain));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return (
    <details>
      <summary>{t("title")}</summary>
      <p>{t("why")}</p>
      <ol>
        <li>{t("dns", { name: `_atproto.${domain}`, value: `did=${channel.remoteId}` })}</li>
        <li>{t("file")}</li>
        <li>{t("change")}</li>
      </ol>
      <TextField label={t("domain")} value={domain} maxLength={253} onChange={setDomain} />
      <p>
        <Button icon={IconRefresh} loading={busy} onClick={() => void check()}>
          {t("check")}
        </Button>
      </p>
      <ErrorNotice error={error} />
      {found && (
        <p role="status">
          {t(found.isInUse ? "inUse" : found.isReady ? "ready" : "notReady", {
            domain: found.domain,
          })}{" "}
          <Quiet small>
            {t("found", { dns: found.dns ?? t("nothing"), file: found.file ?? t("nothing") })}
          </Quiet>
        </p>
      )}
    </details>
  );
}

import { IconCheck, IconCopy, IconEyeOff, IconKey } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { deliveriesApi, type DeliveryRow, type StreamKeyData } from "./api.ts";
import css from "./Live.module.css";
import { liveWords } from "./words/live.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const shownMs = 60_000;

/** The encoder's key: behind a proof, on screen for a minute, and in no cache of the page. */
export function StreamKey({ delivery }: { delivery: Pick<DeliveryRow, "id"> }) {
  const t = useWords(liveWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const [shown, setShown] = useState<StreamKeyData>();
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setShown(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  const show = () => void act(async () => setShown(await deliveriesApi.streamKey(delivery.id)));
  if (shown) return <Shown stream={shown} onHide={() => setShown(undefined)} />;
  return (
    <div className={css["key"]}>
      <DisabledReason reason={may("stream-key.read") ? undefined : t("mayNot")}>
        {(disabled) => (
          <Button
            small
            icon={IconKey}
            loading={busy}
            {...disabled}
            onClick={disabled.onClick ?? show}
          >
            {t("showKey")}
          </Button>
        )}
      </DisabledReason>
      <ErrorNotice error={error} />
    </div>
  );
}

function Shown({ stream, onHide }: { stream: StreamKeyData; onHide: () => void }) {
  const t = useWords(liveWords);
  return (
    <div className={css["key"]}>
      <p>{t("keyAbout")}</p>
      <dl className={css["values"]}>
        <Value label={t("server")} text={stream.url} />
        {stream.backupUrl && <Value label={t("backup")} text={stream.backupUrl} />}
        <Value label={t("key")} text={stream.key} />
      </dl>
      <p>
        <Quiet small>{t("keyHides")}</Quiet>
      </p>
      <Button small icon={IconEyeOff} onClick={onHide}>
        {t("hideKey")}
      </Button>
    </div>
  );
}

function Value({ label, text }: { label: string; text: string }) {
  const t = useWords(liveWords);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{text}</code>
        <IconButton
          label={copied ? t("copied") : t("copy", { what: label })}
          icon={copied ? IconCheck : IconCopy}
          onClick={() => void copy()}
        />
      </dd>
    </div>
  );
}

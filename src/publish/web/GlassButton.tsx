import { IconAlertTriangle, IconUrgent } from "@tabler/icons-react";
import { useState } from "react";
import { approvalsApi, type PostContent } from "./api.ts";
import css from "./Glass.module.css";
import { useChanged, useChannels } from "./queries.ts";
import { glassWords } from "./words/glass.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** The version on screen, saved: what breaking the glass publishes. */
export interface Version {
  id: string;
  hash: string;
}

interface GlassButtonProps {
  content: Pick<PostContent, "channels" | "publish">;
  /** Answers with what is on screen once it is a version. */
  version: () => Promise<Version | undefined>;
  disabledReason?: string | undefined;
  onDone?: (postId: string) => void;
}

/** Publishing without an approval: possible, loud, and never quicker than reading what it means. */
export function GlassButton({ content, version, disabledReason, onDone }: GlassButtonProps) {
  const t = useWords(glassWords);
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may("post.break-glass")) return null;
  const reason = content.publish.when === "at" ? t("canWait") : disabledReason;
  return (
    <>
      <DisabledReason reason={reason}>
        {(disabled) => (
          <Button
            look="quiet"
            icon={IconUrgent}
            aria-haspopup="dialog"
            {...disabled}
            onClick={disabled.onClick ?? (() => setOpen(true))}
          >
            {t("button")}
          </Button>
        )}
      </DisabledReason>
      {open && <GlassDialog {...{ content, version, onDone }} onClose={() => setOpen(false)} />}
    </>
  );
}

const reasonMin = 10;

function GlassDialog({
  content,
  version,
  onDone,
  onClose,
}: Omit<GlassButtonProps, "disabledReason" | "onDone"> & {
  onDone: GlassButtonProps["onDone"];
  onClose: () => void;
}) {
  const t = useWords(glassWords);
  const changed = useChanged();
  const { channels } = useChannels();
  const { busy, error, act } = useAct();
  const [reason, setReason] = useState("");
  const names = channels
    .filter(({ id }) => content.channels.includes(id))
    .map(({ name }) => name)
    .join(", ");
  const isShort = reason.trim().length < reasonMin;
  const publish = () =>
    act(async () => {
      const saved = await version();
      if (!saved) return;
      await approvalsApi.breakGlass(saved.id, saved.hash, reason.trim());
      await changed();
      toast(t("done"));
      onClose();
      onDone?.(saved.id);
    });
  return (
    <Dialog open size="middle" title={t("question")} onClose={onClose}>
      <Stack gap={16}>
        <Notice icon={IconAlertTriangle} meaning="bad">
          {t("atOnce", { channels: names })}
        </Notice>
        <ul className={css["consequences"]}>
          <li>{t("told")}</li>
          <li>{t("reviewed")}</li>
          <li>{t("kept")}</li>
        </ul>
        <AreaField
          label={t("reason")}
          hint={t("reasonHint")}
          rows={3}
          maxLength={2000}
          isFirst
          value={reason}
          onChange={setReason}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose} disabled={busy}>
            {t("cancel")}
          </Button>
          <Button
            look={isShort ? "plain" : "danger"}
            icon={IconUrgent}
            loading={busy}
            disabled={isShort}
            onClick={() => void publish()}
          >
            {t("now")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

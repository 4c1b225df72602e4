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

type GlassButtonProps = {
  content: Pick<PostContent, "channels" | "publish">;
  disabledReason?: string | undefined;
  onDone?: (postId: string) => void;
  /** Where seconds count: as plain as the button beside it. */
  loud?: boolean;
} & Way;

type Way =
  | {
      /** Answers with what is on screen once it is a version. */
      version: () => Promise<Version | undefined>;
      go?: never;
    }
  | {
      version?: never;
      /** Publishes what is not written yet, with the reason. */
      go: (reason: string) => Promise<void>;
    };

/** Publishing without an approval: possible, loud, and never quicker than reading what it means. */
export function GlassButton({ content, disabledReason, onDone, loud, ...way }: GlassButtonProps) {
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
            look={loud ? (reason === undefined ? "danger" : "plain") : "quiet"}
            icon={IconUrgent}
            aria-haspopup="dialog"
            {...disabled}
            onClick={disabled.onClick ?? (() => setOpen(true))}
          >
            {t("button")}
          </Button>
        )}
      </DisabledReason>
      {open && <GlassDialog {...{ content, onDone }} {...way} onClose={() => setOpen(false)} />}
    </>
  );
}

const reasonMin = 10;

type GlassDialogProps = Way & {
  content: GlassButtonProps["content"];
  onDone: GlassButtonProps["onDone"];
  onClose: () => void;
};

function GlassDialog({ content, onDone, onClose, ...way }: GlassDialogProps) {
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
      const saved = await way.version?.();
      if (way.version && !saved) return;
      if (saved) await approvalsApi.breakGlass(saved.id, saved.hash, reason.trim());
      else await way.go?.(reason.trim());
      await changed();
      toast(t("done"));
      onClose();
      if (saved) onDone?.(saved.id);
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

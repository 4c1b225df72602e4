import { IconCheck, IconCopy, IconDownload, IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deliveriesApi, type DeliveryRow, type HandPostData } from "./api.ts";
import css from "./HandOver.module.css";
import { pictureUrl, useChanged } from "./queries.ts";
import { liveWords } from "./words/live.ts";
import { handOverWords } from "./words/hand-over.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useZone } from "#ui/session.ts";
import { fullTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface HandOverProps {
  delivery: DeliveryRow;
  onClose: () => void;
}

/** What a network lets no program post goes to its own app: the approved words along, the address back. */
export function HandOverDialog({ delivery, onClose }: HandOverProps) {
  const t = useWords(handOverWords);
  const { data, error } = useQuery({
    queryKey: ["hand-over", delivery.id],
    queryFn: () => deliveriesApi.handOver(delivery.id),
    gcTime: 0,
    retry: false,
  });
  return (
    <Dialog open size="middle" title={t("title", { channel: delivery.channel })} onClose={onClose}>
      <Stack gap={16}>
        <p>{t("about")}</p>
        {!data && !error && <SkeletonRows rows={3} />}
        {data && <Steps post={data} {...{ delivery, onClose }} />}
        <ErrorNotice error={error} />
      </Stack>
    </Dialog>
  );
}

function Steps({ post, delivery, onClose }: HandOverProps & { post: HandPostData }) {
  const t = useWords(handOverWords);
  const l = useWords(liveWords);
  const zone = useZone();
  const language = useLanguage();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const [url, setUrl] = useState("");
  const done = () =>
    void act(async () => {
      await deliveriesApi.postedByHand(delivery.id, url.trim());
      await changed();
      toast(t("done"));
      onClose();
    });
  return (
    <ol className={css["steps"]}>
      <li>
        <p>{t("takeWords")}</p>
        {post.title !== "" && <Copied label={t("headline")} text={post.title} />}
        <Copied label={t("words")} text={post.text} />
      </li>
      {post.startsAt !== undefined && (
        <li>
          <p>{l("begins", { time: fullTime(new Date(post.startsAt), zone, language) })}</p>
        </li>
      )}
      {post.media.length > 0 && (
        <li>
          <p>{t("takeMedia")}</p>
          {post.media.map(({ sha256, type, alt }) => (
            <div key={sha256} className={css["medium"]}>
              <a href={pictureUrl(sha256)} download>
                <IconDownload size={16} stroke={1.75} aria-hidden />
                {type.startsWith("video/") ? t("video") : t("picture")}
              </a>
              <Copied label={t("alt")} text={alt} />
            </div>
          ))}
        </li>
      )}
      <li>
        <a href={post.profileUrl} target="_blank" rel="noreferrer">
          <IconExternalLink size={16} stroke={1.75} aria-hidden />{" "}
          {t("open", { channel: post.channel })}
        </a>
      </li>
      <li>
        <TextField
          label={t("address")}
          hint={t("addressHint")}
          type="url"
          value={url}
          onChange={setUrl}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose} disabled={busy}>
            {t("later")}
          </Button>
          <Button look="primary" loading={busy} disabled={url.trim() === ""} onClick={done}>
            {t("itStands")}
          </Button>
        </Row>
      </li>
    </ol>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const t = useWords(handOverWords);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className={css["copied"]}>
      <blockquote>{text}</blockquote>
      <Button small icon={copied ? IconCheck : IconCopy} onClick={() => void copy()}>
        {copied ? t("copied", { label }) : t("copy", { label })}
      </Button>
    </div>
  );
}

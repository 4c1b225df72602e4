import { IconUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { deliveriesApi, type DeliveryRow } from "./api.ts";
import css from "./Live.module.css";
import { liveWords } from "./words/live.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { languageName } from "#ui/language-name.ts";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { languages, useLanguage, useWords } from "#ui/words.ts";

type Track = Awaited<ReturnType<typeof deliveriesApi.captions>>["tracks"][number];
const keyOf = (id: string) => ["live-captions", id];

/** What was written down of a recording afterwards: brought in as WebVTT, certified by a second person. */
export function RecordingCaptions({ delivery }: { delivery: DeliveryRow }) {
  const t = useWords(liveWords);
  const may = useMay();
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(delivery.id),
    queryFn: () => deliveriesApi.captions(delivery.id),
  });
  return (
    <section className={css["captions"]} aria-label={t("captions")}>
      <h3>{t("captions")}</h3>
      <Quiet small>{t("captionsAbout")}</Quiet>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data?.tracks.length === 0 && <p>{t("captionsNone")}</p>}
      <ul className={css["tracks"]}>
        {data?.tracks.map((track) => (
          <TrackLine key={track.id} delivery={delivery} track={track} />
        ))}
      </ul>
      {may("live.caption") && <AddTrack delivery={delivery} />}
    </section>
  );
}

function AddTrack({ delivery }: { delivery: DeliveryRow }) {
  const t = useWords(liveWords);
  const reader = useLanguage();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const { busy, error, act } = useAct();
  const [language, setLanguage] = useState<string>("en");
  const keep = (track: string) =>
    void act(async () => {
      const { warnings } = await deliveriesApi.caption(delivery.id, { language, track });
      await queries.invalidateQueries({ queryKey: keyOf(delivery.id) });
      toast(warnings > 0 ? t("captionsOdd", { count: warnings }) : t("captionsKept"));
    });
  return (
    <Stack gap={8}>
      <Row end>
        <SelectField
          label={t("captionsLanguage")}
          value={language}
          onChange={setLanguage}
          choices={languages.map((one) => ({ value: one, label: languageName(one, reader) }))}
        />
        <Button icon={IconUpload} loading={busy} onClick={() => file.current?.click()}>
          {t("captionsAdd")}
        </Button>
      </Row>
      <input
        ref={file}
        type="file"
        accept=".vtt,text/vtt"
        hidden
        aria-label={t("captionsAdd")}
        onChange={({ currentTarget }) => {
          void currentTarget.files?.[0]?.text().then(keep);
          currentTarget.value = "";
        }}
      />
      <ErrorNotice error={error} />
    </Stack>
  );
}

function TrackLine({ delivery, track }: { delivery: DeliveryRow; track: Track }) {
  const t = useWords(liveWords);
  const reader = useLanguage();
  const may = useMay();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [isOpen, setOpen] = useState(false);
  const isCertified = track.certifiedAt !== null;
  const certify = () =>
    act(async () => {
      await deliveriesApi.certifyCaptions(track.id, track.sha256);
      await queries.invalidateQueries({ queryKey: keyOf(delivery.id) });
      toast(t("captionsOut"));
    });
  const mayCertify = !isCertified && may("live.certify-captions");
  return (
    <li>
      <Stack gap={8}>
        <Row apart>
          <span>
            {t("captionsBy", {
              language: languageName(track.language, reader),
              count: track.cues,
              name: track.writtenBy,
            })}
          </span>
          <StateBadge
            meaning={isCertified ? "good" : "wait"}
            label={
              isCertified
                ? t("captionsCertifiedBy", { name: track.certifiedBy ?? "" })
                : t("captionsWait")
            }
          />
        </Row>
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t("captionsRead")}</summary>
          {isOpen && <Cues track={track} />}
        </details>
        {mayCertify && track.isMine && <Quiet small>{t("captionsOwn")}</Quiet>}
        {mayCertify && !track.isMine && (
          <Row end>
            <Button disabled={!isOpen} loading={busy} onClick={() => void certify()}>
              {t("captionsCertify")}
            </Button>
          </Row>
        )}
        <ErrorNotice error={error} />
      </Stack>
    </li>
  );
}

function Cues({ track }: { track: Track }) {
  const { data, error } = useQuery({
    queryKey: ["live-cues", track.id],
    queryFn: () => deliveriesApi.cues(track.id),
    staleTime: Infinity,
  });
  return (
    <>
      <ErrorNotice error={error} />
      <ol className={css["cues"]} lang={track.language}>
        {data?.cues.map(({ start, text }) => (
          <li key={start}>
            <code>{clock(start)}</code> <span>{text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(whole / 3_600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

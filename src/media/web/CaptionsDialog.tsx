import { IconPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { mediaApi, mediaUrl, type LibraryItem } from "./api.ts";
import css from "./Captions.module.css";
import { cueTimeOf } from "./clock-text.ts";
import { blankCue, draftsOf, typed, type CueText } from "./cue-texts.ts";
import { captionWords } from "./words/captions.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

export interface KeptTrack {
  sha256: string;
  language: string;
}

interface CaptionsDialogProps {
  video: LibraryItem;
  /** The language that is asked for first. */
  language: string;
  onClose: () => void;
  onKept: (track: KeptTrack) => void;
}

/** Opens once the newest track of the language is here: what somebody types is never written over. */
export function CaptionsDialog(props: CaptionsDialogProps) {
  const t = useWords(captionWords);
  const [language, setLanguage] = useState(props.language.startsWith("es") ? "es" : "en");
  const known = props.video.captions.find((one) => one.language === language);
  const { data, error, isFetched } = useQuery({
    queryKey: ["media", "track", known?.sha256],
    queryFn: () => mediaApi.track(known?.sha256 ?? ""),
    enabled: known !== undefined,
  });
  const languages = (["en", "es"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Dialog open size="large" title={t("title")} onClose={props.onClose}>
      <Stack gap={16}>
        <Quiet>{t("about")}</Quiet>
        <ErrorNotice error={error} />
        {(known === undefined || isFetched) && (
          <CaptionEditor
            key={language}
            {...props}
            language={language}
            first={known ? typed(data?.cues ?? []) : []}
            languageField={
              <SelectField
                label={t("language")}
                value={language}
                choices={languages}
                onChange={setLanguage}
              />
            }
          />
        )}
      </Stack>
    </Dialog>
  );
}

interface EditorProps extends CaptionsDialogProps {
  first: CueText[];
  languageField: ReactNode;
}

function CaptionEditor({ video, language, first, languageField, onClose, onKept }: EditorProps) {
  const t = useWords(captionWords);
  const { busy, error, act } = useAct();
  const player = useRef<HTMLVideoElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [cues, setCues] = useState(first);
  const [kept, setKept] = useState<Awaited<ReturnType<typeof mediaApi.writeCaptions>>>();
  const now = () => player.current?.currentTime ?? 0;
  const keep = (track: string | undefined) =>
    void act(async () => {
      const drafts = track ?? draftsOf(cues);
      if (drafts === undefined) return;
      const written = await mediaApi.writeCaptions(video.sha256, language, drafts);
      if (track !== undefined) setCues(typed((await mediaApi.track(written.sha256)).cues));
      toast(t("kept", { version: written.version }));
      if (written.warnings.length > 0) setKept(written);
      else onKept(written);
    });
  const set = (id: number, part: Partial<CueText>) =>
    setCues(cues.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <div className={css["editor"]}>
      <Stack gap={12}>
        <video
          ref={player}
          src={mediaUrl(video.sha256)}
          aria-label={t("video")}
          controls
          playsInline
          preload="metadata"
        >
          <track kind="captions" />
        </video>
        {languageField}
        <Row gap={8}>
          <Button small icon={IconPlus} onClick={() => setCues([...cues, blankCue(cues, now())])}>
            {t("add")}
          </Button>
          <Button small look="quiet" icon={IconUpload} onClick={() => file.current?.click()}>
            {t("load")}
          </Button>
          <input
            ref={file}
            type="file"
            accept=".vtt,text/vtt"
            hidden
            aria-label={t("load")}
            onChange={({ currentTarget }) => {
              void currentTarget.files?.[0]?.text().then(keep);
              currentTarget.value = "";
            }}
          />
        </Row>
      </Stack>
      <Stack gap={12}>
        {cues.length === 0 && <Quiet>{t("empty")}</Quiet>}
        <ol className={css["cues"]}>
          {cues.map((cue, at) => (
            <CueLine
              key={cue.id}
              cue={cue}
              number={at + 1}
              now={now}
              set={(part) => set(cue.id, part)}
              remove={() => setCues(cues.filter(({ id }) => id !== cue.id))}
            />
          ))}
        </ol>
        {kept && <Warnings kept={kept} />}
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {kept && <Button onClick={() => onKept(kept)}>{t("done")}</Button>}
          <Button
            look="primary"
            loading={busy}
            disabled={cues.length === 0 || draftsOf(cues) === undefined}
            onClick={() => keep(undefined)}
          >
            {t("save")}
          </Button>
        </Row>
      </Stack>
    </div>
  );
}

interface CueLineProps {
  cue: CueText;
  number: number;
  now: () => number;
  set: (part: Partial<CueText>) => void;
  remove: () => void;
}

function CueLine({ cue, number, now, set, remove }: CueLineProps) {
  const t = useWords(captionWords);
  const wrong = (time: string) => (draftsOf([{ ...cue, start: time }]) ? undefined : t("badTime"));
  return (
    <li>
      <fieldset className={css["cue"]}>
        <legend>{t("cue", { number })}</legend>
        {(["start", "end"] as const).map((edge) => (
          <div key={edge} className={css["time"]}>
            <TextField
              label={t(edge)}
              value={cue[edge]}
              error={wrong(cue[edge])}
              onChange={(value) => set({ [edge]: value })}
            />
            <Button small look="quiet" onClick={() => set({ [edge]: cueTimeOf(now()) })}>
              {t(edge === "start" ? "startNow" : "endNow")}
            </Button>
          </div>
        ))}
        <div className={css["words"]}>
          <AreaField
            label={t("text")}
            rows={2}
            maxLength={500}
            value={cue.text}
            onChange={(text) => set({ text })}
          />
        </div>
        <IconButton small label={t("remove", { number })} icon={IconTrash} onClick={remove} />
      </fieldset>
    </li>
  );
}

type Kept = Awaited<ReturnType<typeof mediaApi.writeCaptions>>;

function Warnings({ kept }: { kept: Kept }) {
  const t = useWords(captionWords);
  return (
    <div role="status" className={css["warnings"]}>
      {t("warnings", { version: kept.version })}
      <ul>
        {kept.warnings.map(({ code, start, end }) => (
          <li key={`${code} ${start}`}>
            {t(code, { start: cueTimeOf(start), end: cueTimeOf(end) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

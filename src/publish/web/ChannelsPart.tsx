import { IconAlertTriangle, IconCheck, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { ChannelMeasure, ChannelRow, PostContent } from "./api.ts";
import { AudienceLine } from "./AudienceLine.tsx";
import css from "./Composer.module.css";
import { MeasureCost } from "./MeasureCost.tsx";
import { FixButton, type OwnField } from "./FixButton.tsx";
import type { PartProps } from "./MessagePart.tsx";
import { withChannels, withoutWords, withPlain } from "./shapes.ts";
import { composerWords } from "./words/composer.ts";
import { Button } from "#ui/buttons.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { Meter } from "#ui/Meter.tsx";
import { useWords } from "#ui/words.ts";

interface ChannelsPartProps extends PartProps {
  channels: readonly ChannelRow[];
  measures: readonly ChannelMeasure[];
  onShow: (channelId: string) => void;
}

/** Where it goes: a chip a channel with its meter, its findings and, folded, its own words. */
export function ChannelsPart({ content, change, channels, measures, onShow }: ChannelsPartProps) {
  const t = useWords(composerWords);
  const toggle = (id: string) =>
    change(
      withChannels(
        content,
        content.channels.includes(id)
          ? content.channels.filter((one) => one !== id)
          : [...content.channels, id],
        channels,
      ),
    );
  return (
    <div className={css["channels"]}>
      <Panel title={t("channels")}>
        <p>
          <Quiet small>{channels.length === 0 ? t("noChannels") : t("channelsHint")}</Quiet>
        </p>
        <ul className={css["chips"]}>
          {channels.map((channel) => (
            <li key={channel.id} data-chosen={content.channels.includes(channel.id) || undefined}>
              <button
                type="button"
                className={css["chip"]}
                aria-pressed={content.channels.includes(channel.id)}
                onClick={() => toggle(channel.id)}
              >
                <span className={css["box"]} aria-hidden>
                  {content.channels.includes(channel.id) && <IconCheck size={14} stroke={3} />}
                </span>
                <span className={css["chipName"]}>
                  <strong>{channel.name}</strong>
                  <small>{channel.handle}</small>
                </span>
              </button>
              {content.channels.includes(channel.id) && (
                <Chosen
                  {...{ channel, channels, content, change, onShow }}
                  measure={measures.find(({ channelId }) => channelId === channel.id)}
                />
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

interface ChosenProps extends PartProps {
  channel: ChannelRow;
  channels: readonly ChannelRow[];
  measure: ChannelMeasure | undefined;
  onShow: (channelId: string) => void;
}

function Chosen({ channel, channels, content, change, measure, onShow }: ChosenProps) {
  const t = useWords(composerWords);
  const say = useFindingWords();
  const [open, setOpen] = useState(false);
  const [fixing, setFixing] = useState<OwnField>();
  const own = content.variants[channel.id];
  const setPlain = (plain: boolean) =>
    change({ variants: withPlain(content.variants, channel.id, plain) });
  // An untouched form needs no six reminders that it is empty.
  const findings = measure?.findings.filter(({ code }) => code !== "empty") ?? [];
  return (
    <div className={css["chosen"]}>
      {measure && (
        <Meter
          bare
          label={channel.name}
          value={measure.count}
          max={measure.max}
          unit={t(measure.unit)}
        />
      )}
      {findings.length > 0 && (
        <ul className={css["findings"]}>
          {findings.map((finding) => (
            <li key={`${finding.code} ${finding.says}`}>
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
              <span>{say(finding, measure)}</span>
              <FixButton
                code={finding.code}
                channel={channel.name}
                onOwnWords={setFixing}
                onPlain={() => setPlain(true)}
              />
            </li>
          ))}
        </ul>
      )}
      <AudienceLine {...{ channel, channels, content, change }} />
      {own?.plain && (
        <p className={css["plainHere"]}>
          <Quiet small>{t("plainHere")}</Quiet>
          <Button small look="quiet" onClick={() => setPlain(false)}>
            {t("picturesHere", { channel: channel.name })}
          </Button>
        </p>
      )}
      <MeasureCost measure={measure} />
      <button
        type="button"
        className={css["fold"]}
        aria-expanded={open || fixing !== undefined}
        onClick={() => {
          setOpen(!open && fixing === undefined);
          setFixing(undefined);
          onShow(channel.id);
        }}
      >
        <IconChevronDown size={16} stroke={1.75} aria-hidden />
        {t("ownWordsShort")}
        <span className="ob-hidden">{channel.name}</span>
        {hasOwnWords(own) && <em>{t("ownMark")}</em>}
      </button>
      {(open || fixing) && (
        <Variant key={fixing} {...{ channel, content, change }} isFirst={fixing} />
      )}
    </div>
  );
}

/** What a network finds, in the reader's language; a finding nobody has words for, in the server's. */
function useFindingWords() {
  const t = useWords(composerWords);
  return ({ code, says, field }: Finding, measure: ChannelMeasure | undefined): string => {
    const known = findingCodes.find((one) => one === code);
    if (known === undefined || !measure) return says;
    const { count, max, unit } = measure;
    const part = /^part-(\d+)$/.exec(field ?? "")?.[1];
    const where =
      part === undefined
        ? ""
        : `${t(part === "99" ? "inComment" : "inPost", { number: Number(part) + 1 })} `;
    return where + t(`found-${known}`, { over: count - max, max, unit: t(unit) });
  };
}

type Finding = ChannelMeasure["findings"][number];

/** Going without pictures is no wording. */
function hasOwnWords(own: PostContent["variants"][string] | undefined): boolean {
  return own?.text !== undefined || own?.title !== undefined;
}

const findingCodes = [
  "text-too-long",
  "too-long",
  "subject-too-long",
  "alt-missing",
  "alt-too-long",
  "too-many-media",
  "media-type",
  "media-too-large",
  "media-expired",
  "media-withdrawn",
  "media-unknown",
  "captions-missing",
  "no-videos",
  "too-many-videos",
  "video-too-long",
  "poll-none",
  "poll-few",
  "poll-many",
  "poll-empty",
  "poll-twice",
  "poll-long",
  "poll-time",
  "poll-media",
  "poll-question",
  "title-missing",
  "title-too-long",
  "forbidden-sign",
  "no-live",
  "live-video",
  "no-threads",
  "no-comments",
  "no-place-targeting",
  "beat-without-place",
  "beats-missing",
  "audience-too-small",
] as const;

/** Inherits the message until something is written here. */
function Variant({
  channel,
  content,
  change,
  isFirst,
}: PartProps & { channel: ChannelRow; isFirst: OwnField | undefined }) {
  const t = useWords(composerWords);
  const own = content.variants[channel.id];
  const hasTitle =
    channel.network === "website" ||
    channel.network === "email" ||
    channel.capabilities.limits.some(({ what }) => what === "title");
  const set = (part: { text?: string; title?: string }) =>
    change({ variants: { ...content.variants, [channel.id]: { ...own, ...part } } });
  return (
    <div className={css["variant"]}>
      {hasTitle && (
        <TextField
          label={t("title")}
          optional
          isFirst={isFirst === "title"}
          maxLength={200}
          value={own?.title ?? content.title}
          onChange={(title) => set({ title })}
        />
      )}
      <AreaField
        label={t("ownWords", { channel: channel.name })}
        hint={hasOwnWords(own) ? undefined : t("inherits")}
        isFirst={isFirst === "text"}
        rows={4}
        value={own?.text ?? content.text}
        onChange={(text) => set({ text })}
      />
      {hasOwnWords(own) && (
        <div>
          <Button
            small
            look="quiet"
            onClick={() =>
              change({
                variants: withoutWords(content.variants, channel.id),
              })
            }
          >
            {t("backToMessage")}
          </Button>
        </div>
      )}
    </div>
  );
}

import { IconBroadcast, IconHeart, IconMessageCircle, IconRepeat } from "@tabler/icons-react";
import { Suspense, type ReactNode } from "react";
import type { ChannelRow, PostContent } from "./api.ts";
import css from "./Preview.module.css";
import { pictureUrl } from "./queries.ts";
import { liveWords } from "./words/live.ts";
import { previewWords } from "./words/preview.ts";
import { resolveLocal } from "./zoned.ts";
import { CarriedPicture } from "#media/web";
import { useNow } from "#ui/clock.ts";
import { useSession } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { useLanguage, useWords } from "#ui/words.ts";

export type Said = Pick<
  PostContent,
  | "title"
  | "text"
  | "link"
  | "media"
  | "variants"
  | "language"
  | "thread"
  | "firstComment"
  | "poll"
  | "live"
>;

interface PreviewProps {
  content: Said;
  channel: ChannelRow;
  /** How many characters fit; what is beyond is marked. */
  max?: number | undefined;
}

/** The post as its readers will see it on one channel. */
export function Preview({ content, channel, max }: PreviewProps) {
  const own = content.variants[channel.id];
  const { thread } = content;
  const isThread = thread?.channels.includes(channel.id) ?? false;
  const later = isThread ? (thread?.parts ?? []) : [];
  const whole = [content.text, ...(isThread ? [] : (thread?.parts ?? []).map(({ text }) => text))];
  const text = own?.text ?? whole.filter(Boolean).join("\n\n");
  const words = { text, title: own?.title ?? content.title };
  const shown = own?.plain ? { ...content, media: [] } : content;
  const parts = { ...words, content: shown, channel, max };
  return (
    <figure className={css["figure"]} lang={content.language} aria-label={channel.name}>
      {channel.network === "website" && <Newsroom {...parts} />}
      {channel.network === "email" && <Letter {...parts} />}
      {channel.network !== "website" && channel.network !== "email" && <Feed {...parts} />}
      {later.map((part, at) => (
        <Feed
          key={at}
          {...parts}
          text={part.text}
          content={{ ...bare(content), media: part.media }}
        />
      ))}
      {content.firstComment?.channels.includes(channel.id) && (
        <Feed {...parts} text={content.firstComment.text} content={bare(content)} />
      )}
    </figure>
  );
}

/** What follows a post has words, and pictures of its own. */
function bare(content: Said): Said {
  return { ...content, media: [], link: null, poll: undefined, live: undefined };
}

interface Parts {
  text: string;
  title: string;
  content: Said;
  channel: ChannelRow;
  max: number | undefined;
}

function Newsroom({ text, title, content, channel }: Parts) {
  const t = useWords(previewWords);
  const { agency } = useSession();
  return (
    <div className={css["newsroom"]}>
      <p className={css["band"]}>{t("website", { agency: agency.name })}</p>
      <div className={css["article"]}>
        {title !== "" && <p className={css["headline"]}>{title}</p>}
        <p className={css["meta"]}>
          {agency.shortName} · {t("now")}
        </p>
        <Words text={text} />
        {content.live?.channels.includes(channel.id) && <LiveStart live={content.live} title="" />}
        <Pictures content={content} />
        <Card content={content} />
      </div>
    </div>
  );
}

function Letter({ text, title, content, channel }: Parts) {
  const t = useWords(previewWords);
  return (
    <div className={css["letter"]}>
      <dl>
        <dt>{t("subject")}</dt>
        <dd>
          <strong>{title || text.split("\n")[0]?.slice(0, 80) || "–"}</strong>
        </dd>
        <dt>{t("from")}</dt>
        <dd>{channel.handle}</dd>
        <dt>{t("to")}</dt>
        <dd>{t("subscribers")}</dd>
      </dl>
      <div className={css["body"]}>
        <Words text={text} />
        <Pictures content={content} />
        <Card content={content} />
        <p className={css["meta"]}>{t("unsubscribe")}</p>
      </div>
    </div>
  );
}

/** A short post: Bluesky, Mastodon, and the practice accounts that stand for the other networks. */
function Feed({ text, title, content, channel, max }: Parts) {
  const t = useWords(previewWords);
  const { agency } = useSession();
  const handle = channel.handle.startsWith("@") ? channel.handle : `@${channel.handle}`;
  return (
    <div className={css["feed"]} data-network={channel.network}>
      <span className={css["face"]} aria-hidden>
        {initials(agency.shortName)}
      </span>
      <div className={css["post"]}>
        <p className={css["who"]}>
          <strong>{agency.shortName}</strong>{" "}
          <span>
            {handle} · {t("now")}
          </span>
        </p>
        {content.live?.channels.includes(channel.id) && (
          <LiveStart live={content.live} title={title} />
        )}
        <Words text={text} max={max} isShort />
        <Pictures content={content} />
        <Card content={content} />
        {content.poll?.channels.includes(channel.id) && (
          <ul className={css["poll"]}>
            {content.poll.options.map((option, at) => (
              <li key={at}>{option}</li>
            ))}
          </ul>
        )}
        <p className={css["acts"]} aria-hidden>
          <IconMessageCircle size={18} stroke={1.5} />
          <IconRepeat size={18} stroke={1.5} />
          <IconHeart size={18} stroke={1.5} />
        </p>
      </div>
    </div>
  );
}

/** What stands there until a live stream begins: its title and its start. */
function LiveStart({ live, title }: { live: NonNullable<Said["live"]>; title: string }) {
  const t = useWords(liveWords);
  const language = useLanguage();
  const now = useNow();
  const start = resolveLocal(live.local, live.zone);
  return (
    <p className={css["live"]}>
      {title !== "" && <strong>{title}</strong>}
      <span>
        <IconBroadcast size={16} stroke={1.75} aria-hidden />
        {start && t("startsAt", { time: clockTime(start.at, new Date(now), live.zone, language) })}
      </span>
    </p>
  );
}

function Words({
  text,
  max,
  isShort,
}: {
  text: string;
  max?: number | undefined;
  isShort?: boolean;
}) {
  const t = useWords(previewWords);
  if (text === "") return <p className={css["meta"]}>{t("emptyText")}</p>;
  const letters = isShort
    ? [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
    : [];
  const fits = max === undefined || letters.length <= max;
  return (
    <p className={css["words"]}>
      {linked(fits ? text : letters.slice(0, max).join(""))}
      {!fits && <mark title={t("tooLong")}>{letters.slice(max).join("")}</mark>}
    </p>
  );
}

const link = /(https?:\/\/\S+|[#@][\p{L}\p{N}_]+)/gu;

/** Links, tags and handles look like themselves; they lead nowhere from a preview. */
function linked(text: string): ReactNode {
  return text.split(link).map((part, at) =>
    at % 2 === 1 ? (
      <span key={at} className={css["link"]}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function Pictures({ content }: { content: Said }) {
  const t = useWords(previewWords);
  if (content.media.length === 0) return null;
  return (
    <div className={css["pictures"]} data-count={Math.min(content.media.length, 4)}>
      <Suspense>
        {content.media.map((item) => (
          <CarriedPicture key={item.sha256} item={item} noAlt={t("noAlt")} />
        ))}
      </Suspense>
    </div>
  );
}

function Card({ content }: { content: Said }) {
  if (!content.link) return null;
  const { url, title, description, imageSha256 } = content.link;
  return (
    <div className={css["card"]}>
      {imageSha256 && <img src={pictureUrl(imageSha256)} alt="" loading="lazy" />}
      <span className={css["meta"]}>{hostOf(url)}</span>
      <strong>{title || url}</strong>
      {description !== "" && <span>{description}</span>}
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
}

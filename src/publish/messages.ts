import { placesIn, type BeatPlaces, type LinkCard, type OutboundMessage } from "#channels";
import type { MediaItem } from "#media";
import { wordsFor, type PostContent } from "./content.ts";
import { resolveLocal } from "./schedule.ts";

export type MediaRows = ReadonlyMap<string, MediaItem>;

/** The number of our own comment under a post, far beyond any thread's. */
export const commentPart = 99;

/** One of the messages that a version is on one channel: 0 is the post, the next ones follow it in a thread. */
export interface PartMessage {
  part: number;
  /** The part that it answers; null of the post itself. */
  after: number | null;
  message: OutboundMessage;
}

/** A channel as a message needs to know it. */
export interface Target {
  id: string;
  network: string;
  places?: BeatPlaces | undefined;
}

/** Everything that goes to one channel, in its order. */
export function messagesFor(
  content: PostContent,
  channel: Target,
  media: MediaRows,
): PartMessage[] {
  const tagged = (text: string) => withCampaign(content, channel.network, text);
  const languages = [content.language];
  const { thread, firstComment } = content;
  const aim = aimOf(content, channel);
  const followers = thread?.channels.includes(channel.id) ? thread.parts : [];
  const parts: PartMessage[] = [
    { part: 0, after: null, message: postFor(content, channel, media) },
    ...followers.map((one, at) => ({
      part: at + 1,
      after: at,
      message: { text: tagged(one.text), languages, media: outbound(one.media, media), ...aim },
    })),
  ];
  if (!firstComment?.channels.includes(channel.id)) return parts;
  const message = { text: tagged(firstComment.text), languages, media: [], ...aim };
  return [...parts, { part: commentPart, after: followers.length, message }];
}

/** The post itself, as one channel would get it. */
function postFor(content: PostContent, channel: Target, media: MediaRows): OutboundMessage {
  const { text, title } = wordsFor(content, channel.id);
  const tagged = (one: string) => withCampaign(content, channel.network, one);
  const { poll, thread, live } = content;
  const isThread = thread === undefined || thread.channels.includes(channel.id);
  const isPlain = content.variants[channel.id]?.plain ?? false;
  const shown = isThread
    ? content.media
    : [...content.media, ...thread.parts.flatMap((one) => one.media)];
  return {
    text: tagged(text),
    ...(title ? { title } : {}),
    languages: [content.language],
    kind: content.purpose,
    ...(content.beats.length > 0 ? { beats: content.beats } : {}),
    ...aimOf(content, channel),
    ...(content.correction?.trim() ? { correction: content.correction.trim() } : {}),
    ...(content.link ? { link: cardOf(content.link, tagged(content.link.url)) } : {}),
    ...(poll?.channels.includes(channel.id)
      ? { poll: { options: poll.options, minutes: poll.minutes } }
      : {}),
    ...(live?.channels.includes(channel.id)
      ? { live: { startsAt: resolveLocal(live.local, live.zone).at.toString() } }
      : {}),
    media: isPlain ? [] : outbound(shown, media),
  };
}

/** Whom it is for there. Without places of its own it is for some beats and goes to nobody. */
function aimOf(
  { onlyBeats, everybodyOn, beats }: PostContent,
  { id, places }: Target,
): Pick<OutboundMessage, "onlyBeats" | "places"> {
  if (!onlyBeats || everybodyOn?.includes(id)) return {};
  const found = placesIn(places, beats);
  return { onlyBeats: true, ...(found ? { places: found } : {}) };
}

function outbound(shown: PostContent["media"], media: MediaRows): OutboundMessage["media"] {
  return shown.map(({ sha256, alt, captions, poster }) => {
    const item = media.get(sha256);
    return {
      sha256,
      alt,
      type: item?.type ?? "image/jpeg",
      sizeBytes: item?.sizeBytes ?? 0,
      width: item?.width ?? 0,
      height: item?.height ?? 0,
      ...(item?.durationMs == null ? {} : { durationSeconds: item.durationMs / 1000 }),
      ...(captions ? { captions } : {}),
      ...posterOf(poster, media),
    };
  });
}

function posterOf(
  sha256: string | undefined,
  media: MediaRows,
): Pick<OutboundMessage["media"][number], "poster"> {
  const item = sha256 === undefined ? undefined : media.get(sha256);
  return item ? { poster: { sha256: item.sha256, type: item.type } } : {};
}

function cardOf(
  { imageSha256, url: _url, ...words }: NonNullable<PostContent["link"]>,
  url: string,
): LinkCard {
  return { ...words, url, ...(imageSha256 === undefined ? {} : { imageSha256 }) };
}

/** Our own pages count by themselves who reads them there. */
const untagged = new Set(["website"]);
const mediums: Readonly<Record<string, string>> = { email: "email", sms: "sms" };
const sentenceEnds = new Set(".,;:!?)]");
const address = /https?:\/\/[^\s<>"]+/g;

/** Tells the pages of a campaign where a reader came from; an address that says so already is left as it is. */
function withCampaign({ campaign }: PostContent, network: string, text: string): string {
  if (!campaign || untagged.has(network)) return text;
  return text.replaceAll(address, (found) => {
    let end = found.length;
    while (sentenceEnds.has(found[end - 1] ?? "")) end -= 1;
    const plain = found.slice(0, end);
    if (!URL.canParse(plain)) return found;
    const url = new URL(plain);
    if (!campaign.hosts.includes(url.host) || url.searchParams.has("utm_source")) return found;
    url.searchParams.set("utm_source", network);
    url.searchParams.set("utm_medium", mediums[network] ?? "social");
    url.searchParams.set("utm_campaign", campaign.name);
    return `${url.href}${found.slice(end)}`;
  });
}

import { z } from "zod";
import { allBeats, ownAgency, type Agency } from "#agency";
import {
  openChannels,
  type Channel,
  websiteIndex,
  websitePostsById,
  websiteStreamsOf,
  type Networks,
  type WebsiteEntry,
  type WebsitePost,
  type ShownStream,
} from "#channels";
import { policyInForce, type Policy } from "#policy";
import { publicEvents, publicKits, type PublicEvent, type PublicKit } from "#outreach";
import { standingWarnings } from "#watch";
import type { Ctx } from "#platform/context.ts";
import type { Temporal } from "#platform/clock.ts";
import { alertFacts, type AlertFacts } from "./alerts/alert-facts.ts";
import { newestMax } from "./listing.ts";

export interface Picture {
  sha256: string;
  type: string;
  path: string;
  alt: string;
  width: number;
  height: number;
}

export interface Video extends Picture {
  posterPath: string | undefined;
  captions: { path: string; language: string } | undefined;
}

export interface Item {
  id: string;
  slug: string;
  title: string;
  text: string;
  /** BCP 47: may be another than the page's. */
  language: string;
  /** Ids of the beats that it is about. */
  beats: readonly string[];
  link: { url: string; title: string } | undefined;
  pictures: Picture[];
  videos: Video[];
  publishedAt: string;
  /** Oldest first; a note is what was put right, in the agency's words. */
  edits: { at: string; note: string }[];
  editedAt: string | null;
  removedAt: string | null;
  isLifeSafety: boolean;
  /** The live stream that it announced. */
  stream: ShownStream | undefined;
}

/** What every page and list is made from; the posts' own words are read only where a page is to be made. */
export interface SiteFacts {
  agency: Agency;
  origin: string;
  made: Temporal.Instant;
  /** Every post, newest first, removed ones too. */
  index: readonly WebsiteEntry[];
  /** The newest that stand. */
  newest: readonly Item[];
  /** By code, as the agency's map names them. */
  beats: readonly { id: string; code: string; name: string }[];
  channels: { title: string; handle: string; profileUrl: string; isLost: boolean }[];
  /** The Bluesky account that may take the site's name for its handle: the only public one. */
  blueskyDid: string | undefined;
  /** Warnings that an account is not under our control. */
  warnings: readonly { title: string; url: string }[];
  policy: Policy | undefined;
  /** Live streams of posts that stand, by the post's id. */
  streams: ReadonlyMap<string, ShownStream>;
  /** Every page that is likely to be looked at begins with those in force. */
  alerts: AlertFacts;
  /** Those that stand, were called off or are over; the earliest first. */
  events: readonly PublicEvent[];
  /** What partners may share. */
  kits: readonly PublicKit[];
}

const media = z.array(
  z.object({
    sha256: z.string(),
    type: z.string(),
    alt: z.string(),
    width: z.number().default(0),
    height: z.number().default(0),
    poster: z.object({ sha256: z.string(), type: z.string() }).optional(),
    captions: z.object({ sha256: z.string(), language: z.string() }).optional(),
  }),
);
type Shown = z.infer<typeof media>[number];
const link = z.object({ url: z.string(), title: z.string() }).nullable();
const edits = z.array(z.object({ at: z.string(), note: z.string() }));
const captionsType = "text/vtt";
const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/webm": "webm",
  [captionsType]: "vtt",
};

/** An account's name, and its network's where the name does not begin with it. */
function titleOf(name: string, network: string): string {
  return name.startsWith(network) ? name : `${name}, ${network}`;
}

export async function siteFacts(ctx: Ctx, networks: Networks, origin: string): Promise<SiteFacts> {
  const [agency, beats, index, channels, policy, warnings] = [
    await ownAgency(ctx),
    await allBeats(ctx),
    await websiteIndex(ctx),
    await openChannels(ctx),
    await policyInForce(ctx),
    await standingWarnings(ctx),
  ];
  const streams = new Map((await websiteStreamsOf(ctx)).map((one) => [one.postId, one]));
  const standing = index.filter(({ removedAt }) => !removedAt).slice(0, newestMax);
  return {
    agency,
    origin,
    policy,
    index,
    beats: beats.map(({ id, code, name }) => ({ id, code, name })),
    warnings,
    alerts: await alertFacts(ctx),
    events: await publicEvents(ctx),
    kits: await publicKits(ctx, origin),
    made: ctx.clock.now(),
    streams,
    newest: await itemsOf(ctx, standing, streams),
    blueskyDid: onlyDid(channels),
    channels: channels
      .filter(({ isPublic }) => isPublic)
      .map((one) => ({
        title: titleOf(one.name, networks.connector(ctx, one.network).title),
        handle: one.handle,
        profileUrl: one.profileUrl,
        isLost: warnings.some(({ channelId }) => channelId === one.id),
      })),
  };
}

function onlyDid(channels: readonly Channel[]): string | undefined {
  const own = channels.filter(
    ({ network, isPublic, beatId }) => network === "bluesky" && isPublic && beatId === null,
  );
  return own.length === 1 ? own[0]?.remoteId : undefined;
}

/** The whole posts of some entries, in their order. */
export async function itemsOf(
  ctx: Ctx,
  entries: readonly WebsiteEntry[],
  streams: SiteFacts["streams"],
): Promise<Item[]> {
  const posts = await websitePostsById(
    ctx,
    entries.map(({ id }) => id),
  );
  const byId = new Map(posts.map((post) => [post.id, itemOf(post, streams.get(post.id))]));
  return entries.flatMap(({ id }) => byId.get(id) ?? []);
}

const isMoving = ({ type }: Shown) => type.startsWith("video/");

function pictureOf({ sha256, type, alt, width, height }: Shown): Picture {
  return { sha256, type, alt, width, height, path: picturePath({ sha256, type }) };
}

function videoOf(shown: Shown): Video {
  const { poster, captions } = shown;
  return {
    ...pictureOf(shown),
    posterPath: poster && picturePath(poster),
    captions: captions && {
      path: picturePath({ sha256: captions.sha256, type: captionsType }),
      language: captions.language,
    },
  };
}

function itemOf(post: WebsitePost, stream: ShownStream | undefined): Item {
  const { id, slug, title, text, language, beats, publishedAt, editedAt, removedAt } = post;
  const { isLifeSafety } = post;
  const shown = media.parse(post.media);
  return {
    id,
    slug,
    title,
    text,
    language,
    beats,
    publishedAt,
    editedAt,
    removedAt,
    isLifeSafety,
    stream,
    edits: edits.parse(post.edits),
    link: link.parse(post.link) ?? undefined,
    pictures: shown.filter((one) => !isMoving(one)).map(pictureOf),
    videos: shown.filter(isMoving).map(videoOf),
  };
}

export function picturePath({ sha256, type }: { sha256: string; type: string }): string {
  return `/media/${sha256}.${endings[type] ?? "bin"}`;
}

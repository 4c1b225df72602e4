import type { Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { and, eq, inArray } from "drizzle-orm";
import { agencyOf } from "#platform/context.ts";
import {
  openChannels,
  type Channel,
  type LinkCard,
  type Measure,
  type Networks,
  type OutboundMessage,
} from "#channels";
import { wordsFor, type PostContent } from "./content.ts";
import { mediaItems } from "./schema.ts";

export interface ChannelMeasure extends Measure {
  channelId: string;
  network: string;
}

/** The message as one channel would get it. */
export function messageFor(
  content: PostContent,
  channelId: string,
  media: ReadonlyMap<string, typeof mediaItems.$inferSelect>,
): OutboundMessage {
  const { text, title } = wordsFor(content, channelId);
  return {
    text,
    ...(title ? { title } : {}),
    languages: [content.language],
    kind: content.purpose,
    ...(content.beats.length > 0 ? { beats: content.beats } : {}),
    ...(content.correction?.trim() ? { correction: content.correction.trim() } : {}),
    ...(content.link ? { link: cardOf(content.link) } : {}),
    media: content.media.map(({ sha256, alt }) => {
      const item = media.get(sha256);
      return {
        sha256,
        alt,
        type: item?.type ?? "image/jpeg",
        sizeBytes: item?.sizeBytes ?? 0,
        width: item?.width ?? 0,
        height: item?.height ?? 0,
      };
    }),
  };
}

function cardOf({ imageSha256, ...words }: NonNullable<PostContent["link"]>): LinkCard {
  return imageSha256 === undefined ? words : { ...words, imageSha256 };
}

/** The media rows of a content, by hash; those missing are simply not in the map. */
export async function mediaOf(
  ctx: Ctx,
  content: PostContent,
): Promise<Map<string, typeof mediaItems.$inferSelect>> {
  const hashes = content.media.map(({ sha256 }) => sha256);
  if (hashes.length === 0) return new Map();
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(mediaItems)
      .where(and(eq(mediaItems.agencyId, agencyOf(tx)), inArray(mediaItems.sha256, hashes)));
    return new Map(rows.map((row) => [row.sha256, row]));
  });
}

/** Counts and findings for every chosen channel: the meters of the composer and the gate of submission. */
export async function measurePost(
  ctx: Ctx,
  networks: Networks,
  content: PostContent,
): Promise<ChannelMeasure[]> {
  const open = await openChannels(ctx);
  const media = await mediaOf(ctx, content);
  return open
    .filter(({ id }) => content.channels.includes(id))
    .map((channel) => measureOn(ctx, networks, channel, content, media));
}

function measureOn(
  ctx: Ctx,
  networks: Networks,
  channel: Channel,
  content: PostContent,
  media: ReadonlyMap<string, typeof mediaItems.$inferSelect>,
): ChannelMeasure {
  const connector = networks.connector(ctx, channel.network);
  const message = messageFor(content, channel.id, media);
  const measured = connector.measure(message, channel);
  const findings = [...measured.findings];
  if (message.text.trim() === "" && message.media.length === 0)
    findings.push({ code: "empty", says: "There is nothing to say yet.", field: "text" });
  const silent = message.media.filter(({ alt }) => alt.trim() === "").length;
  if (silent > 0 && !findings.some(({ code }) => code.startsWith("alt"))) {
    findings.push({
      code: "alt-missing",
      says: `${silent === 1 ? "A picture lacks" : `${silent} pictures lack`} a text description (policy 5.3).`,
      field: "media",
    });
  }
  return { ...measured, findings, channelId: channel.id, network: channel.network };
}

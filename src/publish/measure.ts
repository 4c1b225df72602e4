import type { Ctx } from "#platform/context.ts";
import { mediaItemsOf } from "#media";
import {
  channelMeters,
  isVideo,
  openChannels,
  type Channel,
  type Connector,
  type Measure,
  type Networks,
  type OutboundMessage,
} from "#channels";
import { type BudgetWarning, budgetWarnings } from "./costs.ts";
import { audienceFindings } from "./audience.ts";
import { mediaIn, type PostContent } from "./content.ts";
import { mediaTrouble } from "./media-findings.ts";
import { commentPart, messagesFor, type MediaRows } from "./messages.ts";

export interface ChannelMeasure extends Measure {
  channelId: string;
  network: string;
  /** What does not hinder it, but whoever approves should know. */
  warnings: readonly BudgetWarning[];
  /** What follows the post there, in its order: the rest of a thread, our own comment. */
  further: readonly (Measure & { part: number })[];
}

/** The media rows of a content, by hash; those missing are simply not in the map. */
export async function mediaOf(ctx: Ctx, content: PostContent): Promise<MediaRows> {
  return mediaItemsOf(
    ctx,
    mediaIn(content).flatMap(({ sha256, poster }) => (poster ? [sha256, poster] : [sha256])),
  );
}

/** Counts and findings for every chosen channel: the meters of the composer and the gate of submission. */
export async function measurePost(
  ctx: Ctx,
  networks: Networks,
  content: PostContent,
): Promise<ChannelMeasure[]> {
  const open = await openChannels(ctx);
  const media = await mediaOf(ctx, content);
  const trouble = await mediaTrouble(ctx, content, media);
  const measures = open
    .filter(({ id }) => content.channels.includes(id))
    .map((channel) => measureOn(ctx, networks, channel, content, media, trouble));
  const parts = new Map(measures.map((one) => [one.channelId, 1 + one.further.length]));
  const live = new Set(content.live?.channels);
  const short = await budgetWarnings(ctx, await channelMeters(ctx, networks), parts, live);
  return measures.map((one) => {
    const warning = short.get(one.channelId);
    return warning ? { ...one, warnings: [warning] } : one;
  });
}

function measureOn(
  ctx: Ctx,
  networks: Networks,
  channel: Channel,
  content: PostContent,
  media: MediaRows,
  trouble: Measure["findings"],
): ChannelMeasure {
  const connector = networks.connector(ctx, channel.network);
  const parts = messagesFor(content, channel, media).map(({ part, message }) => {
    const measured = connector.measure(takenBy(connector, message), channel);
    return { ...measured, part, findings: findingsOf(connector, message, part, measured.findings) };
  });
  const [post, ...further] = parts;
  if (!post) throw new Error("a channel gets at least the post itself");
  const { part: _first, ...measured } = post;
  const own = parts.flatMap((one) => one.findings);
  const known = new Set(own.map(({ code }) => code));
  const findings = [...own, ...trouble.filter(({ code }) => !known.has(code))];
  const cost = sumOf(parts);
  const paid = cost ? { cost } : {};
  return {
    ...measured,
    ...paid,
    findings,
    warnings: [],
    further,
    channelId: channel.id,
    network: channel.network,
  };
}

/** A network that takes no videos is asked about the rest; that it takes none is said by its name. */
function takenBy({ capabilities }: Connector, message: OutboundMessage): OutboundMessage {
  if (capabilities.video !== undefined) return message;
  return { ...message, media: message.media.filter((item) => !isVideo(item)) };
}

/** What the network finds, and what no network takes. */
function findingsOf(
  connector: Connector,
  message: OutboundMessage,
  part: number,
  found: Measure["findings"],
): Measure["findings"] {
  const { capabilities, title } = connector;
  const findings = [...found, ...(part === 0 ? audienceFindings(connector, message) : [])];
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
  if (capabilities.video === undefined && message.media.some(isVideo))
    findings.push({ code: "no-videos", says: `${title} takes no videos.`, field: "media" });
  if (part > 0 && part !== commentPart && capabilities.thread !== true)
    findings.push({ code: "no-threads", says: `${title} has no threads.`, field: "thread" });
  if (part === commentPart && !capabilities.reply)
    findings.push({ code: "no-comments", says: `${title} takes no comments.`, field: "comment" });
  if (message.poll !== undefined && capabilities.poll === undefined)
    findings.push({ code: "no-polls", says: `${title} has no polls.`, field: "poll" });
  if (message.live !== undefined && capabilities.live === undefined)
    findings.push({ code: "no-live", says: `${title} has no live streams.`, field: "live" });
  return findings.map((one) => (part === 0 ? one : { ...one, field: `part-${part}` }));
}

/** What all parts cost together, where the network takes money. */
function sumOf(parts: readonly Measure[]): Measure["cost"] {
  const [first, ...more] = parts.flatMap(({ cost }) => cost ?? []);
  if (!first || more.length === 0) return first;
  return {
    ...first,
    micros: more.reduce((sum, { micros }) => sum + micros, first.micros),
    says: [...new Set([first, ...more].map(({ says }) => says))].join(" "),
  };
}

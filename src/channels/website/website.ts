import type { Published } from "../attempt.ts";
import type { MediaLimits, VideoLimits } from "../capabilities.ts";
import type { Connector } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { isVideo, liveFindings, videoFindings, type Finding } from "../media-findings.ts";
import { pollFindings } from "../polls.ts";
import type { WebsitePost, WebsiteStore } from "./store.ts";

const source = "the newsroom's own layout";
const verifiedOn = "2026-11-21";
const textMax = 20_000;
const pictures: MediaLimits = {
  types: ["image/jpeg", "image/png", "image/webp"],
  itemsMax: 10,
  sizeBytesMax: 20_000_000,
  altTextRequired: true,
  altTextMax: 2_000,
};
const videoBytesMax = 512 * 1024 * 1024;
/** As the library takes them: a browser plays both without help. */
const video: VideoLimits = {
  types: ["video/mp4", "video/webm"],
  itemsMax: 4,
  sizeBytesMax: videoBytesMax,
  captions: "track",
};

/** The agency's own newsroom as a network: it answers at once, and exactly once by its key. */
export function websiteConnector(store: WebsiteStore, origin: string): Connector {
  const published = (post: WebsitePost): Published => ({
    id: post.id,
    url: `${origin}/news/${post.slug}`,
    native: {
      id: post.id,
      slug: post.slug,
      publishedAt: post.publishedAt,
      editedAt: post.editedAt,
      removedAt: post.removedAt,
    },
  });
  return {
    network: "website",
    title: "Newsroom",
    errors: [],
    settings: [],
    capabilities: {
      edit: "in-place",
      remove: true,
      reply: false,
      schedule: false,
      receive: false,
      settle: "idempotency-key",
      count: "characters",
      media: pictures,
      video,
      live: { pictures },
      limits: [
        { what: "text", value: textMax, unit: "characters", source, verifiedOn },
        { what: "images", value: 10, unit: "images", source, verifiedOn },
        { what: "videos", value: 4, unit: "videos", source, verifiedOn },
        { what: "video-bytes", value: videoBytesMax, unit: "bytes", source, verifiedOn },
      ],
    },
    authorize: async () => ({
      remoteId: "newsroom",
      handle: new URL(origin).host,
      displayName: "Newsroom",
      profileUrl: `${origin}/`,
      credential: {},
      settings: {},
    }),
    measure,
    publish: async (_net, account, message, attempt) =>
      published(await store.put(account.id, attempt.key, titled(message), attempt.isLifeSafety)),
    async edit(_net, account, remote, message) {
      const post = await store.edit(account.id, remote.id, titled(message));
      if (!post) throw new SendError("refused", "This page is no longer there.");
      return published(post);
    },
    remove: (_net, account, remote) => store.remove(account.id, remote.id),
    async find(_net, account, _message, attempt) {
      const post = await store.byKey(account.id, attempt.key);
      if (!post) return { found: false, absent: true, keyed: true };
      return { found: true, remote: published(post) };
    },
    live: {
      state: (_net, _account, { id }) => store.live(id),
      async key(_net, _account, { id }) {
        const stream = await store.open(id);
        if (!stream) throw new SendError("refused", "This live stream is over, or taken back.");
        return { url: `${origin}/api/ingest/live/${id}`, key: stream.key };
      },
    },
    health: async () => ({ state: "healthy", says: "Served by this installation." }),
  };
}

function titled(message: OutboundMessage): OutboundMessage & { title: string } {
  const line = message.text.split("\n")[0]?.trim() ?? "";
  const short =
    line.length > 90
      ? `${line.slice(0, line.lastIndexOf(" ", 88) > 40 ? line.lastIndexOf(" ", 88) : 88)} …`
      : line;
  return { ...message, title: message.title?.trim() || short || "Notice" };
}

function measure(message: OutboundMessage): Measure {
  const count = [...message.text].length;
  const says = `${count - textMax} characters too many.`;
  const findings: Finding[] = [
    ...(count > textMax ? [{ code: "too-long", says, field: "text" }] : []),
    ...pollFindings(message, undefined),
    ...(message.live
      ? liveFindings(message, { pictures })
      : videoFindings(message.media.filter(isVideo), video)),
  ];
  return { count, max: textMax, unit: "characters", findings };
}

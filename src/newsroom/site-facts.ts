import { z } from "zod";
import { ownAgency, type Agency } from "#agency";
import { openChannels, websitePostsNewest, type Networks } from "#channels";
import { policyInForce, type Policy } from "#policy";
import type { Ctx } from "#platform/context.ts";
import type { Temporal } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";

export interface Picture {
  sha256: string;
  type: string;
  path: string;
  alt: string;
  width: number;
  height: number;
}

export interface Item {
  id: string;
  slug: string;
  title: string;
  text: string;
  link: { url: string; title: string } | undefined;
  pictures: Picture[];
  publishedAt: string;
  editedAt: string | null;
  removedAt: string | null;
}

/** All that the site is made from: read once, then no query is needed until something changes. */
export interface SiteFacts {
  agency: Agency;
  origin: string;
  made: Temporal.Instant;
  items: Item[];
  channels: { title: string; handle: string; profileUrl: string }[];
  policy: Policy | undefined;
}

const itemsMax = limit("newsroom.items", 500, "posts", "older ones are found through the archive");
const media = z.array(
  z.object({
    sha256: z.string(),
    type: z.string(),
    alt: z.string(),
    width: z.number().default(0),
    height: z.number().default(0),
  }),
);
const link = z.object({ url: z.string(), title: z.string() }).nullable();
const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/** An account's name, and its network's where the name does not begin with it. */
function titleOf(name: string, network: string): string {
  return name.startsWith(network) ? name : `${name}, ${network}`;
}

export async function siteFacts(ctx: Ctx, networks: Networks, origin: string): Promise<SiteFacts> {
  const [agency, posts, channels, policy] = [
    await ownAgency(ctx),
    await websitePostsNewest(ctx, itemsMax),
    await openChannels(ctx),
    await policyInForce(ctx),
  ];
  return {
    agency,
    origin,
    policy,
    made: ctx.clock.now(),
    channels: channels
      .filter(({ isPublic }) => isPublic)
      .map((one) => ({
        title: titleOf(one.name, networks.connector(ctx, one.network).title),
        handle: one.handle,
        profileUrl: one.profileUrl,
      })),
    items: posts.map((post) => ({
      id: post.id,
      slug: post.slug,
      title: post.title,
      text: post.text,
      publishedAt: post.publishedAt,
      editedAt: post.editedAt,
      removedAt: post.removedAt,
      link: link.parse(post.link) ?? undefined,
      pictures: media
        .parse(post.media)
        .map((one) => ({ ...one, path: `/media/${one.sha256}.${endings[one.type] ?? "bin"}` })),
    })),
  };
}

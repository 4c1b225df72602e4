import { and, eq, isNull, sql } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import type { OutboundMessage } from "../outbound.ts";
import { websitePosts } from "../schema.ts";
import {
  announceStream,
  openWebsiteStream,
  websiteStreamState,
  type WebsiteStream,
} from "./streams.ts";
import type { LiveState } from "../live.ts";

export type WebsitePost = typeof websitePosts.$inferSelect;
type Titled = OutboundMessage & { title: string };

/** Where the newsroom's posts lie. `put` is exactly once by the delivery's key. */
export interface WebsiteStore {
  put(
    channelId: string,
    key: string,
    message: Titled,
    isLifeSafety?: boolean,
  ): Promise<WebsitePost>;
  edit(channelId: string, id: string, message: Titled): Promise<WebsitePost | undefined>;
  remove(channelId: string, id: string): Promise<void>;
  byKey(channelId: string, key: string): Promise<WebsitePost | undefined>;
  /** Where a live stream stands that a post announced. */
  live(id: string): Promise<LiveState>;
  /** One that may be sent to, with its key. */
  open(id: string): Promise<(WebsiteStream & { key: string }) | undefined>;
}

export function websiteStore(ctx: Ctx): WebsiteStore {
  const at = (channelId: string, id: string) =>
    and(
      eq(websitePosts.agencyId, agencyOf(ctx)),
      eq(websitePosts.channelId, channelId),
      eq(websitePosts.id, id),
    );
  const byKey = (channelId: string, key: string) => pageByKey(ctx, channelId, key);
  return {
    byKey,
    live: (id) => websiteStreamState(ctx, id),
    open: (id) => openWebsiteStream(ctx, id),
    async put(channelId, key, message, isLifeSafety = false) {
      const known = await byKey(channelId, key);
      if (known) return known;
      try {
        return await transact(ctx, async (tx) => {
          const id = tx.ids.uuid();
          const [row] = await tx.tx
            .insert(websitePosts)
            .values({
              agencyId: agencyOf(tx),
              id,
              channelId,
              key,
              slug: slugOf(message.title, id),
              publishedAt: stamp(tx.clock.now()),
              isLifeSafety,
              ...contentOf(message),
            })
            .returning();
          if (message.live) await announceStream(tx, id, message.live.startsAt);
          await tx.happenings.tell(tx, changed(channelId, id, "published"));
          return found(row, "page");
        });
      } catch (error) {
        // Another try with the same key was first: its post is the post.
        const first = isDuplicate(error) ? await byKey(channelId, key) : undefined;
        if (first) return first;
        throw error;
      }
    },
    edit: (channelId, id, message) =>
      transact(ctx, async (tx) => {
        const [row] = await tx.tx
          .update(websitePosts)
          .set({ ...contentOf(message), ...editOf(message, stamp(tx.clock.now())) })
          .where(and(at(channelId, id), isNull(websitePosts.removedAt)))
          .returning();
        if (row && message.live) await announceStream(tx, id, message.live.startsAt);
        if (row) await tx.happenings.tell(tx, changed(channelId, id, "edited"));
        return row;
      }),
    remove: (channelId, id) =>
      transact(ctx, async (tx) => {
        await tx.tx
          .update(websitePosts)
          .set({ removedAt: stamp(tx.clock.now()) })
          .where(and(at(channelId, id), isNull(websitePosts.removedAt)));
        await tx.happenings.tell(tx, changed(channelId, id, "removed"));
      }),
  };
}

function pageByKey(ctx: Ctx, channelId: string, key: string): Promise<WebsitePost | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx.tx
      .select()
      .from(websitePosts)
      .where(
        and(
          eq(websitePosts.agencyId, agencyOf(ctx)),
          eq(websitePosts.channelId, channelId),
          eq(websitePosts.key, key),
        ),
      );
    return row;
  });
}

function contentOf({ title, text, media, link, languages, kind, beats }: Titled) {
  return {
    title,
    text,
    media: [...media],
    link: link ?? null,
    language: languages?.[0] ?? "en",
    kind: kind ?? "inform",
    beats: [...(beats ?? [])],
  };
}

/** Every change stands on the page with its time: the newest beside the text, all of them below. */
function editOf({ correction }: Titled, at: string) {
  const edit = JSON.stringify([{ at, note: correction ?? "" }]);
  return { editedAt: at, edits: sql`${websitePosts.edits} || ${edit}::jsonb` };
}

function changed(channelId: string, id: string, how: string) {
  return {
    kind: "channels.website-changed",
    subject: { kind: "website-post", id },
    facts: { channelId, how },
  };
}

/** Short, readable and unique: the words of the title and the end of the id. */
function slugOf(title: string, id: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${words.slice(0, 60).replace(/-[^-]*$/, (tail) => (words.length > 60 ? "" : tail))}-${id.slice(-6)}`.replace(
    /^-/,
    "",
  );
}

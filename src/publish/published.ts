import { and, asc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { channelNames } from "#channels";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { deliveries, posts } from "./schema.ts";

const publishedMax = limit(
  "published.batch",
  5_000,
  "deliveries",
  "read at once for whoever keeps what is public",
);

const payload = z.object({
  text: z.string(),
  title: z.string().default(""),
  languages: z.array(z.string()).default([]),
  correction: z.string().nullable().default(null),
});

/** A place in the order of change. */
export interface ChangePlace {
  changedAt: string;
  id: string;
}

/**
 * Which of these network's ids are posts of ours, and whether something of ours may be under way on that channel: then
 * nobody can say yet of what it does not know.
 */
export async function knownOn(
  ctx: Ctx,
  channelId: string,
  ids: readonly string[],
): Promise<{ known: Set<string>; isUnderWay: boolean }> {
  return read(ctx, async (tx) => {
    const at = and(eq(deliveries.agencyId, agencyOf(tx)), eq(deliveries.channelId, channelId));
    const rows = ids.length
      ? await tx.tx
          .select({ remoteId: deliveries.remoteId, url: deliveries.remoteUrl })
          .from(deliveries)
          .where(
            and(
              at,
              or(inArray(deliveries.remoteId, [...ids]), inArray(deliveries.remoteUrl, [...ids])),
            ),
          )
      : [];
    const open = await tx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(at, inArray(deliveries.state, ["sending", "unconfirmed", "asked"])))
      .limit(1);
    const known = new Set(rows.flatMap(({ remoteId, url }) => [remoteId ?? "", url ?? ""]));
    return { known, isUnderWay: open.length > 0 };
  });
}

/** One version of a post as it stood, or stands, on one public channel. */
export interface PublishedDelivery {
  id: string;
  postId: string;
  version: number;
  /** 0 is the post, others follow it in a thread or are our comment. */
  part: number;
  channelId: string;
  channel: string;
  network: string;
  remoteId: string;
  url: string | null;
  title: string;
  text: string;
  language: string;
  correction: string | null;
  sentAt: string;
  recalledAt: string | null;
  /** Whether its whole post was recalled, wherever it could not be taken back. */
  isRecalled: boolean;
  changedAt: string;
}

/**
 * What was published on public channels, by time of change: no draft, nothing that waits, and nothing that went to a
 * closed list. `after` is the last one that the asker has; what changed since follows it.
 */
export async function publishedAfter(
  ctx: Ctx,
  after: ChangePlace | undefined,
): Promise<{ published: PublishedDelivery[]; last: ChangePlace | undefined }> {
  return read(ctx, async (tx) => {
    const channels = await channelNames(tx);
    const found = await tx.tx
      .select({ row: deliveries, postState: posts.state })
      .from(deliveries)
      .innerJoin(
        posts,
        and(eq(posts.agencyId, deliveries.agencyId), eq(posts.id, deliveries.postId)),
      )
      .where(
        and(
          eq(deliveries.agencyId, agencyOf(tx)),
          inArray(deliveries.state, ["sent", "recalling", "recalled"]),
          isNotNull(deliveries.remoteId),
          after &&
            sql`(${deliveries.changedAt}, ${deliveries.id}) > (${after.changedAt}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(asc(deliveries.changedAt), asc(deliveries.id))
      .limit(publishedMax);
    const published = found.flatMap(({ row, postState }): PublishedDelivery[] => {
      const channel = channels.get(row.channelId);
      if (!channel?.isPublic || row.remoteId === null || row.sentAt === null) return [];
      const { text, title, languages, correction } = payload.parse(row.payload);
      return [
        {
          id: row.id,
          postId: row.postId,
          version: row.version,
          part: row.part,
          channelId: row.channelId,
          channel: channel.name,
          network: channel.network,
          remoteId: row.remoteId,
          url: row.remoteUrl,
          title,
          text,
          correction,
          language: languages[0] ?? "en",
          sentAt: row.sentAt,
          recalledAt: row.state === "sent" ? null : row.changedAt,
          isRecalled: postState === "recalled",
          changedAt: row.changedAt,
        },
      ];
    });
    const last = found.at(-1)?.row;
    return { published, last: last && { changedAt: last.changedAt, id: last.id } };
  });
}

import { and, count, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { fediverseActivities, fediverseObjects } from "../schema.ts";

const featuredMax = 3;
const featuredHours = 48;

/** What was posted and stands, newest first: the activities that told of it. */
export async function createsOf(
  ctx: Ctx,
  channelId: string,
  before: string,
  max: number,
): Promise<{ id: string; body: string }[]> {
  const { agencyId, channelId: channel, kind, id, body } = fediverseActivities;
  return read(ctx, (tx) =>
    tx.tx
      .select({ id, body })
      .from(fediverseActivities)
      .where(
        and(
          eq(agencyId, agencyOf(ctx)),
          eq(channel, channelId),
          eq(kind, "Create"),
          gt(body, ""),
          before === "" ? undefined : lt(id, before),
        ),
      )
      .orderBy(desc(id))
      .limit(max),
  );
}

export async function objectCount(ctx: Ctx, channelId: string): Promise<number> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select({ count: count() })
      .from(fediverseObjects)
      .where(
        and(
          eq(fediverseObjects.agencyId, agencyOf(ctx)),
          eq(fediverseObjects.channelId, channelId),
          isNull(fediverseObjects.removedAt),
        ),
      ),
  );
  return row?.count ?? 0;
}

/** What is shown first on an actor's page: warnings of the last two days that stand. */
export async function lifeSafetyNow(ctx: Ctx, channelId: string): Promise<string[]> {
  const since = stamp(ctx.clock.now().subtract({ hours: featuredHours }));
  const rows = await read(ctx, (tx) =>
    tx.tx
      .select({ body: fediverseObjects.body })
      .from(fediverseObjects)
      .where(
        and(
          eq(fediverseObjects.agencyId, agencyOf(ctx)),
          eq(fediverseObjects.channelId, channelId),
          eq(fediverseObjects.isLifeSafety, true),
          isNull(fediverseObjects.removedAt),
          gt(fediverseObjects.publishedAt, since),
        ),
      )
      .orderBy(desc(fediverseObjects.publishedAt))
      .limit(featuredMax),
  );
  return rows.map(({ body }) => body);
}

export interface StandingObject {
  channelId: string;
  body: string;
  isGone: boolean;
}

/** A note or its tombstone, by id. */
export async function objectById(ctx: Ctx, id: string): Promise<StandingObject | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(fediverseObjects)
      .where(and(eq(fediverseObjects.agencyId, agencyOf(ctx)), eq(fediverseObjects.id, id))),
  );
  return row && { channelId: row.channelId, body: row.body, isGone: row.removedAt !== null };
}

/** What was told of a post that stands, or that it was taken back; an answer to who follows is theirs alone. */
export async function activityById(ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx
      .select()
      .from(fediverseActivities)
      .where(and(eq(fediverseActivities.agencyId, agencyOf(ctx)), eq(fediverseActivities.id, id))),
  );
  return row && row.kind !== "Accept" && row.body !== "" ? row.body : undefined;
}

/** The type of a file that goes with a post that stands; undefined for every other. */
export async function fileType(ctx: Ctx, sha256: string): Promise<string | undefined> {
  const [row] = await read(ctx, (tx) =>
    tx.tx.raw<{ file: string }>(
      `select file from fediverse_objects, unnest(files) as file
       where agency_id = $1 and removed_at is null and file like $2 limit 1`,
      [agencyOf(ctx), `${sha256} %`],
    ),
  );
  return row?.file.split(" ")[1];
}

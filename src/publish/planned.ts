import { authorize } from "#agency";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { toInstantText } from "#platform/db/columns.ts";
import { limit } from "#platform/limits.ts";

const plannedMax = limit("planned.posts", 5_000, "posts", "counted in one look at the plan");

/** A post as the plan counts it. */
export interface PlannedPost {
  id: string;
  headline: string;
  objective: string;
  channels: string[];
  /** When it first went out, else when it is to. */
  at: string;
  isOut: boolean;
  state: string;
}

interface Row {
  id: string;
  headline: string;
  objective: string | null;
  channels: string[] | null;
  at: string;
  is_out: boolean;
  state: string;
}

/** What went out and what has a time, between two instants. Recalled, discarded and overtaken ones do not count. */
export async function plannedPosts(
  ctx: Ctx,
  { from, until }: { from: string; until: string },
): Promise<PlannedPost[]> {
  authorize(ctx, "post.read");
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<Row>(
      `select p.id::text, p.headline, p.state, v.content->>'purpose' as objective,
              v.content->'channels' as channels, (d.sent_at is not null) as is_out,
              coalesce(d.sent_at, p.publish_at)::text as at
         from posts p
         join post_versions v on v.agency_id = p.agency_id and v.post_id = p.id and v.version = p.version
         left join lateral (select min(sent_at) as sent_at from deliveries
           where agency_id = p.agency_id and post_id = p.id) d on true
        where p.agency_id = $1 and p.discarded_at is null and p.state <> 'recalled'
          and coalesce(d.sent_at, p.publish_at) >= $2 and coalesce(d.sent_at, p.publish_at) < $3
          and (d.sent_at is not null or p.publish_at >= $4)
        order by 7 limit ${plannedMax}`,
      [agencyOf(ctx), from, until, ctx.clock.now().toString()],
    ),
  );
  return rows.map(({ is_out: isOut, at, objective, channels, ...row }) => ({
    ...row,
    objective: objective ?? "inform",
    channels: channels ?? [],
    at: toInstantText(at),
    isOut,
  }));
}

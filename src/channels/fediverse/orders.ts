import { stamp } from "#platform/clock.ts";
import { agencyOf, type TxCtx } from "#platform/context.ts";
import { fediverseActivities } from "../schema.ts";

/** Where an activity goes besides to those who follow. */
export interface Place {
  inbox: string;
  host: string;
}

export interface Told {
  id: string;
  channelId: string;
  kind: "Create" | "Update" | "Delete" | "Accept";
  topic: string;
  key: string;
  body: string;
}

/** Writes an activity down. False: the same one was made before, and nothing is to be done. */
export async function keepActivity(tx: TxCtx, told: Told): Promise<boolean> {
  const rows = await tx.tx
    .insert(fediverseActivities)
    .values({ agencyId: agencyOf(tx), ...told, madeAt: stamp(tx.clock.now()) })
    .onConflictDoNothing()
    .returning({ id: fediverseActivities.id });
  return rows.length > 0;
}

const columns =
  "agency_id, activity_id, inbox, host, channel_id, topic, is_life_safety, due_at, tries, fence";

/** One order for each inbox of those who follow now: a server's shared inbox is one, however many follow there. */
export async function orderFanOut(
  tx: TxCtx,
  { id, channelId, topic }: Told,
  { isLifeSafety, also = [] }: { isLifeSafety: boolean; also?: readonly Place[] },
): Promise<void> {
  await tx.tx.raw(
    `insert into fediverse_orders (${columns})
     select $1, $2, d.inbox, d.host, $3, $4, $5, $6, 0, 0 from (
       select deliver_to as inbox, host from fediverse_followers where agency_id = $1 and channel_id = $3
       union select inbox, host from unnest($7::text[], $8::text[]) as given (inbox, host)) d
     on conflict do nothing`,
    [
      agencyOf(tx),
      id,
      channelId,
      topic,
      isLifeSafety,
      stamp(tx.clock.now()),
      also.map(({ inbox }) => inbox),
      also.map(({ host }) => host),
    ],
  );
}

/** To one inbox alone: an answer to who follows. */
export async function orderOne(tx: TxCtx, told: Told, place: Place): Promise<void> {
  const { id, channelId, topic } = told;
  await tx.tx.raw(
    `insert into fediverse_orders (${columns}) values ($1, $2, $3, $4, $5, $6, false, $7, 0, 0)`,
    [agencyOf(tx), id, place.inbox, place.host, channelId, topic, stamp(tx.clock.now())],
  );
}

/** A request that is under way when a post is taken back has ended by then: 10 seconds are its time. */
const underwaySeconds = 15;

/**
 * A post that is taken back: what was not sent yet is not sent any more, and the news of it goes to whoever follows and
 * to every inbox that the post may have reached, those that follow no longer too. It overtakes everything.
 */
export async function orderRecall(tx: TxCtx, { id, channelId, topic }: Told): Promise<void> {
  const now = tx.clock.now();
  const later = stamp(now.add({ seconds: underwaySeconds }));
  await tx.tx.raw(
    `insert into fediverse_orders (${columns})
     select $1, $2, d.inbox, d.host, $3, $4, true, max(d.due), 0, 0 from (
       select deliver_to as inbox, host, $5::timestamptz as due from fediverse_followers
         where agency_id = $1 and channel_id = $3
       union all select inbox, host, case when done_at is null and leased_until > $5 then $6 else $5 end::timestamptz
         from fediverse_orders where agency_id = $1 and topic = $4 and tries > 0) d
     group by d.inbox, d.host on conflict do nothing`,
    [agencyOf(tx), id, channelId, topic, stamp(now), later],
  );
  await tx.tx.raw(
    `update fediverse_orders set done_at = $3, outcome = 'dropped', reason = 'Taken back before it was sent.'
     where agency_id = $1 and topic = $2 and done_at is null and activity_id <> $4`,
    [agencyOf(tx), topic, stamp(now), id],
  );
}

import { allAgencies, ownAgency } from "#agency";
import { openChannels } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { ordersOf } from "../filling.ts";
import { audienceSettingsOf } from "../settings.ts";
import { letterLanguage } from "../words.ts";
import { digestSlotsDue, type DigestSlot } from "./slots.ts";

const pageMax = limit(
  "audience.digest-page",
  1_000,
  "subscribers",
  "whose letters of the day are made in one transaction",
);

/**
 * Makes the letters of the day and the week whose time has come: one for all who have the same posts in it. Each subscriber
 * is looked at once for each of them, and what waited is in it or nowhere: the same transaction takes it away.
 */
export async function makeDigests(ctx: Ctx): Promise<void> {
  for (const { agencyId } of await allAgencies(ctx)) {
    const own = asSystem(ctx, "audience", agencyId);
    const [{ timeZone }, { digestAt }] = [await ownAgency(own), await audienceSettingsOf(own)];
    for (const slot of digestSlotsDue(ctx.clock.now(), timeZone, digestAt)) {
      const channelId = await channelOf(own);
      // Without a list to send to it waits.
      if (channelId === undefined) break;
      while (await transact(own, (tx) => makePage(tx, slot, channelId)));
    }
  }
}

/** The first list that people subscribe to: whoever wants one letter a day gets one, of all lists. */
async function channelOf(ctx: Ctx): Promise<string | undefined> {
  const lists = (await openChannels(ctx)).filter(
    ({ network, settings }) => network === "email" && settings["who"] === "subscribers",
  );
  return lists.map(({ id }) => id).toSorted()[0];
}

interface Waiting {
  [name: string]: unknown;
  id: string;
  language: string;
  is_open: boolean;
  posts: string[];
  hash: string;
}

/** True while there may be more. */
async function makePage(tx: TxCtx, slot: DigestSlot, channelId: string): Promise<boolean> {
  const after = await takeRun(tx, slot);
  if (after === "done") return false;
  const rows = await waitingFor(tx, slot, after);
  for (const [, same] of Map.groupBy(
    rows.filter((row) => row.is_open),
    ({ language, hash }) => `${letterLanguage(language)} ${hash}`,
  ))
    await makeOne(tx, { slot, channelId, same });
  await tx.tx.raw(
    `delete from audience_gathered where agency_id = $1 and subscriber_id = any ($2::uuid[]) and placed_at < $3`,
    [agencyOf(tx), rows.map(({ id }) => id), stamp(slot.until)],
  );
  const isFilled = rows.length < pageMax;
  await tx.tx.raw(
    `update audience_digest_runs set filled_to = coalesce($3, filled_to), is_filled = $4 where agency_id = $1 and slot = $2`,
    [agencyOf(tx), slot.name, rows.at(-1)?.id ?? null, isFilled],
  );
  return !isFilled;
}

const noId = "00000000-0000-0000-0000-000000000000";

/** Up to which subscriber it is made; the row stays locked, so that two machines make it one after the other. */
async function takeRun(tx: TxCtx, { name }: DigestSlot): Promise<string> {
  await tx.tx.raw(
    `insert into audience_digest_runs (agency_id, slot, made_at) values ($1, $2, $3) on conflict do nothing`,
    [agencyOf(tx), name, stamp(tx.clock.now())],
  );
  const [run] = await tx.tx.raw<{ filled_to: string | null; is_filled: boolean }>(
    "select filled_to, is_filled from audience_digest_runs where agency_id = $1 and slot = $2 for update",
    [agencyOf(tx), name],
  );
  return run?.is_filled === false ? (run.filled_to ?? noId) : "done";
}

/** Whoever wants it at once again has what still waited in the next letter of the day. */
function waitingFor(tx: TxCtx, { pace, until }: DigestSlot, after: string): Promise<Waiting[]> {
  return tx.tx.raw<Waiting>(
    `select s.id, s.language, s.suspended_at is null and s.confirmed_at is not null as is_open, w.posts,
       md5(array_to_string(w.posts, ',')) as hash
     from audience_subscribers s join lateral (
       select array_agg(g.fan_out_id::text order by g.placed_at, g.fan_out_id) as posts from audience_gathered g
       where g.agency_id = s.agency_id and g.subscriber_id = s.id and g.placed_at < $3) w on w.posts is not null
     where s.agency_id = $1 and s.id > $2 and s.way = 'email' and (s.pace = 'weekly') = $4
       and exists (select from audience_gathered g where g.agency_id = s.agency_id and g.subscriber_id = s.id)
     order by s.id limit ${pageMax}`,
    [agencyOf(tx), after, stamp(until), pace === "weekly"],
  );
}

interface Made {
  slot: DigestSlot;
  channelId: string;
  /** All with the same posts, in the same language. */
  same: readonly Waiting[];
}

async function makeOne(tx: TxCtx, { slot, channelId, same }: Made): Promise<void> {
  const [first] = same;
  if (!first) return;
  const now = stamp(tx.clock.now());
  const language = letterLanguage(first.language);
  // Those of a later page may have the same posts: theirs is the same letter.
  const [digest] = await tx.tx.raw<{ id: string }>(
    `insert into audience_digests (agency_id, id, channel_id, slot, language, posts, posts_hash, made_at, next_at)
     values ($1, $2, $3, $4, $5, $6::uuid[], $7, $8, $8)
     on conflict (agency_id, slot, language, posts_hash) do update set next_at = $8, ended_at = null
     returning id`,
    [agencyOf(tx), tx.ids.uuid(), channelId, slot.name, language, first.posts, first.hash, now],
  );
  const id = digest?.id ?? "";
  // Whom it is for is known: it is not looked up again.
  await tx.tx.raw(
    `insert into audience_fan_outs (agency_id, id, channel_id, way, is_life_safety, placed_at, touched_at, is_filled)
     values ($1, $2, $3, 'email', false, $4, $4, true) on conflict do nothing`,
    [agencyOf(tx), id, channelId, now],
  );
  await ordersOf(
    tx,
    id,
    same.map((one) => one.id),
  );
}

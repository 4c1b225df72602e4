import { authorize, namesOf, personOf } from "#agency";
import { channelNames } from "#channels";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { isDuplicate, read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { and, desc, eq, isNull } from "drizzle-orm";
import { lockedDelivery } from "./deliveries.ts";
import { standingConfirmations } from "./schema.ts";

const shownMax = limit(
  "old-facts.shown",
  200,
  "deliveries",
  "of a board; they become fewer from the top",
);

/** Who brings it to an end: the program, or a person by one of these acts. */
export type WhoActs = "openbeat" | "settle" | "approve" | "retry" | "by-hand";

/** A delivery that still says what was corrected or recalled. */
export interface OldFact {
  id: string;
  postId: string;
  headline: string;
  channelId: string;
  channel: string;
  network: string;
  version: number;
  /** The version that should stand there; null where the post was recalled. */
  shouldBe: number | null;
  state: string;
  url: string | null;
  /** What was tried and what came of it, in the network's or the program's words. */
  tried: string | null;
  /** Where the newer version stands beside it, as an answer or a post of its own. */
  newerUrl: string | null;
  acts: WhoActs;
  since: string;
}

interface Row {
  id: string;
  post_id: string;
  headline: string;
  post_state: string;
  channel_id: string;
  version: number;
  state: string;
  url: string | null;
  reason: string | null;
  newest: number;
  newer_state: string | null;
  newer_reason: string | null;
  newer_url: string | null;
  since: string;
}

/**
 * Every delivery that stands, or may, with an older version than what was approved since, or although its post was
 * recalled; until it is gone or a person has confirmed it. What a later version edited in place is not old.
 */
export async function oldFacts(ctx: Ctx, postId?: string): Promise<OldFact[]> {
  authorize(ctx, "post.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx.raw<Row>(
      `select o.id, o.post_id, p.headline, p.state as post_state, o.channel_id, o.version, o.state, o.remote_url as url, o.reason,
         (select max(l.version) from deliveries l where l.agency_id = o.agency_id and l.post_id = o.post_id) as newest,
         n.state as newer_state, n.reason as newer_reason, n.remote_url as newer_url,
         to_json(coalesce(n.changed_at, o.changed_at))#>>'{}' as since
       from deliveries o join posts p on p.agency_id = o.agency_id and p.id = o.post_id
       left join lateral (select * from deliveries n where n.agency_id = o.agency_id and n.post_id = o.post_id
         and n.channel_id = o.channel_id and n.part = o.part and n.version > o.version order by n.version desc limit 1) n on true
       where o.agency_id = $1 and ($2::uuid is null or o.post_id = $2) and (p.state = 'recalled' or p.version > 1)
         and o.state in ('sent', 'recalling', 'unconfirmed', 'asked')
         and (p.state = 'recalled' or exists (select from deliveries l where l.agency_id = o.agency_id and l.post_id = o.post_id
           and l.version > o.version))
         and not exists (select from deliveries e where e.agency_id = o.agency_id and e.post_id = o.post_id
           and e.channel_id = o.channel_id and e.version > o.version and e.remote_id = o.remote_id
           and e.state in ('sent', 'recalling', 'recalled'))
         and not exists (select from standing_confirmations c where c.agency_id = o.agency_id and c.delivery_id = o.id
           and c.undone_at is null)
       order by o.changed_at desc, o.id limit $3`,
      [agencyOf(tx), postId ?? null, shownMax],
    );
    const channels = await channelNames(tx);
    return rows.map((row) => ({
      id: row.id,
      postId: row.post_id,
      headline: row.headline,
      channelId: row.channel_id,
      channel: channels.get(row.channel_id)?.name ?? "",
      network: channels.get(row.channel_id)?.network ?? "",
      version: row.version,
      shouldBe: row.post_state === "recalled" ? null : row.newest,
      state: row.state,
      url: row.url,
      tried: row.reason ?? row.newer_reason,
      newerUrl: row.newer_state === "sent" ? row.newer_url : null,
      acts: whoActs(row),
      since: row.since,
    }));
  });
}

const underWay = new Set(["waiting", "sending", "unconfirmed"]);

function whoActs({ state, post_state, newer_state }: Row): WhoActs {
  if (state === "recalling" || state === "unconfirmed") return "openbeat";
  if (state === "asked" || newer_state === "asked") return "settle";
  if (post_state !== "recalled" && newer_state !== null) {
    if (underWay.has(newer_state)) return "openbeat";
    if (newer_state === "held") return "approve";
    if (newer_state === "refused") return "retry";
  }
  return "by-hand";
}

export interface Confirmation {
  id: string;
  how: "gone" | "corrected";
  note: string;
}

/** A person says that old facts are gone from a network or were put right there by hand. Audited; can be undone. */
export async function confirmGone(ctx: Ctx, given: Confirmation): Promise<{ id: string }> {
  try {
    return await transact(ctx, (tx) => confirm(tx, given));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new Refusal("confirmed-already", "Somebody has confirmed this already.", {
      status: 409,
      cause: error,
    });
  }
}

async function confirm(tx: TxCtx, { id: deliveryId, how, note }: Confirmation) {
  const delivery = await lockedDelivery(tx, deliveryId);
  const { agencyId, postId, channelId } = delivery;
  authorize(tx, "delivery.confirm-gone", { kind: "delivery", id: deliveryId, agencyId });
  if (!(await oldFacts(tx, postId)).some((one) => one.id === deliveryId))
    throw new Refusal("not-old", "Nothing old stands there any more.", { status: 409 });
  const id = tx.ids.uuid();
  const confirmedBy = personOf(tx).personId;
  const confirmedAt = stamp(tx.clock.now());
  await tx.tx
    .insert(standingConfirmations)
    .values({ agencyId, id, postId, deliveryId, how, note, confirmedBy, confirmedAt });
  await tx.happenings.tell(tx, {
    kind: "publish.old-facts-confirmed",
    subject: { kind: "post", id: postId },
    facts: { delivery: deliveryId, channelId, how, note },
    record: {
      payload: { delivery: deliveryId, how, note },
      text: note,
      channelId,
      direction: "internal",
    },
  });
  return { id };
}

/** It is back on the board: it was not so after all. */
export async function undoConfirmation(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "delivery.confirm-gone", { kind: "confirmation", id });
    const [row] = await tx.tx
      .update(standingConfirmations)
      .set({ undoneAt: stamp(tx.clock.now()), undoneBy: personOf(tx).personId })
      .where(
        and(
          eq(standingConfirmations.agencyId, agencyOf(tx)),
          eq(standingConfirmations.id, id),
          isNull(standingConfirmations.undoneAt),
        ),
      )
      .returning();
    const undone = found(row, "confirmation");
    await tx.happenings.tell(tx, {
      kind: "publish.old-facts-reopened",
      subject: { kind: "post", id: undone.postId },
      facts: { delivery: undone.deliveryId },
    });
  });
}

/** What people have confirmed of a post, newest first, with their names. */
export async function confirmationsOf(tx: TxCtx, postId: string) {
  const rows = await tx.tx
    .select()
    .from(standingConfirmations)
    .where(
      and(
        eq(standingConfirmations.agencyId, agencyOf(tx)),
        eq(standingConfirmations.postId, postId),
        isNull(standingConfirmations.undoneAt),
      ),
    )
    .orderBy(desc(standingConfirmations.confirmedAt));
  const names = await namesOf(
    tx,
    rows.map((row) => row.confirmedBy),
  );
  return rows.map((row) => ({ ...row, by: names.get(row.confirmedBy) ?? "" }));
}

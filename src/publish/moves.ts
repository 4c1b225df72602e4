import { asSystem, type TxCtx } from "#platform/context.ts";
import { stamp } from "#platform/clock.ts";
import type { Happening } from "#platform/events.ts";
import { and, eq, inArray } from "drizzle-orm";
import { deliveries, posts } from "./schema.ts";

export type Delivery = typeof deliveries.$inferSelect;

const deliveryStates = [
  "waiting",
  "sending",
  "sent",
  "unconfirmed",
  "asked",
  "refused",
  "held",
  "expired",
  "recalling",
  "recalled",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** The only moves there are (core, Delivery). "due" is waiting whose time has come. */
const moves: Record<DeliveryState, readonly DeliveryState[]> = {
  waiting: ["sending", "held", "expired", "refused"],
  sending: ["sent", "refused", "waiting", "unconfirmed", "held"],
  unconfirmed: ["sent", "waiting", "asked"],
  asked: ["sent", "waiting", "refused"],
  held: ["waiting", "expired", "refused"],
  sent: ["recalling"],
  recalling: ["recalled", "sent", "recalling"],
  /** `sent`: a person posted it by hand. */
  refused: ["waiting", "sent"],
  expired: [],
  recalled: [],
};

function mayMove(from: string, to: DeliveryState): boolean {
  return moves[from as DeliveryState]?.includes(to) ?? false;
}

export interface Move {
  delivery: Delivery;
  to: DeliveryState;
  reason?: string | undefined;
  /** Columns that change with the state. */
  set?: Partial<Delivery>;
  /** What the archive keeps of it besides the facts: the request's or the answer's native form. */
  native?: unknown;
}

/**
 * Moves deliveries, in one statement, each only from the state and the fence it was read with (core D6),
 * and tells each move once: audit event, archive entry and outbox event (core D7). Returns the ids that moved.
 */
export async function moveDeliveries(tx: TxCtx, wanted: readonly Move[]): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  for (const { delivery, to } of wanted) {
    if (!mayMove(delivery.state, to))
      throw new Error(`no delivery goes from ${delivery.state} to ${to}`);
  }
  const recalled = await recalledPosts(tx, wanted);
  const now = stamp(tx.clock.now());
  const rows = await tx.tx.raw<{ id: string }>(
    `update deliveries d set state = r.to, reason = r.reason, changed_at = $2, tries = r.tries, fence = r.fence, claimed_by = r.claimed_by,
       started_at = r.started_at, due_at = r.due_at, absent_from = r.absent_from, sent_at = r.sent_at, remote_id = r.remote_id, remote_url = r.remote_url, remote_extra = r.remote_extra, replaces_id = r.replaces_id,
       answers_to = r.answers_to
     from jsonb_to_recordset($1::jsonb) as r(agency_id uuid, id uuid, "from" text, expected integer, "to" text, reason text, tries integer, fence integer,
       claimed_by uuid, started_at timestamptz, due_at timestamptz, absent_from timestamptz, sent_at timestamptz, remote_id text, remote_url text, remote_extra jsonb, replaces_id uuid,
       answers_to jsonb)
     where d.agency_id = r.agency_id and d.id = r.id and d.state = r.from and d.fence = r.expected
     returning d.id`,
    [JSON.stringify(wanted.map(row)), now],
  );
  const moved = new Set(rows.map(({ id }) => id));
  const done = wanted.filter(({ delivery }) => moved.has(delivery.id));
  await tellMoves(tx, done);
  await takeBack(tx, done.filter(isArrival), recalled);
  return moved;
}

/** The one kind of move after which something new stands on a network. */
function isArrival({ delivery, to }: Move): boolean {
  return to === "sent" && delivery.state !== "recalling";
}

/**
 * Which of the posts that are about to stand somewhere were recalled. Their rows are locked, before any delivery's:
 * a recall under way is waited for, and one that comes later finds what stands by then.
 */
async function recalledPosts(tx: TxCtx, wanted: readonly Move[]): Promise<Set<string>> {
  const ids = new Set(wanted.filter(isArrival).map(({ delivery }) => delivery.postId));
  if (ids.size === 0) return ids;
  const rows = await tx.tx
    .select({ id: posts.id, state: posts.state })
    .from(posts)
    .where(inArray(posts.id, [...ids]))
    .orderBy(posts.id)
    .for("share");
  return new Set(rows.filter(({ state }) => state === "recalled").map(({ id }) => id));
}

/**
 * What came to stand although its post was recalled meanwhile is taken back, and so is what it replaces where a
 * network knows no edits. This is the one place where anything comes to be `sent`, so nothing slips past.
 */
async function takeBack(
  tx: TxCtx,
  arrived: readonly Move[],
  recalled: ReadonlySet<string>,
): Promise<void> {
  const dueAt = stamp(tx.clock.now());
  const late = arrived.filter(({ delivery }) => recalled.has(delivery.postId));
  const replaced = await replacedBy(tx, arrived);
  await moveDeliveries(tx, [
    ...late.map(({ delivery, set }): Move => ({
      delivery: { ...delivery, ...set, state: "sent" },
      to: "recalling",
      reason: "It was under way when the post was recalled.",
      set: { dueAt, tries: 0 },
    })),
    ...replaced.map((delivery): Move => ({
      delivery,
      to: "recalling",
      reason: "A newer version was published in its place.",
      set: { dueAt, tries: 0 },
    })),
  ]);
}

/** Earlier versions that still stand beside what arrived, as posts of their own, and parts that it no longer has. */
async function replacedBy(tx: TxCtx, arrived: readonly Move[]): Promise<Delivery[]> {
  const later = arrived.filter(({ delivery }) => delivery.version > 1);
  if (later.length === 0) return [];
  const ofThose = inArray(deliveries.postId, [
    ...new Set(later.map(({ delivery }) => delivery.postId)),
  ]);
  const rows = await tx.tx
    .select()
    .from(deliveries)
    .where(and(ofThose, eq(deliveries.state, "sent")))
    .for("update");
  const parts = rows.some(({ part }) => part > 0)
    ? await tx.tx.select(place).from(deliveries).where(ofThose)
    : [];
  const isPart = new Set(parts.map(nameOf));
  return rows.filter((row) =>
    later.some(
      ({ delivery, set }) =>
        row.postId === delivery.postId &&
        row.channelId === delivery.channelId &&
        row.version < delivery.version &&
        (row.part === delivery.part
          ? row.remoteId !== set?.remoteId
          : delivery.part === 0 && !isPart.has(nameOf({ ...row, version: delivery.version }))),
    ),
  );
}

const place = {
  postId: deliveries.postId,
  version: deliveries.version,
  channelId: deliveries.channelId,
  part: deliveries.part,
};

function nameOf({ postId, version, channelId, part }: Pick<Delivery, keyof typeof place>): string {
  return `${postId} ${version} ${channelId} ${part}`;
}

function row({ delivery, to, reason, set = {} }: Move) {
  const next = { ...delivery, ...set };
  return {
    agency_id: delivery.agencyId,
    id: delivery.id,
    from: delivery.state,
    expected: delivery.fence,
    to,
    reason: reason ?? null,
    tries: next.tries,
    fence: next.fence,
    claimed_by: next.claimedBy,
    started_at: next.startedAt,
    due_at: next.dueAt,
    absent_from: to === "unconfirmed" ? next.absentFrom : null,
    sent_at: next.sentAt,
    remote_id: next.remoteId,
    remote_url: next.remoteUrl,
    remote_extra: next.remoteExtra,
    replaces_id: next.replacesId,
    answers_to: next.answersTo,
  };
}

/** Work across agencies tells each agency its own part. */
async function tellMoves(tx: TxCtx, done: readonly Move[]): Promise<void> {
  const byAgency = Map.groupBy(done, ({ delivery }) => delivery.agencyId);
  for (const [agencyId, moves] of byAgency) {
    const inAgency: TxCtx =
      tx.actor.agencyId === agencyId
        ? tx
        : {
            ...asSystem(tx, tx.actor.kind === "system" ? tx.actor.name : "deliveries", agencyId),
            tx: tx.tx,
          };
    await inAgency.happenings.tell(inAgency, ...moves.map(happening));
  }
}

function happening({ delivery, to, reason, set = {}, native }: Move): Happening {
  const facts = {
    from: delivery.state,
    to,
    post: delivery.postId,
    version: delivery.version,
    channelId: delivery.channelId,
    ...(delivery.part === 0 ? {} : { part: delivery.part }),
    class: delivery.class,
    attempt: set.tries ?? delivery.tries,
    ...(reason ? { reason } : {}),
    ...(set.remoteId ? { remoteId: set.remoteId } : {}),
    ...(to === "sending" ? { payloadHash: delivery.payloadHash, approvalHash: delivery.hash } : {}),
  };
  return {
    kind: `publish.delivery-${to}`,
    subject: { kind: "delivery", id: delivery.id },
    facts,
    record: {
      payload: native === undefined ? facts : { ...facts, native },
      text: to === "sent" ? textOf(delivery.payload) : (reason ?? ""),
      channelId: delivery.channelId,
      direction: to === "sent" || to === "sending" ? "out" : "internal",
    },
  };
}

function textOf(payload: unknown): string {
  if (typeof payload !== "object" || payload === null) return "";
  const { title, text } = payload as { title?: unknown; text?: unknown };
  return [title, text].filter((one) => typeof one === "string").join("\n");
}

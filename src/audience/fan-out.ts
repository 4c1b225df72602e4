import type { Copy, FanOut, FanOutAsked, FanOutCounts, Reader, Readership } from "#channels";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { sealedPlace } from "./addresses.ts";
import { fill } from "./filling.ts";
import { audienceKey, type AudienceKey } from "./keys.ts";
import { noteCopies } from "./noting.ts";
import { returnPathOf } from "./returns/return-path.ts";

const urgentMs = limit(
  "audience.urgent",
  5_000,
  "ms",
  "since a warning of danger to life last went on: so long all others wait for it (core D8)",
);
const titleMax = 120;
/** Nobody counts the orders of a list that was just written: without it the whole of it is read each time. */
const thousandTimes = { plansOnce: true };
const lookMs = 250;
const noId = "00000000-0000-0000-0000-000000000000";

/** Who subscribed, as the channels ask for them. */
export function readership(origin: string, returnDomain?: string): Readership {
  return {
    async open(ctx, asked) {
      const fence = await transact(ctx, (tx) => takeUp(tx, asked));
      await fill(ctx, { ...asked, fanOutId: asked.key });
      return new OpenFanOut(ctx, asked, { fence, origin, returnDomain });
    },
  };
}

/**
 * Whoever opens it holds it: what another left half-way may have arrived, so it counts as unknown and is not sent again
 * (core D3). If the other one still lives, it may yet say what came of those, and takes no further ones.
 */
async function takeUp(tx: TxCtx, { key, channelId, way, isLifeSafety, message }: FanOutAsked) {
  const now = stamp(tx.clock.now());
  const title = (message.title ?? message.text).trim().split("\n", 1)[0] ?? "";
  await tx.tx.raw(
    `insert into audience_fan_outs (agency_id, id, channel_id, way, is_life_safety, placed_at, touched_at, title)
     select $1, $2, $3, $4, $5, $6, $6, case when exists (
       select from audience_call_letters where agency_id = $1 and id = $2) then '' else $7 end
     on conflict do nothing`,
    [agencyOf(tx), key, channelId, way, isLifeSafety, now, title.slice(0, titleMax)],
  );
  const [row] = await tx.tx.raw<{ fence: number }>(
    `update audience_fan_outs set fence = fence + 1, touched_at = $3, finished_at = null
     where agency_id = $1 and id = $2 returning fence`,
    [agencyOf(tx), key, now],
  );
  await tx.tx.raw(
    `update audience_orders set state = 'unknown' where agency_id = $1 and fan_out_id = $2 and state = 'sending'`,
    [agencyOf(tx), key],
  );
  return row?.fence ?? 0;
}

interface Claimed {
  [name: string]: unknown;
  id: string;
  sealed: Buffer | null;
  language: string | null;
}

interface Opened {
  fence: number;
  origin: string;
  returnDomain: string | undefined;
}

class OpenFanOut implements FanOut {
  readonly #ctx: Ctx;
  readonly #asked: FanOutAsked;
  readonly #fence: number;
  readonly #origin: string;
  readonly #returnDomain: string | undefined;
  #key: AudienceKey | undefined;
  /** Up to whom readers were taken: those who were put off come in another round. */
  #after = noId;
  #urgent = { isElsewhere: false, atMs: 0 };

  constructor(ctx: Ctx, asked: FanOutAsked, { fence, origin, returnDomain }: Opened) {
    this.#ctx = ctx;
    this.#asked = asked;
    this.#fence = fence;
    this.#origin = origin;
    this.#returnDomain = asked.way === "email" ? returnDomain : undefined;
  }

  async exchange(done: readonly Copy[], count: number): Promise<readonly Reader[]> {
    const mayTake = count > 0 && !(await this.#othersFirst());
    return transact(
      this.#ctx,
      async (tx) => {
        const isHeld = await this.#isHeld(tx);
        await noteCopies(tx, { fanOutId: this.#asked.key, fence: this.#fence, done });
        return isHeld && mayTake ? this.#take(tx, count) : [];
      },
      thousandTimes,
    );
  }

  /** False once another has taken it up. The row stays locked: nobody takes it up in between. */
  async #isHeld(tx: TxCtx): Promise<boolean> {
    const rows = await tx.tx.raw(
      `update audience_fan_outs set touched_at = $4 where agency_id = $1 and id = $2 and fence = $3 returning id`,
      [agencyOf(tx), this.#asked.key, this.#fence, stamp(tx.clock.now())],
    );
    return rows.length > 0;
  }

  async #take(tx: TxCtx, count: number): Promise<Reader[]> {
    const now = stamp(tx.clock.now());
    const rows = await tx.tx.raw<Claimed>(
      `with picked as (
         select subscriber_id from audience_orders
         where agency_id = $1 and fan_out_id = $2 and subscriber_id > $6 and state = 'waiting'
           and (not_before is null or not_before <= $3)
         order by subscriber_id limit $4 for update skip locked),
       moved as (
         update audience_orders set state = 'sending', fence = $5, is_resting = false
         where agency_id = $1 and fan_out_id = $2 and subscriber_id = any (array(select subscriber_id from picked))
         returning subscriber_id)
       select m.subscriber_id as id, s.sealed, s.language from moved m left join lateral (
         select sealed, language from audience_subscribers
         where agency_id = $1 and id = m.subscriber_id and suspended_at is null offset 0) s on true`,
      [agencyOf(tx), this.#asked.key, now, count, this.#fence, this.#after],
    );
    if (rows.length < count && this.#after !== noId) {
      // The end of the list: the next ones are among those who were put off.
      this.#after = noId;
      if (rows.length === 0) return this.#take(tx, count);
    } else this.#after = rows.reduce((last, { id }) => (id > last ? id : last), this.#after);
    const gone = rows.filter(({ sealed }) => sealed === null).map(({ id }) => id);
    if (gone.length > 0)
      await tx.tx.raw(
        `update audience_orders set state = 'dropped' where agency_id = $1 and fan_out_id = $2 and subscriber_id = any ($3::uuid[])`,
        [agencyOf(tx), this.#asked.key, gone],
      );
    const readers = await this.#readers(tx, rows);
    // All of these left meanwhile: there may be others behind them.
    return readers.length === 0 && gone.length > 0 ? this.#take(tx, count) : readers;
  }

  /** The one place where a subscriber's address is opened for a post. */
  async #readers(tx: TxCtx, rows: readonly Claimed[]): Promise<Reader[]> {
    const agencyId = agencyOf(tx);
    const vault = await tx.vault.keysOf(tx, agencyId);
    const key = (this.#key ??= await audienceKey(tx));
    return rows.flatMap(({ id, sealed, language }) => {
      if (sealed === null) return [];
      const link = key.link("manage", id);
      const base = language === "es" ? `${this.#origin}/es` : this.#origin;
      return {
        id,
        address: vault.open(sealedPlace(agencyId, id), sealed).toString("utf8"),
        isUrgent: this.#asked.isLifeSafety,
        language: language ?? "en",
        leaveUrl: `${base}/subscribe/leave/${link}`,
        manageUrl: `${base}/subscribe/manage/${link}`,
        returnPath: this.#returnPath(key, id),
      };
    });
  }

  #returnPath(key: AudienceKey, subscriberId: string): string | undefined {
    const domain = this.#returnDomain;
    return domain && returnPathOf(key, domain, { subscriberId, fanOutId: this.#asked.key });
  }

  /** Danger to life goes first, whichever agency's it is: they share the machine. */
  async #othersFirst(): Promise<boolean> {
    if (this.#asked.isLifeSafety) return false;
    const atMs = nowMs(this.#ctx.clock);
    if (Math.abs(atMs - this.#urgent.atMs) < lookMs) return this.#urgent.isElsewhere;
    const since = this.#ctx.clock.now().subtract({ milliseconds: urgentMs });
    const rows = await read(asSystem(this.#ctx, "audience", null), (tx) =>
      tx.tx.raw(
        `select id from audience_fan_outs where finished_at is null and is_life_safety and touched_at > $1 limit 1`,
        [stamp(since)],
      ),
    );
    this.#urgent = { isElsewhere: rows.length > 0, atMs };
    return this.#urgent.isElsewhere;
  }

  counts(): Promise<FanOutCounts> {
    return transact(this.#ctx, (tx) => finishedCounts(tx, this.#asked.key, this.#fence));
  }
}

interface Counted {
  [name: string]: unknown;
  state: string;
  n: number;
  resting: number;
  next_at: string | null;
  first_id: string | null;
}

/** Where it stands; it is finished once nobody is left, and its counts are kept. */
async function finishedCounts(tx: TxCtx, fanOutId: string, fence: number): Promise<FanOutCounts> {
  const now = stamp(tx.clock.now());
  const rows = await tx.tx.raw<Counted>(
    `select state, count(*)::int as n, count(*) filter (where is_resting and not_before > $3)::int as resting,
       to_char(min(not_before) filter (where not is_resting) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as next_at,
       min(remote_id) as first_id
     from audience_orders where agency_id = $1 and fan_out_id = $2 group by state`,
    [agencyOf(tx), fanOutId, now],
  );
  const of = (state: string) => rows.find((row) => row.state === state);
  const waiting = of("waiting");
  const [fan] = await tx.tx.raw<{ gathered: number }>(
    "select gathered from audience_fan_outs where agency_id = $1 and id = $2",
    [agencyOf(tx), fanOutId],
  );
  const asleep = waiting?.resting ?? 0;
  const open = (waiting?.n ?? 0) + (of("sending")?.n ?? 0);
  if (open === 0)
    await tx.tx.raw(
      `update audience_fan_outs set finished_at = $4, counts = $5 where agency_id = $1 and id = $2 and fence = $3`,
      [
        agencyOf(tx),
        fanOutId,
        fence,
        now,
        Object.fromEntries(rows.map(({ state, n }) => [state, n])),
      ],
    );
  return {
    accepted: of("accepted")?.n ?? 0,
    refused: of("refused")?.n ?? 0,
    unknown: of("unknown")?.n ?? 0,
    waiting: open - asleep,
    // A letter of the day is our own list's, like the end of quiet hours.
    resting: asleep + (fan?.gathered ?? 0),
    firstId: of("accepted")?.first_id ?? undefined,
    nextAtMs: waiting?.next_at ? millisecondsOf(waiting.next_at) : undefined,
  };
}

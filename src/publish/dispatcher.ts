import type { Networks, Outcome, Sender } from "#channels";
import { channelById } from "#channels";
import { millisecondsOf, nowMs } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { counter } from "#platform/http/metrics.ts";
import { and, eq, isNull } from "drizzle-orm";
import { moveFor } from "./answers.ts";
import { claimDue, claimMax, recoverLost } from "./claiming.ts";
import { heldBy, type HoldFact } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import { Lease } from "./lease.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { orderWithProgress } from "./progress.ts";
import { recallDue } from "./recalling.ts";
import { Room } from "./room.ts";
import { deliveries, holds } from "./schema.ts";
import { sendSignal, settleUnconfirmed } from "./settling.ts";

const inFlightMax = limit("dispatch.flight", 1_000, "requests", "at once, all networks together");
const answerAgeMs = limit(
  "dispatch.answers",
  1_000,
  "ms",
  "in a burst, requests go before the writing down of answers; a crash then costs that many look-ups",
);
const holdAgeMs = 250;
const signalAgeMs = 250;
const sent = counter("openbeat_deliveries_total", "Deliveries by the state they came to.");

interface Answered {
  move: Move;
  atMs: number;
}

/**
 * Sends what is due: claims in large batches, keeps many requests in flight, writes answers in batches. All
 * that it knows is in the database; killing it at any moment loses nothing and doubles nothing silently.
 */
export class Dispatcher {
  readonly #ctx: Ctx;
  readonly #networks: Networks;
  readonly #sender: Sender;
  readonly #id: string;
  readonly #lease: Lease;
  readonly #flight = new Set<Promise<void>>();
  #answered: Answered[] = [];
  #holds: { active: HoldFact[]; readAtMs: number } = { active: [], readAtMs: 0 };

  constructor(ctx: Ctx, networks: Networks, sender: Sender) {
    this.#ctx = ctx;
    this.#networks = networks;
    this.#sender = sender;
    this.#id = ctx.ids.uuid();
    this.#lease = new Lease(ctx, this.#id);
  }

  /** Runs until the signal aborts; then finishes what is in flight and writes it down. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#loop(signal, 1_000, () => this.#lease.renew()),
      this.#loop(signal, holdAgeMs, () => this.#readHolds()),
      this.#loop(signal, 200, () => recoverLost(this.#ctx)),
      this.#loop(signal, 200, () => settleUnconfirmed(this.#ctx, this.#networks, this.#sender)),
      this.#loop(signal, 500, () => recallDue(this.#ctx, this.#networks, this.#sender)),
      this.#loop(signal, 25, () => this.#writeInTime()),
      this.#loop(signal, 50, () => this.#claim(signal)),
    ]);
    await Promise.all(this.#flight);
    await this.writeAnswers();
  }

  async #loop(signal: AbortSignal, pauseMs: number, turn: () => Promise<unknown>): Promise<void> {
    while (!signal.aborted) {
      await turn().catch((error: unknown) =>
        this.#ctx.log.error({ err: error }, "a dispatcher's turn failed; it goes on"),
      );
      await this.#ctx.clock.sleep(pauseMs, signal);
    }
  }

  async #claim(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#flight.size <= 16 * claimMax) {
      await this.#lease.renew();
      const claimed = await claimDue(this.#ctx, this.#id);
      for (const delivery of claimed) this.start(delivery);
      if (claimed.length < claimMax) return;
    }
  }

  /** Begins one claimed delivery; its request starts at its time and when there is room. */
  start(delivery: Delivery): void {
    const going = this.#send(delivery)
      .catch((error: unknown) =>
        this.#ctx.log.error({ err: error }, "a delivery broke off; it will be found unconfirmed"),
      )
      .finally(() => this.#flight.delete(going));
    this.#flight.add(going);
  }

  /** Claims what is due, sends it, and writes the answers. Returns how many were claimed. */
  async once(): Promise<number> {
    await this.#lease.renew();
    const claimed = await claimDue(this.#ctx, this.#id);
    for (const delivery of claimed) this.start(delivery);
    while (this.#flight.size > 0) await Promise.all(this.#flight);
    await this.writeAnswers();
    return claimed.length;
  }

  async #send(delivery: Delivery): Promise<void> {
    const lease = this.#lease.number;
    const waitMs = millisecondsOf(delivery.dueAt) - nowMs(this.#ctx.clock);
    if (waitMs > 0) await this.#ctx.clock.sleep(waitMs);
    await this.#room.enter();
    try {
      const kept = await this.#gate(delivery, lease).catch(() => givenBack(delivery));
      if (kept) return this.#note(kept);
      const outcome = await this.#act(delivery).catch(brokenOff);
      this.#note(moveFor(delivery, outcome, this.#ctx.clock.now()));
    } finally {
      this.#room.leave();
    }
  }

  /** The last gate before the socket (core D4): holds read within the last moment, or nothing starts. */
  async #gate(delivery: Delivery, lease: number): Promise<Move | undefined> {
    if (!(await this.#lease.holds(lease))) return givenBack(delivery);
    await this.#freshHolds();
    return heldBy(this.#holds.active, delivery) ? heldBack(delivery) : undefined;
  }

  #note(move: Move): void {
    this.#answered.push({ move, atMs: nowMs(this.#ctx.clock) });
  }

  /** A version that follows a published one edits it in place where the network can; else it is a new post. */
  async #act(delivery: Delivery): Promise<Outcome> {
    const order = await orderWithProgress(this.#ctx, delivery);
    if (delivery.replacesId === null) return this.#sender.publish(order, this.#signal());
    const inAgency = asSystem(this.#ctx, "dispatcher", delivery.agencyId);
    const [before] = await read(inAgency, (tx) =>
      tx.tx
        .select()
        .from(deliveries)
        .where(
          and(
            eq(deliveries.agencyId, delivery.agencyId),
            eq(deliveries.id, delivery.replacesId ?? ""),
          ),
        ),
    );
    const channel = await channelById(inAgency, delivery.channelId);
    const canEdit =
      this.#networks.connector(inAgency, channel.network).capabilities.edit === "in-place";
    if (!canEdit || !before?.remoteId) return this.#sender.publish(order, this.#signal());
    const extra = before.remoteExtra as Record<string, string> | null;
    return this.#sender.edit(
      {
        ...order,
        remote: {
          id: before.remoteId,
          ...(before.remoteUrl ? { url: before.remoteUrl } : {}),
          ...(extra ? { extra } : {}),
        },
      },
      this.#signal(),
    );
  }

  #signalling = { signal: sendSignal(), atMs: Number.NEGATIVE_INFINITY };

  /** Requests that begin together end together at the latest: one signal for a moment of a burst. */
  #signal(): AbortSignal {
    const atMs = nowMs(this.#ctx.clock);
    if (Math.abs(atMs - this.#signalling.atMs) > signalAgeMs)
      this.#signalling = { signal: sendSignal(), atMs };
    return this.#signalling.signal;
  }

  async #readHolds(): Promise<void> {
    const rows = await read(asSystem(this.#ctx, "dispatcher", null), (tx) =>
      tx.tx.select().from(holds).where(isNull(holds.liftedAt)),
    );
    this.#holds = { active: rows.map(holdFact), readAtMs: nowMs(this.#ctx.clock) };
  }

  #reading: Promise<void> | undefined;

  async #freshHolds(): Promise<void> {
    const age = nowMs(this.#ctx.clock) - this.#holds.readAtMs;
    if (age <= 2 * holdAgeMs) return;
    this.#reading ??= this.#readHolds().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  /** While requests wait for room, answers wait for them, but never for long. */
  async #writeInTime(): Promise<void> {
    const oldest = this.#answered[0];
    if (!oldest) return;
    const ageMs = nowMs(this.#ctx.clock) - oldest.atMs;
    if (this.#room.queued === 0) await this.writeAnswers();
    else if (ageMs > answerAgeMs) await this.#writeBatch();
  }

  /** Writes what networks answered. If the database is away the answers wait; if we die, they are found again. */
  async writeAnswers(): Promise<void> {
    while (this.#answered.length > 0) await this.#writeBatch();
  }

  async #writeBatch(): Promise<void> {
    const batch = this.#answered.slice(0, claimMax);
    const moves = batch.map(({ move }) => move);
    const moved = await transact(asSystem(this.#ctx, "dispatcher", null), (tx) =>
      moveDeliveries(tx, moves),
    );
    this.#answered = this.#answered.slice(batch.length);
    for (const { delivery, to } of moves) if (moved.has(delivery.id)) sent.add(1, { state: to });
  }

  readonly #room = new Room(inFlightMax);
}

function heldBack(delivery: Delivery): Move {
  const reason = "A hold was placed. It needs a new approval.";
  return { delivery, to: "held", reason, set: { fence: delivery.fence + 1 } };
}

/** Nothing of it has left. If another has taken it over meanwhile, this move finds another fence and does nothing. */
function givenBack(delivery: Delivery): Move {
  const reason = "The program stood still while it was to be sent.";
  const set = { fence: delivery.fence + 1, tries: delivery.tries - 1, claimedBy: null };
  return { delivery, to: "waiting", reason, set };
}

/** The network is asked about whatever broke off, even where nothing can have left (core D3). */
function brokenOff(error: unknown): Outcome {
  return { state: "unknown", reason: `It broke off: ${String(error).slice(0, 300)}`, answer: null };
}

/** Sends and takes back what is due now, to the end: for the command line, worlds and tests. */
export async function claimAndSend(ctx: Ctx, networks: Networks, sender: Sender): Promise<void> {
  const dispatcher = new Dispatcher(ctx, networks, sender);
  await dispatcher.once();
  await recallDue(ctx, networks, sender);
}

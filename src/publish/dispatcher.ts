import type { Networks, Outcome, Sender } from "#channels";
import { channelById } from "#channels";
import { millisecondsOf, nowMs } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { counter } from "#platform/http/metrics.ts";
import { and, eq } from "drizzle-orm";
import { claimDue, claimMax, recoverLost } from "./claiming.ts";
import { Gate } from "./gate.ts";
import { Lease } from "./lease.ts";
import { moveDeliveries, type Delivery, type Move } from "./moves.ts";
import { orderWithProgress } from "./progress.ts";
import { recallDue } from "./recalling.ts";
import { remoteOf } from "./remote.ts";
import { Room } from "./room.ts";
import { deliveries } from "./schema.ts";
import { settleUnconfirmed } from "./settling.ts";
import { otherAudience } from "./standing-audience.ts";
import { Stops } from "./stops.ts";
import { Tries } from "./tries.ts";

const inFlightMax = limit("dispatch.flight", 1_000, "requests", "at once, all networks together");
const reserve = limit(
  "dispatch.reserve",
  50,
  "requests",
  "of those at once are kept for life safety (core D8)",
);
const answerAgeMs = limit(
  "dispatch.answers",
  2_000,
  "ms",
  "in a burst, requests go before the writing down of answers; a crash then costs that many look-ups",
);
const stopsAgeMs = 250;
const claimPauseMs = 250;
const restedMs = 2_000;
/** News after which something may be due at once: to go out, and to be taken back. */
const allowing = ["publish.delivery-waiting", "publish.hold-lifted"];
const recalling = ["publish.post-recalled"];
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
  readonly #stops: Stops;
  readonly #tries: Tries;
  #ending: AbortSignal | undefined;
  readonly #room = new Room(inFlightMax, reserve);
  readonly #flight = new Set<Promise<void>>();
  #answered: Answered[] = [];

  constructor(ctx: Ctx, networks: Networks, sender: Sender) {
    this.#ctx = ctx;
    this.#networks = networks;
    this.#sender = sender;
    this.#id = ctx.ids.uuid();
    this.#lease = new Lease(ctx, this.#id);
    this.#stops = new Stops(ctx, 2 * stopsAgeMs);
    this.#tries = new Tries(ctx, networks);
  }

  /** Runs until the signal aborts; then finishes what is in flight and writes it down. */
  async run(signal: AbortSignal): Promise<void> {
    this.#ending = signal;
    // The lease outlives the signal: what is still in flight is nobody else's to look up.
    const finished = new AbortController();
    const renewing = this.#loop(finished.signal, 1_000, () => this.#lease.renew());
    await Promise.all([
      this.#loop(signal, stopsAgeMs, () => this.#readStops()),
      this.#loop(signal, 500, () => recoverLost(this.#ctx)),
      this.#loop(signal, 500, () => settleUnconfirmed(this.#ctx, this.#networks, this.#sender)),
      this.#loop(signal, 500, () => recallDue(this.#ctx, this.#networks, this.#sender), recalling),
      this.#loop(signal, 25, () => this.#writeInTime()),
      // What is due later is claimed ahead of its time.
      this.#loop(signal, claimPauseMs, () => this.#claim(signal), allowing),
    ]);
    await Promise.all(this.#flight);
    await this.writeAnswers();
    finished.abort();
    await renewing;
  }

  /** A turn every `pauseMs` milliseconds, and whenever one of the `waking` news is committed. */
  async #loop(
    signal: AbortSignal,
    pauseMs: number,
    turn: () => Promise<unknown>,
    waking: readonly string[] = [],
  ): Promise<void> {
    using ear = this.#ctx.happenings.bell.listen((word) => waking.includes(word));
    while (!signal.aborted) {
      await turn().catch((error: unknown) =>
        this.#ctx.log.error({ err: error }, "a dispatcher's turn failed; it goes on"),
      );
      await ear.next(this.#ctx.clock, pauseMs, signal);
    }
  }

  /** Read all the time while something is under way; whatever is sent after a rest reads them first by itself. */
  async #readStops(): Promise<void> {
    const isIdle = this.#flight.size === 0;
    if (!isIdle || this.#stops.isOlderThan(restedMs)) await this.#stops.read();
  }

  /** However much waits here already, life safety is always claimed (core D8). */
  async #claim(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isFull = this.#flight.size > 16 * claimMax;
      await this.#lease.keep();
      const claimed = await claimDue(this.#ctx, this.#id, isFull);
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
    await this.#room.enter(delivery.isLifeSafety);
    try {
      const gate = new Gate(delivery, this.#stops, () => this.#lease.holds(lease));
      const stopped = await gate.stopping();
      if (stopped) return this.#note(stopped);
      const outcome = await this.#act(delivery, gate).catch(brokenOff);
      this.#note(gate.moveFor(outcome, this.#ctx.clock.now()));
    } finally {
      this.#room.leave();
    }
  }

  #note(move: Move): void {
    this.#answered.push({ move, atMs: nowMs(this.#ctx.clock) });
  }

  /** A version that follows a published one takes its place where the network can; else it is a new post. */
  async #act(delivery: Delivery, gate: Gate): Promise<Outcome> {
    const known = await orderWithProgress(this.#ctx, delivery);
    const mayBegin = this.#tries.mayBegin(gate, this.#ending);
    const order = { ...known, gate: gate.mayStart, attempt: { ...known.attempt, mayBegin } };
    const signal = await this.#tries.signal(delivery);
    if (delivery.replacesId === null) return this.#sender.publish(order, signal);
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
    const { capabilities } = this.#networks.connector(inAgency, channel.network);
    const remote =
      before && capabilities.edit !== "no" ? await remoteOf(this.#sender, before) : undefined;
    if (remote === undefined) return this.#sender.publish(order, signal);
    const kept = before && otherAudience(before, delivery);
    return kept ?? this.#sender.edit({ ...order, remote }, signal);
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
}

/** The network is asked about whatever broke off, even where nothing can have left (core D3). */
function brokenOff(error: unknown): Outcome {
  const reason = `It broke off: ${String(error).slice(0, 300)}`;
  return { state: "unknown", reason, answer: null, mayStillArrive: true };
}

/** Sends and takes back what is due now, to the end: for the command line, worlds and tests. */
export async function claimAndSend(ctx: Ctx, networks: Networks, sender: Sender): Promise<void> {
  const dispatcher = new Dispatcher(ctx, networks, sender);
  await dispatcher.once();
  await recallDue(ctx, networks, sender);
}

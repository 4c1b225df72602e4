import { nowMs } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { counter } from "#platform/http/metrics.ts";
import { limit } from "#platform/limits.ts";
import { openAccount } from "../accounts.ts";
import { activityType, addresses, type Addresses } from "./addresses.ts";
import { resultOf, type Said } from "./answers.ts";
import {
  bodiesOf,
  claimMax,
  claimOrders,
  topicsWaiting,
  writeResults,
  type Order,
  type Result,
} from "./claiming.ts";
import { fedify } from "./library.ts";
import { documentMsMax, mustBeSecure, type Outside } from "./outside.ts";
import { requestKey, type RequestKey } from "./signing.ts";

const atOnceMax = limit("fediverse.at-once", 96, "requests", "to all servers together");
export const perHostMax = limit("fediverse.per-host", 12, "requests", "at once to one server");
const failuresMax = limit(
  "fediverse.host-failures",
  5,
  "times in a row",
  "a server that does not answer so often is left alone for a while",
);
const pauseMs = limit("fediverse.host-pause", 300_000, "ms", "that a server is left alone");
const keyAgeMs = 1_000;
const checkAgeMs = 500;
const sent = counter("openbeat_fediverse_total", "Activities to inboxes by what came of them.");

/** Which of these deliveries a hold keeps back now. */
export type Held = (ctx: Ctx, deliveryIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Brings activities to inboxes. All that it knows is in the database: killed at any moment it misses nobody, and what
 * it was about to write down goes out again with the same id, which is the same activity to whoever gets it.
 */
export class FollowerFanOut {
  readonly #ctx: Ctx;
  readonly #at: Addresses;
  readonly #outside: Outside;
  readonly #held: Held;
  readonly #keys = new Map<string, { atMs: number; key: Promise<RequestKey | undefined> }>();
  readonly #failures = new Map<string, number>();
  readonly #paused = new Map<string, number>();
  readonly #perHost = new Map<string, number>();
  readonly #flight = new Set<Promise<void>>();
  #waiting: Order[] = [];
  #bodies = new Map<string, string>();
  #results: Result[] = [];
  #heldTopics: string[] = [];
  #checkedAtMs = 0;

  constructor(ctx: Ctx, origin: string, outside: Outside, held: Held) {
    this.#ctx = ctx;
    this.#at = addresses(origin);
    this.#outside = outside;
    this.#held = held;
  }

  /** Runs until the signal aborts; then finishes what is in flight and writes it down. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isIdle = await this.#turn().catch((error: unknown) => {
        this.#ctx.log.error({ err: error }, "a turn of the fan-out failed; it goes on");
        return true;
      });
      await this.#ctx.clock.sleep(isIdle ? 500 : 20, signal);
    }
    this.#waiting = [];
    await Promise.all(this.#flight);
    await this.#write();
  }

  /** Sends all that is due, to the end: for worlds, tests and measurements. */
  async once(): Promise<void> {
    for (;;) {
      const isIdle = await this.#turn();
      if (isIdle && this.#flight.size === 0 && this.#waiting.length === 0) break;
      await Promise.race([...this.#flight, this.#ctx.clock.sleep(20)]);
    }
    await this.#write();
  }

  /** Writes answers, claims more when there is room, starts what can start. True when nothing is to be done. */
  async #turn(): Promise<boolean> {
    await this.#write();
    const isFull = this.#waiting.length + this.#flight.size > claimMax / 2;
    const now = nowMs(this.#ctx.clock);
    if (now - this.#checkedAtMs > checkAgeMs) await this.#check(now);
    const claimed = await claimOrders(this.#ctx, {
      paused: this.#pausedHosts(now),
      held: this.#heldTopics,
      onlyLifeSafety: isFull,
    });
    await this.#readBodies(claimed);
    // What overtakes all others does so here too.
    const urgent = claimed.filter(({ isLifeSafety }) => isLifeSafety);
    this.#waiting.unshift(...urgent);
    this.#waiting.push(...claimed.filter(({ isLifeSafety }) => !isLifeSafety));
    this.#startWhatCan();
    return claimed.length === 0 && this.#flight.size === 0;
  }

  /** Holds that came into force, and posts that were taken back since they were claimed (core D4: within a second). */
  async #check(now: number): Promise<void> {
    this.#checkedAtMs = now;
    const waiting = await topicsWaiting(this.#ctx);
    const keys = waiting.map(({ key }) => key);
    const held = keys.length === 0 ? new Set() : await this.#held(this.#ctx, keys);
    this.#heldTopics = waiting.filter(({ key }) => held.has(key)).map(({ topic }) => topic);
    this.#bodies = await bodiesOf(this.#ctx, [
      ...new Set(this.#waiting.map(({ activityId }) => activityId)),
    ]);
  }

  async #readBodies(orders: readonly Order[]): Promise<void> {
    const ids = new Set(orders.map(({ activityId }) => activityId));
    const fresh = await bodiesOf(
      this.#ctx,
      [...ids].filter((id) => !this.#bodies.has(id)),
    );
    for (const [id, body] of fresh) this.#bodies.set(id, body);
  }

  #pausedHosts(now: number): string[] {
    for (const [host, until] of this.#paused) if (until <= now) this.#paused.delete(host);
    return [...this.#paused.keys()];
  }

  #startWhatCan(): void {
    const left: Order[] = [];
    for (const order of this.#waiting) {
      const atHost = this.#perHost.get(order.host) ?? 0;
      if (this.#flight.size >= atOnceMax || atHost >= perHostMax) left.push(order);
      else this.#start(order, atHost);
    }
    this.#waiting = left;
  }

  #start(order: Order, atHost: number): void {
    this.#perHost.set(order.host, atHost + 1);
    const going = this.#send(order).finally(() => {
      this.#flight.delete(going);
      const now = (this.#perHost.get(order.host) ?? 1) - 1;
      if (now === 0) this.#perHost.delete(order.host);
      else this.#perHost.set(order.host, now);
      this.#startWhatCan();
    });
    this.#flight.add(going);
  }

  async #send(order: Order): Promise<void> {
    const body = this.#bodies.get(order.activityId) ?? "";
    // Taken back, or kept back by a hold, since it was claimed: its order says so already, or waits.
    if (body === "") return;
    if (this.#heldTopics.includes(order.topic)) return;
    const said = await this.#post(order, body).catch((error: unknown): Said => ({ error }));
    this.#noteHost(order.host, said);
    const jitter = (this.#ctx.ids.random(1)[0] ?? 0) / 255;
    const result = resultOf(order, said, { now: this.#ctx.clock.now(), jitter });
    this.#results.push(result);
    sent.add(1, { outcome: result.outcome });
  }

  async #post({ agencyId, channelId, inbox }: Order, body: string): Promise<Said> {
    const key = await this.#keyOf(agencyId, channelId);
    if (!key) throw new TypeError("This actor was ended.");
    const url = mustBeSecure(this.#outside, inbox);
    const { signRequest } = await fedify();
    const bytes = new TextEncoder().encode(body);
    const request = new Request(url, {
      method: "POST",
      headers: { "content-type": activityType, accept: activityType },
      body: bytes,
    });
    const signed = await signRequest(request, key.key, key.keyId, { body: bytes.buffer });
    const { status, headers } = await this.#outside.fetch(url, {
      method: "POST",
      headers: signed.headers,
      body: bytes,
      redirect: "manual",
      signal: AbortSignal.timeout(documentMsMax),
    });
    return { status, retryAfter: headers.get("retry-after") };
  }

  /** A burst opens an actor once a second and not a thousand times; an ended one is gone within that (core P3). */
  #keyOf(agencyId: string, channelId: string): Promise<RequestKey | undefined> {
    const now = nowMs(this.#ctx.clock);
    const known = this.#keys.get(channelId);
    if (known && now - known.atMs < keyAgeMs && now >= known.atMs) return known.key;
    const ctx = asSystem(this.#ctx, "fan-out", agencyId);
    const key = openAccount(ctx, channelId).then(({ channel, account }) =>
      channel.endedAt === null ? requestKey(this.#at, account) : undefined,
    );
    key.catch(() => this.#keys.delete(channelId));
    this.#keys.set(channelId, { atMs: now, key });
    return key;
  }

  /** A server that does not answer, or asks to wait, is left alone: no other waits for it. */
  #noteHost(host: string, said: Said): void {
    const isTroubled = "error" in said || said.status === 429 || said.status >= 500;
    if (!isTroubled) return void this.#failures.delete(host);
    const failures = (this.#failures.get(host) ?? 0) + 1;
    this.#failures.set(host, failures);
    const asksToWait = "status" in said && (said.status === 429 || said.retryAfter !== null);
    if (failures >= failuresMax || asksToWait) {
      this.#paused.set(host, nowMs(this.#ctx.clock) + pauseMs);
      this.#failures.delete(host);
    }
  }

  async #write(): Promise<void> {
    while (this.#results.length > 0) {
      const batch = this.#results.slice(0, claimMax);
      await writeResults(this.#ctx, batch);
      this.#results = this.#results.slice(batch.length);
    }
  }
}

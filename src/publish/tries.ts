import { channelById, type Networks } from "#channels";
import { nowMs } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { sendMs, sendSignal, tryMsOf } from "./orders.ts";
import type { Delivery } from "./moves.ts";
import type { Gate } from "./gate.ts";

const signalAgeMs = 250;

/** How long a try may take, and whether one that is many sendings may begin another. */
export class Tries {
  readonly #ctx: Ctx;
  readonly #networks: Networks;
  /** What the network asks for, by channel: a channel never changes its network. */
  readonly #times = new Map<string, number>();
  readonly #signals = new Map<number, { signal: AbortSignal; atMs: number }>();

  constructor(ctx: Ctx, networks: Networks) {
    this.#ctx = ctx;
    this.#networks = networks;
  }

  /** Requests that begin together end together at the latest: one signal for a moment of a burst. */
  async signal(delivery: Delivery): Promise<AbortSignal> {
    const asked = this.#times.get(delivery.channelId) ?? (await this.#timeOf(delivery));
    const tryMs = Math.max(asked, tryMsOf(delivery));
    const atMs = nowMs(this.#ctx.clock);
    const known = this.#signals.get(tryMs);
    if (known && Math.abs(atMs - known.atMs) <= signalAgeMs) return known.signal;
    const signal = sendSignal(tryMs);
    this.#signals.set(tryMs, { signal, atMs });
    return signal;
  }

  /**
   * For a mailing, between two copies: no more are begun once the usual time of a try is over, the program is to
   * stop, or a hold, a recall or an edit forbids it (core D4). What is left is claimed anew, with all its checks.
   */
  mayBegin(gate: Gate, ending: AbortSignal | undefined): () => Promise<boolean> {
    const beganMs = nowMs(this.#ctx.clock);
    return async () =>
      !ending?.aborted &&
      nowMs(this.#ctx.clock) - beganMs < sendMs &&
      (await gate.stopping()) === undefined;
  }

  async #timeOf({ agencyId, channelId }: Delivery): Promise<number> {
    const inAgency = asSystem(this.#ctx, "dispatcher", agencyId);
    const { network } = await channelById(inAgency, channelId);
    const tryMs = this.#networks.connector(inAgency, network).capabilities.tryMs ?? sendMs;
    this.#times.set(channelId, tryMs);
    return tryMs;
  }
}

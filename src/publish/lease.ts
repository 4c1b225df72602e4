import { nowMs } from "#platform/clock.ts";
import type { Ctx } from "#platform/context.ts";
import { aliveMs, keepAlive } from "./claiming.ts";

/**
 * A dispatcher's lease on what it has claimed, as it knows it itself. A process that stood still for longer may
 * have been taken for dead: what it had claimed before is then no longer its to send (core D6).
 */
export class Lease {
  readonly #ctx: Ctx;
  readonly #id: string;
  #untilMs = Number.POSITIVE_INFINITY;
  #lapses = 0;
  #renewing: Promise<void> | undefined;

  constructor(ctx: Ctx, id: string) {
    this.#ctx = ctx;
    this.#id = id;
  }

  /** Which unbroken lease this is: given back to `holds` by what was claimed under it. */
  get number(): number {
    return this.#lapses;
  }

  renew(): Promise<void> {
    this.#renewing ??= this.#write().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** Renews what is no longer fresh: a dispatcher that looks for work all the time need not write each time. */
  async keep(): Promise<void> {
    const leftMs = this.#untilMs - nowMs(this.#ctx.clock);
    if (leftMs > aliveMs || leftMs < aliveMs / 2) await this.renew();
  }

  async #write(): Promise<void> {
    const fromMs = nowMs(this.#ctx.clock);
    await keepAlive(this.#ctx, this.#id);
    if (nowMs(this.#ctx.clock) >= this.#untilMs) this.#lapses += 1;
    this.#untilMs = fromMs + aliveMs;
  }

  /** Whether what was claimed under this number may still be sent; renews first when due. */
  async holds(number: number): Promise<boolean> {
    await this.keep().catch(() => undefined);
    return number === this.#lapses && nowMs(this.#ctx.clock) < this.#untilMs;
  }
}

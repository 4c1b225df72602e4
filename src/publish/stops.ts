import { gt, isNull } from "drizzle-orm";
import { millisecondsOf, nowMs, stamp } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { heldBy, type HoldFact } from "./hold-rules.ts";
import { holdFact } from "./holds.ts";
import type { Delivery, Move } from "./moves.ts";
import { holds, posts } from "./schema.ts";

const lookBackMs = limit(
  "dispatch.look-back",
  15_000,
  "ms",
  "a dispatcher that read nothing for longer has lost its lease and what it claimed",
);
const keptMs = limit(
  "dispatch.changes-kept",
  1_200_000,
  "ms",
  "the longest queue drains sooner, at the longest time a try may take",
);

interface Standing {
  state: string;
  version: number;
  changedAt: string;
}

/**
 * What forbids a request at the last gate before the socket (core D4): holds in force, and posts that were recalled,
 * edited or whose approval was taken back since the claim. Read anew when older than `ageMs`.
 */
export class Stops {
  readonly #ctx: Ctx;
  readonly #ageMs: number;
  #holds: HoldFact[] = [];
  /** Kept while anything claimed before it may still be in the queue. */
  readonly #changed = new Map<string, Standing>();
  #readAtMs = 0;
  #tidiedAtMs = 0;
  #reading: Promise<void> | undefined;

  constructor(ctx: Ctx, ageMs: number) {
    this.#ctx = ctx;
    this.#ageMs = ageMs;
  }

  read(): Promise<void> {
    this.#reading ??= this.#load().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  isOlderThan(ms: number): boolean {
    return this.#readAtMs < nowMs(this.#ctx.clock) - ms;
  }

  /**
   * The move that keeps this delivery back; undefined lets it through. What speaks against it may have been read
   * before it was approved and claimed, so it is kept back by what is read after that only.
   */
  async stopping(delivery: Delivery): Promise<Move | undefined> {
    await this.#readSince(nowMs(this.#ctx.clock) - this.#ageMs);
    if (this.#against(delivery) === undefined) return undefined;
    await this.#reading;
    await this.read();
    return this.#against(delivery);
  }

  /** A reading that began before then says nothing, however long it took (core D4: within 1 s). */
  async #readSince(ms: number): Promise<void> {
    while (this.#readAtMs < ms) await this.read();
  }

  #against(delivery: Delivery): Move | undefined {
    const set = { fence: delivery.fence + 1, claimedBy: null };
    if (heldBy(this.#holds, delivery))
      return { delivery, to: "held", reason: "A hold was placed. It needs a new approval.", set };
    const post = this.#changed.get(delivery.postId);
    if (post === undefined) return undefined;
    if (post.state === "recalled")
      return { delivery, to: "refused", reason: "Recalled before it went out.", set };
    if (post.state === "approved" && post.version === delivery.version) return undefined;
    return { delivery, to: "held", reason: "Its approval no longer holds.", set };
  }

  async #load(): Promise<void> {
    const atMs = nowMs(this.#ctx.clock);
    const since = stamp(this.#ctx.clock.now().subtract({ milliseconds: lookBackMs }));
    const { active, changed } = await read(asSystem(this.#ctx, "dispatcher", null), async (tx) => ({
      active: await tx.tx.select().from(holds).where(isNull(holds.liftedAt)),
      changed: await tx.tx
        .select({
          id: posts.id,
          state: posts.state,
          version: posts.version,
          changedAt: posts.changedAt,
        })
        .from(posts)
        .where(gt(posts.changedAt, since)),
    }));
    this.#holds = active.map(holdFact);
    for (const post of changed) this.#changed.set(post.id, post);
    this.#readAtMs = atMs;
    if (atMs - this.#tidiedAtMs > keptMs) this.#tidy(atMs);
  }

  #tidy(atMs: number): void {
    this.#tidiedAtMs = atMs;
    for (const [id, post] of this.#changed)
      if (atMs - millisecondsOf(post.changedAt) > keptMs) this.#changed.delete(id);
  }
}

import { SendError, type Outcome } from "#channels";
import { moveFor } from "./answers.ts";
import type { Temporal } from "#platform/clock.ts";
import type { Delivery, Move } from "./moves.ts";
import type { Stops } from "./stops.ts";

/**
 * The last gate of one try (core D4). It stands before the first request and before each later one that changes
 * something: between an upload and its post, and between two letters of a mailing, a hold may come into force.
 */
export class Gate {
  readonly #delivery: Delivery;
  readonly #isOurs: () => Promise<boolean>;
  readonly #stops: Stops;
  #stopped: Move | undefined;

  /** `isOurs`: whether the lease that the delivery was claimed under still holds (core D6). */
  constructor(delivery: Delivery, stops: Stops, isOurs: () => Promise<boolean>) {
    this.#delivery = delivery;
    this.#stops = stops;
    this.#isOurs = isOurs;
  }

  /** The move that keeps it back; undefined lets it through. Once closed, it stays closed for this try. */
  async stopping(): Promise<Move | undefined> {
    this.#stopped ??= await this.#against().catch(() => givenBack(this.#delivery));
    return this.#stopped;
  }

  async #against(): Promise<Move | undefined> {
    if (!(await this.#isOurs())) return givenBack(this.#delivery);
    return this.#stops.stopping(this.#delivery);
  }

  /** For the sender: rejects before a request that may not start any more. */
  readonly mayStart = async (): Promise<void> => {
    const stopped = await this.stopping();
    if (stopped) throw new SendError("not-sent", stopped.reason ?? "It was stopped.");
  };

  /** What the try came to. What may have left is looked up even if the rest of it was stopped. */
  moveFor(outcome: Outcome, now: Temporal.Instant): Move {
    const stopped = this.#stopped;
    if (!stopped || outcome.state === "sent" || outcome.state === "unknown")
      return moveFor(this.#delivery, outcome, now);
    const { reason = "" } = stopped;
    const said = outcome.reason === reason ? reason : `${reason} ${outcome.reason}`;
    return { ...stopped, reason: said, native: outcome.answer };
  }
}

/** Nothing of it has left. If another has taken it over meanwhile, this move finds another fence and does nothing. */
function givenBack(delivery: Delivery): Move {
  const reason = "The program stood still while it was to be sent.";
  const set = { fence: delivery.fence + 1, tries: delivery.tries - 1, claimedBy: null };
  return { delivery, to: "waiting", reason, set };
}

import type { Ctx } from "#platform/context.ts";
import type { OutboundMessage } from "./outbound.ts";

/** How people are reached who asked for an agency's news themselves. */
export type ReaderWay = "email" | "text" | "push";

/**
 * Who reads a channel because they asked to: kept by a slice that channels do not know and that is registered with the
 * networks. A channel is lent one address at a time, to send to, and keeps none.
 */
export interface Readership {
  /** The fan-out of one delivery, begun or taken up again. Whoever opened it before can write no more (core D6). */
  open(ctx: Ctx, asked: FanOutAsked): Promise<FanOut>;
}

export interface FanOutAsked {
  /** The delivery's key: the same for each of its tries. */
  key: string;
  channelId: string;
  way: ReaderWay;
  message: OutboundMessage;
  /** It overtakes every other, and waits for nobody's quiet hours (core D8). */
  isLifeSafety: boolean;
}

/** Somebody who is to get a copy, from the moment in which the intent is on record until it is known what came of it. */
export interface Reader {
  id: string;
  /** A mailbox, a telephone, or what a browser handed out as JSON. */
  address: string;
  /** Danger to life: it interrupts. */
  isUrgent: boolean;
  /** The reader's own: what stands around the post is in it. */
  language: string;
  /** Ends the subscription by one POST (RFC 8058). */
  leaveUrl: string;
  /** The reader's own page. */
  manageUrl: string;
  /** Where this letter comes back to if it cannot be delivered; absent: to its sender. */
  returnPath?: string | undefined;
}

/** What became of one copy. Words of a relay are not kept: they name the address. */
export type CopyOutcome =
  | { state: "accepted"; remoteId: string }
  /** There is no such address any more, or it wants nothing: nobody is written to there again. */
  | { state: "gone"; why: GoneWhy }
  /** This copy was refused; the next one may not be. */
  | { state: "refused" }
  | { state: "later"; retryAfterMs: number }
  /** Nobody knows whether it arrived: it counts as such and is not sent again (core D3). */
  | { state: "unknown" }
  /** Nothing of it has left. */
  | { state: "untouched" };

export type GoneWhy = "no-mailbox" | "no-device" | "no-telephone" | "asked";

export type Copy = { id: string } & CopyOutcome;

export interface FanOutCounts {
  accepted: number;
  refused: number;
  /** Answers that were lost. */
  unknown: number;
  /** Not tried yet, or put off. */
  waiting: number;
  /** Whose quiet hours, or letter of the day, it waits for. */
  resting: number;
  /** The first id that a relay gave. */
  firstId: string | undefined;
  /** When the first of those that wait may be tried. */
  nextAtMs: number | undefined;
}

export interface FanOut {
  /**
   * Writes down what became of copies, and takes up to `count` readers whose intent is committed when this resolves
   * (core D1). None: nobody is left for now, life safety goes first, or another has taken this fan-out over.
   */
  exchange(done: readonly Copy[], count: number): Promise<readonly Reader[]>;
  counts(): Promise<FanOutCounts>;
}

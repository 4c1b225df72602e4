import type { Ctx } from "#platform/context.ts";

/** What is to be shown by one browser. */
export interface Pushed {
  /** The bytes that are sealed for it. */
  body: string;
  /** Nobody needs it later. */
  ttlSeconds: number;
  isUrgent: boolean;
  /** A later one of the same topic takes the place of an earlier one (RFC 8030, 5.4). */
  topic: string;
}

/** What a push service answered (RFC 8030, 5, 7.2 and 8.4). `lost`: it may have been taken. */
export type PushedAnswer =
  | { state: "taken" | "gone" | "refused" | "lost" | "not-sent" }
  | { state: "busy"; retryAfterMs: number | undefined };

/** `address` is what the browser handed out, as JSON: where to write, and how to seal it. */
export type PushWay = (address: string, pushed: Pushed) => Promise<PushedAnswer>;

/** Whoever holds the agency's key for push services. */
export type OpenPush = (ctx: Ctx) => PushWay;

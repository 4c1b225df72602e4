import type { Capabilities } from "./capabilities.ts";

/**
 * What most networks allow: posts are changed in place and taken back, answers go under them, what others write
 * is read, and the account's own timeline settles a lost answer. A connector spreads it and says what is otherwise.
 */
export const openTimeline = {
  edit: "in-place",
  remove: true,
  reply: true,
  schedule: false,
  receive: true,
  settle: "timeline",
} as const satisfies Partial<Capabilities>;

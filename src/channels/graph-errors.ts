import type { ErrorRow } from "./error-table.ts";

/**
 * Errors that all of Meta's Graph interfaces share. Sources: developers.facebook.com/docs/graph-api/
 * guides/error-handling and /docs/graph-api/overview/rate-limiting.
 */
export const graphErrors: readonly ErrorRow[] = [
  { status: 400, code: "190", class: "expired", says: "The access token is no longer good." },
  {
    status: 400,
    code: "190",
    subcode: "458",
    class: "expired",
    says: "The app was taken off the account.",
  },
  {
    status: 400,
    code: "190",
    subcode: "459",
    class: "expired",
    says: "The account must be confirmed at the network before apps may go on.",
  },
  {
    status: 400,
    code: "190",
    subcode: "460",
    class: "expired",
    says: "The owner's password was changed, so the consent ended.",
  },
  { status: 400, code: "190", subcode: "463", class: "expired", says: "The consent has expired." },
  { status: 400, code: "190", subcode: "467", class: "expired", says: "The consent was ended." },
  { status: 400, code: "102", class: "expired", says: "The session at the network has ended." },
  {
    status: 403,
    code: "10",
    class: "expired",
    says: "The app lacks a permission, or it was withdrawn.",
  },
  { status: 403, code: "200", class: "expired", says: "The account may not do this." },
  { status: 400, code: "3", class: "expired", says: "The app was not given this ability." },
  {
    status: 400,
    code: "368",
    class: "expired",
    says: "The network blocked the account for a while over its policies.",
  },
  {
    status: 403,
    code: "4",
    class: "later",
    says: "The app made too many calls.",
    retryAfterMs: 600_000,
  },
  {
    status: 400,
    code: "17",
    class: "later",
    says: "The account made too many calls.",
    retryAfterMs: 600_000,
  },
  {
    status: 400,
    code: "32",
    class: "later",
    says: "The page made too many calls.",
    retryAfterMs: 600_000,
  },
  {
    status: 400,
    code: "613",
    class: "later",
    says: "The network's limit for this kind of call is reached.",
    retryAfterMs: 600_000,
  },
  {
    status: 400,
    code: "341",
    class: "later",
    says: "The app reached a limit for now.",
    retryAfterMs: 600_000,
  },
  { status: 400, code: "100", class: "refused", says: "The network does not take a part of this." },
  {
    status: 400,
    code: "100",
    subcode: "33",
    class: "refused",
    says: "This is gone, or the account may not see it.",
  },
  { status: 500, code: "1", class: "unknown", says: "The network broke off." },
  { status: 500, code: "2", class: "unknown", says: "The network broke off for a while." },
];

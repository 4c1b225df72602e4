import type { ErrorRow } from "../error-table.ts";

/**
 * `error` of the answer. Nextdoor publishes the statuses 400, 401, 403 and 500 and what they mean; the names
 * are those that its reference shows. Source: developer.nextdoor.com/reference (Publish API).
 */
export const nextdoorErrors: readonly ErrorRow[] = [
  {
    status: 400,
    code: "invalid_input",
    class: "refused",
    says: "Nextdoor does not take a part of this.",
  },
  { status: 400, code: "missing_input", class: "refused", says: "Nextdoor misses a part of this." },
  {
    status: 401,
    code: "unauthorized",
    class: "expired",
    says: "Nextdoor does not take this token.",
  },
  {
    status: 403,
    code: "insufficient_scope",
    class: "expired",
    says: "The consent does not reach this far: connect the account again and allow everything asked.",
  },
  { status: 404, code: "not_found", class: "refused", says: "This is gone from Nextdoor." },
  {
    status: 429,
    code: "rate_limited",
    class: "later",
    says: "Nextdoor asks to wait.",
    retryAfterMs: 60_000,
  },
  {
    status: 503,
    code: "unavailable",
    class: "later",
    says: "Nextdoor is out of order.",
    retryAfterMs: 60_000,
  },
  { status: 500, code: "server_error", class: "unknown", says: "Nextdoor broke off." },
];

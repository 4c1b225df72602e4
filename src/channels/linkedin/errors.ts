import type { ErrorRow } from "../error-table.ts";

/** `code` of the answer. Source: learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling. */
export const linkedinErrors: readonly ErrorRow[] = [
  { status: 401, code: "EXPIRED_ACCESS_TOKEN", class: "expired", says: "The consent has expired." },
  { status: 401, code: "REVOKED_ACCESS_TOKEN", class: "expired", says: "The consent was ended." },
  {
    status: 401,
    code: "INVALID_ACCESS_TOKEN",
    class: "expired",
    says: "LinkedIn does not take this token.",
  },
  {
    status: 403,
    code: "ACCESS_DENIED",
    class: "expired",
    says: "The account may not do this for the page, or the app was not given this product.",
  },
  {
    status: 426,
    code: "NONEXISTENT_VERSION",
    class: "expired",
    says: "LinkedIn ended this version of its interface: update this program.",
  },
  {
    status: 422,
    code: "DUPLICATE_POST",
    class: "refused",
    says: "LinkedIn shows these very words already and takes them no second time.",
  },
  {
    status: 422,
    code: "UNPROCESSABLE_ENTITY",
    class: "refused",
    says: "LinkedIn does not take a part of this.",
  },
  {
    status: 400,
    code: "ILLEGAL_ARGUMENT",
    class: "refused",
    says: "LinkedIn does not take a part of this.",
  },
  {
    status: 400,
    code: "FIELD_LENGTH_TOO_LONG",
    class: "refused",
    says: "The text is longer than 3,000 characters.",
  },
  {
    status: 400,
    code: "MEDIA_ASSET_PROCESSING_FAILED",
    class: "refused",
    says: "LinkedIn could not use the media.",
  },
  {
    status: 400,
    code: "MEDIA_ASSET_WAITING_UPLOAD",
    class: "later",
    says: "The media did not arrive whole.",
    retryAfterMs: 15_000,
  },
  { status: 404, code: "RESOURCE_NOT_FOUND", class: "refused", says: "This is gone." },
  {
    status: 429,
    code: "TOO_MANY_REQUESTS",
    class: "later",
    says: "The app or the account made too many calls today.",
    retryAfterMs: 3_600_000,
  },
  {
    status: 503,
    code: "SERVICE_UNAVAILABLE",
    class: "later",
    says: "LinkedIn is out of order.",
    retryAfterMs: 60_000,
  },
  { status: 500, code: "INTERNAL_SERVER_ERROR", class: "unknown", says: "LinkedIn broke off." },
  { status: 504, code: "GATEWAY_TIMEOUT", class: "unknown", says: "LinkedIn took too long." },
];

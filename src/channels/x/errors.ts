import type { ErrorRow } from "../error-table.ts";

/**
 * Problems of the X API v2: `code` is the end of the problem's type, or words of its detail where the type
 * says too little. Source: docs.x.com/x-api/fundamentals/response-codes-and-errors.
 */
export const xErrors: readonly ErrorRow[] = [
  {
    status: 403,
    code: "duplicate content",
    class: "refused",
    says: "X shows these very words already and takes them no second time.",
  },
  {
    status: 403,
    code: "not been mentioned",
    class: "refused",
    says: "X lets an app answer only who mentioned or quoted the account. Answer in X's own app.",
  },
  {
    status: 403,
    code: "deleted or not visible",
    class: "refused",
    says: "The post that this answers is gone.",
  },
  {
    status: 402,
    code: "credits",
    class: "expired",
    says: "The app's credit at X is used up. Buy credit, or ask for Public Utility access.",
  },
  {
    status: 429,
    code: "usage-capped",
    class: "expired",
    says: "The app's spending cap at X is reached. Raise it in the developer console.",
  },
  {
    status: 403,
    code: "client-forbidden",
    class: "expired",
    says: "The app may not do this: look at its access in the developer console.",
  },
  {
    status: 403,
    code: "not-authorized-for-resource",
    class: "expired",
    says: "The account may not do this.",
  },
  { status: 403, code: "suspended", class: "expired", says: "X suspended the account." },
  { status: 401, code: "unauthorized", class: "expired", says: "The consent at X has ended." },
  {
    status: 400,
    code: "invalid-request",
    class: "refused",
    says: "X does not take a part of this.",
  },
  { status: 404, code: "resource-not-found", class: "refused", says: "This is gone." },
  { status: 429, code: "too many requests", class: "later", says: "X asks to wait." },
  { status: 503, code: "service unavailable", class: "later", says: "X has too much to do." },
  { status: 500, code: "internal server error", class: "unknown", says: "X broke off." },
];

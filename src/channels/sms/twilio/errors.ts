import type { ErrorRow } from "../../error-table.ts";

/** The gateway's error codes for sending. Source: twilio.com/docs/api/errors. */
export const smsErrors: readonly ErrorRow[] = [
  { status: 401, code: "20003", class: "expired", says: "The gateway does not take this key." },
  {
    status: 403,
    code: "20005",
    class: "expired",
    says: "The account at the gateway is not in use.",
  },
  { status: 404, code: "20404", class: "refused", says: "The gateway knows no such thing." },
  {
    status: 429,
    code: "20429",
    class: "later",
    says: "The gateway asks to wait.",
    retryAfterMs: 10_000,
  },
  { status: 400, code: "21211", class: "refused", says: "The gateway knows no such telephone." },
  { status: 400, code: "21214", class: "refused", says: "This telephone cannot be reached." },
  {
    status: 400,
    code: "21408",
    class: "refused",
    says: "The account may not write to this country.",
  },
  { status: 400, code: "21602", class: "refused", says: "There is nothing in the message." },
  {
    status: 400,
    code: "21606",
    class: "refused",
    says: "The sender's number cannot write texts.",
  },
  {
    status: 400,
    code: "21610",
    class: "refused",
    says: "This telephone wrote STOP to the gateway.",
  },
  {
    status: 400,
    code: "21611",
    class: "later",
    says: "The sender's queue at the gateway is full.",
    retryAfterMs: 300_000,
  },
  { status: 400, code: "21612", class: "refused", says: "The sender cannot reach this telephone." },
  { status: 400, code: "21614", class: "refused", says: "This is no mobile telephone." },
  {
    status: 400,
    code: "21617",
    class: "refused",
    says: "The text is longer than 1,600 characters.",
  },
  {
    status: 400,
    code: "21659",
    class: "refused",
    says: "The sender's number is not the account's.",
  },
  {
    status: 400,
    code: "21703",
    class: "refused",
    says: "The messaging service has no number to send from.",
  },
  {
    status: 429,
    code: "63038",
    class: "later",
    says: "The account sent as many messages today as it may.",
    retryAfterMs: 3_600_000,
  },
  { status: 500, code: "20500", class: "unknown", says: "The gateway broke off." },
  { status: 503, code: "20503", class: "later", says: "The gateway is out of order." },
];

/** Telephones that nobody needs to write to again. */
export const goneTelephone: Readonly<Record<string, "no-telephone" | "asked">> = {
  "21211": "no-telephone",
  "21610": "asked",
  "21614": "no-telephone",
};

/** Those that are about one telephone and no reason to stop the others. */
export const aboutOneTelephone: ReadonlySet<string> = new Set([
  "21211",
  "21214",
  "21408",
  "21610",
  "21612",
  "21614",
]);

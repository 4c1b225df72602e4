import type { ErrorRow } from "../error-table.ts";

/**
 * Replies of a mail relay: `status` is the reply's three digits (RFC 5321 §4.2.3), `code` its enhanced status
 * (RFC 3463). A reply to RCPT or DATA speaks of one address, one before that of the whole list.
 */
export const emailErrors: readonly ErrorRow[] = [
  {
    status: 535,
    code: "5.7.8",
    class: "expired",
    says: "The mail relay does not take this user name and password.",
  },
  {
    status: 534,
    code: "5.7.9",
    class: "expired",
    says: "The mail relay wants a stronger way to sign in: use an app password.",
  },
  {
    status: 530,
    code: "5.7.0",
    class: "expired",
    says: "The mail relay wants a user name and password.",
  },
  {
    status: 421,
    code: "4.3.2",
    class: "later",
    says: "The mail relay is closed for now.",
    retryAfterMs: 60_000,
  },
  { status: 550, code: "5.1.1", class: "refused", says: "There is no such mailbox." },
  { status: 550, code: "5.1.2", class: "refused", says: "There is no such domain." },
  { status: 550, code: "5.7.1", class: "refused", says: "The mail relay may not send there." },
  { status: 550, code: "5.2.1", class: "refused", says: "The mailbox is switched off." },
  { status: 551, code: "5.7.1", class: "refused", says: "The mailbox has moved away." },
  { status: 552, code: "5.2.2", class: "refused", says: "The mailbox is full." },
  { status: 552, code: "5.3.4", class: "refused", says: "The letter is too large." },
  { status: 553, code: "5.1.3", class: "refused", says: "The address is written wrongly." },
  {
    status: 554,
    code: "5.7.1",
    class: "refused",
    says: "The mail was turned away as unwanted: look at SPF, DKIM and DMARC.",
  },
  { status: 450, code: "4.2.1", class: "later", says: "The mailbox is busy." },
  {
    status: 450,
    code: "4.7.1",
    class: "later",
    says: "The mail relay wants to be asked again (greylisting).",
  },
  { status: 451, code: "4.3.0", class: "later", says: "The mail relay has a passing problem." },
  { status: 452, code: "4.2.2", class: "later", says: "The mailbox is full for now." },
  { status: 452, code: "4.3.1", class: "later", says: "The mail relay has no room for now." },
];

/** The row of a reply: by its digits and enhanced status, none for a reply that the table does not know. */
export function rowOf(code: number, says: string): ErrorRow | undefined {
  const enhanced = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(says)?.[0];
  return emailErrors.find((row) => row.status === code && row.code === enhanced);
}

const noMailbox = /\b5\.(1\.[1236]|2\.1)(?![\d.])/;

/** Whether a reply's enhanced status says that a mailbox is not there any more, and not only full or choosy (RFC 3463, 3.2). */
export function isNoMailbox(says: string): boolean {
  return noMailbox.test(says);
}

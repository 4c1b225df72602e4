import type { ErrorRow } from "../error-table.ts";

/** Source: developers.facebook.com/docs/threads/troubleshooting, beside the errors all of Meta's share. */
export const threadsErrors: readonly ErrorRow[] = [
  {
    status: 400,
    code: "4279009",
    class: "later",
    says: "Threads does not find the container yet.",
    retryAfterMs: 10_000,
  },
  {
    status: 400,
    code: "24",
    subcode: "4279009",
    class: "later",
    says: "The container is not ready yet.",
    retryAfterMs: 10_000,
  },
  {
    status: 400,
    code: "9",
    subcode: "2207042",
    class: "later",
    says: "The account published as much in 24 hours as it may.",
    retryAfterMs: 3_600_000,
  },
  {
    status: 400,
    code: "100",
    subcode: "2207010",
    class: "refused",
    says: "The text is longer than 500 characters.",
  },
  {
    status: 400,
    code: "9004",
    subcode: "2207052",
    class: "later",
    says: "Threads could not fetch the media from this installation: it must be reachable from outside.",
    retryAfterMs: 120_000,
  },
  {
    status: 400,
    code: "25",
    subcode: "2207050",
    class: "expired",
    says: "The account is restricted. Sign in to the app and do what it asks.",
  },
];

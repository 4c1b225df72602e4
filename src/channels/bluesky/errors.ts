import type { ErrorRow } from "../error-table.ts";

/**
 * Errors of the AT Protocol by name. Sources: the lexicons of com.atproto.server, com.atproto.repo and
 * atproto.com/specs/xrpc, "Error Responses". A server answers a dead or foreign token with 400, not with 401.
 */
export const blueskyErrors: readonly ErrorRow[] = [
  { status: 400, code: "ExpiredToken", class: "expired", says: "The session has ended." },
  { status: 400, code: "InvalidToken", class: "expired", says: "The session is not good here." },
  {
    status: 401,
    code: "AuthMissing",
    class: "expired",
    says: "The server wants the account to sign in again.",
  },
  {
    status: 401,
    code: "AuthenticationRequired",
    class: "expired",
    says: "The server does not take this app password.",
  },
  {
    status: 401,
    code: "AuthFactorTokenRequired",
    class: "expired",
    says: "The server asks for a second factor: use an app password.",
  },
  {
    status: 400,
    code: "AccountTakedown",
    class: "expired",
    says: "The account was taken down by the server's moderators.",
  },
  {
    status: 400,
    code: "AccountDeactivated",
    class: "expired",
    says: "The account was switched off by its owner.",
  },
  {
    status: 400,
    code: "RepoDeactivated",
    class: "expired",
    says: "The account's repository is switched off.",
  },
  {
    status: 400,
    code: "RepoTakendown",
    class: "expired",
    says: "The account's repository was taken down.",
  },
  {
    status: 400,
    code: "InvalidRequest",
    class: "refused",
    says: "The server does not take a part of this.",
  },
  {
    status: 400,
    code: "BlobTooLarge",
    class: "refused",
    says: "A picture is larger than the server takes.",
  },
  {
    status: 400,
    code: "InvalidMimeType",
    class: "refused",
    says: "The server does not take files of this kind.",
  },
  {
    status: 413,
    code: "PayloadTooLarge",
    class: "refused",
    says: "The post is larger than the server takes.",
  },
  {
    status: 400,
    code: "InvalidSwap",
    class: "refused",
    says: "The post was changed by somebody else meanwhile.",
  },
  {
    status: 429,
    code: "RateLimitExceeded",
    class: "later",
    says: "The server asks to wait.",
  },
  {
    status: 502,
    code: "UpstreamFailure",
    class: "unknown",
    says: "A server behind this one did not answer.",
  },
  {
    status: 503,
    code: "NotEnoughResources",
    class: "later",
    says: "The server has too much to do.",
  },
  { status: 500, code: "InternalServerError", class: "unknown", says: "The server broke off." },
];

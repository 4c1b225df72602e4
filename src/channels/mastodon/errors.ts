import type { ErrorRow } from "../error-table.ts";

/**
 * Answers of the Mastodon interface. `code` is a part of the words: servers give no other code. Sources:
 * docs.joinmastodon.org/entities/Error and each method's page; the words are the server's own (4.7).
 */
export const mastodonErrors: readonly ErrorRow[] = [
  {
    status: 401,
    code: "access token is invalid",
    class: "expired",
    says: "The server does not know this access token.",
  },
  {
    status: 401,
    code: "access token was revoked",
    class: "expired",
    says: "The access token was taken back.",
  },
  {
    status: 401,
    code: "access token expired",
    class: "expired",
    says: "The access token has expired.",
  },
  {
    status: 401,
    code: "requires an authenticated user",
    class: "expired",
    says: "The access token belongs to an app and to no account.",
  },
  {
    status: 403,
    code: "outside the authorized scopes",
    class: "expired",
    says: "The access token lacks a scope: make one with read and write.",
  },
  {
    status: 403,
    code: "login is currently disabled",
    class: "expired",
    says: "The server's moderators froze the account.",
  },
  {
    status: 403,
    code: "missing a confirmed e-mail",
    class: "expired",
    says: "The account's e-mail address was never confirmed.",
  },
  {
    status: 403,
    code: "pending approval",
    class: "expired",
    says: "The server's moderators have not let the account in yet.",
  },
  {
    status: 403,
    code: "This action is not allowed",
    class: "expired",
    says: "The account may not do this on its server.",
  },
  { status: 404, code: "Record not found", class: "refused", says: "What this answers is gone." },
  {
    status: 422,
    code: "character limit",
    class: "refused",
    says: "The text is longer than this server takes.",
  },
  {
    status: 422,
    code: "can't be blank",
    class: "refused",
    says: "There is nothing in the post.",
  },
  {
    status: 422,
    code: "more than 4 files",
    class: "refused",
    says: "The server takes fewer pictures with one post.",
  },
  {
    status: 422,
    code: "Cannot attach a video",
    class: "refused",
    says: "The server takes nothing beside a video.",
  },
  {
    status: 422,
    code: "not finished processing",
    class: "later",
    says: "The server still works on a picture or video.",
    retryAfterMs: 15_000,
  },
  {
    status: 422,
    code: "Validation failed",
    class: "refused",
    says: "The server does not take a part of this.",
  },
  { status: 429, code: "Too many requests", class: "later", says: "The server asks to wait." },
  {
    status: 503,
    code: "temporary problem",
    class: "later",
    says: "The server has a problem that passes.",
  },
  {
    status: 503,
    code: "Remote data could not be fetched",
    class: "later",
    says: "The server could not reach another one.",
  },
  { status: 500, code: "Internal Server Error", class: "unknown", says: "The server broke off." },
];

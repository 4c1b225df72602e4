import type { ErrorRow } from "../error-table.ts";
import { liveErrors } from "./live-errors.ts";

/** `reason` of the first error. Source: developers.google.com/youtube/v3/docs/errors. */
export const youtubeErrors: readonly ErrorRow[] = [
  ...liveErrors,
  { status: 401, code: "authError", class: "expired", says: "The consent at Google has ended." },
  {
    status: 401,
    code: "youtubeSignupRequired",
    class: "expired",
    says: "This Google account has no channel.",
  },
  {
    status: 403,
    code: "insufficientPermissions",
    class: "expired",
    says: "The consent does not cover this.",
  },
  { status: 403, code: "forbidden", class: "expired", says: "The account may not do this." },
  {
    status: 403,
    code: "accessNotConfigured",
    class: "expired",
    says: "The YouTube Data API is not switched on in the Google project.",
  },
  {
    status: 403,
    code: "quotaExceeded",
    class: "later",
    says: "The Google project used up its quota of the day.",
  },
  {
    status: 403,
    code: "rateLimitExceeded",
    class: "later",
    says: "Too many calls.",
    retryAfterMs: 60_000,
  },
  {
    status: 400,
    code: "uploadLimitExceeded",
    class: "later",
    says: "The channel brought as many videos as it may today.",
    retryAfterMs: 21_600_000,
  },
  {
    status: 403,
    code: "commentsDisabled",
    class: "refused",
    says: "The video takes no comments.",
  },
  {
    status: 400,
    code: "invalidTitle",
    class: "refused",
    says: "YouTube does not take this title: at most 100 characters, without < and >.",
  },
  {
    status: 400,
    code: "invalidDescription",
    class: "refused",
    says: "YouTube does not take this description: at most 5,000 bytes, without < and >.",
  },
  { status: 400, code: "invalidCategoryId", class: "refused", says: "There is no such category." },
  { status: 404, code: "videoNotFound", class: "refused", says: "The video is gone." },
  { status: 404, code: "commentNotFound", class: "refused", says: "The comment is gone." },
  { status: 500, code: "backendError", class: "unknown", says: "YouTube broke off." },
  {
    status: 503,
    code: "backendError",
    class: "later",
    says: "YouTube is out of order.",
    retryAfterMs: 60_000,
  },
];

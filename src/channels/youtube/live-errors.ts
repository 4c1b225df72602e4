import type { ErrorRow } from "../error-table.ts";

/**
 * What only live streams are answered with. Source: developers.google.com/youtube/v3/live/docs/errors; its types
 * `insufficientPermissions`, `limitExceeded` and `rateLimitExceeded` come with 403.
 */
export const liveErrors: readonly ErrorRow[] = [
  {
    status: 403,
    code: "liveStreamingNotEnabled",
    class: "refused",
    says: "Live streaming is not switched on for this channel: switch it on in YouTube Studio, which takes up to a day.",
  },
  {
    status: 403,
    code: "livePermissionBlocked",
    class: "refused",
    says: "YouTube lets this channel stream nothing for now: youtube.com/features says why.",
  },
  {
    status: 403,
    code: "insufficientLivePermissions",
    class: "expired",
    says: "The consent does not cover live streams.",
  },
  {
    status: 403,
    code: "userBroadcastsExceedLimit",
    class: "refused",
    says: "The channel has as many live streams announced as YouTube allows: end or delete some in YouTube Studio.",
  },
  {
    status: 403,
    code: "userRequestsExceedRateLimit",
    class: "later",
    says: "Too many calls about live streams.",
    retryAfterMs: 900_000,
  },
  {
    status: 403,
    code: "liveBroadcastBindingNotAllowed",
    class: "refused",
    says: "As it stands, the live stream can be given no stream any more.",
  },
  {
    status: 403,
    code: "liveBroadcastDeletionNotAllowed",
    class: "refused",
    says: "YouTube deletes no live stream that is on the air: end it at the encoder, then take it back.",
  },
  {
    status: 400,
    code: "invalidScheduledStartTime",
    class: "refused",
    says: "YouTube does not take this start: it must lie ahead, and not too far.",
  },
  {
    status: 400,
    code: "scheduledStartTimeRequired",
    class: "refused",
    says: "YouTube was told no start.",
  },
  { status: 400, code: "titleRequired", class: "refused", says: "A live stream needs a title." },
  {
    status: 400,
    code: "invalidPrivacyStatus",
    class: "refused",
    says: "YouTube does not take who may see it.",
  },
  {
    status: 400,
    code: "invalidAutoStart",
    class: "refused",
    says: "YouTube does not let this live stream begin by itself.",
  },
  {
    status: 400,
    code: "invalidAutoStop",
    class: "refused",
    says: "YouTube does not let this live stream end by itself.",
  },
  {
    status: 404,
    code: "liveBroadcastNotFound",
    class: "refused",
    says: "The live stream is gone.",
  },
  { status: 404, code: "liveStreamNotFound", class: "refused", says: "The stream is gone." },
  {
    status: 400,
    code: "invalidImage",
    class: "refused",
    says: "YouTube does not take this picture: at most 2 MB, JPEG or PNG.",
  },
  {
    status: 429,
    code: "uploadRateLimitExceeded",
    class: "later",
    says: "The channel was given as many pictures as it may be for now.",
    retryAfterMs: 900_000,
  },
];

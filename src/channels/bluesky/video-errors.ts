import type { ErrorRow } from "../error-table.ts";

const again = "The video was lost on its way and is brought again.";

/**
 * Errors of the video service by name. Source: the lexicons app.bsky.video.* of @atproto/api 0.21.0, which tell no
 * status: a row counts whatever status it comes with.
 */
export const videoErrors: readonly ErrorRow[] = [
  {
    status: 400,
    code: "UnsupportedContentType",
    class: "refused",
    says: "The network does not take videos of this kind.",
  },
  {
    status: 400,
    code: "VideoTooLarge",
    class: "refused",
    says: "The video is larger than the network takes.",
  },
  {
    status: 400,
    code: "VideoTooLong",
    class: "refused",
    says: "The video is longer than the network takes.",
  },
  {
    status: 400,
    code: "BadAspectRatio",
    class: "refused",
    says: "The video's picture is too wide or too high for the network.",
  },
  {
    status: 400,
    code: "DailyLimitExceeded",
    class: "later",
    says: "The account has used up its videos for today.",
    retryAfterMs: 3_600_000,
  },
  {
    status: 400,
    code: "TooManyOpenUploads",
    class: "later",
    says: "Other videos of this account are still on their way.",
    retryAfterMs: 60_000,
  },
  {
    status: 403,
    code: "UploadForbidden",
    class: "refused",
    says: "The network takes no video from this account.",
  },
  {
    status: 503,
    code: "ServiceOverloaded",
    class: "later",
    says: "The network's video service has too much to do.",
  },
  {
    status: 400,
    code: "UploadNotReady",
    class: "later",
    says: "The network still puts the video together.",
    retryAfterMs: 5_000,
  },
  { status: 400, code: "MissingParts", class: "later", says: again, retryAfterMs: 1_000 },
  { status: 400, code: "PartSizeMismatch", class: "later", says: again, retryAfterMs: 1_000 },
  { status: 404, code: "UploadNotFound", class: "later", says: again, retryAfterMs: 1_000 },
  { status: 400, code: "UploadExpired", class: "later", says: again, retryAfterMs: 1_000 },
  { status: 400, code: "UploadFailed", class: "later", says: again, retryAfterMs: 1_000 },
  { status: 400, code: "UploadAborted", class: "later", says: again, retryAfterMs: 1_000 },
];

/** Why the processing of a video failed: `failureCode` of app.bsky.video.defs#jobStatus. */
export const videoFailures: Readonly<Record<string, { isForGood: boolean; says: string }>> = {
  validation_failure: { isForGood: true, says: "The network cannot use the video." },
  encoding_failure: { isForGood: true, says: "The network could not convert the video." },
  pds_upload_unsupported_blob_size: {
    isForGood: true,
    says: "The account's server takes no video of this size.",
  },
  pds_upload_failure: {
    isForGood: false,
    says: "The account's server did not take the video from the network.",
  },
};

export const otherFailure = { isForGood: false, says: "The network broke off with the video." };

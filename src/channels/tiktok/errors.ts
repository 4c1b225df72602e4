import type { ErrorRow } from "../error-table.ts";

/** `error.code` of an answer. Source: developers.tiktok.com, error handling and the direct-post references. */
export const tiktokErrors: readonly ErrorRow[] = [
  row(400, "invalid_params", "refused", "TikTok does not take a part of this."),
  row(400, "invalid_param", "refused", "TikTok does not take a part of this."),
  row(400, "invalid_file_upload", "refused", "TikTok does not take this file."),
  row(400, "invalid_publish_id", "refused", "TikTok knows no such sending."),
  row(401, "access_token_invalid", "expired", "TikTok does not take this token."),
  row(401, "scope_not_authorized", "expired", "The consent does not cover posting."),
  row(401, "scope_permission_missed", "expired", "The consent does not reach this far."),
  row(
    403,
    "unaudited_client_can_only_post_to_private_accounts",
    "refused",
    "TikTok has not audited the agency's app: it may post for the account's own eyes alone, while the account is private.",
  ),
  row(
    403,
    "url_ownership_unverified",
    "refused",
    "TikTok fetches pictures only from addresses that the app has proved to be its own: add this installation's there.",
  ),
  row(
    403,
    "privacy_level_option_mismatch",
    "refused",
    "The account does not offer this visibility any more: connect it again.",
  ),
  row(
    403,
    "spam_risk_too_many_posts",
    "later",
    "The account posted as much through apps today as it may. TikTok's own app still takes posts.",
    3_600_000,
  ),
  row(
    403,
    "reached_active_user_cap",
    "later",
    "The app let as many accounts post today as TikTok allows it.",
    3_600_000,
  ),
  row(
    403,
    "spam_risk_user_banned_from_posting",
    "expired",
    "TikTok bars the account from posting. Sign in to the app and look why.",
  ),
  row(403, "spam_risk_text", "refused", "TikTok holds the words for spam."),
  row(403, "spam_risk", "refused", "TikTok holds this for spam."),
  row(429, "rate_limit_exceeded", "later", "TikTok asks to wait a minute.", 60_000),
  row(503, "service_unavailable", "later", "TikTok is out of order.", 60_000),
  row(500, "internal_error", "unknown", "TikTok broke off."),
];

/** `fail_reason` of a sending that TikTok began and gave up: nothing of it is public. */
export const tiktokFailures: readonly ErrorRow[] = [
  row(200, "file_format_check_failed", "refused", "TikTok does not take this format."),
  row(200, "duration_check_failed", "refused", "The video is too long or too short for TikTok."),
  row(200, "frame_rate_check_failed", "refused", "TikTok takes 23 to 60 pictures a second."),
  row(
    200,
    "picture_size_check_failed",
    "refused",
    "TikTok takes pictures up to 1080p, and videos of 360 to 4,096 pixels a side.",
  ),
  row(200, "video_pull_failed", "later", "TikTok could not fetch the video.", 120_000),
  row(
    200,
    "photo_pull_failed",
    "later",
    "TikTok could not fetch the pictures from this installation: it must be reachable from outside.",
    120_000,
  ),
  row(200, "publish_cancelled", "refused", "The sending was called off at TikTok."),
  row(200, "auth_removed", "expired", "The consent was ended at TikTok."),
  row(
    200,
    "spam_risk_too_many_posts",
    "later",
    "The account posted too much through apps.",
    3_600_000,
  ),
  row(
    200,
    "spam_risk_user_banned_from_posting",
    "expired",
    "TikTok bars the account from posting. Sign in to the app and look why.",
  ),
  row(200, "spam_risk_text", "refused", "TikTok holds the words for spam."),
  row(200, "spam_risk", "refused", "TikTok holds this for spam."),
  row(200, "internal", "later", "TikTok broke off.", 60_000),
];

function row(
  status: number,
  code: string,
  errorClass: ErrorRow["class"],
  says: string,
  retryAfterMs?: number,
): ErrorRow {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { status, code, class: errorClass, says, ...wait };
}

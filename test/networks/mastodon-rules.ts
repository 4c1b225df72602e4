import { mastodonLimits, type MastodonMedia, type MastodonStatus } from "./mastodon-shapes.ts";

const scheduledAheadMsMin = 300_000;

/** A "no" with the status it is answered with. */
export class No extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The instant a post is put off to; throws No 422 for one that is too near. */
export function scheduledOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const value = body["scheduled_at"];
  if (typeof value !== "string") return undefined;
  if (!(Date.parse(value) - Date.now() >= scheduledAheadMsMin)) {
    throw new No(422, "Validation failed: Scheduled at must be in the future");
  }
  return new Date(value).toISOString();
}

/** The rules of POST and PUT /statuses; throws No 422 or 404 as the server does. */
export function checkedStatus(
  body: Readonly<Record<string, unknown>>,
  statuses: ReadonlyMap<string, MastodonStatus>,
  media: ReadonlyMap<string, MastodonMedia>,
) {
  const words = (name: string) => {
    const value = body[name] ?? "";
    if (typeof value !== "string") throw new No(422, `Validation failed: ${name} is no text`);
    return value;
  };
  const text = words("status");
  const spoilerText = words("spoiler_text");
  const ids = Array.isArray(body["media_ids"]) ? body["media_ids"].map(String) : [];
  if (text === "" && ids.length === 0) throw new No(422, "Validation failed: Text can't be blank");
  const perLink = "x".repeat(mastodonLimits.charactersPerLink);
  const counted = text.replace(/https?:\/\/\S+/g, perLink) + spoilerText;
  const length = [...new Intl.Segmenter().segment(counted)].length;
  if (length > mastodonLimits.characters) {
    throw new No(
      422,
      `Validation failed: Text character limit of ${mastodonLimits.characters} exceeded`,
    );
  }
  if (ids.length > mastodonLimits.media) throw new No(422, "Cannot attach more than 4 files");
  if (ids.length > 1 && ids.some((id) => media.get(id)?.type.startsWith("video/")))
    throw new No(422, "Cannot attach a video to a post that already contains images");
  for (const id of ids) {
    const found = media.get(id);
    if (found === undefined) throw new No(422, "Media not found");
    if (found.pollsLeft > 0)
      throw new No(422, "Cannot attach files that have not finished processing");
  }
  const poll = checkedPoll(body["poll"], ids.length > 0);
  const visibility = words("visibility") || "public";
  if (!["public", "unlisted", "private", "direct"].includes(visibility)) {
    throw new No(422, "Validation failed: Visibility is not included in the list");
  }
  const inReplyToId = words("in_reply_to_id") || null;
  if (inReplyToId !== null && !statuses.has(inReplyToId)) throw new No(404, "Record not found");
  const language = words("language") || null;
  const sensitive = body["sensitive"] === true || spoilerText !== "";
  return { text, spoilerText, sensitive, visibility, language, inReplyToId, mediaIds: ids, poll };
}

/** The published rules of a poll: two to four answers, none too long or twice, no files beside it. */
function checkedPoll(value: unknown, hasMedia: boolean): MastodonStatus["poll"] {
  if (value === undefined || value === null) return null;
  const given = new Map<string, unknown>(Object.entries(value));
  const told = given.get("options");
  const options = Array.isArray(told) ? told.map(String) : [];
  const seconds = Number(given.get("expires_in"));
  const { polls } = mastodonLimits;
  const no = (words: string) => new No(422, `Validation failed: ${words}`);
  if (hasMedia) throw no("Cannot attach a poll to a status with media");
  if (options.length < 2) throw no("Poll must have more than one item");
  if (options.length > polls.max_options) throw no("Poll can't contain more than 4 items");
  if (options.some((each) => each.length > polls.max_characters_per_option))
    throw no("Poll items can't be longer than 50 characters each");
  if (new Set(options).size < options.length) throw no("Poll contains duplicate items");
  if (!(seconds >= polls.min_expiration)) throw no("Poll duration is too short");
  if (seconds > polls.max_expiration) throw no("Poll duration is too far into the future");
  return { options, minutes: seconds / 60 };
}

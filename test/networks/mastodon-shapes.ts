import type { Presented } from "./presented.ts";

/** The answers of a Mastodon server, with every field that version 4.7.0 requires. */
export interface MastodonUser {
  id: string;
  username: string;
  token: string;
  presented?: Presented;
}

export interface MastodonMedia {
  id: string;
  type: string;
  description: string;
  sizeBytes: number;
  hasThumbnail: boolean;
  /** Asked this many times more before it is worked on. */
  pollsLeft: number;
}

export interface MastodonStatus {
  id: string;
  userId: string;
  text: string;
  spoilerText: string;
  sensitive: boolean;
  visibility: string;
  language: string | null;
  inReplyToId: string | null;
  mediaIds: string[];
  poll: { options: string[]; minutes: number } | null;
  createdAt: string;
  editedAt: string | null;
  history: { text: string; spoilerText: string; createdAt: string }[];
  favourites?: number;
}

export function accountShape(user: MastodonUser, origin: string, statuses: number) {
  const picture = user.presented?.picture ?? `${origin}/avatar.png`;
  return {
    id: user.id,
    username: user.username,
    acct: user.username,
    display_name: user.presented?.name ?? user.username,
    locked: false,
    bot: false,
    group: false,
    discoverable: true,
    indexable: false,
    noindex: false,
    created_at: "2026-01-01T00:00:00.000Z",
    note: `<p>${user.presented?.description ?? ""}</p>`,
    url: `${origin}/@${user.username}`,
    uri: `${origin}/users/${user.username}`,
    avatar: picture,
    avatar_static: picture,
    header: picture,
    header_static: picture,
    followers_count: 0,
    following_count: 0,
    statuses_count: statuses,
    last_status_at: null,
    emojis: [],
    fields: [
      { name: "Site", value: `<a>${user.presented?.website ?? ""}</a>`, verified_at: null },
    ].slice(0, user.presented ? 1 : 0),
  };
}

export function credentialShape(user: MastodonUser, origin: string, statuses: number) {
  return {
    ...accountShape(user, origin, statuses),
    source: {
      privacy: "public",
      sensitive: false,
      language: "en",
      note: "",
      fields: [],
      follow_requests_count: 0,
      hide_collections: false,
      discoverable: true,
      indexable: false,
      attribution_domains: [],
      quote_policy: "public",
    },
    role: { id: "-99", name: "", permissions: "0", color: "", highlighted: false },
  };
}

export function mediaShape(media: MastodonMedia, origin: string) {
  const isReady = media.pollsLeft <= 0;
  return {
    id: media.id,
    type: !isReady ? "unknown" : media.type.startsWith("video/") ? "video" : "image",
    url: isReady ? `${origin}/media/${media.id}` : null,
    preview_url: `${origin}/media/${media.id}/small`,
    remote_url: null,
    meta: {},
    description: media.description,
    blurhash: null,
  };
}

/** The HTML that a reader gets: paragraphs, line breaks, links with hidden parts. */
export function statusHtml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const linked = escaped.replace(
    /(https?:\/\/)([^\s<]{0,30})([^\s<]*)/g,
    (url, scheme: string, shown: string, rest: string) =>
      `<a href="${url}" rel="nofollow noopener" target="_blank"><span class="invisible">${scheme}</span>` +
      `<span class="ellipsis">${shown}</span><span class="invisible">${rest}</span></a>`,
  );
  return linked
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br />")}</p>`)
    .join("");
}

export function statusShape(
  status: MastodonStatus,
  user: MastodonUser,
  media: readonly MastodonMedia[],
  origin: string,
) {
  const uri = `${origin}/users/${user.username}/statuses/${status.id}`;
  return {
    id: status.id,
    created_at: status.createdAt,
    edited_at: status.editedAt,
    in_reply_to_id: status.inReplyToId,
    in_reply_to_account_id: status.inReplyToId === null ? null : user.id,
    sensitive: status.sensitive,
    spoiler_text: status.spoilerText,
    visibility: status.visibility,
    language: status.language,
    uri,
    url: `${origin}/@${user.username}/${status.id}`,
    content: statusHtml(status.text),
    account: accountShape(user, origin, 0),
    media_attachments: media.map((each) => mediaShape(each, origin)),
    mentions: [],
    tags: [],
    emojis: [],
    replies_count: 0,
    reblogs_count: 0,
    favourites_count: status.favourites ?? 0,
    quotes_count: 0,
    reblog: null,
    application: null,
    card: null,
    poll: status.poll === null ? null : pollShape(status),
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    pinned: false,
  };
}

function pollShape({ id, poll, createdAt }: MastodonStatus) {
  const expiresMs = Date.parse(createdAt) + (poll?.minutes ?? 0) * 60_000;
  return {
    id,
    expires_at: new Date(expiresMs).toISOString(),
    expired: false,
    multiple: false,
    votes_count: 0,
    voters_count: 0,
    options: (poll?.options ?? []).map((title) => ({ title, votes_count: 0 })),
    emojis: [],
    voted: false,
    own_votes: [],
  };
}

export const mastodonLimits = {
  characters: 500,
  media: 4,
  imageBytes: 16_777_216,
  descriptionCharacters: 1_500,
  charactersPerLink: 23,
  polls: {
    max_characters_per_option: 50,
    max_expiration: 2_629_746,
    max_options: 4,
    min_expiration: 300,
  },
  videoBytes: 103_809_024,
  mimeTypes: [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/webm",
    "video/mp4",
    "video/quicktime",
  ],
};

export function instanceShape(origin: string) {
  return {
    domain: new URL(origin).host,
    title: "Loopback",
    version: "4.7.0",
    source_url: "https://source.example/loopback",
    description: "A server for tests",
    usage: { users: { active_month: 1 } },
    thumbnail: { url: `${origin}/thumbnail.png` },
    icon: [],
    languages: ["en"],
    configuration: {
      urls: { streaming: null },
      accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: {
        max_characters: mastodonLimits.characters,
        max_media_attachments: mastodonLimits.media,
        characters_reserved_per_url: mastodonLimits.charactersPerLink,
      },
      media_attachments: {
        description_limit: mastodonLimits.descriptionCharacters,
        image_matrix_limit: 33_177_600,
        image_size_limit: mastodonLimits.imageBytes,
        supported_mime_types: mastodonLimits.mimeTypes,
        video_frame_rate_limit: 120,
        video_matrix_limit: 8_294_400,
        video_size_limit: mastodonLimits.videoBytes,
      },
      polls: mastodonLimits.polls,
      translation: { enabled: false },
    },
    registrations: { enabled: false, approval_required: false, message: null, url: null },
    api_versions: { mastodon: 9 },
    contact: { email: "operator@example.test", account: null },
    rules: [],
  };
}

import { ailing } from "../ailing.ts";
import type { Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { baseOf } from "../endpoint.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { graphErrors } from "../graph-errors.ts";
import { callGraph, isGone } from "../graph.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { askTokens } from "../oauth.ts";
import { openTimeline } from "../open-timeline.ts";
import { goneIf, pictureName, shownAs } from "../shown.ts";
import { call, exchanged, graphFor, live, refreshed } from "./calls.ts";
import { threadsErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { hook, receive } from "./reading.ts";
import { find, publish, remove, wordsOf } from "./sending.ts";
import { threadsLength } from "./text.ts";

const source = "https://developers.facebook.com/docs/threads/overview";
const verifiedOn = "2026-11-21";
const textMax = 500;
const itemsMax = 20;
const pictureBytesMax = 8_388_608;
const videoBytesMax = 1_073_741_824;
const scopes = [
  "threads_basic",
  "threads_content_publish",
  "threads_manage_replies",
  "threads_read_replies",
  "threads_manage_mentions",
  "threads_delete",
];

const capabilities: Capabilities = {
  ...openTimeline,
  changes: { posts: ["edits", "deletions"], comments: ["edits", "deletions", "hidden"] },
  messages: "untold",
  thread: true,
  edit: "no",
  media: {
    types: ["image/jpeg", "image/png"],
    itemsMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime"],
    itemsMax,
    sizeBytesMax: videoBytesMax,
    durationSecondsMax: 300,
    captions: "in-picture",
  },
  count: "characters",
  poll: { optionsMax: 4, optionMax: 25, minutesMin: 1_440, minutesMax: 1_440 },
  limits: [
    { what: "text", value: textMax, unit: "characters, an emoji by its bytes", source, verifiedOn },
    { what: "images", value: itemsMax, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-bytes", value: videoBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-seconds", value: 300, unit: "seconds", source, verifiedOn },
    { what: "alt-text", value: 1_000, unit: "characters", source, verifiedOn },
    { what: "posts-per-day", value: 250, unit: "posts", source, verifiedOn, live: true },
    { what: "replies-per-day", value: 1_000, unit: "replies", source, verifiedOn, live: true },
  ],
  budgets: [
    { what: "posts", of: 250, perSeconds: 86_400, reserve: 0.1, source, verifiedOn },
    { what: "replies", of: 1_000, perSeconds: 86_400, reserve: 0.1, source, verifiedOn },
  ],
  notices: [
    "Threads lets no app edit a post: a correction is a new post or an answer.",
    "At most 100 posts can be taken back in 24 hours.",
    "A poll stays open for a day.",
    "Threads fetches pictures from this installation, which must be reachable from outside.",
  ],
};

export const threads: Connector = {
  network: "threads",
  title: "Threads",
  capabilities,
  errors: [...graphErrors, ...threadsErrors],
  settings: [
    {
      name: "appId",
      label: "Threads app id",
      kind: "text",
      required: true,
      help: "Of the agency's own app, under Use cases, Threads: it is not the app's own id.",
    },
    {
      name: "appSecret",
      label: "Threads app secret",
      kind: "secret",
      required: true,
      help: "Beside the Threads app id.",
    },
    {
      name: "token",
      label: "Access token",
      kind: "secret",
      required: false,
      help: "Instead of a consent: a long-lived token made with the app's own tool.",
    },
    {
      name: "verifyToken",
      label: "Verify token",
      kind: "secret",
      required: false,
      help: "Any long word; the same is entered with the webhook's address at the app.",
    },
  ],
  consentUrl(input, { state, challenge, redirectUri }) {
    const query = new URLSearchParams({
      client_id: (input["appId"] ?? "").trim(),
      redirect_uri: redirectUri,
      response_type: "code",
      scope: scopes.join(","),
      state,
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    return `${baseOf(input["endpoint"], "https://threads.net")}/oauth/authorize?${query}`;
  },
  authorize,
  measure,
  publish,
  remove,
  find,
  receive,
  look,
  async profile(net, account) {
    const fields = "name,username,threads_biography,threads_profile_picture_url";
    const { body } = await call(net, account, "GET", "/me", { query: { fields } });
    return {
      name: [textField(body, "name"), textField(body, "username")].filter(Boolean).join(" @"),
      picture: pictureName(textField(body, "threads_profile_picture_url")),
      description: textField(body, "threads_biography"),
      pictureUrl: textField(body, "threads_profile_picture_url"),
    };
  },
  async shown(net, account, remote, message) {
    const path = `/${encodeURIComponent(remote.id)}`;
    const reading = call(net, account, "GET", path, { query: { fields: "text" } });
    const sent = wordsOf(message).text ?? "";
    return goneIf(
      reading.then(({ body }) => shownAs(textField(body, "text"), sent)),
      isGone,
    );
  },
  hook,
  async health(net, account) {
    try {
      const query = { fields: "id,username" };
      const me = await call(net, account, "GET", "/me", { query });
      const path = `/${account.remoteId}/threads_publishing_limit`;
      const fields = { fields: "quota_usage,config,reply_quota_usage,reply_config" };
      const [told] = listField(
        (await call(net, account, "GET", path, { query: fields })).body,
        "data",
      );
      const of = numberField(field(told, "config"), "quota_total") ?? 250;
      const quota = { used: numberField(told, "quota_usage") ?? 0, of };
      return { state: "healthy", says: `Posts as ${textField(me.body, "username")}.`, quota };
    } catch (error) {
      return ailing(error, "Connect the account again.");
    }
  },
};

/** A consent's code becomes a token of an hour, and that one a token of sixty days, which is renewed. */
async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const appSecret = (input["appSecret"] ?? "").trim();
  const tokens = input["code"]
    ? await exchanged(net, input, await shortToken(net, input, appSecret))
    : await refreshed(net, input, (input["token"] ?? "").trim());
  const graph = graphFor(input, tokens.access);
  const query = { fields: "id,username,name" };
  const { body } = await callGraph(net, graph, "GET", "/me", { query });
  const [id, username] = [textField(body, "id"), textField(body, "username")];
  const verifyToken = (input["verifyToken"] ?? "").trim();
  return {
    remoteId: id,
    handle: `@${username}`,
    displayName: textField(body, "name") || username,
    profileUrl: `https://www.threads.net/@${username}`,
    credential: {
      token: tokens.access,
      appSecret,
      ...(tokens.expiresAt === undefined ? {} : { expiresAt: tokens.expiresAt }),
      ...(verifyToken === "" ? {} : { verifyToken }),
    },
    settings: {
      appId: (input["appId"] ?? "").trim(),
      ...(input["endpoint"] ? { endpoint: input["endpoint"] } : {}),
    },
  };
}

async function shortToken(
  net: Net,
  input: Readonly<Record<string, string>>,
  appSecret: string,
): Promise<string> {
  const tokens = await askTokens(net, {
    url: `${baseOf(input["endpoint"], live)}/oauth/access_token`,
    form: {
      client_id: (input["appId"] ?? "").trim(),
      client_secret: appSecret,
      grant_type: "authorization_code",
      code: input["code"] ?? "",
      redirect_uri: input["redirectUri"] ?? "",
      code_verifier: input["verifier"] ?? "",
    },
  });
  return tokens.access;
}

function measure(message: OutboundMessage): Measure {
  const count = threadsLength(wordsOf(message).text ?? "");
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.length > itemsMax) {
    const says = `At most ${itemsMax} pictures and videos go with one post here.`;
    findings.push({ code: "too-many-media", says, field: "media" });
  }
  return { count, max: textMax, unit: "characters", findings };
}

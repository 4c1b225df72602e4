import { ailing } from "../ailing.ts";
import type { Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { baseOf } from "../endpoint.ts";
import { field, isRecord, listField, numberField, textField } from "../exchange.ts";
import { graphErrors } from "../graph-errors.ts";
import { callGraph, type Graph, isGone } from "../graph.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import {
  metaAppFields,
  chosenOf,
  graphLive,
  graphVersion,
  metaConsentUrl,
  metaToken,
  pagesOf,
} from "../meta-login.ts";
import { openTimeline } from "../open-timeline.ts";
import { goneIf, pictureName, shownAs } from "../shown.ts";
import { instagramErrors } from "./errors.ts";
import { hook } from "./hook.ts";
import { look } from "./looking.ts";
import { mediumAt } from "./media.ts";
import { receive } from "./reading.ts";
import { find, graphOf, publish } from "./sending.ts";

const source = "https://developers.facebook.com/docs/instagram-platform/content-publishing";
const verifiedOn = "2026-11-21";
const textMax = 2_200;
const tagsMax = 30;
const itemsMax = 10;
const pictureBytesMax = 8_388_608;
const videoBytesMax = 314_572_800;
const postsPerDay = 100;
const altMax = 1_000;
const scopes = [
  "instagram_basic",
  "instagram_content_publish",
  "instagram_manage_comments",
  "instagram_manage_messages",
  "pages_show_list",
  "pages_read_engagement",
];

const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "deletions", "hidden", "counts"],
    messages: ["edits", "deletions"],
  },
  edit: "no",
  remove: false,
  textAlone: false,
  media: {
    types: ["image/jpeg", "image/png", "image/webp"],
    itemsMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: altMax,
  },
  video: {
    types: ["video/mp4", "video/quicktime"],
    itemsMax,
    sizeBytesMax: videoBytesMax,
    durationSecondsMax: 900,
    captions: "in-picture",
  },
  count: "characters",
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "images", value: itemsMax, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-bytes", value: videoBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-seconds", value: 900, unit: "seconds", source, verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source, verifiedOn },
    { what: "posts-per-day", value: postsPerDay, unit: "posts", source, verifiedOn, live: true },
  ],
  budgets: [
    { what: "posts", of: postsPerDay, perSeconds: 86_400, reserve: 0.1, source, verifiedOn },
  ],
  notices: [
    "Instagram lets no app edit a post or take it back: that is done by hand in its own app.",
    "Instagram fetches pictures from this installation, which must be reachable from outside.",
    "Instagram takes JPEG alone: a PNG or WebP picture is written anew as JPEG when it is fetched.",
    "Links in a caption cannot be followed; captions of a video must be burnt into the picture.",
  ],
};

export const instagram: Connector = {
  network: "instagram",
  title: "Instagram",
  capabilities,
  errors: [...graphErrors, ...instagramErrors],
  settings: [
    ...metaAppFields("Instagram"),
    {
      name: "page",
      label: "Account",
      kind: "text",
      required: false,
      help: "The professional account's handle, when several belong to your pages.",
    },
    {
      name: "token",
      label: "System user's token",
      kind: "secret",
      required: false,
      help: "Instead of a consent: from the business settings.",
    },
    {
      name: "verifyToken",
      label: "Verify token",
      kind: "secret",
      required: false,
      help: "Any long word; the same is entered with the webhook's address at the app.",
    },
  ],
  consentUrl: (input, asked) => metaConsentUrl(input, scopes, asked),
  authorize,
  measure,
  publish,
  find,
  receive,
  look,
  mediumAt,
  async profile(net, account) {
    const query = { fields: "name,username,biography,website,profile_picture_url" };
    const path = `/${account.remoteId}`;
    const { body } = await callGraph(net, graphOf(account), "GET", path, { query });
    return {
      name: [textField(body, "name"), textField(body, "username")].filter(Boolean).join(" @"),
      picture: pictureName(textField(body, "profile_picture_url")),
      description: textField(body, "biography"),
      website: textField(body, "website"),
      pictureUrl: textField(body, "profile_picture_url"),
    };
  },
  async shown(net, account, remote, message) {
    const name = message.replyTo ? "text" : "caption";
    const path = `/${encodeURIComponent(remote.id)}`;
    const reading = callGraph(net, graphOf(account), "GET", path, { query: { fields: name } });
    const shown = reading.then(({ body }) => shownAs(textField(body, name), linked(message)));
    return goneIf(shown, isGone);
  },
  hook,
  async health(net, account) {
    try {
      const graph = graphOf(account);
      const query = { fields: "username" };
      const me = await callGraph(net, graph, "GET", `/${account.remoteId}`, { query });
      const told = await publishingLimit(net, graph, account.remoteId);
      const quota = { used: told.used, of: told.of };
      return { state: "healthy", says: `Posts as ${textField(me.body, "username")}.`, quota };
    } catch (error) {
      return ailing(error, "Connect the account again.");
    }
  },
};

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const appSecret = (input["appSecret"] ?? "").trim();
  const base = `${baseOf(input["endpoint"], graphLive)}/${graphVersion}`;
  const token = await metaToken(net, input, base);
  const graph: Graph = { base, token, appSecret, errors: instagramErrors };
  const pages = await pagesOf(
    net,
    graph,
    "access_token,instagram_business_account{id,username,name}",
  );
  const accounts = pages.flatMap((page) => {
    const own = field(page, "instagram_business_account");
    return isRecord(own) ? [{ ...own, access_token: textField(page, "access_token") }] : [];
  });
  const none = "No professional Instagram account belongs to the pages of this account.";
  const account = chosenOf(accounts, input["page"] ?? "", none);
  const [id, username] = [textField(account, "id"), textField(account, "username")];
  const pageToken = textField(account, "access_token");
  if (pageToken === "") throw new SendError("expired", "The page gave no token for its account.");
  const { of } = await publishingLimit(net, { ...graph, token: pageToken }, id);
  const verifyToken = (input["verifyToken"] ?? "").trim();
  return {
    remoteId: id,
    handle: `@${username}`,
    displayName: textField(account, "name") || username,
    profileUrl: `https://www.instagram.com/${username}/`,
    credential: { token: pageToken, appSecret, ...(verifyToken === "" ? {} : { verifyToken }) },
    settings: {
      appId: (input["appId"] ?? "").trim(),
      ...(input["endpoint"] ? { endpoint: input["endpoint"] } : {}),
    },
    limits: { "posts-per-day": of },
  };
}

async function publishingLimit(
  net: Net,
  graph: Graph,
  id: string,
): Promise<{ used: number; of: number }> {
  const query = { fields: "quota_usage,config" };
  const path = `/${id}/content_publishing_limit`;
  const [told] = listField((await callGraph(net, graph, "GET", path, { query })).body, "data");
  return {
    used: numberField(told, "quota_usage") ?? 0,
    of: numberField(field(told, "config"), "quota_total") ?? postsPerDay,
  };
}

function measure(message: OutboundMessage): Measure {
  const text = linked(message);
  const findings = [
    ...textFindings(text.length, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  const say = (code: string, says: string, about: string) =>
    findings.push({ code, says, field: about });
  if ((text.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > tagsMax)
    say("too-many-tags", `At most ${tagsMax} hashtags go with one post here.`, "text");
  if (message.media.length > itemsMax)
    say(
      "too-many-media",
      `At most ${itemsMax} pictures and videos go with one post here.`,
      "media",
    );
  message.media.forEach((item, index) => {
    const ratio = (item.width ?? 0) / (item.height || 1);
    if (!isVideo(item) && ratio > 0 && (ratio < 0.8 || ratio > 1.91))
      say("media-shape", `Picture ${index + 1} must be between 4:5 and 1.91:1.`, "media");
  });
  return { count: text.length, max: textMax, unit: "characters", findings };
}

import { ailing } from "../ailing.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { textField } from "../exchange.ts";
import { graphErrors } from "../graph-errors.ts";
import { callGraph, usageOf, isGone } from "../graph.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import { openTimeline } from "../open-timeline.ts";
import { goneIf, shownAs } from "../shown.ts";
import { authorize, consentUrl } from "./connecting.ts";
import { hook } from "./hook.ts";
import { liveState, streamKey } from "./live.ts";
import { graphOf, facebookErrors } from "./place.ts";
import { pageProfile } from "./profile.ts";
import { look } from "./looking.ts";
import { mediumAt } from "./media.ts";
import { find, receive } from "./reading.ts";
import { edit, publish, remove, withLink } from "./sending.ts";
import { placeTargeting, placing } from "./targeting.ts";
import { metaAppFields } from "../meta-login.ts";

const source = "https://developers.facebook.com/docs/pages-api/posts (v25.0)";
const verifiedOn = "2026-11-21";
const textMax = 63_206;
const itemsMax = 10;
const pictureBytesMax = 4_194_304;
const videoBytesMax = 1_073_741_824;

const capabilities: Capabilities = {
  ...openTimeline,
  changes: {
    posts: ["edits", "deletions", "counts"],
    comments: ["edits", "deletions", "hidden", "counts"],
    messages: ["edits"],
  },
  administrators: true,
  placeTargeting,
  media: {
    types: ["image/jpeg", "image/png", "image/gif"],
    itemsMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime"],
    itemsMax: 1,
    sizeBytesMax: videoBytesMax,
    durationSecondsMax: 1_200,
    captions: "track",
  },
  // Nothing stands for it until it begins but the page's own picture.
  live: {
    pictures: {
      types: [],
      itemsMax: 0,
      sizeBytesMax: 0,
      altTextRequired: true,
      altTextMax: 1_000,
    },
  },
  count: "characters",
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "images", value: itemsMax, unit: "pictures", source: "Meta's help pages", verifiedOn },
    {
      what: "image-bytes",
      value: pictureBytesMax,
      unit: "bytes",
      source: "Page photos",
      verifiedOn,
    },
    { what: "videos", value: 1, unit: "video", source: "Page videos", verifiedOn },
    { what: "video-bytes", value: videoBytesMax, unit: "bytes", source: "Page videos", verifiedOn },
    { what: "video-seconds", value: 1_200, unit: "seconds", source: "Page videos", verifiedOn },
    { what: "alt-text", value: 1_000, unit: "characters", source: "this product", verifiedOn },
  ],
  notices: [
    "Facebook takes no key against doubles: a lost answer is settled by reading the page.",
    "An edit changes words, not pictures, and not who sees the post.",
    "A live stream is announced at most seven days ahead; the page needs 100 followers, and its account 60 days.",
    "The app must have passed Meta's review for the pages of others than its own developers.",
  ],
};

export const facebook: Connector = {
  network: "facebook",
  title: "Facebook page",
  capabilities,
  errors: [...graphErrors, ...facebookErrors],
  settings: [
    ...metaAppFields("Facebook"),
    {
      name: "page",
      label: "Page",
      kind: "text",
      required: false,
      help: "Its name or id, when the account manages several.",
    },
    {
      name: "token",
      label: "System user's token",
      kind: "secret",
      required: false,
      help: "Instead of a consent: from the business settings, for a system user of the page.",
    },
    {
      name: "verifyToken",
      label: "Verify token",
      kind: "secret",
      required: false,
      help: "Any long word; the same is entered with the webhook's address at the app.",
    },
  ],
  consentUrl,
  authorize,
  measure,
  publish,
  edit,
  remove,
  find,
  receive,
  look,
  live: { state: liveState, key: streamKey },
  mediumAt,
  async profile(net, account) {
    return pageProfile(net, graphOf(account), account.remoteId);
  },
  async shown(net, account, remote, message) {
    const isPost = remote.extra?.["kind"] === undefined || remote.extra["kind"] === "comment";
    const name = isPost ? "message" : "description";
    const path = `/${encodeURIComponent(remote.id)}`;
    const reading = callGraph(net, graphOf(account), "GET", path, { query: { fields: name } });
    const shown = reading.then(({ body }) =>
      shownAs(textField(body, name), message.text, withLink(message)),
    );
    return goneIf(shown, isGone);
  },
  hook,
  placing,
  async health(net, account) {
    try {
      const query = { fields: "id,name,is_published" };
      const answer = await callGraph(net, graphOf(account), "GET", `/${account.remoteId}`, {
        query,
      });
      const quota = usageOf(answer);
      const says = `Posts as ${textField(answer.body, "name")}.`;
      return { state: "healthy", says, ...(quota ? { quota } : {}) };
    } catch (error) {
      return ailing(error, "Connect the page again.");
    }
  },
};

function measure(message: OutboundMessage): Measure {
  const count = withLink(message).length;
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.some(isVideo) && message.media.length > 1) {
    const says = "Facebook takes pictures or one video with a post, not both.";
    findings.push({ code: "mixed-media", says, field: "media" });
  }
  return { count, max: textMax, unit: "characters", findings };
}

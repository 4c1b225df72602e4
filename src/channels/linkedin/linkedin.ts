import { limit } from "#platform/limits.ts";
import { ailing } from "../ailing.ts";
import type { Authorized } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import {
  clientFields,
  clientSettings,
  consentAddress,
  tokensForCode,
  trimmed,
} from "../consent-tokens.ts";
import { baseOf } from "../endpoint.ts";
import { listField, textField } from "../exchange.ts";
import { allMediaFindings, isVideo, textFindings } from "../media-findings.ts";
import { withTokens } from "../oauth.ts";
import { openTimeline } from "../open-timeline.ts";
import { mediumAt } from "./attached.ts";
import { call, callAs, clientOf, liveConsent } from "./calls.ts";
import { linkedinErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { edit, find, publish, questionOf, receive, remove, wordsOf } from "./posts.ts";
import { placeTargeting, placing } from "./targeting.ts";
import { profile, shown } from "./watching.ts";

const source =
  "https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api";
const verifiedOn = "2026-11-21";
const textMax = 3_000;
const itemsMax = 20;
const questionMax = 140;
const altMax = 4_086;
const pictureBytesMax = 10_485_760;
const videoBytesMax = 524_288_000;

const looksPerDay = limit(
  "linkedin.looks",
  200,
  "posts and comments a day",
  "looked at again, each every three hours: each is a call, and LinkedIn publishes no number of them",
);

const capabilities: Capabilities = {
  ...openTimeline,
  changes: { posts: ["edits", "deletions", "counts"], comments: ["edits", "deletions"] },
  messages: "untold",
  administrators: true,
  placeTargeting,
  looks: { minutesMin: 180, perDayMax: looksPerDay },
  media: {
    types: ["image/jpeg", "image/png", "image/gif"],
    itemsMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: altMax,
  },
  video: {
    types: ["video/mp4"],
    itemsMax: 1,
    sizeBytesMax: videoBytesMax,
    durationSecondsMax: 1_800,
    captions: "track",
  },
  count: "characters",
  poll: { optionsMax: 4, optionMax: 30, minutesMin: 1_440, minutesMax: 20_160 },
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    {
      what: "text",
      value: questionMax,
      unit: "characters of a poll's question",
      source: "Poll API",
      verifiedOn,
    },
    { what: "images", value: itemsMax, unit: "pictures", source: "MultiImage API", verifiedOn },
    {
      what: "image-bytes",
      value: pictureBytesMax,
      unit: "bytes",
      source: "this product",
      verifiedOn,
    },
    { what: "video-bytes", value: videoBytesMax, unit: "bytes", source: "Videos API", verifiedOn },
    { what: "video-seconds", value: 1_800, unit: "seconds", source: "Videos API", verifiedOn },
    { what: "alt-text", value: altMax, unit: "characters", source, verifiedOn },
  ],
  notices: [
    "LinkedIn gives the Community Management interface only to apps it reviewed.",
    "A consent lives sixty days; most apps get no renewal, so somebody says yes again every two months.",
    "An edit changes words, not pictures, and not who sees the post.",
    "A poll is open for one, three, seven or fourteen days; the last line of the text is its question.",
  ],
};

export const linkedin: Connector = {
  network: "linkedin",
  title: "LinkedIn page",
  capabilities,
  errors: linkedinErrors,
  settings: [
    ...clientFields("Of the agency's own app at LinkedIn's developer site, under Auth."),
    {
      name: "page",
      label: "Page",
      kind: "text",
      required: false,
      help: "Its number, when the account administers several.",
    },
  ],
  consentUrl: (input, asked) =>
    consentAddress(`${baseOf(input["endpoint"], liveConsent)}/oauth/v2/authorization`, asked, {
      client_id: trimmed(input, "clientId"),
      scope: "r_organization_social w_organization_social rw_organization_admin",
    }),
  authorize,
  measure,
  publish,
  edit,
  remove,
  find,
  receive,
  look,
  mediumAt,
  profile,
  placing,
  shown,
  async health(net, account) {
    try {
      const id = account.remoteId.split(":").at(-1) ?? "";
      const { body } = await call(net, account, "GET", `/rest/organizations/${id}`);
      const until = account.credential["expiresAt"]?.slice(0, 10);
      const end = until === undefined ? "" : ` The consent lives until ${until}.`;
      return { state: "healthy", says: `Posts as ${textField(body, "localizedName")}.${end}` };
    } catch (error) {
      return ailing(error, "Connect the page again.");
    }
  },
};

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const clientSecret = trimmed(input, "clientSecret");
  const settings = clientSettings(input);
  const ask = { what: "A page on LinkedIn", ...clientOf(settings, clientSecret) };
  const tokens = await tokensForCode(net, input, ask);
  const as = { settings, token: tokens.access, secrets: [tokens.access] };
  const acls = "/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED";
  const headers = { "x-restli-method": "FINDER" };
  const { body } = await callAs(net, as, "GET", acls, { headers });
  const urns = listField(body, "elements").map((each) => textField(each, "organization"));
  const wanted = trimmed(input, "page");
  const fitting = urns.filter((urn) => wanted === "" || urn.endsWith(`:${wanted}`));
  const [urn] = fitting;
  if (urn === undefined || fitting.length > 1) {
    const list = urns.map((each) => each.split(":").at(-1)).join(", ");
    throw new SendError("refused", `Say which page: ${list || "this account administers none"}.`);
  }
  const id = urn.split(":").at(-1) ?? "";
  const page = (await callAs(net, as, "GET", `/rest/organizations/${id}`)).body;
  const vanity = textField(page, "vanityName");
  return {
    remoteId: urn,
    handle: textField(page, "localizedName"),
    displayName: textField(page, "localizedName"),
    profileUrl: `https://www.linkedin.com/company/${vanity || id}/`,
    credential: withTokens({ clientSecret }, tokens),
    settings,
  };
}

function measure(message: OutboundMessage): Measure {
  const count = wordsOf(message).length;
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.some(isVideo) && message.media.length > 1) {
    const says = "LinkedIn takes pictures or one video with a post, not both.";
    findings.push({ code: "mixed-media", says, field: "media" });
  }
  if (message.poll && questionOf(message).length > questionMax) {
    const says = `The last line is the poll's question here: ${questionMax} characters fit.`;
    findings.push({ code: "poll-question", says, field: "text" });
  }
  return { count, max: textMax, unit: "characters", findings };
}

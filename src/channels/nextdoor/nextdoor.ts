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
import { textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { withTokens } from "../oauth.ts";
import { openTimeline } from "../open-timeline.ts";
import { shownAs } from "../shown.ts";
import { chosenGroups } from "./areas.ts";
import { call, callAs, clientOf, groupsOf, idField, liveConsent, scope } from "./calls.ts";
import { nextdoorErrors } from "./errors.ts";
import { look } from "./looking.ts";
import { listed, listedMax } from "./listing.ts";
import { edit, find, publish, remove } from "./posts.ts";
import { receive } from "./reading.ts";
import { placeTargeting, placing } from "./targeting.ts";

const source = "https://developer.nextdoor.com/reference/sharing-data-types";
const verifiedOn = "2026-11-21";
const textMax = 8_192;
const attachmentsMax = 10;
const pictureBytesMax = 10_000_000;
const videoBytesMax = 500_000_000;

const capabilities: Capabilities = {
  ...openTimeline,
  changes: { posts: ["edits", "deletions"], comments: ["edits", "deletions"] },
  messages: "untold",
  placeTargeting,
  media: {
    types: ["image/jpeg", "image/png", "image/gif", "image/webp"],
    itemsMax: attachmentsMax,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  video: {
    types: ["video/mp4", "video/quicktime"],
    itemsMax: attachmentsMax,
    sizeBytesMax: videoBytesMax,
    captions: "in-picture",
  },
  // "8,192 bytes/characters": the narrower reading holds in both.
  count: "bytes",
  limits: [
    { what: "text", value: textMax, unit: "bytes", source, verifiedOn },
    { what: "images", value: attachmentsMax, unit: "pictures and videos", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    { what: "video-bytes", value: videoBytesMax, unit: "bytes", source, verifiedOn },
  ],
  notices: [
    "Nextdoor gives its Publish interface only to agencies that applied for it.",
    "An urgent alert is made by hand in Nextdoor: its interface makes ordinary posts only. The next reading brings it into the record.",
    "Nextdoor hands back the fifty newest posts of the person who said yes, not those of colleagues: each connects an account.",
    "Nextdoor names neighbors by a number alone, and lets no app read direct messages.",
    "Nextdoor takes no descriptions of pictures; captions of a video must be burnt into the picture.",
  ],
};

export const nextdoor: Connector = {
  network: "nextdoor",
  title: "Nextdoor agency",
  capabilities,
  errors: nextdoorErrors,
  settings: [
    ...clientFields(
      "From Nextdoor, when it accepted the agency's application for the Publish API.",
    ),
    {
      name: "areas",
      label: "Areas",
      kind: "lines",
      required: false,
      help: "Names of neighborhoods or districts of your service area, one a line. Empty for all of it.",
    },
  ],
  consentUrl: (input, asked) =>
    consentAddress(`${baseOf(input["endpoint"], liveConsent)}/v3/authorize/`, asked, {
      client_id: trimmed(input, "clientId"),
      scope,
    }),
  authorize,
  measure,
  publish,
  edit,
  remove,
  find,
  receive,
  look,
  placing,
  async profile(net, account) {
    const { body } = await call(net, account, "GET", "/me/");
    return { name: textField(body, "agency_name") };
  },
  async shown(net, account, remote, message) {
    if (message.replyTo) return undefined;
    const { posts } = await listed(net, account);
    const post = posts.find(
      (each) => idField(each, "id") === remote.id || textField(each, "url") === remote.url,
    );
    if (post) return shownAs(textField(post, "body"), message.text);
    // Behind the fifty newest nobody can say what became of it.
    return posts.length < listedMax ? { state: "gone" } : undefined;
  },
  async health(net, account) {
    try {
      const { body } = await call(net, account, "GET", "/me/");
      const count = groupsOf(account).length;
      const agency = textField(body, "agency_name");
      return count === 0
        ? { state: "healthy", says: `Posts as ${agency}.` }
        : { state: "healthy", says: `Posts as ${agency} to ${count} of its areas.` };
    } catch (error) {
      return ailing(error, "Connect the account again.");
    }
  },
};

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const settings = clientSettings(input);
  const clientSecret = trimmed(input, "clientSecret");
  const tokens = await tokensForCode(net, input, {
    what: "An agency on Nextdoor",
    ...clientOf(settings, clientSecret),
    form: { client_id: trimmed(input, "clientId") },
  });
  const as = { settings, token: tokens.access, secrets: [tokens.access, clientSecret] };
  const me = (await callAs(net, as, "GET", "/me/")).body;
  const agency = textField(me, "agency_name");
  if (idField(me, "agency_id") === "")
    throw new SendError("refused", "This person speaks for no public agency on Nextdoor.");
  const groups = await chosenGroups(net, as, input["areas"] ?? "");
  return {
    remoteId: idField(me, "id"),
    handle: agency,
    displayName: agency,
    profileUrl: textField(me, "agency_url_at_nextdoor"),
    credential: withTokens({ clientSecret }, tokens),
    settings: { ...settings, ...(groups.length === 0 ? {} : { groups: groups.join(",") }) },
  };
}

function measure(message: OutboundMessage): Measure {
  const count = Buffer.byteLength(message.replyTo ? linked(message) : message.text);
  const findings = [
    ...textFindings(count, textMax, "bytes"),
    ...allMediaFindings(message, capabilities),
  ];
  if (message.media.length > attachmentsMax) {
    const says = `At most ${attachmentsMax} pictures and videos go with one post here.`;
    findings.push({ code: "too-many-media", says, field: "media" });
  }
  return { count, max: textMax, unit: "bytes", findings };
}

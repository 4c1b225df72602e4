import { limit } from "#platform/limits.ts";
import { ailing } from "../ailing.ts";
import type { AccountFacts, Authorized, Health } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { listField, textField } from "../exchange.ts";
import { graphErrors } from "../graph-errors.ts";
import { callGraph } from "../graph.ts";
import { numbersIn } from "../mailing.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { pictureName } from "../shown.ts";
import { whatsappErrors } from "./errors.ts";
import { hook } from "./hook.ts";
import { mediumAt } from "./media.ts";
import { find, graphFor, graphOf, publish, wordsOf } from "./sending.ts";

const source = "https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages";
const verifiedOn = "2026-11-21";
const textMax = 1_024;
const pictureBytesMax = 5_242_880;
const recipientsMax = limit(
  "whatsapp.recipients",
  5_000,
  "telephones",
  "one try at a time; the number's tier may allow fewer",
);

const capabilities: Capabilities = {
  changes: { messages: ["edits", "deletions"] },
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: true,
  settle: "ask",
  hasAddress: false,
  readsOwn: false,
  media: {
    types: ["image/jpeg", "image/png"],
    itemsMax: 1,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  count: "characters",
  limits: [
    { what: "text", value: textMax, unit: "characters in a template", source, verifiedOn },
    { what: "images", value: 1, unit: "picture, with a template for it", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    {
      what: "recipients",
      value: recipientsMax,
      unit: "telephones",
      source: "this product",
      verifiedOn,
    },
  ],
  notices: [
    "WhatsApp lets an agency write first only with an approved template; the post fills its one gap.",
    "WhatsApp cannot be asked what was sent: when an answer is lost, a person is asked to look.",
    "Answers come by the webhook alone; what it loses cannot be read back.",
    "A message cannot be edited or taken back. Write only to telephones that agreed to it.",
  ],
};

export const whatsapp: Connector = {
  network: "whatsapp",
  title: "WhatsApp",
  capabilities,
  errors: [...graphErrors, ...whatsappErrors],
  settings: [
    {
      name: "number",
      label: "Phone number id",
      kind: "text",
      required: true,
      help: "Of the agency's number, in the app's WhatsApp settings: it is not the number itself.",
    },
    {
      name: "token",
      label: "System user's token",
      kind: "secret",
      required: true,
      help: "From the business settings, with whatsapp_business_messaging.",
    },
    {
      name: "appSecret",
      label: "App secret",
      kind: "secret",
      required: true,
      help: "Under Basic settings. It proves our calls and checks what WhatsApp tells us.",
    },
    {
      name: "template",
      label: "Template",
      kind: "text",
      required: true,
      help: "The name of an approved template whose body has one gap: the post goes there.",
      placeholder: "agency_news",
    },
    {
      name: "pictureTemplate",
      label: "Template with a picture",
      kind: "text",
      required: false,
      help: "The same with a picture on top.",
    },
    {
      name: "language",
      label: "Template's language",
      kind: "text",
      required: false,
      help: "As WhatsApp writes it, such as en_US or es.",
    },
    {
      name: "recipients",
      label: "Telephones",
      kind: "lines",
      required: true,
      help: `One a line as +15551234567, at most ${recipientsMax}; only those who agreed.`,
    },
    {
      name: "price",
      label: "Price of a message",
      kind: "text",
      required: false,
      help: "By WhatsApp's price list for the template's category and country.",
    },
    {
      name: "verifyToken",
      label: "Verify token",
      kind: "secret",
      required: false,
      help: "Any long word; the same is entered with the webhook's address at the app.",
    },
  ],
  authorize,
  measure,
  publish,
  find,
  hook,
  mediumAt,
  async profile(net, account) {
    const graph = graphOf(account);
    const path = `/${account.remoteId}`;
    const name = await callGraph(net, graph, "GET", path, { query: { fields: "verified_name" } });
    const query = { fields: "about,description,websites,profile_picture_url" };
    const told = await callGraph(net, graph, "GET", `${path}/whatsapp_business_profile`, { query });
    const [own] = listField(told.body, "data");
    const about = [textField(own, "about"), textField(own, "description")].filter(Boolean);
    return {
      name: textField(name.body, "verified_name"),
      picture: pictureName(textField(own, "profile_picture_url")),
      description: about.join("\n\n"),
      website: listField(own, "websites").map(String).join("\n"),
      pictureUrl: textField(own, "profile_picture_url"),
    };
  },
  async health(net, account): Promise<Health> {
    try {
      const query = { fields: "verified_name,quality_rating" };
      const graph = graphOf(account);
      const { body } = await callGraph(net, graph, "GET", `/${account.remoteId}`, { query });
      const quality = textField(body, "quality_rating");
      const says = `Writes as ${textField(body, "verified_name")}; quality ${quality || "unknown"}.`;
      if (quality !== "RED") return { state: "healthy", says };
      return { state: "degraded", says, fix: "People complain about the messages: send fewer." };
    } catch (error) {
      return ailing(error, "Connect the number again with a valid token.");
    }
  },
};

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const get = (name: string) => (input[name] ?? "").trim();
  const recipients = numbersIn(input["recipients"] ?? "");
  if (recipients.length === 0 || recipients.length > recipientsMax)
    throw new SendError("refused", `The list must hold 1 to ${recipientsMax} telephones.`);
  const price = get("price");
  if (price !== "" && !/^\d{1,3}(\.\d{1,6})?$/.test(price))
    throw new SendError("refused", "The price of a message is a number such as 0.0034.");
  const graph = graphFor(input, { token: get("token"), appSecret: get("appSecret") });
  const query = { fields: "id,display_phone_number,verified_name,quality_rating" };
  const path = `/${encodeURIComponent(get("number"))}`;
  const { body } = await callGraph(net, graph, "GET", path, { query });
  const shown = textField(body, "display_phone_number");
  const verifyToken = get("verifyToken");
  const optional = ["pictureTemplate", "endpoint"].flatMap((name) =>
    get(name) === "" ? [] : [[name, get(name)]],
  );
  return {
    remoteId: textField(body, "id"),
    handle: shown,
    displayName: textField(body, "verified_name") || shown,
    profileUrl: `https://wa.me/${shown.replaceAll(/\D/g, "")}`,
    credential: {
      token: graph.token,
      appSecret: graph.appSecret,
      ...(verifyToken === "" ? {} : { verifyToken }),
    },
    settings: {
      template: get("template"),
      language: get("language") || "en_US",
      recipients: recipients.join("\n"),
      ...(price === "" ? {} : { price, priceOn: net.now().toString().slice(0, 10) }),
      ...Object.fromEntries(optional),
    },
  };
}

function measure(message: OutboundMessage, { settings }: AccountFacts): Measure {
  const text = wordsOf(message);
  const findings = [
    ...textFindings(text.length, textMax, "characters"),
    ...allMediaFindings(message, capabilities),
  ];
  if (/[\n\t]| {4}/.test(text)) {
    const says = "A template takes no line breaks, tabs or rows of spaces.";
    findings.push({ code: "no-line-breaks", says, field: "text" });
  }
  if (message.media.length > 0 && !settings["pictureTemplate"]) {
    const says = "This channel has no template with a picture.";
    findings.push({ code: "too-many-media", says, field: "media" });
  }
  return { count: text.length, max: textMax, unit: "characters", findings, ...costOf(settings) };
}

function costOf(settings: AccountFacts["settings"]): Pick<Measure, "cost"> {
  const { price, priceOn = verifiedOn } = settings;
  if (price === undefined) return {};
  const people = numbersIn(settings["recipients"] ?? "").length;
  const micros = Math.round(Number(price) * 1_000_000) * people;
  const says = `${people} messages, about ${(micros / 1_000_000).toFixed(2)} USD.`;
  const priced = { source: "the price set for this channel", verifiedOn: priceOn };
  return { cost: { micros, currency: "USD", says, ...priced } };
}

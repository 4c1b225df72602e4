import { limit } from "#platform/limits.ts";
import { ailing } from "../ailing.ts";
import type { Account, AccountFacts, Authorized } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector, Net } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { isNumber, numbersIn, sendToAll } from "../mailing.ts";
import { allMediaFindings, textFindings } from "../media-findings.ts";
import { accountPath, call, codeIn, gatewayOf, placeOf } from "./calls.ts";
import { aboutOneTelephone, smsErrors } from "./errors.ts";
import { hook } from "./hook.ts";
import { find, receive } from "./reading.ts";
import { costlyCharacters, segmentsOf } from "./segments.ts";

const source = "https://www.twilio.com/docs/messaging/api/message-resource";
const verifiedOn = "2026-11-21";
const bodyMax = 1_600;
const segmentsMax = limit(
  "sms.segments",
  10,
  "segments",
  "a longer text belongs on the newsroom's page",
);
const recipientsMax = limit(
  "sms.recipients",
  5_000,
  "telephones",
  "one try at a time; a larger list needs a bulk gateway",
);
const pictureBytesMax = 614_400;

const capabilities: Capabilities = {
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: true,
  settle: "timeline",
  hasAddress: false,
  media: {
    types: ["image/jpeg", "image/png", "image/gif"],
    itemsMax: 3,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  count: "segments",
  limits: [
    { what: "text", value: segmentsMax, unit: "segments", source: "this product", verifiedOn },
    { what: "text-bytes", value: bodyMax, unit: "characters", source, verifiedOn },
    { what: "images", value: 3, unit: "pictures", source, verifiedOn },
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
    "A text cannot be edited or taken back: a correction is a second text.",
    "Write only to telephones that agreed to it (47 U.S.C. § 227); STOP is obeyed at once.",
    "In the USA the number must be registered (10DLC or toll-free) before carriers deliver; it takes weeks.",
    "Pictures go as MMS, in the USA and Canada only, without their descriptions.",
  ],
};

export const sms: Connector = {
  network: "sms",
  title: "Text messages",
  capabilities,
  errors: smsErrors,
  settings: [
    {
      name: "account",
      label: "Account SID",
      kind: "text",
      required: true,
      help: "From the gateway's console.",
      placeholder: "AC…",
    },
    {
      name: "token",
      label: "Auth token",
      kind: "secret",
      required: true,
      help: "From the gateway's console. It also signs what the gateway tells us.",
    },
    {
      name: "from",
      label: "Sender",
      kind: "text",
      required: true,
      help: "The agency's number as +15551234567, or a messaging service (MG…).",
      placeholder: "+15551234567",
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
      label: "Price of a segment",
      kind: "text",
      required: false,
      help: "By the gateway's price list, such as 0.0083: the composer shows what a text would cost.",
      placeholder: "0.0083",
    },
    {
      name: "currency",
      label: "Currency",
      kind: "text",
      required: false,
      help: "Three letters; USD when empty.",
    },
    {
      name: "gateway",
      label: "Gateway",
      kind: "url",
      required: false,
      help: "Leave empty for Twilio; the https address of another gateway with the same interface.",
    },
  ],
  authorize,
  measure,
  publish,
  find,
  receive,
  hook,
  async health(net, account) {
    try {
      const place = placeOf(account);
      const { body } = await call(net, place, accountPath(place, ".json"));
      const status = textField(body, "status");
      if (status === "active")
        return { state: "healthy", says: "The gateway's account is active." };
      return {
        state: "broken",
        says: `The gateway's account is ${status}.`,
        fix: "Ask the gateway why.",
      };
    } catch (error) {
      return ailing(error, "Connect the gateway again with a valid token.");
    }
  },
};

async function authorize(net: Net, input: Readonly<Record<string, string>>): Promise<Authorized> {
  const from = (input["from"] ?? "").replaceAll(/[\s().-]/g, "");
  if (!isNumber(from) && !/^MG[0-9a-f]{32}$/.test(from))
    throw new SendError("refused", "The sender must be a number such as +15551234567, or MG….");
  const recipients = numbersIn(input["recipients"] ?? "");
  if (recipients.length === 0 || recipients.length > recipientsMax)
    throw new SendError("refused", `The list must hold 1 to ${recipientsMax} telephones.`);
  const price = (input["price"] ?? "").trim();
  if (price !== "" && !/^\d{1,3}(\.\d{1,6})?$/.test(price))
    throw new SendError("refused", "The price of a segment is a number such as 0.0083.");
  const place = {
    base: gatewayOf(input),
    account: (input["account"] ?? "").trim(),
    token: input["token"] ?? "",
  };
  const { body } = await call(net, place, accountPath(place, ".json"));
  return {
    remoteId: from,
    handle: from,
    displayName: textField(body, "friendly_name") || from,
    profileUrl: `sms:${from}`,
    credential: { token: place.token },
    settings: {
      account: place.account,
      from,
      recipients: recipients.join("\n"),
      ...(price === "" ? {} : { price, priceOn: net.now().toString().slice(0, 10) }),
      currency: (input["currency"] ?? "").trim().toUpperCase() || "USD",
      ...(input["gateway"] ? { gateway: place.base } : {}),
      ...(input["endpoint"] ? { endpoint: place.base } : {}),
    },
  };
}

async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const place = placeOf(account);
  const media: string[] = [];
  for (const item of message.media) media.push(await net.lend(item.sha256, item.type));
  const send = async (address: string) => {
    const form = new URLSearchParams({
      To: address,
      Body: linked(message),
      [place.from.startsWith("MG") ? "MessagingServiceSid" : "From"]: place.from,
      StatusCallback: `${net.origin}/hooks/sms/${account.id}`,
    });
    for (const url of media) form.append("MediaUrl", url);
    const { body } = await call(net, place, accountPath(place, "/Messages.json"), form);
    const id = textField(body, "sid");
    if (id === "") throw new SendError("unknown", "The gateway's answer names no message.");
    return id;
  };
  const recipients = numbersIn(account.settings["recipients"] ?? "");
  return sendToAll({
    net,
    account,
    attempt,
    recipients,
    send,
    isAboutAddress: (error) => aboutOneTelephone.has(codeIn(error)),
  });
}

function measure(message: OutboundMessage, { settings }: AccountFacts): Measure {
  const text = linked(message);
  const { segments, encoding } = segmentsOf(text);
  const findings = [
    ...textFindings(segments, segmentsMax, "segments"),
    ...allMediaFindings(message, capabilities),
  ];
  if (text.length > bodyMax && segments <= segmentsMax)
    findings.push(...textFindings(text.length, bodyMax, "characters"));
  return {
    count: segments,
    max: segmentsMax,
    unit: "segments",
    findings,
    ...costOf(text, { segments, encoding, settings }),
  };
}

/** Segments × telephones × the price that was set; MMS have prices of their own and none is guessed. */
function costOf(
  text: string,
  {
    segments,
    encoding,
    settings,
  }: { segments: number; encoding: string; settings: AccountFacts["settings"] },
): Pick<Measure, "cost"> {
  const { price, currency = "USD", priceOn = verifiedOn } = settings;
  if (price === undefined) return {};
  const telephones = numbersIn(settings["recipients"] ?? "").length;
  const micros = Math.round(Number(price) * 1_000_000) * segments * telephones;
  const costly = encoding === "UCS-2" ? costlyCharacters(text).slice(0, 5).join(" ") : "";
  const tip = costly === "" ? "" : ` These make every segment shorter: ${costly}`;
  return {
    cost: {
      micros,
      currency,
      says: `${segments} × ${telephones} telephones, about ${(micros / 1_000_000).toFixed(2)} ${currency}.${tip}`,
      source: "the price set for this channel",
      verifiedOn: priceOn,
    },
  };
}

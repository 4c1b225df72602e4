import { limit } from "#platform/limits.ts";
import type { AccountFacts } from "../account.ts";
import type { Capabilities } from "../capabilities.ts";
import type { Connector } from "../connector.ts";
import type { Measure, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { mediaFindings, textFindings } from "../media-findings.ts";
import { pollFindings } from "../polls.ts";
import { emailErrors } from "./errors.ts";
import { isMailbox, recipientsIn, recipientsMax } from "./recipients.ts";
import { openRelay, relayOf, type RelaySettings } from "./relay.ts";
import { hasSubscribers, ofList, whoField } from "../subscribed.ts";
import { publishToReaders } from "./fan-out.ts";
import { publish } from "./sending.ts";

const textMax = limit("email.text", 50_000, "characters", "a notice is no book");
const subjectMax = limit("email.subject", 150, "characters", "longer ones are cut by mailboxes");
const pictureBytesMax = limit(
  "email.picture",
  2_000_000,
  "bytes",
  "relays often stop at 10 MB a mail",
);
const tryMs = limit(
  "email.try",
  90_000,
  "milliseconds",
  "the time in which copies are begun, and then one connection and one slow answer",
);
const source = "this product; a relay may allow less (SIZE, RFC 1870)";
const verifiedOn = "2026-11-21";
const securities = ["tls", "starttls", "none"];

const capabilities: Capabilities = {
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: false,
  settle: "ask",
  hasAddress: false,
  tryMs,
  media: {
    types: ["image/png", "image/jpeg", "image/gif"],
    itemsMax: 3,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  count: "characters",
  limits: [
    { what: "text", value: textMax, unit: "characters", source, verifiedOn },
    { what: "subject", value: subjectMax, unit: "characters", source, verifiedOn },
    { what: "images", value: 3, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
  ],
};

export const email: Connector = {
  network: "email",
  title: "E-mail list",
  capabilities,
  errors: emailErrors,
  settings: [
    {
      name: "host",
      label: "Mail relay",
      kind: "text",
      required: true,
      help: "The server that takes the agency's outgoing mail.",
      placeholder: "smtp.agency.gov",
    },
    {
      name: "port",
      label: "Port",
      kind: "text",
      required: false,
      help: "587 (usual), 465 with TLS from the start, or 25.",
    },
    {
      name: "security",
      label: "Security",
      kind: "text",
      required: false,
      help: "starttls (usual), tls, or none for a relay in the agency's own network.",
    },
    {
      name: "user",
      label: "User",
      kind: "text",
      required: false,
      help: "Leave empty if the relay knows this machine.",
    },
    { name: "password", label: "Password", kind: "secret", required: false, help: "Of that user." },
    {
      name: "from",
      label: "Sender address",
      kind: "text",
      required: true,
      help: "The address that letters come from.",
      placeholder: "news@agency.gov",
    },
    {
      name: "name",
      label: "Sender name",
      kind: "text",
      required: true,
      help: "What readers see as the sender.",
    },
    {
      name: "listId",
      label: "List name",
      kind: "text",
      required: false,
      help: "For the List-Id header, such as news.agency.gov.",
    },
    whoField,
    {
      name: "pace",
      label: "Letters a minute",
      kind: "text",
      required: false,
      help: "The most that the relay takes from you; as fast as it goes when empty.",
      when: { field: "who", is: "subscribers" },
    },
    {
      name: "unsubscribe",
      label: "Unsubscribe address",
      kind: "url",
      required: true,
      help: "An https address that ends a subscription with one POST; {recipient} stands for the reader's address.",
      ...ofList,
    },
    {
      name: "recipients",
      label: "Recipients",
      kind: "lines",
      required: true,
      help: `One address a line, at most ${recipientsMax}; the address of a list at the relay counts as one.`,
      ...ofList,
    },
  ],

  async authorize(net, input) {
    const settings = checked(input);
    const relay = relaySettings(settings, input["password"] ?? "");
    const connection = await openRelay(net, relay);
    connection[Symbol.dispose]();
    const from = settings["from"] ?? "";
    return {
      remoteId: from,
      handle: from,
      displayName: settings["name"] ?? from,
      profileUrl: `mailto:${from}`,
      credential: { password: relay.password },
      settings,
      limits: { recipients: recipientsIn(settings["recipients"] ?? "").length },
    };
  },

  measure,
  publish: (net, account, ...rest) =>
    (hasSubscribers("email", account.settings) ? publishToReaders : publish)(net, account, ...rest),

  async health(net, account) {
    try {
      const connection = await openRelay(net, relayOf(account));
      connection[Symbol.dispose]();
      return { state: "healthy", says: "The relay lets this sender in." };
    } catch (error) {
      const says = error instanceof SendError ? error.message : "The relay could not be checked.";
      const isBroken = error instanceof SendError && /^(expired|refused)$/.test(error.class);
      return isBroken
        ? { state: "broken", says, fix: "Check the user and password with the relay's operator." }
        : { state: "degraded", says, fix: "Wait: it is checked again by itself." };
    }
  },
};

function relaySettings(
  settings: Readonly<Record<string, string>>,
  password: string,
): RelaySettings {
  const from = settings["from"] ?? "";
  const facts = { id: "", remoteId: from, handle: from, settings, limits: {} };
  return relayOf({ ...facts, credential: { password }, renewed: async () => undefined });
}

/** Settings that can work at all, without the secret; a SendError `refused` names what is wrong. */
function checked(input: Readonly<Record<string, string>>): Record<string, string> {
  const { password: _password, ...rest } = input;
  const settings: Record<string, string> = { port: "587", security: "starttls", ...rest };
  const recipients = recipientsIn(settings["recipients"] ?? "");
  const wrong = recipients.find((each) => !isMailbox(each));
  const port = Number(settings["port"]);
  const isOpen = hasSubscribers("email", settings);
  const problems = [
    [!isMailbox(settings["from"] ?? ""), "The sender address is no mail address."],
    [
      /[\r\n]/.test(
        Object.entries(settings)
          .flatMap(([name, value]) => (name === "recipients" ? [] : value))
          .join(""),
      ),
      "A setting may not hold line breaks.",
    ],
    [
      !securities.includes(settings["security"] ?? ""),
      `Security is one of ${securities.join(", ")}.`,
    ],
    [!(Number.isInteger(port) && port > 0 && port < 65_536), "The port is a number up to 65535."],
    [!isOpen && recipients.length === 0, "Name at least one recipient."],
    [!/^(|[1-9]\d{0,5})$/.test(settings["pace"] ?? ""), "Letters a minute are a whole number."],
    [recipients.length > recipientsMax, `At most ${recipientsMax} recipients.`],
    [wrong !== undefined, `${wrong} is no mail address.`],
  ] as const;
  const found = problems.find(([isWrong]) => isWrong);
  if (found !== undefined) throw new SendError("refused", found[1]);
  return settings;
}

function measure(message: OutboundMessage, _account: AccountFacts): Measure {
  const count = [...message.text].length;
  const subject = [...(message.title ?? "")].length;
  const findings = [
    ...textFindings(count, textMax, "characters"),
    ...(subject > subjectMax
      ? [
          {
            code: "subject-too-long",
            says: `The subject is ${subject - subjectMax} characters too long.`,
            field: "title",
          },
        ]
      : []),
    ...mediaFindings(message, capabilities.media),
    ...pollFindings(message, undefined),
  ];
  return { count, max: textMax, unit: "characters", findings };
}

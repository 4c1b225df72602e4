import type { SettingField } from "../../account.ts";

/** What a provider hands to an agency that is to bind by SMPP. */
export const smppFields: readonly SettingField[] = [
  {
    name: "host",
    label: "SMPP host",
    kind: "text",
    required: true,
    help: "The name or address of the provider's message centre.",
    placeholder: "smpp.provider.example",
  },
  {
    name: "port",
    label: "Port",
    kind: "text",
    required: false,
    help: "When empty: 3550 with TLS, 2775 without.",
  },
  {
    name: "tls",
    label: "TLS",
    kind: "choice",
    required: false,
    help: "Without it only a message centre in the agency's own network or VPN is accepted.",
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ],
  },
  {
    name: "systemId",
    label: "System id",
    kind: "text",
    required: true,
    help: "The name that the provider gave this system (system_id).",
  },
  {
    name: "password",
    label: "Password",
    kind: "secret",
    required: true,
    help: "Of that system id, from the provider.",
  },
  {
    name: "source",
    label: "Source address",
    kind: "text",
    required: true,
    help: "The agency's number as +15551234567, its short code, or a name of at most 11 letters.",
    placeholder: "+15551234567",
  },
  {
    name: "systemType",
    label: "System type",
    kind: "text",
    required: false,
    help: "Only where the provider asks for one (system_type).",
  },
  {
    name: "receipts",
    label: "Delivery receipts",
    kind: "choice",
    required: false,
    help: "Whether the provider tells how far each text has come (registered_delivery).",
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ],
  },
  {
    name: "bind",
    label: "Sessions",
    kind: "choice",
    required: false,
    help: "One for both only where the provider has no other: what comes in while a text is sent is put off.",
    choices: [
      { value: "split", label: "One to send, one to receive" },
      { value: "transceiver", label: "One for both (transceiver)" },
    ],
  },
];

import type { SettingField } from "../account.ts";
import { ofList, whoField } from "../subscribed.ts";
import { recipientsMax } from "./capabilities.ts";
import { smppFields } from "./smpp/fields.ts";
import { twilioFields } from "./twilio/fields.ts";

/** The form of a connection: the gateway's interface first, then what that one asks, then the list. */
export const fields: readonly SettingField[] = [
  {
    name: "interface",
    label: "Gateway's interface",
    kind: "choice",
    required: false,
    help: "How the agency's provider takes texts: most do by HTTP as Twilio does, carriers by SMPP.",
    choices: [
      { value: "twilio", label: "Twilio-compatible (HTTP)" },
      { value: "smpp", label: "SMPP 3.4" },
    ],
  },
  ...twilioFields.map((field) => ({ ...field, when: { field: "interface", is: "twilio" } })),
  ...smppFields.map((field) => ({ ...field, when: { field: "interface", is: "smpp" } })),
  whoField,
  {
    name: "recipients",
    label: "Telephones",
    kind: "lines",
    required: true,
    help: `One a line as +15551234567, at most ${recipientsMax}; only those who agreed.`,
    ...ofList,
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
];

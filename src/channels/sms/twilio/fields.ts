import type { SettingField } from "../../account.ts";

export const twilioFields: readonly SettingField[] = [
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
    name: "gateway",
    label: "Gateway",
    kind: "url",
    required: false,
    help: "Leave empty for Twilio; the https address of another gateway with the same interface.",
  },
];

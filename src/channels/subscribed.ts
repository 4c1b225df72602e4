import type { SettingField } from "./account.ts";
import type { ReaderWay } from "./readers.ts";

const ways: Readonly<Record<string, ReaderWay>> = { email: "email", sms: "text", push: "push" };

/** How people subscribe to a network's channels; undefined where they cannot. */
export function wayOf(network: string): ReaderWay | undefined {
  return ways[network];
}

/** Whom a channel writes to: those whom an administrator lists, or those who asked for it themselves. */
export const whoField: SettingField = {
  name: "who",
  label: "Who gets it",
  kind: "choice",
  required: false,
  help: "Subscribers asked for it on your newsroom and confirmed it; their addresses are shown to nobody.",
  choices: [
    { value: "list", label: "The list below" },
    { value: "subscribers", label: "Subscribers of the newsroom" },
  ],
};

/** Asked only of a channel with a list of its own. */
export const ofList = { when: { field: "who", is: "list" } };

/** Whether a channel writes to those who asked for it: of some networks all do. */
export function hasSubscribers(
  network: string,
  settings: Readonly<Record<string, string>>,
): boolean {
  return network === "push" || (wayOf(network) !== undefined && settings["who"] === "subscribers");
}

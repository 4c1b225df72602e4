import type { Connector } from "../connector.ts";

/** A way to the telephones: each channel has one, chosen when it is connected. */
export type Gateway = Required<
  Pick<Connector, "authorize" | "publish" | "find" | "receive" | "health">
>;

export type Settings = Readonly<Record<string, string>>;

/** Channels that were connected before there was a choice name none: they speak the Twilio interface. */
export function isSmpp(settings: Settings): boolean {
  return settings["interface"] === "smpp";
}

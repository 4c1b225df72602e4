import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { textField } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import { graphOf } from "./sending.ts";

/** Addresses at Instagram die after a while: a post tells a fresh one. A message's file is told once, with the message. */
export async function mediumAt(
  net: Net,
  account: Account,
  { remoteId, tries }: MediumAsked,
): Promise<MediumPlace | undefined> {
  if (tries === 0 || !/^\d+$/.test(remoteId)) return undefined;
  const query = { fields: "media_url" };
  const { body } = await callGraph(net, graphOf(account), "GET", `/${remoteId}`, { query });
  const url = textField(body, "media_url");
  return url === "" ? undefined : { url };
}

import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { textField } from "../exchange.ts";
import { callGraph } from "../graph.ts";
import { placeFor } from "../medium-place.ts";
import { graphOf } from "./sending.ts";

/** WhatsApp tells a file by a number; its address lives five minutes (docs, cloud-api/reference/media). */
export const mediaScheme = "whatsapp-media:";
const files = ["fbsbx.com", "fbcdn.net", "whatsapp.net"];

export async function mediumAt(
  net: Net,
  account: Account,
  { url }: MediumAsked,
): Promise<MediumPlace | undefined> {
  if (!url.startsWith(mediaScheme)) return undefined;
  const graph = graphOf(account);
  const path = `/${encodeURIComponent(url.slice(mediaScheme.length))}`;
  const query = { phone_number_id: account.remoteId };
  const { body } = await callGraph(net, graph, "GET", path, { query });
  const headers = { authorization: `Bearer ${graph.token}` };
  return placeFor(textField(body, "url"), { base: graph.base, files }, headers);
}

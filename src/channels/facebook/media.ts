import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { MediumAsked, MediumPlace } from "../inbound.ts";
import { callGraph } from "../graph.ts";
import { placeFor } from "../medium-place.ts";
import { pictureName } from "../shown.ts";
import { graphOf } from "./place.ts";
import { attachedTo, fileAttachments, filesOf, postAttachments } from "./reading.ts";

/** Facebook's own hosts for files; some of a message's are shown to its page alone. */
const files = ["fbsbx.com", "fbcdn.net"];
const shown = "lookaside.fbsbx.com";

/** Addresses at Facebook are signed and die after a while: the post or message tells a fresh one. */
export async function mediumAt(
  net: Net,
  account: Account,
  { remoteId, url, tries }: MediumAsked,
): Promise<MediumPlace | undefined> {
  const graph = graphOf(account);
  const fresh = tries === 0 ? url : await freshUrl();
  if (URL.parse(fresh)?.hostname !== shown) return { url: fresh };
  const headers = { authorization: `Bearer ${graph.token}` };
  return placeFor(fresh, { base: graph.base, files }, headers);

  async function freshUrl(): Promise<string> {
    const isMessage = /^(m_|mid)/.test(remoteId);
    const query = { fields: isMessage ? fileAttachments : postAttachments };
    const { body } = await callGraph(net, graph, "GET", `/${encodeURIComponent(remoteId)}`, {
      query,
    });
    const told = isMessage ? filesOf(body) : attachedTo(body);
    return told.find((each) => pictureName(each.url) === pictureName(url))?.url ?? url;
  }
}

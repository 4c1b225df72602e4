import type { Authorized } from "../account.ts";
import type { ConsentAsked, Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { field, listField, textField } from "../exchange.ts";
import { callGraph, type Graph } from "../graph.ts";
import { chosenOf, metaConsentUrl, metaToken, pagesOf } from "../meta-login.ts";
import { graphFor } from "./place.ts";

type Input = Readonly<Record<string, string>>;

const scopes = [
  "pages_show_list",
  "pages_manage_posts",
  "pages_manage_engagement",
  "pages_read_engagement",
  "pages_read_user_content",
  "pages_manage_metadata",
  "pages_messaging",
];

export function consentUrl(input: Input, asked: ConsentAsked): string {
  return metaConsentUrl(input, scopes, asked);
}

/** By consent, or with the token of a system user; either way the page's own token is what is kept. */
export async function authorize(net: Net, input: Input): Promise<Authorized> {
  const appSecret = (input["appSecret"] ?? "").trim();
  const { base } = graphFor(input, { token: "", appSecret });
  const graph = graphFor(input, { token: await metaToken(net, input, base), appSecret });
  const pages = await pagesOf(net, graph, "id,name,username,link,access_token,tasks");
  const none = "This account manages no page, or the page was not chosen in the consent.";
  const page = chosenOf(pages, input["page"] ?? "", none);
  const id = textField(page, "id");
  const pageToken = textField(page, "access_token");
  if (!listField(page, "tasks").includes("CREATE_CONTENT")) {
    throw new SendError("expired", "This account may not create content on the page.");
  }
  const verifyToken = (input["verifyToken"] ?? "").trim();
  if (verifyToken !== "") await subscribe(net, { ...graph, token: pageToken }, id);
  const username = textField(page, "username");
  return {
    remoteId: id,
    handle: username === "" ? textField(page, "name") : `@${username}`,
    displayName: textField(page, "name"),
    profileUrl: textField(page, "link") || `https://www.facebook.com/${id}`,
    credential: { token: pageToken, appSecret, ...(verifyToken === "" ? {} : { verifyToken }) },
    settings: {
      appId: (input["appId"] ?? "").trim(),
      ...(input["endpoint"] ? { endpoint: input["endpoint"] } : {}),
    },
  };
}

async function subscribe(net: Net, graph: Graph, page: string): Promise<void> {
  const form = { subscribed_fields: "feed,mention,messages" };
  const { body } = await callGraph(net, graph, "POST", `/${page}/subscribed_apps`, { form });
  if (field(body, "success") !== true) {
    throw new SendError("refused", "Facebook did not subscribe the page to its webhook.");
  }
}

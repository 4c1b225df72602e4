import { type Authorized, type ConsentAsked, type Net, SendError } from "../connector.ts";
import { field, listField, textField } from "../exchange.ts";
import { callGraph, type Graph } from "../graph.ts";
import { askTokens } from "../oauth.ts";
import { dialogUrl, graphFor } from "./place.ts";

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

export function consentUrl(input: Input, { state, challenge, redirectUri }: ConsentAsked): string {
  const query = new URLSearchParams({
    client_id: (input["appId"] ?? "").trim(),
    redirect_uri: redirectUri,
    response_type: "code",
    state,
    scope: scopes.join(","),
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  return `${dialogUrl(input)}?${query}`;
}

/** By consent, or with the token of a system user; either way the page's own token is what is kept. */
export async function authorize(net: Net, input: Input): Promise<Authorized> {
  const appSecret = (input["appSecret"] ?? "").trim();
  const token = input["code"] ? await longToken(net, input, appSecret) : (input["token"] ?? "");
  if (token === "") {
    throw new SendError("refused", "Connect with Facebook, or give a system user's token.");
  }
  const graph = graphFor(input, { token, appSecret });
  const page = chosen(await pagesOf(net, graph), (input["page"] ?? "").trim());
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

/** The code becomes a token of hours, and that one a token of two months; a page's token made with it has no end. */
async function longToken(net: Net, input: Input, appSecret: string): Promise<string> {
  const url = `${graphFor(input, { token: "", appSecret }).base}/oauth/access_token`;
  const client = { client_id: (input["appId"] ?? "").trim(), client_secret: appSecret };
  const short = await askTokens(net, {
    url,
    form: {
      ...client,
      grant_type: "authorization_code",
      code: input["code"] ?? "",
      redirect_uri: input["redirectUri"] ?? "",
      code_verifier: input["verifier"] ?? "",
    },
  });
  const form = { ...client, grant_type: "fb_exchange_token", fb_exchange_token: short.access };
  return (await askTokens(net, { url, form })).access;
}

async function pagesOf(net: Net, graph: Graph): Promise<readonly unknown[]> {
  const fields = "id,name,username,link,access_token,tasks";
  const query = { fields, limit: "100" };
  return listField((await callGraph(net, graph, "GET", "/me/accounts", { query })).body, "data");
}

function chosen(pages: readonly unknown[], asked: string): unknown {
  const fitting = pages.filter(
    (page) =>
      asked === "" ||
      [textField(page, "id"), textField(page, "name"), textField(page, "username")].includes(
        asked.replace(/^@/, ""),
      ),
  );
  const [page] = fitting;
  if (page !== undefined && fitting.length === 1) return page;
  const names = pages.map((each) => `${textField(each, "name")} (${textField(each, "id")})`);
  const sentence =
    pages.length === 0
      ? "This account manages no page, or the page was not chosen in the consent."
      : `Say which page: ${names.slice(0, 10).join(", ")}.`;
  throw new SendError("refused", sentence);
}

async function subscribe(net: Net, graph: Graph, page: string): Promise<void> {
  const form = { subscribed_fields: "feed,mention,messages" };
  const { body } = await callGraph(net, graph, "POST", `/${page}/subscribed_apps`, { form });
  if (field(body, "success") !== true) {
    throw new SendError("refused", "Facebook did not subscribe the page to its webhook.");
  }
}

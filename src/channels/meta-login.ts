import type { Connector, ConsentAsked, Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { baseOf } from "./endpoint.ts";
import { listField, textField } from "./exchange.ts";
import { callGraph, type Graph } from "./graph.ts";
import { askTokens } from "./oauth.ts";

export const graphVersion = "v25.0";
export const graphLive = "https://graph.facebook.com";

/** The agency's own app at Meta: asked for wherever a network is reached through it. */
export function metaAppFields(network: string): Connector["settings"] {
  return [
    {
      name: "appId",
      label: "App id",
      kind: "text",
      required: true,
      help: "Of the agency's own app at developers.facebook.com, under Basic settings.",
    },
    {
      name: "appSecret",
      label: "App secret",
      kind: "secret",
      required: true,
      help: `Beside the app id. It proves our calls and checks what ${network} tells us.`,
    },
  ];
}

type Input = Readonly<Record<string, string>>;

/** The consent page of Facebook Login, for pages and what belongs to them. */
export function metaConsentUrl(
  input: Input,
  scopes: readonly string[],
  { state, challenge, redirectUri }: ConsentAsked,
): string {
  const query = new URLSearchParams({
    client_id: (input["appId"] ?? "").trim(),
    redirect_uri: redirectUri,
    response_type: "code",
    state,
    scope: scopes.join(","),
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const base = baseOf(input["endpoint"], "https://www.facebook.com");
  return `${base}/${graphVersion}/dialog/oauth?${query}`;
}

/**
 * The token to go on with: a system user's as it was typed, or what the consent's code becomes, first a
 * token of hours and then one of two months; a page's token made with that has no end.
 */
export async function metaToken(net: Net, input: Input, base: string): Promise<string> {
  if (!input["code"]) {
    const token = (input["token"] ?? "").trim();
    if (token !== "") return token;
    throw new SendError("refused", "Connect with the network, or give a system user's token.");
  }
  const url = `${base}/oauth/access_token`;
  const client = {
    client_id: (input["appId"] ?? "").trim(),
    client_secret: (input["appSecret"] ?? "").trim(),
  };
  const short = await askTokens(net, {
    url,
    form: {
      ...client,
      grant_type: "authorization_code",
      code: input["code"],
      redirect_uri: input["redirectUri"] ?? "",
      code_verifier: input["verifier"] ?? "",
    },
  });
  const form = { ...client, grant_type: "fb_exchange_token", fb_exchange_token: short.access };
  return (await askTokens(net, { url, form })).access;
}

/** The pages that the token's owner manages. */
export async function pagesOf(net: Net, graph: Graph, fields: string): Promise<readonly unknown[]> {
  const query = { fields, limit: "100" };
  return listField((await callGraph(net, graph, "GET", "/me/accounts", { query })).body, "data");
}

/** The one that was asked for by id, name or handle; the only one where nothing was asked. */
export function chosenOf(all: readonly unknown[], asked: string, none: string): unknown {
  const wanted = asked.trim().replace(/^@/, "");
  const names = (each: unknown) => ["id", "name", "username"].map((name) => textField(each, name));
  const fitting = all.filter((each) => wanted === "" || names(each).includes(wanted));
  const [one] = fitting;
  if (one !== undefined && fitting.length === 1) return one;
  if (all.length === 0) throw new SendError("refused", none);
  const list = all.map((each) => `${textField(each, "name")} (${textField(each, "id")})`);
  throw new SendError("refused", `Say which: ${list.slice(0, 10).join(", ")}.`);
}

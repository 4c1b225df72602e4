import type { SettingField } from "./account.ts";
import type { ConsentAsked, Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { askTokens, type TokenAsk, type Tokens } from "./oauth.ts";

type Words = Readonly<Record<string, string>>;

/** The two fields of an agency's own app, where the network gives an id and a secret. */
export function clientFields(where: string): readonly SettingField[] {
  return [
    { name: "clientId", label: "Client id", kind: "text", required: true, help: where },
    {
      name: "clientSecret",
      label: "Client secret",
      kind: "secret",
      required: true,
      help: "Beside the client id.",
    },
  ];
}

/** The network's page on which the owner says yes (RFC 6749 §4.1.1, RFC 7636 §4.3). */
export function consentAddress(page: string, asked: ConsentAsked, more: Words): string {
  const query = new URLSearchParams({
    response_type: "code",
    redirect_uri: asked.redirectUri,
    state: asked.state,
    code_challenge: asked.challenge,
    code_challenge_method: "S256",
    ...more,
  });
  return `${page}?${query}`;
}

export function trimmed(input: Words, name: string): string {
  return (input[name] ?? "").trim();
}

/** What is kept in plain sight of a consent's form: the client's id and where tests stand in. */
export function clientSettings(input: Words): Record<string, string> {
  return {
    clientId: trimmed(input, "clientId"),
    ...(input["endpoint"] ? { endpoint: input["endpoint"] } : {}),
  };
}

/** The client's id and secret as most networks want them: in the form (RFC 6749 §2.3.1). */
export function clientInForm(id: string | undefined, secret: string | undefined): Words {
  return { client_id: id ?? "", client_secret: secret ?? "" };
}

/** The tokens for the code that a consent brought back. `what` begins the sentence said without one. */
export function tokensForCode(
  net: Net,
  input: Words,
  { what, form, ...ask }: TokenAsk & { what: string },
): Promise<Tokens> {
  if (trimmed(input, "code") === "")
    throw new SendError("refused", `${what} is connected by consent.`);
  return askTokens(net, {
    ...ask,
    form: {
      grant_type: "authorization_code",
      code: trimmed(input, "code"),
      redirect_uri: trimmed(input, "redirectUri"),
      code_verifier: trimmed(input, "verifier"),
      ...form,
    },
  });
}

/** New tokens for a refresh token; `over` is said where the network gave none. */
export function tokensForRefresh(
  net: Net,
  kept: Words,
  { over, form, ...ask }: TokenAsk & { over: string },
): Promise<Tokens> {
  const refresh = kept["refresh"] ?? "";
  if (refresh === "") throw new SendError("expired", over);
  const grant = { grant_type: "refresh_token", refresh_token: refresh };
  return askTokens(net, { ...ask, form: { ...grant, ...form } });
}

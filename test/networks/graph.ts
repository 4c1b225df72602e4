import { createHash, createHmac } from "node:crypto";
import { type LoopbackAnswer, No, type Visit } from "./loopback.ts";

/** An error as Graph writes it. */
export function graphNo(
  status: number,
  code: number,
  message: string,
  subcode?: number,
): LoopbackAnswer {
  const error = {
    message,
    type: code === 190 ? "OAuthException" : "GraphMethodException",
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    is_transient: code === 2,
    fbtrace_id: "AbCdEfGhIjK",
  };
  return { status, body: { error } };
}

/** A row of an error table as Graph would answer it. */
export function graphRow(row: { status: number; code: string; subcode?: string }): LoopbackAnswer {
  const subcode = row.subcode === undefined ? undefined : Number(row.subcode);
  return graphNo(row.status, Number(row.code), "Row", subcode);
}

export function graphThrow(status: number, code: number, message: string, subcode?: number): No {
  const { body } = graphNo(status, code, message, subcode);
  return new No(status, body);
}

/** The token of a call, and the proof of it: Graph refuses a call whose proof is wrong or absent. */
export function graphToken(visit: Visit, secret: string): string {
  const header = visit.request.headers.authorization ?? "";
  const token = header.startsWith("Bearer ")
    ? header.slice(7)
    : (visit.query.get("access_token") ?? "");
  if (token === "") throw graphThrow(400, 104, "An access token is required");
  const proof = createHmac("sha256", secret).update(token).digest("hex");
  if (visit.query.get("appsecret_proof") !== proof)
    throw graphThrow(400, 100, "Invalid appsecret_proof provided in the API argument");
  return token;
}

/** Graph's dates have whole seconds and a zone without a colon. */
export function graphDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "+0000");
}

export function signedByMeta(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** One page of a list with Graph's cursors. */
export function graphPage<T extends { id: string }>(
  visit: Visit,
  all: readonly T[],
  shape: (one: T) => unknown,
) {
  const limit = Number(visit.query.get("limit") ?? 25);
  const after = visit.query.get("after");
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const shown = all.slice(from, from + limit);
  const last = shown.at(-1)?.id ?? "";
  const hasNext = from + limit < all.length;
  return {
    data: shown.map(shape),
    paging: {
      cursors: { before: shown[0]?.id ?? "", after: last },
      ...(hasNext ? { next: `${visit.origin}${visit.path}?after=${last}` } : {}),
    },
  };
}

/** An authorization server by RFC 6749 and RFC 7636: a code is good once, with its verifier and address. */
export class Consents {
  readonly #codes = new Map<string, { challenge: string; redirectUri: string }>();
  readonly #encoding: "base64url" | "hex";

  /** RFC 7636 writes a challenge in base64url; TikTok in hexadecimal. */
  constructor(encoding: "base64url" | "hex" = "base64url") {
    this.#encoding = encoding;
  }

  /** What the owner's yes sends back, for the address the connector asked the browser to open. */
  approve(consentUrl: string): { code: string; state: string } {
    const { searchParams } = new URL(consentUrl);
    if (searchParams.get("code_challenge_method") !== "S256") throw new Error("no PKCE");
    const code = `code-${createHash("sha256").update(consentUrl).digest("hex").slice(0, 24)}`;
    this.#codes.set(code, {
      challenge: searchParams.get("code_challenge") ?? "",
      redirectUri: searchParams.get("redirect_uri") ?? "",
    });
    return { code, state: searchParams.get("state") ?? "" };
  }

  /** True once for a code with the right verifier and the very same address. */
  take(code: string, verifier: string, redirectUri: string): boolean {
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash("sha256").update(verifier).digest(this.#encoding);
    return known?.challenge === challenge && known.redirectUri === redirectUri;
  }
}

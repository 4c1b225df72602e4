import { Buffer } from "node:buffer";
import type { OutgoingHttpHeaders } from "node:http";
import { limit } from "#platform/limits.ts";
import { RequestFailed } from "./safe-failure.ts";

const bodyBytesMax = limit(
  "http.out.request",
  67_108_864,
  "bytes",
  "a request is held in memory whole; larger media go up in parts",
);

/** A request ready for the wire. Header names are in lower case. */
export interface Outgoing {
  url: string | URL;
  method: string;
  headers: OutgoingHttpHeaders;
  body: string | Uint8Array | undefined;
  redirect: RequestRedirect;
  signal: AbortSignal | undefined;
}

/** Headers that frame the message: ours to write, never the caller's. */
const framing = new Set(["host", "connection", "content-length", "transfer-encoding", "upgrade"]);

/** Reads fetch's arguments. Strings and bytes, the common case, are taken as they are. */
export async function outgoingOf(
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<Outgoing> {
  if (input instanceof Request) return outgoingOfRequest(new Request(input, init));
  const headers = plainHeaders(init?.headers);
  headers["accept"] ??= "*/*";
  headers["accept-encoding"] ??= "gzip, br";
  const body = await bodyOf(init?.body, headers);
  if (body !== undefined) {
    const sizeBytes = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
    if (sizeBytes > bodyBytesMax) {
      throw new RequestFailed("too-large", `A request may hold ${bodyBytesMax} bytes.`, {
        sent: false,
      });
    }
    headers["content-length"] = sizeBytes;
  } else if (init?.method !== undefined && needsLength(init.method)) {
    headers["content-length"] = 0;
  }
  return {
    url: input,
    method: init?.method?.toUpperCase() ?? "GET",
    headers,
    body,
    redirect: init?.redirect ?? "follow",
    signal: init?.signal ?? undefined,
  };
}

function needsLength(method: string): boolean {
  return /^(post|put|patch)$/i.test(method);
}

async function outgoingOfRequest(request: Request): Promise<Outgoing> {
  const hasBody = request.body !== null;
  return outgoingOf(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: request.redirect,
    signal: request.signal,
    ...(hasBody ? { body: new Uint8Array(await request.arrayBuffer()) } : {}),
  });
}

function plainHeaders(given: RequestInit["headers"]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  if (given === undefined) return headers;
  const pairs =
    given instanceof Headers || Array.isArray(given) ? [...given] : Object.entries(given);
  for (const [name, value] of pairs) {
    const key = name?.toLowerCase();
    if (key !== undefined && value !== undefined && !framing.has(key)) headers[key] = value;
  }
  return headers;
}

async function bodyOf(
  body: RequestInit["body"],
  headers: OutgoingHttpHeaders,
): Promise<string | Uint8Array | undefined> {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") {
    headers["content-type"] ??= "text/plain;charset=UTF-8";
    return body;
  }
  if (body instanceof Uint8Array) return body;
  // Forms, blobs, parameters and streams: the platform knows how each is written.
  const written = new Response(body);
  const type = written.headers.get("content-type");
  if (type !== null) headers["content-type"] ??= type;
  return new Uint8Array(await written.arrayBuffer());
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { encodingFor, type StaticFile } from "#platform/http/files.ts";

/** One representation of a text: its own etag (RFC 9110 §8.8.3), its finished headers, its bytes. */
interface TextForm {
  etag: string;
  headers: string[];
  /** The same without the length, for 304. */
  short: string[];
  /** One character a byte: Node sends head and body in one write so, and in two if the body is a buffer. */
  bytes: string;
}

export type TextForms = Readonly<Record<"br" | "gzip" | "identity", TextForm>>;

/** The forms of a text, each made once. Nothing is left to be put together while thousands ask. */
export function textForms(
  file: StaticFile,
  headers: Readonly<Record<string, string | number>>,
): TextForms {
  const form = (encoding: string, bytes: Buffer): TextForm => {
    const etag = encoding === "" ? file.etag : `${file.etag.slice(0, -1)}-${encoding}"`;
    const all = {
      ...headers,
      etag,
      vary: "accept-encoding",
      ...(encoding === "" ? {} : { "content-encoding": encoding }),
    };
    const short = Object.entries(all).flatMap(([name, value]) => [name, String(value)]);
    return {
      etag,
      short,
      headers: [...short, "content-length", String(bytes.length)],
      bytes: bytes.toString("latin1"),
    };
  };
  const identity = form("", file.body);
  return {
    identity,
    br: file.brotli === file.body ? identity : form("br", file.brotli),
    gzip: file.gzip === file.body ? identity : form("gzip", file.gzip),
  };
}

/** Answers at once, from memory. */
export function answerText(
  request: IncomingMessage,
  response: ServerResponse,
  forms: TextForms,
  status: number,
): void {
  const form = forms[encodingFor(headerOf(request, "accept-encoding"))];
  const known = headerOf(request, "if-none-match");
  if (status === 200 && known !== undefined && isAmong(known, form.etag)) {
    response.writeHead(304, form.short).end();
    return;
  }
  response.writeHead(status, form.headers);
  if (request.method === "HEAD") response.end();
  else response.end(form.bytes, "latin1");
}

/** The first header of that name; Node would make an object of all that a browser sends, for two of them. */
function headerOf({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const one = rawHeaders[at] ?? "";
    if (one.length === name.length && one.toLowerCase() === name) return rawHeaders[at + 1];
  }
  return undefined;
}

/** A list of etags, or all of them; compared weakly, as If-None-Match asks (RFC 9110 §13.1.2). */
function isAmong(known: string, etag: string): boolean {
  return (
    known === etag ||
    known.trim() === "*" ||
    known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag)
  );
}

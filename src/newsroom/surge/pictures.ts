import type { IncomingMessage, ServerResponse } from "node:http";
import { partOf } from "#platform/http/ranges.ts";
import { etagOf, type KeptEntry, type KeptPages } from "../kept-pages.ts";

interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  headers: Readonly<Record<string, string | number>>;
}

/** A picture or a video from its file, in parts where a player asks for some (RFC 9110 §14). */
export async function sendPicture(
  { request, response, headers }: Visit,
  picture: ReturnType<KeptPages["picture"]>,
  { etag }: Pick<KeptEntry, "etag">,
): Promise<void> {
  const { sizeBytes, open } = await picture;
  const whole = { ...headers, "accept-ranges": "bytes" };
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304, whole).end();
  const part = partOf(request.headers.range, sizeBytes);
  if (part === "unsatisfiable")
    return void response
      .writeHead(416, { ...whole, "content-range": `bytes */${sizeBytes}` })
      .end();
  const { start, end } = part ?? { start: 0, end: sizeBytes - 1 };
  response.writeHead(part ? 206 : 200, {
    ...whole,
    "content-length": end - start + 1,
    ...(part ? { "content-range": `bytes ${start}-${end}/${sizeBytes}` } : {}),
  });
  if (request.method === "HEAD") return void response.end();
  const stream = open(part);
  stream.on("error", () => response.destroy());
  response.on("close", () => stream.destroy());
  stream.pipe(response);
}

const grey = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#8a8f98" d="M0 0h16v9H0z"/></svg>`;

/** What stands for a picture whose bytes cannot be read now. */
export const placeholder = { type: "image/svg+xml", etag: etagOf(grey) };

export function sendPlaceholder({ request, response, headers }: Visit): void {
  response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : grey);
}

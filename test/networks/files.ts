import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A file as a web server gives it out: whole, or the one range that was asked for (RFC 9110 §14.2, §13.1.5). */
export function sendFile(
  { headers }: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`,
): void {
  const asked = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
  const isAnother = headers["if-range"] !== undefined && headers["if-range"] !== etag;
  if (!asked || isAnother) return void response.writeHead(200, { etag }).end(bytes);
  const start = Number(asked[1]);
  const end = Math.min(Number(asked[2]), bytes.length - 1);
  if (start > end) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const range = { "content-range": `bytes ${start}-${end}/${bytes.length}`, etag };
  response.writeHead(206, range).end(bytes.subarray(start, end + 1));
}

import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

const shape =
  /^\/log\/(checkpoint|vkey|history\.json|tile\/(?:\d{1,2}|entries)\/(?:x\d{3}\/){0,5}\d{3}(?:\.p\/\d{1,3})?)$/;

/**
 * Serves the site agency's log as C2SP tlog-tiles, its key and its history over time: files, without a query. Entries hold salted commitments and
 * nothing else, so that anyone may keep a copy and check that nothing was ever taken out.
 */
export function publicLog(logFolder: string, agencyId: () => string | undefined) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = shape.exec((request.url ?? "").split("?", 1)[0] ?? "")?.[1];
    const agency = agencyId();
    if (
      path === undefined ||
      agency === undefined ||
      (request.method !== "GET" && request.method !== "HEAD")
    )
      return false;
    const file = join(logFolder, agency, path);
    const size = sizeOf(file);
    if (size === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is no such tile.\n");
      return true;
    }
    const isTile = path.startsWith("tile");
    response.writeHead(200, {
      "content-type": typeOf(path),
      "content-length": size,
      "access-control-allow-origin": "*",
      "cache-control": isTile ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
    });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(file)
        .on("error", () => response.destroy())
        .pipe(response);
    return true;
  };
}

function typeOf(path: string): string {
  if (path.startsWith("tile")) return "application/octet-stream";
  return path.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";
}

function sizeOf(file: string): number | undefined {
  try {
    return statSync(file).size;
  } catch {
    return undefined;
  }
}

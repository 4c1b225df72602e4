import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

const shape =
  /^\/log\/(checkpoint|tile\/(?:\d{1,2}|entries)\/(?:x\d{3}\/){0,5}\d{3}(?:\.p\/\d{1,3})?)$/;

/**
 * Serves the site agency's log as C2SP tlog-tiles: files, without a query. Entries hold salted commitments and
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
    const isCheckpoint = path === "checkpoint";
    response.writeHead(200, {
      "content-type": isCheckpoint ? "text/plain; charset=utf-8" : "application/octet-stream",
      "content-length": size,
      "access-control-allow-origin": "*",
      "cache-control": isCheckpoint ? "no-cache" : "public, max-age=31536000, immutable",
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

function sizeOf(file: string): number | undefined {
  try {
    return statSync(file).size;
  } catch {
    return undefined;
  }
}

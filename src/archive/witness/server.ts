import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { limit } from "#platform/limits.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import type { WatchedLog, Witness } from "./witness.ts";

const bodyMax = limit(
  "witness.body",
  65_536,
  "bytes",
  "a checkpoint with its signatures and a proof are a few kilobytes",
);
const requestMs = limit("witness.request", 10_000, "ms", "a caller who dawdles is let go");
const connectionsMax = limit("witness.connections", 256, "connections", "at a time");

/**
 * A witness's door: `POST /add-checkpoint`, as C2SP tlog-witness 1.0 has it, and, for readers who compare,
 * `GET /<SHA-256 of the origin in hex>/checkpoint`: the newest head that was cosigned here.
 */
export function witnessServer(witness: Witness, logs: readonly WatchedLog[]): Server {
  const origins = new Map(
    logs.map(({ origin }) => [`/${sha256(origin).toString("hex")}/checkpoint`, origin]),
  );
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      const path = (request.url ?? "").split("?", 1)[0] ?? "";
      const origin = origins.get(path);
      if (origin !== undefined) return readLatest(witness, origin, request, response);
      if (path !== "/add-checkpoint") return end(response, 404, "There is nothing here.\n");
      if (request.method !== "POST") return end(response, 405, "Send a POST.\n", { allow: "POST" });
      void add(witness, request, response).catch(() => end(response, 500, "It failed.\n"));
    },
  );
  server.maxConnections = connectionsMax;
  return server;
}

async function add(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined)
    return end(response, 413, `A request has at most ${bodyMax} bytes.\n`, { connection: "close" });
  const answer = witness.addCheckpoint(body);
  end(response, answer.status, answer.body, { "content-type": answer.type });
}

function readLatest(
  witness: Witness,
  origin: string,
  { method }: IncomingMessage,
  response: ServerResponse,
): void {
  if (method !== "GET" && method !== "HEAD")
    return end(response, 405, "Send a GET.\n", { allow: "GET" });
  const note = witness.latest(origin);
  if (note === undefined) return end(response, 404, "Nothing of that log was cosigned yet.\n");
  end(response, 200, note, { "access-control-allow-origin": "*", "cache-control": "no-cache" });
}

/** The whole body; undefined when it is too large: then it is not read to its end. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > bodyMax) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function end(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return;
  response
    .writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "content-length": Buffer.byteLength(text),
      "x-content-type-options": "nosniff",
      ...headers,
    })
    .end(text);
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface PutServer extends AsyncDisposable {
  url: string;
  host: string;
  /** The only Authorization header that it lets in. */
  lets: string;
  folders: Set<string>;
  files: Map<string, { bytes: Buffer; type: string }>;
  taken: string[];
}

/**
 * A folder by WebDAV (RFC 4918): PUT answers 409 where the folder above is missing (9.7.1), MKCOL makes one folder and
 * answers 405 for one that is there (9.3.1), DELETE 404 for what is not.
 */
export async function startPutHost(lets: string): Promise<PutServer> {
  const folders = new Set<string>([""]);
  const files: PutServer["files"] = new Map();
  const taken: string[] = [];
  const made = { lets, folders, files, taken };
  const server = createServer((request, response) => {
    void answerPut(made, request, response);
  });
  return Object.assign(made, await opened(server, "/site"));
}

async function answerPut(
  { lets, folders, files, taken }: Pick<PutServer, "lets" | "folders" | "files" | "taken">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await bodyOf(request);
  const end = (status: number) => void response.writeHead(status).end();
  if (request.headers.authorization !== lets)
    return void response.writeHead(401, { "www-authenticate": "Basic" }).end();
  const name = decodeURIComponent((request.url ?? "").replace(/^\/site\//, "")).replace(/\/$/, "");
  const above = name.split("/").slice(0, -1).join("/");
  taken.push(`${request.method} ${name}`);
  if (request.method === "MKCOL") {
    if (folders.has(name)) return end(405);
    if (!folders.has(above)) return end(409);
    folders.add(name);
    return end(201);
  }
  if (request.method === "PUT") {
    if (!folders.has(above) || folders.has(name)) return end(409);
    const isNew = !files.has(name);
    files.set(name, { bytes, type: request.headers["content-type"] ?? "" });
    return end(isNew ? 201 : 204);
  }
  if (request.method === "DELETE") return end(files.delete(name) ? 204 : 404);
  return end(files.has(name) ? 200 : 404);
}

export interface Cache extends AsyncDisposable {
  url: string;
  host: string;
  /** What it was asked to let go of: addresses, or "everything". */
  purged: string[];
  /** While this is set, it says thank you and lets go of nothing. */
  isDeaf: boolean;
}

/** A cache before a host: it shows what it has once seen, until it is told to let go, as Cloudflare's purge is told. */
export async function startCache(
  token: string,
  behind: (path: string) => Buffer | undefined,
): Promise<Cache> {
  const held = new Map<string, Buffer>();
  const made = { purged: [] as string[], isDeaf: false };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      if (request.method === "POST") {
        if (request.headers.authorization !== `Bearer ${token}`)
          return void response.writeHead(403).end();
        const asked: unknown = JSON.parse(String(body));
        const names = purgedIn(asked);
        made.purged.push(...names);
        if (!made.isDeaf)
          for (const name of names)
            if (name === "everything") held.clear();
            else held.delete(new URL(name).pathname);
        return void response.end('{"success":true}');
      }
      const path = request.url ?? "/";
      const bytes = held.get(path) ?? behind(path);
      if (!bytes) return void response.writeHead(404).end();
      held.set(path, bytes);
      response.writeHead(200).end(request.method === "HEAD" ? undefined : bytes);
    })();
  });
  return Object.assign(made, await opened(server, ""));
}

function purgedIn(asked: unknown): string[] {
  if (typeof asked !== "object" || asked === null) return [];
  if ("purge_everything" in asked) return ["everything"];
  return "files" in asked && Array.isArray(asked.files) ? asked.files.map(String) : [];
}

async function opened(server: Server, path: string) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("no port");
  const host = `127.0.0.1:${at.port}`;
  return {
    host,
    url: `http://${host}${path}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

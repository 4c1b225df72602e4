import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type S3Fault = "slow-down" | "lost-after" | "lost-before" | "wrong-clock" | "denied";

export interface StoredObject {
  bytes: Buffer;
  headers: Record<string, string>;
}

export interface S3Server extends AsyncDisposable {
  url: string;
  /** `host:port`, as the server's settings name what may lie inside. */
  host: string;
  bucket: string;
  region: string;
  user: string;
  secret: string;
  objects: Map<string, StoredObject>;
  /** Method and key of every request that was taken, in order. */
  taken: string[];
  /** The next so many requests go wrong in this way. */
  fail(fault: S3Fault, times?: number): void;
  /** How far this server's own clock is from the machine's. */
  aheadMs: number;
}

/**
 * A bucket by Amazon's reference of the S3 API (docs.aws.amazon.com/AmazonS3/latest/API): path style, Signature Version 4
 * in the header checked byte by byte, x-amz-content-sha256 against the body, 15 minutes of skew, errors as XML. It shares
 * no code with what it checks.
 */
export async function startS3(given: { bucket?: string } = {}): Promise<S3Server> {
  const bucket = given.bucket ?? "riverside-news";
  const faults: S3Fault[] = [];
  const server: Omit<S3Server, typeof Symbol.asyncDispose> = {
    url: "",
    host: "",
    bucket,
    region: "us-west-2",
    user: "AKIDRIVERSIDE",
    secret: "kept/very+secret=key",
    objects: new Map(),
    taken: [],
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    aheadMs: 0,
  };
  const http = createServer((request, response) => {
    void answer(server, faults, request, response);
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const at = http.address();
  if (at === null || typeof at === "string") throw new Error("no port");
  server.host = `127.0.0.1:${at.port}`;
  server.url = `http://${server.host}`;
  return Object.assign(server, {
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

type State = Omit<S3Server, typeof Symbol.asyncDispose>;

async function answer(
  state: State,
  faults: S3Fault[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const now = new Date(Date.now() + state.aheadMs);
  const no = (status: number, code: string, headers: Record<string, string> = {}) => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><RequestId>4442587FB7D0A2F9</RequestId></Error>`;
    response.writeHead(status, {
      "content-type": "application/xml",
      date: now.toUTCString(),
      ...headers,
    });
    response.end(request.method === "HEAD" ? undefined : text);
  };
  const fault = faults.shift();
  if (fault === "lost-before") return void request.socket.destroy();
  if (fault === "slow-down") return no(503, "SlowDown");
  if (fault === "denied") return no(403, "AccessDenied");
  if (fault === "wrong-clock") return no(403, "RequestTimeTooSkewed");
  const wrong = faultIn(state, request, body, now);
  if (wrong) return no(wrong === "BadDigest" ? 400 : 403, wrong);
  const [, bucket = "", ...rest] = new URL(request.url ?? "/", state.url).pathname.split("/");
  if (bucket !== state.bucket) return no(404, "NoSuchBucket");
  const key = rest.map((part) => decodeURIComponent(part)).join("/");
  state.taken.push(`${request.method} ${key}`);
  const said = serve(state, request, key, body);
  if (fault === "lost-after") return void request.socket.destroy();
  if (said.code) return no(said.status, said.code);
  response.writeHead(said.status, { date: now.toUTCString(), ...said.headers });
  response.end(request.method === "HEAD" ? undefined : said.bytes);
}

interface Said {
  status: number;
  code?: string;
  headers?: Record<string, string>;
  bytes?: Buffer;
}

function serve(state: State, request: IncomingMessage, key: string, body: Buffer): Said {
  const known = state.objects.get(key);
  if (request.method === "PUT") {
    const kept = ["content-type", "cache-control", "content-encoding"];
    const headers = Object.fromEntries(
      kept.flatMap((name) => {
        const value = request.headers[name];
        return typeof value === "string" ? [[name, value]] : [];
      }),
    );
    state.objects.set(key, { bytes: body, headers });
    return { status: 200, headers: { etag: etagOf(body) } };
  }
  // DeleteObject answers 204 for what is not there as well.
  if (request.method === "DELETE") {
    state.objects.delete(key);
    return { status: 204 };
  }
  if (!known) return { status: 404, code: "NoSuchKey" };
  return {
    status: 200,
    headers: { ...known.headers, etag: etagOf(known.bytes) },
    bytes: known.bytes,
  };
}

/** The code of what is wrong with a request's signature, if anything is. */
function faultIn(
  state: State,
  request: IncomingMessage,
  body: Buffer,
  now: Date,
): string | undefined {
  const { authorization = "", "x-amz-date": at, "x-amz-content-sha256": told } = request.headers;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (!parts || typeof at !== "string" || typeof told !== "string") return "AccessDenied";
  const [, user, day = "", region, names = "", signature] = parts;
  if (user !== state.user) return "InvalidAccessKeyId";
  if (region !== state.region || !at.startsWith(day)) return "AuthorizationHeaderMalformed";
  const said = Date.parse(
    at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  if (!(Math.abs(said - now.getTime()) <= 15 * 60_000)) return "RequestTimeTooSkewed";
  if (createHash("sha256").update(body).digest("hex") !== told) return "XAmzContentSHA256Mismatch";
  const listed = names.split(";");
  const mustBeSigned = Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"));
  if (!["host", ...mustBeSigned].every((name) => listed.includes(name))) return "AccessDenied";
  const [path = "", query = ""] = (request.url ?? "/").split("?");
  const lines = listed.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const canonical = `${request.method}\n${path}\n${query}\n${lines.join("")}\n${names}\n${told}`;
  const digest = createHash("sha256").update(canonical).digest("hex");
  const text = `AWS4-HMAC-SHA256\n${at}\n${day}/${region}/s3/aws4_request\n${digest}`;
  let key: Buffer = Buffer.from(`AWS4${state.secret}`);
  for (const part of [day, state.region, "s3", "aws4_request"])
    key = createHmac("sha256", key).update(part).digest();
  const right = createHmac("sha256", key).update(text).digest("hex");
  return right === signature ? undefined : "SignatureDoesNotMatch";
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

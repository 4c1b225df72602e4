import assert from "node:assert/strict";
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One message as the browser's own push service would hand it over. */
export interface PushedMessage {
  ttl: number;
  urgency: string;
  topic: string;
  /** Who sends, by the signed claim (RFC 8292). */
  subject: string;
  publicKey: string;
  payload: Record<string, unknown>;
}

/** A browser that was switched on: what its page hands to the server, and the private halves that it keeps. */
export interface PushBrowser {
  endpoint: string;
  p256dh: string;
  auth: string;
  /** Everything that reached it, oldest first. */
  got: PushedMessage[];
  /** What waits for it while it is switched off: of one topic the newest alone (RFC 8030, 5.4). */
  waiting: Map<string, PushedMessage>;
  /** Answers every further message so; undefined takes them again. */
  fail(answer: PushFailure | undefined): void;
}

export type PushFailure = { status: number; headers?: Record<string, string> } | "lost-answer";

export interface PushPeer extends AsyncDisposable {
  url: string;
  host: string;
  browser(): PushBrowser;
  /** Every request, the refused ones as well. */
  requests: { path: string; status: number; why?: string }[];
}

interface Known extends PushBrowser {
  ecdh: ECDH;
  secret: Buffer;
  failure: PushFailure | undefined;
}

/** A push service on 127.0.0.1 by RFC 8030: it checks who sends (8292), and the browser opens what it gets (8188, 8291). */
export async function startPush(): Promise<PushPeer> {
  const browsers = new Map<string, Known>();
  const requests: PushPeer["requests"] = [];
  let origin = "";
  const taken = (request: IncomingMessage, body: Buffer) => {
    const known = browsers.get(request.url ?? "");
    if (!known) return { status: 404 };
    const { failure } = known;
    if (failure !== undefined && failure !== "lost-answer") return failure;
    const message = messageOf(request, body, known, origin);
    known.got.push(message);
    known.waiting.set(message.topic, message);
    return { status: failure === "lost-answer" ? 0 : 201 };
  };
  const answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const path = request.url ?? "";
    try {
      const { status, headers } = taken(request, body) as { status: number; headers?: object };
      requests.push({ path, status });
      if (status === 0) return request.socket.resetAndDestroy();
      response.writeHead(status, { ...headers }).end();
    } catch (error) {
      // A real one answers 400 or 403 and says little; the test reads why.
      requests.push({ path, status: 403, why: String(error) });
      response.writeHead(403).end();
    }
    return undefined;
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => answer(request, response, Buffer.concat(pieces)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const host = `127.0.0.1:${address.port}`;
  origin = `http://${host}`;
  return {
    url: origin,
    host,
    requests,
    browser: () => {
      const path = `/push/${randomBytes(24).toString("base64url")}`;
      const known = newBrowser(`${origin}${path}`);
      browsers.set(path, known);
      return known;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function newBrowser(endpoint: string): Known {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  const secret = randomBytes(16);
  const known: Known = {
    endpoint,
    p256dh: ecdh.getPublicKey("base64url"),
    auth: secret.toString("base64url"),
    got: [],
    waiting: new Map(),
    ecdh,
    secret,
    failure: undefined,
    fail: (failure) => {
      known.failure = failure;
    },
  };
  return known;
}

function messageOf(
  { method, headers }: IncomingMessage,
  body: Buffer,
  to: Known,
  origin: string,
): PushedMessage {
  assert.equal(method, "POST");
  assert.equal(headers["content-encoding"], "aes128gcm");
  assert.ok(body.length <= 4_096, "RFC 8030, 7.2: services take 4,096 bytes");
  const topic = String(headers["topic"] ?? "");
  assert.match(topic, /^[\w-]{1,32}$/, "RFC 8030, 5.4");
  assert.match(String(headers["ttl"]), /^\d+$/, "RFC 8030, 5.2: a TTL is a must");
  return {
    ttl: Number(headers["ttl"]),
    urgency: String(headers["urgency"]),
    topic,
    ...signedBy(String(headers["authorization"]), origin),
    payload: opened(body, to),
  };
}

/** RFC 8292: a JSON Web Token of ES256 for exactly this service, good for a day at most. */
function signedBy(authorization: string, origin: string): { subject: string; publicKey: string } {
  const [, token = "", publicKey = ""] =
    /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(publicKey, "base64url");
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  assert.ok(
    verify(
      "sha256",
      Buffer.from(`${head}.${claims}`),
      { key, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    ),
    "the signature does not hold",
  );
  const said = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  const { aud, exp, sub } = said(claims);
  const now = Date.now() / 1_000;
  assert.equal(said(head)["alg"], "ES256");
  assert.equal(aud, origin);
  assert.ok(Number(exp) > now && Number(exp) <= now + 86_400, "expires within a day");
  assert.match(String(sub), /^(https:\/\/|mailto:).+/);
  return { subject: String(sub), publicKey };
}

/** RFC 8291: the shared secret of both keys, salted by the browser's own; then one record of RFC 8188. */
function opened(body: Buffer, { ecdh, secret }: Known): Record<string, unknown> {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const derive = (ikm: Buffer, by: Buffer, info: Buffer, size: number) =>
    Buffer.from(hkdfSync("sha256", ikm, by, info, size));
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), sender]);
  const input = derive(ecdh.computeSecret(sender), secret, keyInfo, 32);
  const key = derive(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(input, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = plain.findLastIndex((byte) => byte !== 0);
  assert.equal(plain[end], 2, "the last record ends with its delimiter");
  return JSON.parse(plain.subarray(0, end).toString("utf8")) as Record<string, unknown>;
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { sendFile } from "./files.ts";
import { freshPresented, type Presented } from "./presented.ts";

/** What any server can be asked to do wrong; the names are the contract suite's. */
export type LoopbackFault =
  | "reset-after-accept"
  | "reset-before-accept"
  | "answers-twice"
  | "slow"
  | "too-many-requests"
  | "out-of-order"
  | "gateway-error-after-accept"
  | "expired-token";

export const allFaults: readonly LoopbackFault[] = [
  "reset-after-accept",
  "reset-before-accept",
  "answers-twice",
  "slow",
  "too-many-requests",
  "out-of-order",
  "gateway-error-after-accept",
  "expired-token",
];

export interface Visit {
  method: string;
  path: string;
  query: URLSearchParams;
  request: IncomingMessage;
  body: Buffer;
  origin: string;
}

export interface LoopbackAnswer {
  status: number;
  body?: unknown;
  /** Sent instead of `body`, as it is: what JavaScript's JSON cannot write. */
  raw?: string;
  /** Sent instead of either. */
  bytes?: Uint8Array;
  headers?: Readonly<Record<string, string>>;
}

/** A "no" in the network's own shape. */
export class No extends Error {
  readonly answer: LoopbackAnswer;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.answer = { status, body, headers };
  }
}

export interface LoopbackRules {
  answer(visit: Visit): LoopbackAnswer | Promise<LoopbackAnswer>;
  /** The request that makes something public: its answer is the one that faults lose. */
  isAct(visit: Visit): boolean;
  /** What the network answers when it asks to wait, is out of order, or a token is dead. */
  tooMany: LoopbackAnswer;
  outOfOrder: LoopbackAnswer;
  expired: LoopbackAnswer;
  /** Headers of every answer: rate limits. */
  headers?(visit: Visit): Readonly<Record<string, string>>;
}

export interface Loopback extends AsyncDisposable {
  url: string;
  host: string;
  visits: { method: string; path: string }[];
  fail(fault: LoopbackFault | undefined): void;
  /** Answers the next act so, and does nothing. */
  answerNext(answer: LoopbackAnswer): void;
  presented: Presented;
  /** Bytes that can be fetched at a path, as a web server's. */
  files: Map<string, Uint8Array>;
  /** Of those, what is given out in no pieces. */
  wholeOnly: Set<string>;
}

/** A real HTTP server on 127.0.0.1 that plays one network by its published rules. */
export async function startLoopback(rules: LoopbackRules): Promise<Loopback> {
  let fault: LoopbackFault | undefined;
  let next: LoopbackAnswer | undefined;
  let origin = "";
  const visits: { method: string; path: string }[] = [];
  const files = new Map<string, Uint8Array>();
  const wholeOnly = new Set<string>();

  const made = async (visit: Visit, isAct: boolean): Promise<LoopbackAnswer> => {
    if (fault === "expired-token") return rules.expired;
    if (fault === "too-many-requests" && isAct) return rules.tooMany;
    if (fault === "out-of-order" && isAct) return rules.outOfOrder;
    if (isAct && next !== undefined) {
      const answer = next;
      next = undefined;
      return answer;
    }
    try {
      return await rules.answer(visit);
    } catch (error) {
      if (error instanceof No) return error.answer;
      return { status: 599, body: { broken: String(error) } };
    }
  };

  const finish = async (request: IncomingMessage, response: ServerResponse, body: Buffer) => {
    const url = new URL(request.url ?? "/", origin);
    const method = request.method ?? "GET";
    const file = method === "GET" ? files.get(url.pathname) : undefined;
    if (file && wholeOnly.has(url.pathname)) return void response.end(file);
    if (file) return sendFile(request, response, file);
    const visit: Visit = {
      method,
      path: url.pathname,
      query: url.searchParams,
      request,
      body,
      origin,
    };
    visits.push({ method, path: url.pathname });
    const isAct = rules.isAct(visit);
    const now = isAct ? fault : undefined;
    if (now === "reset-before-accept") return request.socket.resetAndDestroy();
    const answer = await made(visit, isAct);
    const isDone = answer.status < 300;
    if (now === "reset-after-accept" && isDone) return request.socket.resetAndDestroy();
    if (now === "gateway-error-after-accept" && isDone) {
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
      return;
    }
    if (now === "slow") await new Promise((resolve) => setTimeout(resolve, 1_000));
    if (answer.bytes) {
      response.writeHead(answer.status, answer.headers).end(answer.bytes);
      return;
    }
    const text = answer.raw ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
    response.writeHead(answer.status, {
      ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...(answer.status === 204 ? {} : { "content-length": String(Buffer.byteLength(text)) }),
      ...rules.headers?.(visit),
      ...answer.headers,
    });
    response.end(text);
    if (now === "answers-twice") {
      const { socket } = request;
      const twice = `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
      setTimeout(() => socket.writable && socket.write(twice), 5);
    }
  };

  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => void finish(request, response, Buffer.concat(pieces)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  const host = `127.0.0.1:${address.port}`;
  origin = `http://${host}`;
  return {
    url: origin,
    host,
    visits,
    files,
    wholeOnly,
    presented: freshPresented(),
    fail: (given) => {
      fault = given;
    },
    answerNext: (answer) => {
      next = answer;
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The body as a JSON object, a form, or the parts of a multipart form. */
export async function fieldsOf(visit: Visit): Promise<Record<string, unknown>> {
  const type = visit.request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) {
    const body: unknown = JSON.parse(visit.body.toString("utf8"));
    return typeof body === "object" && body !== null ? { ...body } : {};
  }
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(visit.body), {
      headers: { "content-type": type },
    }).formData();
    return Object.fromEntries(form.entries());
  }
  return Object.fromEntries(new URLSearchParams(visit.body.toString("utf8")));
}

export function words(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

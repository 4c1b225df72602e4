import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxFaults } from "./network-faults.ts";
import type { SandboxAccount } from "./network-state.ts";

/** One request as it arrived: `atMs` of performance.now, `atMicros` since the epoch. */
export interface SandboxLogLine {
  atMs: number;
  atMicros: number;
  method: string;
  path: string;
  account: string | undefined;
  key: string | undefined;
  /** 0 when the connection was reset instead of answered. */
  status: number;
  /** The post that was taken or named, even when the answer was lost. */
  id: string | undefined;
  text: string | undefined;
}

/** A request that has wholly arrived. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  body: Buffer;
  account: SandboxAccount | undefined;
  line: SandboxLogLine;
  /** The network's own clock, as it is written under a post. */
  at: string;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export function reset(visit: Visit): void {
  visit.request.socket.resetAndDestroy();
}

export function send(visit: Visit, reply: Reply, faults: SandboxFaults): void {
  const { response } = visit;
  visit.line.status = reply.status;
  const text = JSON.stringify(reply.body);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...reply.headers,
  };
  if (faults.slowDripMs > 0) return drip(response, reply.status, headers, text, faults.slowDripMs);
  response.writeHead(reply.status, headers).end(text);
  if (faults.answerTwice) {
    const { socket } = visit.request;
    const twice = `HTTP/1.1 ${reply.status} Again\r\ncontent-type: application/json\r\ncontent-length: ${headers["content-length"]}\r\n\r\n${text}`;
    setTimeout(() => socket.writable && socket.write(twice), 5);
  }
}

function drip(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number>,
  text: string,
  everyMs: number,
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, headers);
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 1));
    at += 1;
    if (at < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.on("close", () => clearInterval(timer));
}

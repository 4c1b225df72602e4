import { Buffer } from "node:buffer";
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { request as secureRequest } from "node:https";
import type { Socket } from "node:net";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";
import { limit } from "#platform/limits.ts";
import { type FailureCode, RequestFailed } from "./safe-failure.ts";

const headerBytesMax = limit(
  "http.out.answer-headers",
  32_768,
  "bytes",
  "a server that sends more headers is broken or hostile",
);

/** What one request may take. */
export interface HopBounds {
  bodyBytesMax: number;
  deadlineMs: number;
  idleMs: number;
}

export interface Hop {
  options: RequestOptions;
  isSecure: boolean;
  body: string | Uint8Array | undefined;
  signal: AbortSignal | undefined;
  bounds: HopBounds;
}

export interface HopAnswer {
  status: number;
  statusText: string;
  headers: IncomingMessage["headers"];
  rawHeaders: string[];
  body: Buffer;
}

/**
 * One request and one whole answer, on a socket of its own or one kept alive. Never repeats
 * anything. Rejects with RequestFailed, whose `sent` follows the socket: false until it was
 * connected (and, with TLS, until the handshake was done), true from then on.
 */
export async function hop(task: Hop): Promise<HopAnswer> {
  const answer = await exchange(task);
  const encoding = answer.headers["content-encoding"];
  if (encoding === undefined || encoding === "identity" || answer.body.length === 0) return answer;
  return { ...answer, body: await decoded(answer, encoding, task.bounds.bodyBytesMax) };
}

function exchange(task: Hop): Promise<HopAnswer> {
  return new Promise((resolve, reject) => {
    const make = task.isSecure ? secureRequest : request;
    const outgoing = make({ ...task.options, maxHeaderSize: headerBytesMax });
    const state = { wasSent: false, isSettled: false, status: undefined as number | undefined };
    const settle = () => {
      state.isSettled = true;
      clearTimeout(deadline);
      if (task.signal !== undefined) unwatch(task.signal, abort);
    };
    const fail = (code: FailureCode, sentence: string, cause?: unknown) => {
      if (state.isSettled) return;
      settle();
      reject(
        cause instanceof RequestFailed
          ? cause
          : new RequestFailed(code, sentence, { sent: state.wasSent, status: state.status, cause }),
      );
      outgoing.destroy();
    };
    const abort = () => fail("aborted", "The request was given up.", task.signal?.reason);
    const deadline = setTimeout(
      () => fail("timed-out", `No whole answer within ${task.bounds.deadlineMs} ms.`),
      task.bounds.deadlineMs,
    );
    if (task.signal !== undefined) watch(task.signal, abort);
    noteSending(outgoing, task.isSecure, state);
    outgoing.setTimeout(task.bounds.idleMs, () =>
      fail("timed-out", `The server was silent for ${task.bounds.idleMs} ms.`),
    );
    outgoing.on("error", (error) =>
      fail(state.wasSent ? "reset" : "not-connected", `No answer came: ${error.message}`, error),
    );
    outgoing.on("response", (incoming) => {
      state.status = incoming.statusCode;
      collect(incoming, task.bounds.bodyBytesMax, fail, (body) => {
        settle();
        resolve({
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? "",
          headers: incoming.headers,
          rawHeaders: incoming.rawHeaders,
          body,
        });
      });
    });
    outgoing.end(task.body);
  });
}

/** On a kept-alive socket the bytes leave at once; on a new one when it is (securely) connected. */
function noteSending(
  outgoing: ClientRequest,
  isSecure: boolean,
  state: { wasSent: boolean },
): void {
  outgoing.on("socket", (socket: Socket) => {
    if (!socket.connecting) {
      state.wasSent = true;
      return;
    }
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      state.wasSent = true;
    });
  });
}

type Fail = (code: FailureCode, sentence: string, cause?: unknown) => void;

function collect(
  incoming: IncomingMessage,
  bodyBytesMax: number,
  fail: Fail,
  done: (body: Buffer) => void,
): void {
  const announced = Number(incoming.headers["content-length"] ?? 0);
  if (announced > bodyBytesMax) return fail("too-large", tooLarge(bodyBytesMax));
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  incoming.on("data", (piece: Buffer) => {
    sizeBytes += piece.length;
    if (sizeBytes > bodyBytesMax) return fail("too-large", tooLarge(bodyBytesMax));
    pieces.push(piece);
  });
  incoming.on("error", (error) => fail("reset", "The answer broke off.", error));
  incoming.on("aborted", () => fail("reset", "The answer broke off."));
  incoming.on("end", () => {
    if (incoming.complete)
      done(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
  });
}

function tooLarge(bodyBytesMax: number): string {
  return `The answer is larger than ${bodyBytesMax} bytes.`;
}

const unpackers = new Map([
  ["gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["x-gzip", promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ["br", promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);

/** The unpacked body may be no larger than a plain one: a small bomb stays small. */
async function decoded(answer: HopAnswer, encoding: string, bodyBytesMax: number): Promise<Buffer> {
  const { status } = answer;
  const unpack = unpackers.get(encoding.trim().toLowerCase());
  if (unpack === undefined) {
    const sentence = `The answer is packed as ${encoding.slice(0, 40)}, which was not asked for.`;
    throw new RequestFailed("bad-answer", sentence, { sent: true, status });
  }
  try {
    return await unpack(answer.body, { maxOutputLength: bodyBytesMax });
  } catch (cause) {
    const isBomb = cause instanceof RangeError;
    throw new RequestFailed(
      isBomb ? "too-large" : "bad-answer",
      isBomb ? tooLarge(bodyBytesMax) : "The answer could not be unpacked.",
      { sent: true, status, cause },
    );
  }
}

/**
 * One listener a signal, however many requests share it: a thousand listeners on one signal cost a
 * walk through all of them at each removal.
 */
const watched = new WeakMap<AbortSignal, Set<() => void>>();

function watch(signal: AbortSignal, abort: () => void): void {
  if (signal.aborted) return abort();
  let waiting = watched.get(signal);
  if (waiting === undefined) {
    const created = new Set<() => void>();
    waiting = created;
    watched.set(signal, created);
    signal.addEventListener(
      "abort",
      () => {
        for (const each of created) each();
      },
      { once: true },
    );
  }
  waiting.add(abort);
}

function unwatch(signal: AbortSignal, abort: () => void): void {
  watched.get(signal)?.delete(abort);
}

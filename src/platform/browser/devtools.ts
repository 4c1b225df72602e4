import type { Readable, Writable } from "node:stream";
import { limit } from "#platform/limits.ts";

/*
 * Chromium's own remote control (DevTools protocol) over a pair of pipes: messages in JSON with a NUL between them. Pipes
 * and not a port, so that nobody else on the machine can reach the browser.
 */

const messageMax = limit(
  "browser.message",
  134_217_728,
  "characters",
  "of one message from the browser: a long page's picture fits",
);
const callMs = limit("browser.call", 30_000, "ms", "the browser has to answer one command");

export type Fields = Readonly<Record<string, unknown>>;

interface Waiting {
  resolve: (result: Fields) => void;
  reject: (error: Error) => void;
}

class BrowserGone extends Error {}

export class Devtools {
  readonly #to: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #heard: ((method: string, params: Fields, sessionId: string | undefined) => void)[] = [];
  #number = 0;
  #rest: string[] = [];
  #restSize = 0;
  #isOver = false;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    from.setEncoding("utf8");
    from.on("data", (piece: string) => this.#take(piece));
    from.on("close", () => this.end());
    from.on("error", () => this.end());
    to.on("error", () => this.end());
  }

  /** Hears what the browser tells by itself, until it is over. */
  on(listener: (method: string, params: Fields, sessionId: string | undefined) => void): void {
    this.#heard.push(listener);
  }

  /** Rejects with BrowserGone where there is no browser any more, and after `browser.call`. */
  send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
    if (this.#isOver) return Promise.reject(new BrowserGone("the browser has ended"));
    const id = ++this.#number;
    const { promise, resolve, reject } = Promise.withResolvers<Fields>();
    const timer = setTimeout(() => {
      this.#waiting.delete(id);
      reject(new BrowserGone(`the browser did not answer ${method}`));
    }, callMs);
    this.#waiting.set(id, {
      resolve: (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      reject: (error) => {
        clearTimeout(timer);
        reject(error);
      },
    });
    this.#to.write(
      `${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`,
    );
    return promise;
  }

  end(): void {
    this.#isOver = true;
    for (const { reject } of this.#waiting.values())
      reject(new BrowserGone("the browser has ended"));
    this.#waiting.clear();
  }

  #take(piece: string): void {
    // A picture comes in hundreds of pieces: each is looked at once.
    const [first = "", ...more] = piece.split("\0");
    this.#rest.push(first);
    this.#restSize += first.length;
    for (const begun of more) {
      this.#hear(this.#rest.join(""));
      this.#rest = [begun];
      this.#restSize = begun.length;
    }
    if (this.#restSize > messageMax) this.end();
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as {
      id?: number;
      method?: string;
      params?: Fields;
      result?: Fields;
      error?: { message: string };
      sessionId?: string;
    };
    if (message.id === undefined) {
      for (const listener of this.#heard)
        listener(message.method ?? "", message.params ?? {}, message.sessionId);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result ?? {});
  }
}

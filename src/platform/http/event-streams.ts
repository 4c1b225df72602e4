import type { IncomingMessage, ServerResponse } from "node:http";
import { limit } from "../limits.ts";

const openMax = limit(
  "streams.open",
  9_000,
  "connections",
  "server-sent events of one process; whoever comes later asks for the state now and then",
);
const behindMax = limit(
  "streams.behind",
  64 * 1024,
  "bytes",
  "not taken by a slow reader, who is let go and comes again",
);
const beatMs = 25_000;
/** Readers that lost us all at once come back over half a minute. */
const returnMs = { least: 2_000, spread: 28_000 };

/**
 * Server-sent events (HTML §9.2) to everybody alike: the newest word to whoever comes, each new one to all. Nothing of a
 * reader is known or kept.
 */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #headers: Record<string, string>;
  #newest = "";
  #beat: NodeJS.Timeout | undefined;

  constructor(headers: Record<string, string>) {
    this.#headers = headers;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Takes a reader in; past the limit 204, which tells it to come no more this way. */
  join(request: IncomingMessage, response: ServerResponse): void {
    if (this.#open.size >= openMax) {
      response.writeHead(204, { ...this.#headers, "cache-control": "no-store" }).end();
      return;
    }
    response.writeHead(200, {
      ...this.#headers,
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    request.socket.setNoDelay(true);
    // By where it stands in the crowd and not by chance: the same spread without a random number.
    const pause = returnMs.least + ((this.#open.size * 7_919) % returnMs.spread);
    response.write(`retry: ${pause}\n\n${this.#newest}`);
    this.#open.add(response);
    response.on("close", () => this.#leave(response));
    this.#beat ??= setInterval(() => this.#toAll(":\n\n"), beatMs).unref();
  }

  /** Tells all; the same again is told to nobody. `word` has no line break. */
  tell(word: string): void {
    const event = `data: ${word}\n\n`;
    if (event === this.#newest) return;
    this.#newest = event;
    this.#toAll(event);
  }

  close(): void {
    clearInterval(this.#beat);
    this.#beat = undefined;
    for (const response of this.#open) response.destroy();
    this.#open.clear();
  }

  #toAll(text: string): void {
    const bytes = Buffer.from(text);
    for (const response of this.#open) {
      if (response.writableLength > behindMax) response.destroy();
      else response.write(bytes);
    }
  }

  #leave(response: ServerResponse): void {
    this.#open.delete(response);
    if (this.#open.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
  }
}

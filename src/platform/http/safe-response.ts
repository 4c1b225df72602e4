import type { Buffer } from "node:buffer";

/** What one hop of the safe client received: everything is already here, decoded and bounded. */
export interface WholeAnswer {
  status: number;
  statusText: string;
  /** Names and values by turns, as node gives them. */
  rawHeaders: readonly string[];
  body: Buffer;
}

/**
 * A fetch Response over an answer that has wholly arrived. It costs almost nothing until asked:
 * headers are parsed and streams are made on first use, which matters at thousands of answers a
 * second. The rarely used readers hand over to the platform's own Response.
 */
export class WholeResponse implements Response {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly redirected: boolean;
  readonly type: ResponseType = "basic";
  readonly #answer: WholeAnswer;
  #headers: Headers | undefined;
  #stream: Response | undefined;
  #isUsed = false;

  constructor(answer: WholeAnswer, url: string, isRedirected: boolean) {
    this.status = answer.status;
    this.statusText = answer.statusText;
    this.url = url;
    this.redirected = isRedirected;
    this.#answer = answer;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get headers(): Headers {
    this.#headers ??= headersOf(this.#answer.rawHeaders);
    return this.#headers;
  }

  get bodyUsed(): boolean {
    return this.#isUsed || (this.#stream?.bodyUsed ?? false);
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#platform().body;
  }

  text(): Promise<string> {
    return this.#read((body) => body.toString("utf8"));
  }

  json(): Promise<unknown> {
    return this.#read((body) => JSON.parse(body.toString("utf8")));
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read((body) => new Uint8Array(body).buffer);
  }

  bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#read((body) => new Uint8Array(body));
  }

  blob(): Promise<Blob> {
    return this.#platform().blob();
  }

  formData(): Promise<FormData> {
    return this.#platform().formData();
  }

  clone(): Response {
    if (this.bodyUsed) throw new TypeError("The body of this answer was already read.");
    return new WholeResponse(this.#answer, this.url, this.redirected);
  }

  async #read<T>(as: (body: Buffer) => T): Promise<T> {
    if (this.bodyUsed) throw new TypeError("The body of this answer was already read.");
    this.#isUsed = true;
    return as(this.#answer.body);
  }

  #platform(): Response {
    if (this.#isUsed) throw new TypeError("The body of this answer was already read.");
    const { body, status, statusText } = this.#answer;
    const isBodiless = status === 204 || status === 205 || status === 304;
    this.#stream ??= new Response(isBodiless ? null : new Uint8Array(body), {
      status,
      statusText,
      headers: this.headers,
    });
    return this.#stream;
  }
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    // Node has already refused broken names; a value it lets through can still be no byte string.
    try {
      headers.append(raw[index] ?? "", raw[index + 1] ?? "");
    } catch {
      continue;
    }
  }
  return headers;
}

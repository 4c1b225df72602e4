import { on, once } from "node:events";
import { Worker } from "node:worker_threads";
import { limit } from "#platform/limits.ts";
import type { Size } from "../rebuilding.ts";
import type { Box } from "../tables.ts";
import type { DocumentJob, PageAsk, PageReply, WhyUnread } from "./page-messages.ts";

const pagesMax = limit(
  "redaction.document-pages",
  200,
  "pages",
  "of one PDF that is rebuilt; a longer one is withheld whole, or given out whole",
);
const memoryBytesMax = limit(
  "redaction.document-memory",
  768 * 1024 * 1024,
  "bytes",
  "that one PDF may take while its pages are drawn; then it is refused",
);
const pageSeconds = limit(
  "redaction.document-page",
  30,
  "s",
  "for one page of a PDF; a drawing that never ends is ended, and the PDF refused",
);
const readersMax = limit(
  "redaction.documents",
  2,
  "PDFs",
  "taken apart at once on a server; the next waits",
);
const heapMb = 512;

/** A document that cannot be taken apart into pages, and why. */
export class UnreadableDocument extends Error {
  readonly why: WhyUnread;
  constructor(why: WhyUnread, cause?: unknown) {
    super(`a document cannot be read: ${why}`, { cause });
    this.why = why;
  }
}

let reading = 0;
const waiting: (() => void)[] = [];

/** A PDF in a thread of its own, which ends with it. Every method throws UnreadableDocument. */
export class DocumentReader implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #answers: AsyncIterator<unknown[]>;
  readonly #ended: Promise<never>;

  private constructor(bytes: Uint8Array) {
    const workerData: DocumentJob = { bytes, memoryBytesMax, pagesMax };
    this.#worker = new Worker(new URL("./page-worker.ts", import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    this.#answers = on(this.#worker, "message");
    this.#ended = once(this.#worker, "exit").then(
      () => Promise.reject(new UnreadableDocument("heavy")),
      (cause: unknown) => Promise.reject(new UnreadableDocument("heavy", cause)),
    );
    this.#ended.catch(() => undefined);
  }

  /** Waits while too many others are read. */
  static async open(bytes: Uint8Array): Promise<DocumentReader> {
    if (reading >= readersMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else reading += 1;
    return new DocumentReader(bytes);
  }

  /** Of every page, in points, upright. */
  async measure(): Promise<readonly Size[]> {
    const reply = await this.#ask({ what: "measure" });
    if (reply.what !== "measured") throw new UnreadableDocument("damaged");
    return reply.points;
  }

  /** A page (from 0) in pixels: one channel where it has no colour, else three. */
  async draw(
    page: number,
    size: Size,
    boxes: readonly Box[],
  ): Promise<{ pixels: Uint8Array; channels: 1 | 3 }> {
    const reply = await this.#ask({ what: "draw", page, size, boxes });
    if (reply.what !== "drawn") throw new UnreadableDocument("damaged");
    return reply;
  }

  async #ask(ask: PageAsk): Promise<PageReply & { ok: true }> {
    const inTime = AbortSignal.timeout(pageSeconds * 1_000);
    const late = once(inTime, "abort").then(() => {
      throw new UnreadableDocument("heavy");
    });
    late.catch(() => undefined);
    this.#worker.postMessage(ask);
    const { value } = await Promise.race([this.#answers.next(), this.#ended, late]);
    const reply = (value as PageReply[])[0];
    if (!reply?.ok) throw new UnreadableDocument(reply?.why ?? "damaged");
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
    const next = waiting.shift();
    if (next) next();
    else reading -= 1;
  }
}

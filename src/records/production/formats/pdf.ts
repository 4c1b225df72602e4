import { on, once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { plain } from "../produced.ts";
import type { Format } from "./format.ts";
import type { PagedRecord } from "./pdf-pages.ts";
import type { PdfAsk } from "./pdf-worker.ts";

const batchSize = 100;
/** Of texts in a batch: a hundred messages have a part of it, a few long documents fill it. */
const batchChars = 2_000_000;
/** Batches on their way to the thread: what lies in memory twice. */
const waitingMax = 4;
/** A volume's PDF is whole in the thread's memory; left to itself it would use whatever the machine has. */
const threadMb = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 24 };
const files = z.array(
  z.tuple([z.string(), z.object({ sha256: z.string(), sizeBytes: z.number(), crc32: z.number() })]),
);

/** The thread that sets the pages of one production; it begins with its first volume. */
export class PdfThread implements AsyncDisposable {
  #worker: Worker | undefined;

  get worker(): Worker {
    return (this.#worker ??= this.#start());
  }

  #start(): Worker {
    const place = new URL("./pdf-worker.ts", import.meta.url);
    const worker = new Worker(place, { resourceLimits: threadMb });
    // Whoever waits for an answer hears it too; a thread that died between two volumes is begun anew.
    worker.on("error", () => (this.#worker = undefined));
    return worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** The volume's PDF, set by the production's thread (`pdf-pages.ts` says what stands on the pages). */
export const pdf: Format = ({ out, name, about, thread: { worker } }) => {
  const over = new AbortController();
  const failed = once(worker, "error", { signal: over.signal }).then(
    ([error]: unknown[]): never => {
      throw error;
    },
  );
  failed.catch(() => undefined);
  const ask = (said: PdfAsk) => worker.postMessage(said);
  const answers = on(worker, "message", { signal: over.signal });
  const answer = async (): Promise<unknown> => {
    const { value } = await Promise.race([answers.next(), failed]);
    return (value as unknown[])[0];
  };
  let batch: PagedRecord[] = [];
  let chars = 0;
  let waiting = 0;
  const send = async () => {
    if (batch.length === 0) return;
    ask({ records: batch });
    batch = [];
    chars = 0;
    waiting += 1;
    if (waiting < waitingMax) return;
    await answer();
    waiting -= 1;
  };
  ask({ job: { folder: out.folder, name, about } });
  return Promise.resolve({
    async write({ payload: _payload, ...record }) {
      batch.push(record);
      chars += plain(record.text).length;
      if (batch.length >= batchSize || chars >= batchChars) await send();
    },
    async end() {
      await send();
      ask({ isEnd: true });
      let said: unknown = "set";
      while (said === "set") said = await answer();
      for (const [path, file] of files.parse(said)) out.files.set(path, file);
      over.abort();
    },
  });
};

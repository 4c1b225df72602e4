import { on, once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { ProducedRecord } from "../produced.ts";
import type { Format } from "./format.ts";
import type { PdfAsk, PdfJob } from "./pdf-worker.ts";

const batchSize = 100;
/** Batches on their way to the thread: what lies in memory twice. */
const waitingMax = 4;
const files = z.array(
  z.tuple([z.string(), z.object({ sha256: z.string(), sizeBytes: z.number(), crc32: z.number() })]),
);

/** The volume's PDF, set by a thread of its own (`pdf-pages.ts` says what stands on the pages). */
export const pdf: Format = ({ out, name, about }) => {
  const job: PdfJob = { folder: out.folder, name, about };
  const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), { workerData: job });
  const failed = once(worker, "error").then(([error]: unknown[]): never => {
    throw error;
  });
  failed.catch(() => undefined);
  const ask = (said: PdfAsk) => worker.postMessage(said);
  const answers = on(worker, "message");
  const answer = async (): Promise<unknown> => {
    const { value } = await Promise.race([answers.next(), failed]);
    return (value as unknown[])[0];
  };
  let batch: ProducedRecord[] = [];
  let waiting = 0;
  const send = async () => {
    if (batch.length === 0) return;
    ask({ records: batch });
    batch = [];
    waiting += 1;
    if (waiting < waitingMax) return;
    await answer();
    waiting -= 1;
  };
  return Promise.resolve({
    async write(record) {
      batch.push(record);
      if (batch.length >= batchSize) await send();
    },
    async end() {
      await send();
      ask({ isEnd: true });
      let said: unknown = "set";
      while (said === "set") said = await answer();
      for (const [path, file] of files.parse(said)) out.files.set(path, file);
      await worker.terminate();
    },
  });
};

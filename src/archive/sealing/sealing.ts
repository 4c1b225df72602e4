import { Worker } from "node:worker_threads";
import { limit } from "#platform/limits.ts";
import { sealRows, type SealedRows, type SealingJob } from "./sealed-rows.ts";

const threadFrom = limit(
  "archive.sealing-thread",
  100,
  "records",
  "captured together; fewer are sealed where they are captured",
);
export const idleMs = limit(
  "archive.sealing-idle",
  10_000,
  "ms",
  "without work, then the thread that seals ends",
);
/** What a job leaves behind is garbage at once: little room for it stays in the processor's cache. */
const youngMb = 24;

export type SealingAnswer =
  | { kind: "ready" }
  | { kind: "sealed"; rows: SealedRows }
  | { kind: "failed" };

/**
 * Seals records: few of them here, many in a thread of its own, so that neither screens nor other captures wait. While the
 * thread starts, and whenever it fails, they are sealed here: which of the two did it makes no difference to the rows.
 */
export async function sealed(job: SealingJob): Promise<SealedRows> {
  const inThread = job.records.length >= threadFrom ? await theThread().seal(job) : undefined;
  const rows = inThread ?? (await sealRows(job));
  job.random.fill(0);
  return rows;
}

let thread: SealingThread | undefined;

function theThread(): SealingThread {
  if (!thread || thread.isOver) thread = new SealingThread();
  return thread;
}

/** It does not keep the program alive, and ends by itself when nothing comes. */
export class SealingThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #started = Promise.withResolvers<boolean>();
  readonly #waiting: ((rows: SealedRows | undefined) => void)[] = [];
  #state: "starting" | "ready" | "over" = "starting";

  constructor() {
    this.#worker = new Worker(new URL("./sealing-thread.ts", import.meta.url), {
      name: "sealing",
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    });
    this.#worker.on("message", (answer: SealingAnswer) => this.#hear(answer));
    this.#worker.on("error", () => this.#end());
    this.#worker.on("exit", () => this.#end());
    this.#worker.unref();
  }

  get isOver(): boolean {
    return this.#state === "over";
  }

  /** True when it takes work; false when it ended before it did. */
  get ready(): Promise<boolean> {
    return this.#started.promise;
  }

  /** The rows; undefined when it does not take work yet, or failed at this. */
  async seal(job: SealingJob): Promise<SealedRows | undefined> {
    if (this.#state !== "ready") return undefined;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#worker.ref();
      this.#worker.postMessage(job);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(answer: SealingAnswer): void {
    if (answer.kind === "ready") {
      this.#state = "ready";
      this.#started.resolve(true);
      return;
    }
    this.#waiting.shift()?.(answer.kind === "sealed" ? asBuffers(answer.rows) : undefined);
    if (this.#waiting.length === 0) this.#worker.unref();
  }

  #end(): void {
    this.#state = "over";
    this.#started.resolve(false);
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }
}

/** Buffers come out of a thread as bare bytes. */
function asBuffers({ entries, leafHashes, bodies }: SealedRows): SealedRows {
  const whole = <P extends { bytes: Uint8Array }>(packed: P) => ({
    ...packed,
    bytes: Buffer.from(packed.bytes.buffer, packed.bytes.byteOffset, packed.bytes.byteLength),
  });
  return { entries: whole(entries), leafHashes: whole(leafHashes), bodies: whole(bodies) };
}

import { parentPort } from "node:worker_threads";
import { systemClock } from "#platform/clock.ts";
import { sealRows, type SealingJob } from "./sealed-rows.ts";
import { idleMs, type SealingAnswer } from "./sealing.ts";

/*
 * Seals what comes by the hundred, an import or a busy journal, beside the thread that answers people. It seals one job
 * after another in the order in which they come, and ends when none has come for a while.
 */

const port = parentPort;
if (port === null) throw new Error("the thread that seals runs as a worker");

let turn: Promise<void> = Promise.resolve();
let rest = new AbortController();

port.on("message", (job: SealingJob) => {
  rest.abort();
  turn = turn.then(() => answer(job));
});
port.postMessage({ kind: "ready" } satisfies SealingAnswer);
waitForWork();

async function answer(job: SealingJob): Promise<void> {
  try {
    const rows = await sealRows(job);
    port?.postMessage(
      { kind: "sealed", rows } satisfies SealingAnswer,
      Object.values(rows).map(({ bytes }) => bytes.buffer),
    );
  } catch {
    // Whoever asked seals them itself, and hears then what is wrong with them.
    port?.postMessage({ kind: "failed" } satisfies SealingAnswer);
  }
  job.random.fill(0);
  waitForWork();
}

function waitForWork(): void {
  rest.abort();
  const resting = (rest = new AbortController());
  void systemClock.sleep(idleMs, resting.signal).then(() => {
    if (!resting.signal.aborted) port?.close();
  });
}

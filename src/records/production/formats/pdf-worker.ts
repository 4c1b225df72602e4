import { parentPort, workerData } from "node:worker_threads";
import { OutFolder } from "../out-folder.ts";
import type { ProducedRecord } from "../produced.ts";
import type { About } from "./format.ts";
import { pdfPages } from "./pdf-pages.ts";

/*
 * Setting pages costs more than everything else of a production: it has a thread of its own. Records come in order, in
 * batches; each is answered when it is set, so that only a few wait.
 */

/** What the thread is started with. */
export interface PdfJob {
  folder: string;
  name: string;
  about: About;
}

export type PdfAsk = { records: readonly ProducedRecord[] } | { isEnd: true };

const port = parentPort;
if (port === null) throw new Error("pages are set in a worker");
const { folder, name, about } = workerData as PdfJob;
const out = new OutFolder(folder);
const ids = { uuid: () => "", random: () => Buffer.alloc(0) };
const sink = pdfPages({ out, name, about, ids });

let turn: Promise<void> = Promise.resolve();
port.on("message", (ask: PdfAsk) => {
  turn = turn.then(() => answer(ask));
});

async function answer(ask: PdfAsk): Promise<void> {
  const pages = await sink;
  if ("records" in ask) {
    for (const record of ask.records) await pages.write(record);
    port?.postMessage("set");
    return;
  }
  await pages.end();
  port?.postMessage([...out.files]);
}

import { parentPort } from "node:worker_threads";
import { OutFolder } from "../out-folder.ts";
import type { About } from "./format.ts";
import { pdfPages, type PagedRecord, type Pages } from "./pdf-pages.ts";

/*
 * Setting pages costs more than everything else of a production: it has a thread of its own, with its fonts read once for
 * all volumes. Records come in order, in batches; each is answered when it is set, so that only a few wait.
 */

/** A volume's PDF begins with the job. */
export interface PdfJob {
  folder: string;
  name: string;
  about: About;
}

export type PdfAsk = { job: PdfJob } | { records: readonly PagedRecord[] } | { isEnd: true };

const port = parentPort;
if (port === null) throw new Error("pages are set in a worker");
const ids = { uuid: () => "", random: () => Buffer.alloc(0) };

let at: { out: OutFolder; pages: Pages } | undefined;
let turn: Promise<void> = Promise.resolve();
port.on("message", (ask: PdfAsk) => {
  turn = turn.then(() => answer(ask));
});

async function answer(ask: PdfAsk): Promise<void> {
  if ("job" in ask) {
    const { folder, name, about } = ask.job;
    const out = new OutFolder(folder);
    at = { out, pages: await pdfPages({ out, name, about, ids }) };
    return;
  }
  if (!at) throw new Error("no volume was begun");
  if ("records" in ask) {
    for (const record of ask.records) await at.pages.write(record);
    port?.postMessage("set");
    return;
  }
  await at.pages.end();
  port?.postMessage([...at.out.files]);
  at = undefined;
}

import { parentPort, workerData } from "node:worker_threads";
import type { DocumentJob, PageAsk, PageReply } from "./page-messages.ts";
import { OpenDocument, UnreadDocument } from "./open-document.ts";

/*
 * A document that a stranger sent is read in a thread of its own, inside WebAssembly: whatever it makes the reader do
 * stays in a memory that has an end, and the thread is ended when it takes too long.
 */
const port = parentPort;
if (port === null) throw new Error("documents are read in a worker");
const document = OpenDocument.open(workerData as DocumentJob);
document.catch(() => undefined);

let turn: Promise<void> = Promise.resolve();
port.on("message", (ask: PageAsk) => {
  turn = turn.then(() => answer(ask));
});

async function answer(ask: PageAsk): Promise<void> {
  const reply = await replyTo(ask).catch(
    // An abort of the reader is most often memory that it did not get.
    (error: unknown): PageReply => ({
      ok: false,
      why: error instanceof UnreadDocument ? error.why : "heavy",
    }),
  );
  const moved = reply.ok && reply.what === "drawn" ? [reply.pixels.buffer as ArrayBuffer] : [];
  port?.postMessage(reply, moved);
}

async function replyTo(ask: PageAsk): Promise<PageReply> {
  const opened = await document;
  if (ask.what === "measure") return { ok: true, what: "measured", points: opened.measure() };
  return { ok: true, what: "drawn", ...opened.draw(ask) };
}

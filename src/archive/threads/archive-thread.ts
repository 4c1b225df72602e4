import { parentPort } from "node:worker_threads";
import { contextOf } from "#platform/threads.ts";
import { indexTurn, mergeLarge, usual } from "../search/indexing.ts";
import { checkRange } from "../verify-range.ts";
import type { ThreadAnswer, ThreadAsk } from "./threads.ts";

/*
 * What the archive does with many records at a time and nobody waits for: it has a thread of its own, so that screens and
 * captures do not wait either. One piece of work after another.
 */

const port = parentPort;
if (port === null) throw new Error("the archive's thread runs as a worker");

let turn: Promise<void> = Promise.resolve();
port.on("message", (ask: ThreadAsk) => {
  turn = turn.then(async () => port.postMessage(await answer(ask)));
});

async function answer(ask: ThreadAsk): Promise<ThreadAnswer> {
  const ctx = contextOf(ask.seed);
  try {
    if (ask.kind === "index") {
      await indexTurn(ctx, usual, ask.texts);
      return { kind: "indexed" };
    }
    if (ask.kind === "merge") {
      await mergeLarge(ctx);
      return { kind: "merged" };
    }
    const say = (done: number) => port?.postMessage({ kind: "so-far", done });
    return { kind: "checked", ...(await checkRange(ctx, ask.folder, ask.size, ask.range, say)) };
  } catch (error) {
    return { kind: "failed", sentence: error instanceof Error ? error.message : String(error) };
  }
}

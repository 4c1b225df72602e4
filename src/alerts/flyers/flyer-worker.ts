import { parentPort } from "node:worker_threads";
import { Refusal } from "#platform/refusal.ts";
import { drawAll, type FlyerAsk } from "./drawing.ts";
import type { Made } from "./sheet.ts";

/*
 * Setting a page takes milliseconds, reading its code out of the finished picture a quarter of a second: a thread of its
 * own, so that nothing else waits for it.
 */
export type FlyerReply = { id: number } & ({ made: Made[] } | { code: string; says: string });

const port = parentPort;
if (port === null) throw new Error("flyers are drawn in a worker");
let turn: Promise<void> = Promise.resolve();
port.on("message", ({ id, ask }: { id: number; ask: FlyerAsk }) => {
  turn = turn.then(async () => {
    const reply = await drawAll(ask).then(
      (made): FlyerReply => ({ id, made }),
      (error: unknown): FlyerReply => ({
        id,
        code: error instanceof Refusal ? error.code : "failed",
        says: error instanceof Error ? error.message : String(error),
      }),
    );
    port.postMessage(reply);
  });
});

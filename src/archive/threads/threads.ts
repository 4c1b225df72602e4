import { Worker } from "node:worker_threads";
import type { ThreadSeed } from "#platform/threads.ts";
import type { KnownTexts } from "../search/reading.ts";
import type { RangeVerdict } from "../verify-range.ts";
import type { LeafRange } from "../verify-records.ts";

/** What a thread of the archive is asked. */
export type ThreadAsk =
  | { kind: "index"; seed: ThreadSeed; texts: KnownTexts }
  | { kind: "merge"; seed: ThreadSeed }
  | { kind: "check"; seed: ThreadSeed; folder: string; size: number; range: LeafRange };

export type ThreadAnswer =
  | { kind: "indexed" }
  | { kind: "merged" }
  | ({ kind: "checked" } & RangeVerdict)
  | { kind: "failed"; sentence: string };

type Said = ThreadAnswer | { kind: "so-far"; done: number };

/** Whole pages of records live shortly: with room for them, a third of the time for collecting garbage is saved. */
const youngMb = 96;

/** One thread, started with the first question and ended when it is disposed. It is asked one thing at a time. */
export class ArchiveThread implements AsyncDisposable {
  #worker: Worker | undefined;
  #fail: ((sentence: string) => void) | undefined;

  /** Answers, or throws with the thread's own sentence. A thread that died is begun anew with the next question. */
  async ask(
    ask: ThreadAsk,
    heard: (done: number) => void = () => undefined,
  ): Promise<Exclude<ThreadAnswer, { kind: "failed" }>> {
    const worker = (this.#worker ??= new Worker(new URL("./archive-thread.ts", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: youngMb },
    }));
    const answer = await new Promise<ThreadAnswer>((resolve) => {
      const fail = (sentence: string) => {
        this.#worker = undefined;
        resolve({ kind: "failed", sentence });
      };
      this.#fail = fail;
      worker.removeAllListeners();
      worker.on("error", (error) => fail(error.message));
      worker.on("exit", (code) => fail(`the thread ended with code ${code}`));
      worker.on("message", (said: Said) => {
        if (said.kind === "so-far") heard(said.done);
        else resolve(said);
      });
      worker.postMessage(ask);
    });
    if (answer.kind === "failed") throw new Error(answer.sentence);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.removeAllListeners();
    this.#fail?.("the thread was ended");
    await worker?.terminate();
  }
}

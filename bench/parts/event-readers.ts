import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Many open pages in a process of their own. */
export interface EventReaders extends AsyncDisposable {
  open: number;
  refused: number;
  /** The next word: when each reader had it, in ms of one clock. */
  next(): Promise<number[]>;
}

export async function eventReaders(url: string, count: number): Promise<EventReaders> {
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      fileURLToPath(new URL("./event-reader-process.ts", import.meta.url)),
      url,
      String(count),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value));
  const { open, refused } = (await line()) as { open: number; refused: number };
  return {
    open,
    refused,
    next: async () => (await line()) as number[],
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

// What the benches ask of BullMQ, over the queue that bullmq-worker.mjs works.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";

export function openQueue(port) {
  const queue = new Queue("posts", { connection: { host: "127.0.0.1", port } });
  queue.on("error", () => undefined);
  return {
    version: JSON.parse(
      readFileSync(join(import.meta.dirname, "node_modules/bullmq/package.json"), "utf8"),
    ).version,
    async add(posts, options) {
      for (let at = 0; at < posts.length; at += 1_000) {
        await queue.addBulk(
          posts.slice(at, at + 1_000).map((data) => ({ name: "post", data, opts: options })),
        );
      }
    },
    counts: () => queue.getJobCounts("waiting", "active", "delayed", "failed", "completed"),
    failed: async () => (await queue.getJobs(["failed"], 0, -1)).map((job) => job.data),
    close: () => queue.close(),
  };
}

export async function startWorker(port, { concurrency, lockMs = 0 }) {
  const args = [port, concurrency, lockMs].map(String);
  const child = spawn(process.execPath, [join(import.meta.dirname, "bullmq-worker.mjs"), ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  return {
    async stop(signal = "SIGTERM") {
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
}

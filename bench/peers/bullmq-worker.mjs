// BullMQ's worker as a process of its own: each job is one POST to the loopback network.
//   node bullmq-worker.mjs <redis port> <concurrency> <lock and stalled check in ms, 0 for the defaults>
import { Agent, request } from "node:http";
import { Worker } from "bullmq";

const [port, concurrency, lockMs] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true, maxSockets: 1_024, maxFreeSockets: 1_024 });

function post({ url, token, text }) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ text, media: [] });
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const outgoing = request(`${url}/api/posts`, { method: "POST", agent, headers }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () =>
        answer.statusCode < 300
          ? resolve(JSON.parse(Buffer.concat(pieces).toString()).id)
          : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const worker = new Worker("posts", (job) => post(job.data), {
  connection: { host: "127.0.0.1", port, maxRetriesPerRequest: null },
  concurrency,
  ...(lockMs > 0 ? { lockDuration: lockMs, stalledInterval: lockMs } : {}),
});
worker.on("error", () => undefined);
await worker.waitUntilReady();
process.send?.("ready");
process.once("disconnect", () => process.exit(0));

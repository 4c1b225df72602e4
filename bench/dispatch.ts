import { Agent, request } from "node:http";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { PeerPost } from "./peers/bullmq.mjs";
import { installPeers } from "./peers/install.mjs";
import { openDesk, practiceAccounts } from "./parts/desk.ts";
import {
  numberFlag,
  nowMicros,
  pause,
  quantile,
  sayAim,
  sayMachine,
  spread,
} from "./parts/figures.ts";
import { publicPosts, startNetwork } from "./parts/network.ts";
import { freePort, Program } from "./parts/program.ts";
import { startRedis } from "./parts/redis.ts";

/**
 * 1,000 posts × 8 channels due in the same second, on a loopback network that answers after 100 ms. Lateness is a
 * request's arrival there minus its due time. One warm-up round each, then the measured one.
 *   npm run bench dispatch -- [--posts 1000] [--alone, without floor and peer] [--profile]
 */
const posts = numberFlag("posts", 1_000);
const channelCount = 8;
const inFlight = 1_000;
const total = posts * channelCount;

interface Result {
  lateness: number[];
  lost: number;
  doubled: number;
}

sayMachine();
const network = await startNetwork(100);
try {
  const results = new Map<string, Result>();
  const isAlone = process.argv.includes("--alone");
  if (!isAlone) results.set("floor: no queue, 1,000 requests in flight", await floor());
  const peer = isAlone ? undefined : await bullmq();
  if (peer) results.set(peer.name, peer.result);
  results.set("Openbeat", await openbeat());
  console.log(`\n${total} requests, lateness in ms`);
  for (const [name, { lateness, lost, doubled }] of results)
    console.log(`${name.padEnd(44)} ${spread(lateness)}; ${lost} lost, ${doubled} doubled`);
  const ours = results.get("Openbeat");
  if (ours) sayAim("0 lost, 0 doubled", ours.lost === 0 && ours.doubled === 0);
  if (ours && peer) {
    const ratio = quantile(ours.lateness, 0.99) / quantile(peer.result.lateness, 0.99);
    sayAim(`p99 no worse than BullMQ's (${ratio.toFixed(2)} of it)`, ratio <= 1);
  }
} finally {
  await network.stop();
}

/** What came in since the log was last forgotten, once it is whole or a minute has passed. Asking costs: not early. */
async function arrived(dueMicros: number, expected: number): Promise<Result> {
  await pause(5_000);
  let arrivals = await network.arrivals();
  for (let waited = 0; waited < 60 && arrivals.length < expected; waited++) {
    await pause(1_000);
    arrivals = await network.arrivals();
  }
  await pause(2_000);
  arrivals = await network.arrivals(true);
  const counts = [...publicPosts(arrivals).values()];
  return {
    lateness: arrivals.map(({ atMicros }) => (atMicros - dueMicros) / 1_000),
    lost: expected - counts.length,
    doubled: counts.filter((count) => count > 1).length,
  };
}

async function peerPosts(accounts: readonly string[], round: string): Promise<PeerPost[]> {
  return Array.from({ length: posts }, (_one, n) => n).flatMap((n) =>
    accounts.map((token) => ({ url: network.url, token, text: `${round} ${n}` })),
  );
}

async function accountsFor(name: string): Promise<string[]> {
  const accounts = [];
  for (let n = 0; n < channelCount; n++) accounts.push(await network.account(`${name}-${n}`));
  return accounts;
}

/** What this machine can do at all: nothing but requests. */
async function floor(): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight, maxFreeSockets: inFlight });
  const accounts = await accountsFor("floor");
  const round = async (name: string) => {
    const left = await peerPosts(accounts, name);
    await network.arrivals(true);
    const due = nowMicros();
    const send = async () => {
      for (let one = left.pop(); one; one = left.pop()) await post(agent, one);
    };
    await Promise.all(Array.from({ length: inFlight }, send));
    return arrived(due, total);
  };
  await round("warm-up");
  const result = await round("measured");
  agent.destroy();
  return result;
}

function post(agent: Agent, { url, token, text }: PeerPost): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ text, media: [] });
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const options = { method: "POST", agent, headers };
    const outgoing = request(`${url}/api/posts`, options, (answer) => {
      answer.resume().once("end", () => resolve());
    });
    outgoing.once("error", reject).end(body);
  });
}

/** BullMQ with Redis, its worker a process of its own at its best concurrency; jobs delayed until the due time. */
async function bullmq(): Promise<{ name: string; result: Result } | undefined> {
  installPeers();
  const redis = await startRedis();
  if (!redis) return undefined;
  const { openQueue, startWorker } = await import("./peers/bullmq.mjs");
  const queue = openQueue(redis.port);
  const worker = await startWorker(redis.port, { concurrency: inFlight });
  try {
    const accounts = await accountsFor("bullmq");
    const round = async (name: string) => {
      await network.arrivals(true);
      const aheadMs = 8_000;
      const due = Date.now() + aheadMs;
      const jobs = await peerPosts(accounts, name);
      for (let at = 0; at < jobs.length; at += 1_000) {
        const delay = due - Date.now();
        await queue.add(jobs.slice(at, at + 1_000), { delay, removeOnComplete: true });
      }
      if (Date.now() > due - 1_000) throw new Error("the machine is too busy to queue in time");
      await pause(due - Date.now());
      return arrived(due * 1_000, total);
    };
    await round("warm-up");
    const result = await round("measured");
    return { name: `BullMQ ${queue.version}, Redis ${redis.version}, concurrency 1,000`, result };
  } finally {
    await worker.stop();
    await queue.close();
    await redis.stop();
  }
}

/** The real program, serving: its PostgreSQL, real posts with real approvals, capture and log keeper. */
async function openbeat(): Promise<Result> {
  const profile = process.argv.includes("--profile");
  const program = new Program(await freePort(), {
    command: "serve",
    allowPrivate: network.host,
    ...(profile ? { flags: ["--cpu-prof", "--cpu-prof-dir=/tmp/openbeat-prof"] } : {}),
  });
  try {
    await program.start();
    await using desk = await openDesk(program, await practiceAccounts(network, channelCount));
    const warmed = await round(desk, "warm-up", 0.06 * posts);
    console.log(`warm-up: ${spread(warmed.result.lateness)}`);
    const { result } = await round(desk, "measured", warmed.secondsTaken);
    return result;
  } finally {
    await program.remove();
  }
}

/** Prepares a round for the first minute that can be reached, and lets it pass. */
async function round(
  desk: Awaited<ReturnType<typeof openDesk>>,
  name: string,
  secondsExpected: number,
) {
  const minute = 60_000;
  const due = Math.ceil((Date.now() + (secondsExpected * 1.3 + 12) * 1_000) / minute) * minute;
  const local = new Date(due).toISOString().slice(0, 16);
  const started = performance.now();
  await network.arrivals(true);
  await desk.prepare(
    Array.from({ length: posts }, (_one, n) => `${name} ${n}`),
    local,
  );
  const secondsTaken = (performance.now() - started) / 1_000;
  console.log(`${posts} posts written, submitted and approved in ${secondsTaken.toFixed(0)} s`);
  if (Date.now() > due - 5_000) throw new Error("the machine is too busy to prepare in time");
  await pause(due - Date.now());
  const result = await arrived(due * 1_000, total);
  await settled(desk);
  return { result, secondsTaken };
}

/** Waits until every answer is written: the next round must not pay for this one. */
async function settled({ ctx }: Awaited<ReturnType<typeof openDesk>>): Promise<void> {
  const due = performance.now();
  for (let waited = 0; waited < 120; waited++) {
    const [row] = await read(asSystem(ctx, "bench", null), (tx) =>
      tx.tx.raw<{ open: string }>("select count(*) as open from deliveries where state <> 'sent'"),
    );
    if (Number(row?.open) === 0) break;
    await pause(500);
  }
  console.log(`all answers written ${((performance.now() - due) / 1_000).toFixed(1)} s later`);
}

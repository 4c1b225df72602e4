import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { Seeded } from "../test/sim/seeded.ts";
import { installPeers } from "./peers/install.mjs";
import { openDesk, practiceAccounts, type Desk } from "./parts/desk.ts";
import { numberFlag, nowMicros, pause, quantile, sayAim, sayMachine } from "./parts/figures.ts";
import { publicPosts, startNetwork } from "./parts/network.ts";
import { freePort, Program, runCommand } from "./parts/program.ts";
import { startRedis } from "./parts/redis.ts";

/**
 * kill -9 of the working program within 200 ms of the first request of a burst, and at once a new start, while a tenth
 * of the requests are reset after the network took them. Half of the channels know idempotency keys, half do not.
 *   npm run bench crash -- [--kills 200] [--peer-kills 40] [--seed 1]
 */
const kills = numberFlag("kills", 200);
const peerKills = Math.min(kills, numberFlag("peer-kills", 40));
const random = new Seeded(numberFlag("seed", 1));
const postsACycle = 10;
const channelCount = 8;
const isKeyless = (channel: number) => channel % 2 === 1;
/** Each so many kills the program is left alone until every delivery that the kill cut off is settled. */
const watchedEvery = 5;
const killWithinMs = 200;

interface Outcome {
  cutOff?: number;
  name: string;
  deliveries: number;
  lost: number;
  doubled: number;
  wrong: number;
  asked: number;
  workingAgainMs: number[];
  settledMs: number[];
}

sayMachine();
const network = await startNetwork(100);
const deadline = performance.now() + 13 * 60_000;
try {
  const outcomes = [await openbeat()];
  const peer = await bullmq();
  if (peer) outcomes.push(peer);
  for (const one of outcomes) say(one);
  const [ours] = outcomes;
  if (ours) {
    sayAim("0 lost, 0 doubled", ours.lost === 0 && ours.doubled === 0);
    sayAim("no wrong end state", ours.wrong === 0);
    // What a network without keys does not show may still be under way: it waits a try's whole time, on purpose.
    const worst = Math.max(...ours.workingAgainMs);
    sayAim(`sends again within 5 s (worst ${(worst / 1_000).toFixed(1)} s)`, worst <= 5_000);
  }
} finally {
  await network.stop();
}

function say(one: Outcome): void {
  const seconds = (values: readonly number[], share: number) =>
    (quantile(values, share) / 1_000).toFixed(1);
  const again = `sending again after p50 ${seconds(one.workingAgainMs, 0.5)}, max ${seconds(one.workingAgainMs, 1)} s`;
  const settled =
    one.settledMs.length > 0
      ? `; all that was cut off settled after p50 ${seconds(one.settledMs, 0.5)}, max ${seconds(one.settledMs, 1)} s (${one.settledMs.length} kills watched)`
      : "";
  console.log(
    `${one.name}: ${one.workingAgainMs.length} kills, ${one.deliveries} deliveries${one.cutOff ? `, ${one.cutOff} cut off in the act` : ""}: ${one.lost} lost, ${one.doubled} doubled, ${one.wrong} in a wrong end state, ${one.asked} asked; ${again}${settled}`,
  );
}

/** Milliseconds from a moment until the network hears a new post; NaN after half a minute. */
async function nextRequest(sinceMicros: number): Promise<number> {
  for (let waited = 0; waited < 1_500; waited++) {
    const first = (await network.arrivals()).find(({ atMicros }) => atMicros > sinceMicros);
    if (first) return (first.atMicros - sinceMicros) / 1_000;
    await pause(20);
  }
  return Number.NaN;
}

async function openbeat(): Promise<Outcome> {
  const options = { command: "serve" as const, allowPrivate: network.host };
  const program = new Program(await freePort(), options);
  try {
    await program.start();
    const desk = await openDesk(
      program,
      await practiceAccounts(network, channelCount, (n) => !isKeyless(n)),
    );
    const texts: string[] = [];
    const counts = new Map<string, number>();
    const times: Times = { cutOff: 0, workingAgainMs: [], settledMs: [] };
    for (let kill = 0; kill < kills && performance.now() < deadline; kill++) {
      const burst = Array.from({ length: postsACycle }, (_one, n) => `burst ${kill} ${n}`);
      texts.push(...burst);
      await cycle(program, desk, burst, counts, times, kill % watchedEvery === 0);
    }
    await network.control({ resetAfterAcceptRate: 0 });
    await calm(desk);
    merge(counts, publicPosts(await network.arrivals(true)));
    const verdict = await judge(desk, texts, counts);
    await desk[Symbol.asyncDispose]();
    await program.stop();
    const verified = await runCommand(program, ["archive", "verify"]);
    console.log(`archive verify: ${verified.out.trim().split("\n").at(-1)}`);
    return { name: "Openbeat", ...verdict, ...times };
  } finally {
    await program.remove();
  }
}

interface Times {
  /** Deliveries that a kill found in `sending`. */
  cutOff: number;
  workingAgainMs: number[];
  settledMs: number[];
}

/** A burst comes due, is cut off by kill -9 within 200 ms of its first request, and the program starts again. */
async function cycle(
  program: Program,
  desk: Desk,
  burst: readonly string[],
  counts: Map<string, number>,
  times: Times,
  isWatched: boolean,
): Promise<void> {
  await network.control({ resetAfterAcceptRate: 0.1 });
  const before = nowMicros();
  const half = burst.length / 2;
  await desk.prepare(burst.slice(0, half));
  await nextRequest(before);
  await pause(random.next() * killWithinMs);
  const killedAt = nowMicros();
  await program.stop("SIGKILL");
  // What had left before the kill has arrived by now; what comes later comes from the next life.
  await pause(10);
  const bornAt = nowMicros();
  const cutOff = await idsIn(desk, "sending");
  times.cutOff += cutOff.length;
  if (isWatched) await network.control({ resetAfterAcceptRate: 0 });
  const started = program.start();
  await desk.prepare(burst.slice(half));
  times.workingAgainMs.push((await nextRequest(bornAt)) + (bornAt - killedAt) / 1_000);
  await started;
  if (isWatched && cutOff.length > 0)
    times.settledMs.push(await untilSettled(desk, cutOff, killedAt));
  merge(counts, publicPosts(await network.arrivals(true)));
}

async function idsIn(desk: Desk, state: string): Promise<string[]> {
  const rows = await query<{ id: string }>(desk, "select id from deliveries where state = $1", [
    state,
  ]);
  return rows.map(({ id }) => id);
}

function query<Row extends Record<string, unknown>>(desk: Desk, text: string, values: unknown[]) {
  return read(asSystem(desk.ctx, "bench", null), (tx) => tx.tx.raw<Row>(text, values));
}

/** Milliseconds since the kill until each of these is known to be public, or a person is asked. */
async function untilSettled(desk: Desk, ids: readonly string[], since: number): Promise<number> {
  const open = "select id from deliveries where id = any($1) and state not in ('sent', 'asked')";
  for (let waited = 0; waited < 600; waited++) {
    if ((await query(desk, open, [ids])).length === 0) return (nowMicros() - since) / 1_000;
    await pause(50);
  }
  return Number.NaN;
}

/** Waits until nothing is under way any more, a minute at most. */
async function calm(desk: Desk): Promise<void> {
  const open =
    "select id from deliveries where state in ('waiting', 'sending', 'unconfirmed') limit 1";
  for (let waited = 0; waited < 240 && (await query(desk, open, [])).length > 0; waited++)
    await pause(250);
}

/** The posts of several cycles, whose texts differ. */
function merge(into: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, count] of more) into.set(name, (into.get(name) ?? 0) + count);
}

/** Compares what the program believes with what is public. */
async function judge(
  desk: Desk,
  texts: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<Omit<Outcome, "name" | keyof Times>> {
  const rows = await query<{ channel_id: string; state: string; text: string }>(
    desk,
    "select channel_id, state, payload ->> 'text' as text from deliveries",
    [],
  );
  const verdict = { lost: 0, doubled: 0, wrong: 0, asked: 0 };
  for (const { channel_id, state, text } of rows) {
    const count = counts.get(`account-${desk.channels.indexOf(channel_id)} ${text}`) ?? 0;
    if (state === "asked") verdict.asked += 1;
    else if (count === 0) verdict.lost += 1;
    if (count > 1) verdict.doubled += 1;
    if (state !== "asked" && (state === "sent") !== count > 0) verdict.wrong += 1;
  }
  const stuck = await query<{ state: string; reason: string; count: string }>(
    desk,
    "select state, reason, count(*) as count from deliveries where state <> 'sent' group by 1, 2",
    [],
  );
  for (const { state, reason, count } of stuck)
    console.log(`${count} deliveries ended ${state}: ${reason}`);
  const deliveries = texts.length * channelCount;
  verdict.lost += deliveries - rows.length;
  return { deliveries, ...verdict };
}

/** BullMQ with its usual means: five attempts, lock and stalled check of 3 s. Fewer kills: it takes long to recover. */
async function bullmq(): Promise<Outcome | undefined> {
  installPeers();
  const redis = await startRedis();
  if (!redis) return undefined;
  const { openQueue, startWorker } = await import("./peers/bullmq.mjs");
  const queue = openQueue(redis.port);
  const options = { attempts: 5, backoff: { type: "exponential", delay: 500 } };
  const start = () => startWorker(redis.port, { concurrency: 1_000, lockMs: 3_000 });
  const accounts: string[] = [];
  for (let n = 0; n < channelCount; n++) accounts.push(await network.account(`peer-${n}`));
  const jobsOf = (texts: readonly string[]) =>
    texts.flatMap((text) => accounts.map((token) => ({ url: network.url, token, text })));
  const counts = new Map<string, number>();
  const workingAgainMs: number[] = [];
  let worker = await start();
  let deliveries = 0;
  try {
    await network.control({ resetAfterAcceptRate: 0.1 });
    for (let kill = 0; kill < peerKills; kill++) {
      const burst = Array.from({ length: postsACycle }, (_one, n) => `peer ${kill} ${n}`);
      deliveries += burst.length * channelCount;
      const before = nowMicros();
      await queue.add(jobsOf(burst.slice(0, postsACycle / 2)), { ...options });
      await nextRequest(before);
      await pause(random.next() * killWithinMs);
      const killedAt = nowMicros();
      await worker.stop("SIGKILL");
      await pause(10);
      const bornAt = nowMicros();
      const started = start();
      await queue.add(jobsOf(burst.slice(postsACycle / 2)), { ...options });
      workingAgainMs.push((await nextRequest(bornAt)) + (bornAt - killedAt) / 1_000);
      worker = await started;
      merge(counts, publicPosts(await network.arrivals(true)));
    }
    await network.control({ resetAfterAcceptRate: 0 });
    for (let waited = 0; waited < 240; waited++) {
      const { waiting = 0, active = 0, delayed = 0 } = await queue.counts();
      if (waiting + active + delayed === 0) break;
      await pause(250);
    }
    merge(counts, publicPosts(await network.arrivals(true)));
    const nameOf = (token: string) => `peer-${accounts.indexOf(token)}`;
    const failed = await queue.failed();
    const publicCounts = [...counts.values()];
    return {
      name: `BullMQ ${queue.version}, 5 attempts, lock 3 s`,
      deliveries,
      lost: deliveries - publicCounts.length,
      doubled: publicCounts.filter((count) => count > 1).length,
      wrong: failed.filter(({ token, text }) => counts.has(`${nameOf(token)} ${text}`)).length,
      asked: 0,
      workingAgainMs,
      settledMs: [],
    };
  } finally {
    await worker.stop();
    await queue.close();
    await redis.stop();
  }
}

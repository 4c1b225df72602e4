import { openDesk, practiceAccounts } from "./parts/desk.ts";
import { numberFlag, nowMicros, pause, quantile, sayAim, sayMachine } from "./parts/figures.ts";
import { startNetwork } from "./parts/network.ts";
import { freePort, Program } from "./parts/program.ts";

/**
 * The hold button in the middle of a burst: from the answer of `POST /api/holds`, which follows its commit, to the
 * last request that starts at the network. Each round 2,400 deliveries fall due at once; the network takes 200 ms
 * for an answer, so that much of the burst still waits, claimed, for its turn.
 *   npm run bench hold -- [--rounds 10]
 */
const rounds = numberFlag("rounds", 10);
const postsARound = 300;
const channelCount = 8;
const watchedMs = 4_000;

sayMachine();
const network = await startNetwork(200);
const program = new Program(await freePort(), { command: "serve", allowPrivate: network.host });
const lastMs: number[] = [];
const afterSecond: number[] = [];
const answerMs: number[] = [];
const pressedMs: number[] = [];
let stopped = 0;
try {
  await program.start();
  await using desk = await openDesk(program, await practiceAccounts(network, channelCount));
  const token = await desk.token(["hold.*"]);
  for (let round = 0; round < rounds; round++) {
    // Written and approved while the program is dead, its database alive: all is due when it comes back.
    await program.stop("SIGKILL");
    await desk.prepare(Array.from({ length: postsARound }, (_one, n) => `round ${round} ${n}`));
    await network.arrivals(true);
    await program.start();
    const begun = nowMicros();
    while ((await network.arrivals()).length < 200 && nowMicros() - begun < 20_000_000)
      await pause(10);
    const pressedAt = nowMicros();
    const { id, answeredAt } = await placeHold(token);
    answerMs.push((answeredAt - pressedAt) / 1_000);
    await pause(watchedMs);
    const arrivals = await network.arrivals(true);
    const late = arrivals.filter(({ atMicros }) => atMicros > answeredAt);
    lastMs.push(Math.max(0, ...late.map(({ atMicros }) => (atMicros - answeredAt) / 1_000)));
    const last = Math.max(pressedAt, ...arrivals.map(({ atMicros }) => atMicros));
    pressedMs.push((last - pressedAt) / 1_000);
    afterSecond.push(late.filter(({ atMicros }) => atMicros - answeredAt > 1_000_000).length);
    stopped += postsARound * channelCount - arrivals.length;
    await api(token, `/holds/${id}`, "DELETE");
    await pause(1_500);
    const released = (await network.arrivals(true)).length;
    if (released > 0) throw new Error(`lifting the hold released ${released} deliveries`);
    console.log(
      `round ${round + 1}: answered in ${Math.round(answerMs.at(-1) ?? 0)} ms; ${arrivals.length} had started, ${late.length} of them after the answer, the last ${Math.round(lastMs.at(-1) ?? 0)} ms after it`,
    );
  }
} finally {
  await program.remove();
  await network.stop();
}
const worst = quantile(lastMs, 1);
console.log(
  `the hold is answered after p50 ${Math.round(quantile(answerMs, 0.5))} ms, max ${Math.round(quantile(answerMs, 1))} ms; from the button to the last request that starts: p50 ${Math.round(quantile(pressedMs, 0.5))} ms, max ${Math.round(quantile(pressedMs, 1))} ms`,
);
console.log(
  `from the hold's answer to the last request that starts: p50 ${Math.round(quantile(lastMs, 0.5))} ms, max ${Math.round(worst)} ms over ${rounds} rounds; ${stopped} deliveries stopped; none went out when it was lifted`,
);
sayAim("from the button, under 1 s", quantile(pressedMs, 1) < 1_000);
sayAim("none after", worst < 1_000 && afterSecond.every((count) => count === 0));

async function placeHold(bearer: string): Promise<{ id: string; answeredAt: number }> {
  const body = { scope: "agency", reason: "A hold in the middle of a burst" };
  const answer: unknown = await api(bearer, "/holds", "POST", body);
  const answeredAt = nowMicros();
  const { hold } = answer as { hold: { id: string } };
  return { id: hold.id, answeredAt };
}

async function api(bearer: string, path: string, method: string, body?: object): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${program.port}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

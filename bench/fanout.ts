import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { numberFlag, pause, sayAim, sayMachine } from "./parts/figures.ts";
import { removeBeat } from "./parts/leftovers.ts";

/**
 * One post to 100,000 subscribers by mail, and one by notices in browsers, against a relay and a push service on loopback:
 * beside a bare pooled sender of the same library with as many connections, in the same run. Then the same with a kill -9
 * in the middle.
 *   npm run bench fanout -- [--readers 100000] [--way email|push]
 */
const readers = numberFlag("readers", 100_000);
const only = process.argv.includes("--way") ? process.argv.at(-1) : undefined;
const hands = { email: "8", push: "32" };
const folder = mkdtempSync(join(tmpdir(), "openbeat-bench-"));
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  OPENBEAT_DATA: folder,
  OPENBEAT_LOG: "error",
};
const ports = z.object({ mailPort: z.number(), pushPort: z.number() });
const counted = z.object({
  people: z.number(),
  twice: z.number(),
  firstMicros: z.number(),
  lastMicros: z.number(),
  who: z.array(z.string()).default([]),
});
const told = z.object({ states: z.record(z.string(), z.number()), unknown: z.array(z.string()) });

sayMachine();
const sink = part("fan-out-sink", []);
const { mailPort, pushPort } = ports.parse((await once(sink, "message"))[0]);
const place = [String(mailPort), String(pushPort)];
environment["OPENBEAT_ALLOW_PRIVATE"] = `127.0.0.1:${mailPort}`;
try {
  await program("prepare", "email");
  for (const way of ["email", "push"] as const) {
    if (only !== undefined && only !== way) continue;
    const bare = await rateOf(() => ended(peer(way)));
    await program("post", way);
    const ours = await rateOf(() => program("run", way));
    console.log(
      `${way}, ${readers} copies over ${hands[way]} connections: ours ${ours.rate.toFixed(0)}/s, bare ${bare.rate.toFixed(0)}/s`,
    );
    const share = ours.rate / bare.rate;
    sayAim(`at least 0.7 of the bare sender's rate (${share.toFixed(2)})`, share >= 0.7);
    sayAim("everybody once", ours.people === readers && ours.twice === 0);
    await killed(way);
  }
} finally {
  sink.disconnect();
  removeBeat(folder);
}

/** Killed when a half has it; then started again, by itself going on. */
async function killed(way: "email" | "push"): Promise<void> {
  await program("post", way);
  await ask("forget");
  const first = part("fan-out-program", ["run", way, String(readers), ...place]);
  while ((await ask("count")).people < readers / 2) await pause(20);
  first.kill("SIGKILL");
  await once(first, "exit");
  const before = await ask("count");
  await program("run", way);
  const { people, twice, who } = await ask("who");
  const { states, unknown } = await tell(way);
  const got = new Set(who);
  const inDoubt = unknown.map((one) => (way === "email" ? one : pathOf(one)));
  const reached = inDoubt.filter((one) => got.has(one)).length;
  const missed = readers - people - (inDoubt.length - reached);
  console.log(
    `${way}, kill -9 after ${before.people}: ${people} have it, ${twice} twice; ${states["accepted"] ?? 0} accepted, ${unknown.length} in doubt and shown as such, of whom ${reached} have it; ${missed} missed in silence`,
  );
  sayAim("nobody missed in silence, nobody twice", missed === 0 && twice === 0);
}

async function rateOf(send: () => Promise<void>) {
  await ask("forget");
  await send();
  const { people, twice, firstMicros, lastMicros } = await ask("count");
  return { people, twice, rate: (people - 1) / ((lastMicros - firstMicros) / 1_000_000) };
}

function part(name: string, args: readonly string[]): ChildProcess {
  const file = join(import.meta.dirname, "parts", `${name}.ts`);
  return fork(file, args, {
    env: environment,
    execArgv: ["--disable-warning=ExperimentalWarning", "--disable-warning=DeprecationWarning"],
  });
}

function peer(way: "email" | "push"): ChildProcess {
  const port = way === "email" ? mailPort : pushPort;
  return part("fan-out-peer", [way, String(readers), String(port), hands[way]]);
}

async function program(act: string, way: string): Promise<void> {
  await ended(part("fan-out-program", [act, way, String(readers), ...place]));
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`a part of the bench ended with ${String(code)}`);
}

async function ask(what: "count" | "forget" | "who") {
  const answer = once(sink, "message");
  sink.send(what);
  return counted.parse((await answer)[0]);
}

async function tell(way: string) {
  const child = part("fan-out-program", ["tell", way, String(readers), ...place]);
  const [said] = await once(child, "message");
  await ended(child);
  return told.parse(said);
}

function pathOf(browser: string): string {
  return new URL(z.object({ endpoint: z.string() }).parse(JSON.parse(browser)).endpoint).pathname;
}

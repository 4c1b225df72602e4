import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { buildConsole, consoleIsStale } from "../tools/build-console.ts";
import { findChromium } from "../tools/chromium.ts";
import { memoryMb, numberFlag, pause, quantile, sayAim, sayMachine } from "./parts/figures.ts";
import { removeBeat } from "./parts/leftovers.ts";
import { freePort } from "./parts/program.ts";

/**
 * An installed copy: from `bin/openbeat serve` to the first good `/healthz` on an empty data folder with an empty
 * compile cache, and again on what that left; memory of all our processes but PostgreSQL's, as proportional set size;
 * weight of the console's first page in Chromium.
 *   npm run bench start -- [--rounds 5] [--list, each request of the first page]
 */
const root = join(import.meta.dirname, "..");
const rounds = numberFlag("rounds", 5);

sayMachine();
if (consoleIsStale()) await buildConsole();
const first: number[] = [];
const second: number[] = [];
const memory: number[] = [];
const resident: number[] = [];
let setupPage = { requests: 0, kilobytes: 0 };
for (let round = 0; round < rounds; round++) {
  const data = mkdtempSync(join(tmpdir(), "openbeat-start-"));
  const cache = mkdtempSync(join(tmpdir(), "openbeat-cache-"));
  const port = await freePort();
  try {
    const fresh = await start(data, cache, port);
    first.push(fresh.ms);
    await stop(fresh.child);
    const again = await start(data, cache, port);
    second.push(again.ms);
    await pause(10_000);
    const family = familyOf(again.child);
    memory.push(family.reduce((sum, pid) => sum + memoryMb(pid), 0));
    resident.push(family.reduce((sum, pid) => sum + memoryMb(pid, "Rss"), 0));
    if (round === 0) setupPage = await weighed(`http://localhost:${port}/console/`);
    await stop(again.child);
  } finally {
    removeBeat(data);
    rmSync(cache, { recursive: true, force: true, maxRetries: 20 });
  }
}

const ms = (values: readonly number[]) =>
  `p50 ${Math.round(quantile(values, 0.5))} ms, max ${Math.round(quantile(values, 1))} ms`;
console.log(`first start, empty data folder, nothing compiled: ${ms(first)}`);
sayAim("3 s", quantile(first, 0.5) <= 3_000);
console.log(`second start: ${ms(second)}`);
sayAim("1 s", quantile(second, 0.5) <= 1_000);
const median = quantile(memory, 0.5);
const rss = quantile(resident, 0.5);
console.log(
  `memory after 10 s idle, all our processes: ${Math.round(median)} MB PSS, ${Math.round(rss)} MB RSS (which counts what two processes share twice)`,
);
sayAim("200 MB PSS", median <= 200);
console.log(`set-up page, once a life: ${setupPage.requests} requests, ${setupPage.kilobytes} kB`);
const today = await demoToday();
console.log(`console's first page, Today: ${today.requests} requests, ${today.kilobytes} kB`);
sayAim("15 requests, 200 kB", today.requests <= 15 && today.kilobytes <= 200);
console.log("Ghost and Directus are not started here: their installs are 700 MB each.");

/** Resolves at the first good answer of /healthz. */
async function start(data: string, cache: string, port: number) {
  const begun = performance.now();
  const child = spawn(join(root, "bin/openbeat"), ["serve"], {
    stdio: "ignore",
    env: {
      ...process.env,
      OPENBEAT_DATA: data,
      OPENBEAT_PORT: String(port),
      NODE_COMPILE_CACHE: cache,
    },
  });
  while (performance.now() - begun < 60_000) {
    const isHealthy = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.timeout(1_000),
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isHealthy) return { child, ms: performance.now() - begun };
    await pause(10);
  }
  throw new Error("the program did not start within a minute");
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** The process and its descendants, without PostgreSQL's. */
function familyOf(child: ChildProcess): number[] {
  const parents = new Map<number, { parent: number; name: string }>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      parents.set(Number(pid), { parent, name: /^Name:\s+(.*)/m.exec(status)?.[1] ?? "" });
    } catch {
      // It ended while we looked.
    }
  }
  const family = [child.pid ?? 0];
  for (const pid of family)
    for (const [one, { parent, name }] of parents)
      if (parent === pid && name !== "postgres") family.push(one);
  return family;
}

/** The page that a signed-in person meets first, in the demo agency, nothing of it cached. */
async function demoToday() {
  const data = mkdtempSync(join(tmpdir(), "openbeat-start-"));
  const port = await freePort();
  const environment = { ...process.env, OPENBEAT_DATA: data, OPENBEAT_PORT: String(port) };
  const child = spawn(join(root, "bin/openbeat"), ["serve", "--demo"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: environment,
  });
  try {
    const link = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout.on("data", (text) => {
        said += String(text);
        const found = /http\S+#pass=\S+/.exec(said)?.[0];
        if (found && said.includes("Or by e-mail")) resolve(found);
      });
      child.once("exit", () => reject(new Error("the demo did not open")));
    });
    return await weighed(`http://localhost:${port}/console/`, link);
  } finally {
    await stop(child);
    removeBeat(data);
  }
}

/** Everything that the browser fetches until the page stands still, as it came over the wire. */
async function weighed(
  url: string,
  signInLink?: string,
): Promise<{ requests: number; kilobytes: number }> {
  const executablePath = await findChromium();
  if (!executablePath) return { requests: Number.NaN, kilobytes: Number.NaN };
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext();
    if (signInLink) {
      const door = await context.newPage();
      await door.goto(signInLink);
      await door.getByRole("navigation").first().waitFor();
      await door.close();
    }
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    let requests = 0;
    let bytes = 0;
    if (process.argv.includes("--list"))
      session.on("Network.responseReceived", ({ response }) =>
        console.log(`  ${response.status} ${response.url} ${response.mimeType}`),
      );
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      requests += 1;
      bytes += encodedDataLength;
    });
    await tab.goto(url);
    // The console keeps a stream of events open: still is a second without a new request.
    for (let seen = -1; seen !== requests;) {
      seen = requests;
      await pause(1_000);
    }
    return { requests, kilobytes: Math.round(bytes / 1_000) };
  } finally {
    await browser.close();
  }
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChannels } from "#channels";
import { breakGlassForAlert } from "../src/alerts/life/acting.ts";
import type { MessageDraft } from "../src/alerts/life/content.ts";
import { alertPage } from "../src/alerts/life/desk.ts";
import { draftAlert } from "../src/alerts/life/drafting.ts";
import { openDesk, type Desk } from "./parts/desk.ts";
import { numberFlag, pause, quantile, sayAim, sayMachine, spread } from "./parts/figures.ts";
import { eventReaders } from "./parts/event-readers.ts";
import { freePort, Program } from "./parts/program.ts";

/**
 * The public front in a surge: an alert's page from the real program beside nginx with the same compressed bytes, by requests
 * for each second of processor; the same while PostgreSQL is killed again and again; from the commit of an alert to its page;
 * and events to thousands of open pages. Load by wrk on the other core.
 *   npm run bench surge -- [--seconds 8] [--alerts 40] [--readers 9000]
 */
const seconds = numberFlag("seconds", 8);
const alerts = numberFlag("alerts", 40);
const readers = numberFlag("readers", 9_000);
const rounds = 3;

for (const [tool, version] of [
  ["nginx", "-v"],
  ["wrk", "-v"],
] as const)
  if (spawnSync(tool, [version]).error) throw new Error(`${tool} is not here (Debian: ${tool})`);

sayMachine();
const program = new Program(await freePort(), { command: "serve", allowPrivate: "127.0.0.1:1" });
const folder = mkdtempSync(join(tmpdir(), "openbeat-surge-"));
try {
  await program.start();
  await using desk = await openDesk(program, { hosts: "127.0.0.1:1", connections: [] });
  await measurePublishing(desk);
  const page = await newAlert(desk);
  await shown(page);
  await besideNginx(page);
  await withoutDatabase(page);
  await program.stop("SIGKILL");
  await program.start();
  await shown(page);
  await measureEvents(desk);
} finally {
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** Writes an alert and lets it out; answers with its address when that is committed. */
async function newAlert(desk: Desk): Promise<string> {
  const place = { origin: desk.origin };
  const channels = (await openChannels(desk.author)).map(({ id }) => id);
  const given = { mode: "actual" as const, content: said(), ending: said(), channels };
  const { id } = await draftAlert(desk.author, desk.networks, place, given);
  const { messages } = await alertPage(desk.author, place, id);
  const seen = messages.map(({ sha256 }) => sha256);
  await breakGlassForAlert(desk.author, desk.networks, id, {
    seen,
    reason: "a bench needs it now",
  });
  return `/alerts/${id}`;
}

function said(): MessageDraft {
  const ring: [number, number][] = [
    [-97.8, 30.2],
    [-97.7, 30.2],
    [-97.7, 30.3],
    [-97.8, 30.3],
    [-97.8, 30.2],
  ];
  return {
    event: "EVI",
    category: ["Fire"],
    urgency: "Immediate",
    severity: "Extreme",
    certainty: "Observed",
    area: { description: "Mill Creek, east of county road 7", rings: [ring], same: ["048453"] },
    expiresAt: new Date(Date.now() + 6 * 3_600_000).toISOString(),
    sayings: [
      {
        language: "en",
        headline: "Leave Mill Creek now: grass fire",
        description: "Tiny County Sheriff: a grass fire moves east toward Mill Creek.",
        instruction: "Leave now by county road 7 toward the school in Hays.",
      },
    ],
  };
}

async function shown(path: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${program.port}${path}`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await pause(2);
  }
}

async function measurePublishing(desk: Desk): Promise<void> {
  const took: number[] = [];
  for (let n = 0; n < alerts; n++) {
    const path = await newAlert(desk);
    const committed = performance.now();
    await shown(path);
    took.push(performance.now() - committed);
    await pause(100 + ((n * 37) % 200));
  }
  console.log(`from the commit of an alert to its page: ${spread(took)}`);
  sayAim("p99 of 250 ms", quantile(took, 0.99) <= 250);
}

interface Load {
  perCpuSecond: number;
  perSecond: number;
  p99Ms: number;
  bad: number;
}

/** wrk for some seconds, and what the server's processes used meanwhile. */
async function load(url: string, pids: () => number[], connections = 64): Promise<Load> {
  const before = cpuOf(pids());
  const child = spawn(
    "wrk",
    ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-H", "Accept-Encoding: gzip", url],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let told = "";
  child.stdout.on("data", (text) => (told += String(text)));
  await once(child, "exit");
  const used = cpuOf(pids()) - before;
  const requests = Number(/(\d+) requests in/.exec(told)?.[1] ?? 0);
  const [, p99 = "0", unit = "ms"] = /99%\s+([\d.]+)(us|ms|s)/.exec(told) ?? [];
  const scale = { us: 0.001, ms: 1, s: 1_000 }[unit] ?? 1;
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(told);
  return {
    perCpuSecond: requests / used,
    perSecond: requests / seconds,
    p99Ms: Number(p99) * scale,
    bad:
      Number(/Non-2xx or 3xx responses: (\d+)/.exec(told)?.[1] ?? 0) +
      (errors?.slice(1).reduce((sum, one) => sum + Number(one), 0) ?? 0),
  };
}

/** Seconds of processor that some processes used so far. */
function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}

async function besideNginx(path: string): Promise<void> {
  const ours = `http://127.0.0.1:${program.port}${path}`;
  const nginx = await startNginx(await compressed(ours));
  const own: Load[] = [];
  const other: Load[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      own.push(await load(ours, () => [program.pid]));
      other.push(await load(nginx.url, nginx.pids));
    }
  } finally {
    await nginx.stop();
  }
  const half = await load(ours, () => [program.pid], 8);
  const middle = (loads: readonly Load[]) =>
    quantile(
      loads.map((one) => one.perCpuSecond),
      0.5,
    );
  const say = (what: string, loads: readonly Load[]) =>
    console.log(
      `${what}: ${Math.round(middle(loads))} requests a second of processor, ${Math.round(
        quantile(
          loads.map((one) => one.perSecond),
          0.5,
        ),
      )} a second, p99 ${quantile(
        loads.map((one) => one.p99Ms),
        0.5,
      ).toFixed(1)} ms`,
    );
  say("an alert's page, 64 connections", own);
  say("nginx, the same compressed bytes", other);
  console.log(`with 8 connections: p99 ${half.p99Ms.toFixed(1)} ms`);
  const share = middle(own) / middle(other);
  console.log(`ratio ${share.toFixed(2)}`);
  sayAim("0.35 of nginx", share >= 0.35);
}

async function compressed(url: string): Promise<Buffer> {
  const curl = spawnSync("curl", ["-s", "-H", "Accept-Encoding: gzip", url]);
  console.log(`the page: ${curl.stdout.length} bytes compressed`);
  sayAim("15 KB", curl.stdout.length <= 15_000);
  return curl.stdout;
}

async function startNginx(bytes: Buffer) {
  const port = await freePort();
  mkdirSync(join(folder, "site"), { recursive: true });
  writeFileSync(join(folder, "site/page.gz"), bytes);
  const settings = join(folder, "nginx.conf");
  writeFileSync(
    settings,
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log /dev/null crit; user root;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000000; client_body_temp_path ${folder}/t; proxy_temp_path ${folder}/t; fastcgi_temp_path ${folder}/t; uwsgi_temp_path ${folder}/t; scgi_temp_path ${folder}/t;
server { listen 127.0.0.1:${port}; root ${folder}/site; gzip_static always; default_type text/html; open_file_cache max=10; } }`,
  );
  const child = spawn("nginx", ["-c", settings], { stdio: ["ignore", "ignore", "inherit"] });
  await pause(500);
  const workers = () =>
    readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8")
      .trim()
      .split(/\s+/)
      .map(Number);
  return {
    url: `http://127.0.0.1:${port}/page`,
    pids: workers,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** PostgreSQL is killed each half second: its supervisor starts it again, and it is killed again. */
async function withoutDatabase(path: string): Promise<void> {
  const over = new AbortController();
  let kills = 0;
  const killing = (async () => {
    while (!over.signal.aborted) {
      for (const pid of postmasters()) if (isKilled(pid)) kills += 1;
      await pause(500);
    }
  })();
  const told = await load(`http://127.0.0.1:${program.port}${path}`, () => [program.pid]);
  over.abort();
  await killing;
  console.log(
    `while PostgreSQL was killed ${kills} times: ${Math.round(told.perSecond)} requests a second, p99 ${told.p99Ms.toFixed(1)} ms, ${told.bad} answers other than 200 or 304`,
  );
  sayAim("nothing but 200 and 304, and it was killed", told.bad === 0 && kills > 0);
}

/** It may have gone between the look and the kill: a database that was killed ends its own processes. */
function isKilled(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}

/** The database processes of this bench's program alone, by their folder. */
function postmasters(): number[] {
  const { stdout } = spawnSync("pgrep", ["-f", "postgres.*-D"], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter(Boolean)
    .map(Number)
    .filter((pid) => isOurs(pid));
}

function isOurs(pid: number): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    const { run } = JSON.parse(
      JSON.stringify({ run: new URL(program.databaseUrl).searchParams.get("host") }),
    ) as { run: string };
    return words.includes(run) || words.includes(program.data);
  } catch {
    return false;
  }
}

async function measureEvents(desk: Desk): Promise<void> {
  await using crowd = await eventReaders(`http://127.0.0.1:${program.port}/alerts/live`, readers);
  console.log(`${crowd.open} readers of events, ${crowd.refused} refused`);
  const told: number[] = [];
  for (let round = 0; round < 5; round++) {
    const heard = crowd.next();
    await newAlert(desk);
    const times = await heard;
    const [first = 0] = times.toSorted((a, b) => a - b);
    told.push(...times.map((at) => at - first));
    await pause(1_000);
  }
  console.log(`from the first reader told to the last: ${spread(told)}`);
  sayAim(`${readers} readers, p99 of 500 ms`, quantile(told, 0.99) <= 500 && crowd.open >= readers);
}

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import { place, type Placement } from "./binaries.ts";

/** The PostgreSQL that Openbeat brings, starts, watches and stops. */
export interface EmbeddedServer {
  owner: pg.PoolConfig;
  stop(): Promise<void>;
}

/** How long a start is waited for before it is said that it takes long; `#start` then goes on where it was. */
export interface StartBounds {
  startWithinMs: number;
}

/** A sixteenth of the machine's memory: it is shared with the program and, on a small machine, with everything else. */
const buffersMb = Math.round(Math.min(1_024, Math.max(96, totalmem() / 2 ** 20 / 16)));

const settings = {
  listen_addresses: "",
  max_connections: "80",
  shared_buffers: `${buffersMb}MB`,
  max_wal_size: "1GB",
  wal_compression: "on",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
  logging_collector: "off",
};

/**
 * Starts PostgreSQL on a Unix socket in the data folder. If one left by a killed process still runs
 * on this data, it is taken over: nothing is lost and recovery takes no time. A crash of the server
 * is followed by a new start.
 */
export async function startEmbedded(
  dataFolder: string,
  log: Logger,
  bounds: StartBounds = { startWithinMs: 20_000 },
): Promise<EmbeddedServer> {
  const where = place(dataFolder);
  initialise(where);
  const owner = ownerOn(where);
  const supervisor = new Supervisor(where, owner, log, bounds);
  await supervisor.start();
  return { owner, stop: () => supervisor.stop() };
}

/** The owner's way in, on the socket of the server that this data folder has or will have. */
export function ownerOn(where: Placement): pg.PoolConfig {
  return { host: where.run, port: 5432, user: "openbeat", database: "postgres" };
}

class Supervisor {
  #child: ChildProcess | undefined;
  #stopping = false;
  #watch: NodeJS.Timeout | undefined;
  readonly #where: Placement;
  readonly #owner: pg.PoolConfig;
  readonly #log: Logger;
  readonly #bounds: StartBounds;

  constructor(where: Placement, owner: pg.PoolConfig, log: Logger, bounds: StartBounds) {
    this.#bounds = bounds;
    this.#where = where;
    this.#owner = owner;
    this.#log = log;
  }

  /**
   * Returns once a server on this data answers, whoever started it: one left by a killed process, or one of ours that
   * recovered for longer than the last try waited. A hard kill leaves postmaster.pid for a moment ("already exists"), so
   * a server that ended at once is tried again for some seconds.
   */
  async start(): Promise<void> {
    const until = Date.now() + this.#bounds.startWithinMs;
    while (!this.#stopping) {
      if (await this.#isUp()) return this.#watchOver();
      // While ours still recovers another could only fail beside it.
      if (!isRunning(this.#child)) this.#child = this.#spawn();
      while (isRunning(this.#child) && Date.now() < until) {
        if (await this.#isUp()) return this.#watchOver();
        await pause(20);
      }
      if (Date.now() > until) throw new Error(lastWords(this.#where));
      await pause(300);
    }
  }

  async #isUp(): Promise<boolean> {
    return runningPid(this.#where) !== undefined && (await answers(this.#owner));
  }

  #spawn(): ChildProcess {
    const { binaries, data, run, user } = this.#where;
    const options = Object.entries({ ...settings, unix_socket_directories: run });
    const log = openSync(join(data, "openbeat-server.log"), "a");
    const child = spawn(
      join(binaries, "bin", "postgres"),
      ["-D", data, ...options.flatMap(([key, value]) => ["-c", `${key}=${value}`])],
      { cwd: "/", stdio: ["ignore", log, log], detached: true, env: cleanEnvironment(), ...user },
    );
    closeSync(log);
    child.once("error", () => undefined);
    return child;
  }

  #watchOver(): void {
    const child = this.#child;
    if (child && isRunning(child) && child.pid === runningPid(this.#where)) {
      child.once("exit", (code) => this.#fell(code));
      return;
    }
    this.#watch = setInterval(() => {
      if (runningPid(this.#where) === undefined) {
        clearInterval(this.#watch);
        this.#fell(null);
      }
    }, 250);
    this.#watch.unref();
  }

  #fell(code: number | null): void {
    this.#child = undefined;
    if (this.#stopping) return;
    this.#log.error({ code }, "the database server ended; starting it again");
    void this.#startAgain();
  }

  /** Without end: a full disk is emptied some day, and then nobody should have to restart Openbeat. */
  async #startAgain(): Promise<void> {
    while (!this.#stopping) {
      try {
        return await this.start();
      } catch (error) {
        this.#log.fatal({ err: error }, "the database server does not start again; still trying");
        await pause(2_000);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#watch);
    const pid = this.#child?.pid ?? runningPid(this.#where);
    if (pid === undefined) return;
    // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint.
    signal(pid, "SIGINT");
    for (let waited = 0; isAlive(pid) && waited < 15_000; waited += 20) await pause(20);
    if (isAlive(pid)) signal(pid, "SIGQUIT");
  }
}

function initialise(where: Placement): void {
  const { binaries, data, run, user } = where;
  for (const folder of [data, run]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  }
  const ready = join(data, "openbeat-ready");
  if (existsSync(ready)) return;
  if (existsSync(join(data, "openbeat-server.log"))) {
    throw new Error(`${data} was in use but lacks openbeat-ready. Restore it from a backup.`);
  }
  // What lies here without the mark is an initdb that was cut off: nothing was ever stored in it.
  for (const left of readdirSync(data)) rmSync(join(data, left), { recursive: true, force: true });
  const made = spawnSync(
    join(binaries, "bin", "initdb"),
    [
      "-D",
      data,
      "--username=openbeat",
      "--auth-local=trust",
      "--auth-host=reject",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
    ],
    { cwd: "/", env: cleanEnvironment(), encoding: "utf8", ...user },
  );
  if (made.status !== 0) {
    const why = made.error?.message ?? made.stderr.trim().split("\n").at(-1) ?? "unknown";
    throw new Error(`The database folder ${data} could not be made: ${why}`);
  }
  writeFileSync(ready, "");
}

/** PG* variables of the caller's shell must not steer our server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  // Without a pid it never came up.
  return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function runningPid(where: Placement): number | undefined {
  try {
    const pid = Number(readFileSync(join(where.data, "postmaster.pid"), "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 1 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

/** Whether a server lets its owner in. */
export async function answers(owner: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lastWords(where: Placement): string {
  const log = join(where.data, "openbeat-server.log");
  const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  return `The database server does not start: ${lines.at(-1) ?? "it left no message"} (${log})`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

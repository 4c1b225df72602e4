import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { place } from "#platform/db/binaries.ts";
import { removeBeat } from "./leftovers.ts";

const root = join(import.meta.dirname, "../..");

export interface ProgramOptions {
  command: "serve" | "work";
  allowPrivate: string;
  environment?: NodeJS.ProcessEnv;
  flags?: readonly string[];
}

/** The real program over a data folder of its own: started, killed and started again as a bench wishes. */
export class Program {
  readonly data = mkdtempSync(join(tmpdir(), "openbeat-bench-"));
  readonly port: number;
  readonly #options: ProgramOptions;
  #child: ChildProcess | undefined;

  constructor(port: number, options: ProgramOptions) {
    this.port = port;
    this.#options = options;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Where its PostgreSQL answers, as a connection string: it survives the program's death. */
  get databaseUrl(): string {
    const { run } = place(this.data);
    return `postgres://openbeat@localhost:5432/postgres?host=${encodeURIComponent(run)}`;
  }

  /** Resolves when it serves, or says that it works. As bin/openbeat starts it, flags and all. */
  async start(): Promise<void> {
    const { command } = this.#options;
    const child = this.spawn();
    const says = new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (text) => {
        if (/works in the background|serves on/.test(String(text))) resolve();
      });
      child.once("exit", (code) => reject(new Error(`openbeat ${command} ended with ${code}`)));
    });
    await says;
  }

  /** Starts it without waiting for anything. */
  spawn(): ChildProcess {
    const { command, allowPrivate, environment, flags } = this.#options;
    const node = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64"];
    const child = spawn(
      process.execPath,
      [...node, ...(flags ?? []), join(root, "src/main.ts"), command],
      {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          ...process.env,
          MALLOC_ARENA_MAX: "2",
          NODE_COMPILE_CACHE: join(root, "node_modules/.cache/openbeat"),
          OPENBEAT_DATA: this.data,
          OPENBEAT_PORT: String(this.port),
          OPENBEAT_LOG: "fatal",
          OPENBEAT_ALLOW_PRIVATE: allowPrivate,
          ...environment,
        },
      },
    );
    child.stdout?.resume();
    this.#child = child;
    return child;
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  /** Ends it, its PostgreSQL with it, and leaves nothing behind. */
  async remove(): Promise<void> {
    await this.stop();
    removeBeat(this.data);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  server.close();
  await once(server, "close");
  return address.port;
}

/** Runs one command of the program to its end on the same data folder. */
export async function runCommand(
  program: Program,
  args: readonly string[],
): Promise<{ code: number; out: string }> {
  const child = spawn(process.execPath, [join(root, "src/main.ts"), ...args], {
    cwd: root,
    env: { ...process.env, OPENBEAT_DATA: program.data, OPENBEAT_LOG: "error" },
  });
  let out = "";
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.on("data", (text) => (out += String(text)));
  const [code] = await once(child, "exit");
  return { code: typeof code === "number" ? code : 1, out };
}

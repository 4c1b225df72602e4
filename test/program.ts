import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** The real program as processes of its own, over one data folder. */
export class Program {
  readonly environment: NodeJS.ProcessEnv;
  readonly origin: string;
  #server: ChildProcess | undefined;

  private constructor(data: string, port: number, settings: Record<string, string>) {
    this.origin = `http://127.0.0.1:${port}`;
    this.environment = {
      ...process.env,
      OPENBEAT_DATA: data,
      OPENBEAT_PORT: String(port),
      OPENBEAT_LOG: "fatal",
      ...settings,
    };
  }

  static async over(data: string, settings: Record<string, string> = {}): Promise<Program> {
    return new Program(data, await freePort(), settings);
  }

  get pid(): number | undefined {
    return this.#server?.pid;
  }

  /** Runs one command of the command line to its end. */
  run(...args: string[]): Promise<{ code: number; out: string }> {
    return this.#toEnd([join(root, "src/main.ts"), ...args]);
  }

  /** Runs a script against the program's own modules: for preparing much at once. */
  script(source: string): Promise<{ code: number; out: string }> {
    return this.#toEnd(["--input-type=module-typescript", "--eval", source]);
  }

  /** Runs a script until `when`, and kills it there as a power cut does. True: it was still at work. */
  async killed(source: string, when: () => boolean, withinMs: number): Promise<boolean> {
    const args = ["--input-type=module-typescript", "--eval", source];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: this.environment,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await until(() => when() || child.exitCode !== null, withinMs);
    const isAtWork = child.exitCode === null;
    child.kill("SIGKILL");
    await ended;
    return isAtWork;
  }

  #toEnd(args: string[]): Promise<{ code: number; out: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, args, {
        cwd: root,
        env: this.environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      child.stdout.on("data", (text) => (out += String(text)));
      child.stderr.on("data", (text) => (out += String(text)));
      child.once("exit", (code) => resolve({ code: code ?? 1, out }));
    });
  }

  /** Starts the server and waits until it is healthy. Returns how long that took, in milliseconds. */
  async serve(): Promise<number> {
    const started = performance.now();
    this.#server = spawn(process.execPath, [join(root, "src/main.ts"), "serve"], {
      cwd: root,
      env: this.environment,
      stdio: "ignore",
    });
    if (await until(() => this.#is("/healthz"), 30_000)) return performance.now() - started;
    throw new Error("the server did not come up");
  }

  /** Starts a machine that works in the background only, and waits until it does. */
  async work(): Promise<void> {
    const child = spawn(process.execPath, [join(root, "src/main.ts"), "work"], {
      cwd: root,
      env: this.environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#server = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (text) => String(text).includes("works") && resolve());
      child.once("exit", (code) => reject(new Error(`openbeat work ended with ${code}`)));
    });
  }

  async #is(path: string): Promise<boolean> {
    return fetch(this.origin + path).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.#server;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  /** A call of the API with a token. */
  async call(
    token: string,
    method: "GET" | "POST",
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const read: unknown = await answer.json().catch(() => ({}));
    return { status: answer.status, body: typeof read === "object" && read ? { ...read } : {} };
  }
}

/** Asks again until it is so; false when it is not so in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end;) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => resolve(typeof at === "object" && at ? at.port : 0));
    });
  });
}

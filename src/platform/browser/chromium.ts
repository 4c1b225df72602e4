import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { limit } from "#platform/limits.ts";
import { Devtools, type Fields } from "./devtools.ts";
import { PageVisit, type Visited, type VisitOrder } from "./page-visit.ts";

const endMs = limit("browser.end", 3_000, "ms", "then a browser that does not end is killed");

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The Chromium of the system, or the one of the setting; undefined where there is none, or the setting says "off". */
export function systemChromium(setting: string | undefined): string | undefined {
  if (setting === "off") return undefined;
  return (setting === undefined ? places : [setting]).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A browser without a network: every name is unknown to it and its proxy is a closed door, so that nothing reaches a
 * server but what a visit's `answer` fetches for it.
 */
const walled = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--proxy-server=http://127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-features=IsolateOrigins,site-per-process,MediaRouter,OptimizationHints,Translate",
  "--disable-site-isolation-trials",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--hide-scrollbars",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
];

/** A headless Chromium of our own, with an empty profile in `folder`, which the caller removes afterwards. */
export class Chromium implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #devtools: Devtools;

  private constructor(process: ChildProcess, devtools: Devtools) {
    this.#process = process;
    this.#devtools = devtools;
  }

  /** Rejects where the program does not start. */
  static async start(path: string, folder: string): Promise<Chromium> {
    const isRoot = process.getuid?.() === 0;
    const args = [
      ...walled,
      // Chromium's own sandbox does not work for root; the wall above does.
      ...(isRoot ? ["--no-sandbox"] : []),
      `--user-data-dir=${join(folder, "profile")}`,
      "about:blank",
    ];
    const child = spawn(path, args, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      // Nothing of our own surroundings, which name the database and its password.
      env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: folder, LANG: "en_US.UTF-8" },
    });
    const [, , , to, from] = child.stdio;
    const devtools = new Devtools(to as Writable, from as Readable);
    const started = new Chromium(child, devtools);
    const failed = new Promise<never>((_resolve, reject) => {
      child.once("error", reject);
    });
    failed.catch(() => devtools.end());
    child.once("exit", () => devtools.end());
    try {
      await Promise.race([failed, devtools.send("Browser.getVersion")]);
      await devtools.send("Browser.setDownloadBehavior", { behavior: "deny" });
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
    return started;
  }

  /** `HeadlessChrome/150.0 …`, as it names itself. */
  async version(): Promise<string> {
    return String((await this.#devtools.send("Browser.getVersion"))["product"] ?? "Chromium");
  }

  /** Opens a page as a person with an empty browser would, and closes it again. */
  async visit(order: VisitOrder): Promise<Visited> {
    const made = await this.#devtools.send("Target.createTarget", { url: "about:blank" });
    const target: Fields = { targetId: made["targetId"] };
    try {
      const { sessionId } = await this.#devtools.send("Target.attachToTarget", {
        ...target,
        flatten: true,
      });
      return await new PageVisit(this.#devtools, String(sessionId), order).run();
    } finally {
      await this.#devtools.send("Target.closeTarget", target).catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once("exit", () => resolve());
    void this.#devtools.send("Browser.close").catch(() => undefined);
    const timer = setTimeout(() => child.kill("SIGKILL"), endMs);
    await promise;
    clearTimeout(timer);
  }
}

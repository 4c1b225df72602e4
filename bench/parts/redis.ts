import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pause } from "./figures.ts";
import { freePort } from "./program.ts";

export interface Redis {
  port: number;
  version: string;
  stop(): Promise<void>;
}

/**
 * Redis from the system's package, alone on loopback with a folder of its own, written ahead every second as
 * BullMQ's guide asks. Undefined, and said, where there is none and none can be installed.
 */
export async function startRedis(): Promise<Redis | undefined> {
  if (!isInstalled() && !install()) {
    console.log("BullMQ is left out: there is no redis-server. Install it (Debian: redis-server).");
    return undefined;
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "openbeat-redis-"));
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: folder,
    save: "",
    appendonly: "yes",
    appendfsync: "everysec",
    "maxmemory-policy": "noeviction",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn("redis-server", args, { stdio: "ignore" });
  const answers = () =>
    spawnSync("redis-cli", ["-p", String(port), "ping"], { encoding: "utf8" }).stdout.trim() ===
    "PONG";
  for (let tries = 0; !answers(); tries++) {
    if (tries > 100) throw new Error("redis-server does not answer");
    await pause(50);
  }
  const said = spawnSync("redis-server", ["--version"], { encoding: "utf8" }).stdout;
  return {
    port,
    version: /v=([\d.]+)/.exec(said)?.[1] ?? "unknown",
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isInstalled(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

function install(): boolean {
  if (process.getuid?.() !== 0) return false;
  console.log("redis-server is not here: installing it, apt-get install -y redis-server …");
  const done = spawnSync("apt-get", ["install", "-y", "redis-server"], { stdio: "ignore" });
  return done.status === 0 && isInstalled();
}

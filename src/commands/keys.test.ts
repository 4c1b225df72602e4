import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

/** The real command over a data folder of its own, beside a server that runs and without one. */
const root = join(import.meta.dirname, "../..");
const data = mkdtempSync(join(tmpdir(), "openbeat-keys-"));
const rootKey = join(data, "keys", "root.key");
const environment = {
  ...process.env,
  OPENBEAT_DATA: data,
  OPENBEAT_PORT: String(4700 + (process.pid % 200)),
  OPENBEAT_LOG: "error",
};
let server: ChildProcess | undefined;

after(async () => {
  await stop();
  rmSync(data, { recursive: true, force: true });
});

function openbeat(...args: string[]): { code: number | null; out: string } {
  const done = spawnSync(process.execPath, [join(root, "src/main.ts"), ...args], {
    cwd: root,
    env: environment,
    encoding: "utf8",
    timeout: 120_000,
  });
  return { code: done.status, out: done.stdout + done.stderr };
}

async function serve(): Promise<void> {
  const child = spawn(process.execPath, [join(root, "src/main.ts"), "serve"], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  server = child;
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on("data", (text: Buffer) => {
      if (String(text).includes("serves on")) resolve();
    });
  });
}

async function stop(): Promise<void> {
  const child = server;
  server = undefined;
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

test("a rotation runs beside a server, and the old key waits for its ten minutes", async () => {
  assert.equal(openbeat("seed", "tiny-county").code, 0);
  await serve();
  const rotated = openbeat("keys", "rotate");
  assert.match(rotated.out, /Tiny County Sheriff: key 2 seals; \d+ values moved to it\./);
  const again = openbeat("keys", "rotate");
  assert.match(again.out, /key 2 seals; \d+ values moved/);
  const early = openbeat("keys", "retire");
  assert.match(early.out, /Old keys can be destroyed from/);
  assert.equal(early.code, 1);
});

test("a new root key takes the old one's place, the old is kept apart, and the archive verifies", async () => {
  assert.match(openbeat("keys", "rewrap").out, /Stop it first/);
  await stop();
  const old = readFileSync(rootKey, "utf8");
  const { out, code } = openbeat("keys", "rewrap");
  assert.equal(code, 0, out);
  assert.match(out, /2 agency keys wrapped/);
  assert.notEqual(readFileSync(rootKey, "utf8"), old);
  const [kept] = globSync(`${rootKey}.before-*`);
  assert.ok(kept);
  assert.equal(readFileSync(kept, "utf8"), old);
  assert.equal(statSync(rootKey).mode & 0o777, 0o600);
  assert.equal(existsSync(`${rootKey}.next`), false);
  const verified = openbeat("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSandboxNetwork, type SandboxNetwork } from "../src/channels/sandbox/network.ts";

/** The real program, as a process of its own, killed at random moments of a burst. */
const root = join(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "openbeat-kill-"));
const port = 4700 + (process.pid % 200);
let network: SandboxNetwork;
let server: ChildProcess | undefined;

const environment = {
  ...process.env,
  OPENBEAT_DATA: data,
  OPENBEAT_PORT: String(port),
  OPENBEAT_LOG: "error",
  OPENBEAT_ALLOW_PRIVATE: "",
};

before(async () => {
  network = await openSandboxNetwork();
  environment.OPENBEAT_ALLOW_PRIVATE = network.host;
});

after(async () => {
  await stop("SIGTERM");
  await network.close();
  rmSync(data, { recursive: true, force: true });
});

function run(args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "src/main.ts"), ...args], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    child.stdout.on("data", (text) => (out += String(text)));
    child.stderr.on("data", (text) => (out += String(text)));
    child.once("exit", (code) => resolve({ code: code ?? 1, out }));
  });
}

async function serve(): Promise<number> {
  const started = performance.now();
  server = spawn(process.execPath, [join(root, "src/main.ts"), "serve"], {
    cwd: root,
    env: environment,
    stdio: "ignore",
  });
  for (let waited = 0; waited < 300; waited++) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server did not come up");
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  const child = server;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

test("kill -9 at random points of a burst: nothing is lost, nothing doubled, and it goes on by itself", async () => {
  const seeded = await run(["seed", "tiny-county"]);
  assert.equal(seeded.code, 0, seeded.out);
  const { token } = network.createAccount("tiny", "Tiny County");
  const prepared = await burst(token, 120);
  network.control({ latencyMs: 60, resetAfterAcceptRate: 0.1 });
  for (let round = 0; round < 6; round++) {
    await serve();
    await new Promise((resolve) => setTimeout(resolve, 100 + ((round * 397) % 900)));
    await stop("SIGKILL");
  }
  network.control({ latencyMs: 0, resetAfterAcceptRate: 0 });
  await serve();
  await until(() => texts().size >= prepared, 40_000);
  // Whatever was unconfirmed is looked up before anything is sent again.
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const counts = texts();
  assert.equal(counts.size, prepared, "every post arrived");
  assert.deepEqual(
    [...counts].filter(([, count]) => count > 1),
    [],
    "no post arrived twice",
  );
  await stop("SIGTERM");
  const verified = await run(["archive", "verify"]);
  assert.equal(verified.code, 0, verified.out);
});

test("a second process on the same data folder is refused with a sentence", async () => {
  await serve();
  const second = await run(["doctor"]);
  assert.equal(second.code, 1);
  assert.match(second.out, /Another Openbeat is already using/);
});

test("backup, wipe, restore, verify: nothing is missing, and a wrong folder is refused", async () => {
  const file = join(data, "backup.tar.gz");
  const backed = await run(["backup", file]);
  assert.equal(backed.code, 0, backed.out);
  const again = await run(["restore", file]);
  assert.notEqual(again.code, 0, "the running installation is not overwritten");
  const fresh = mkdtempSync(join(tmpdir(), "openbeat-restored-"));
  const restored = await new Promise<{ code: number; out: string }>((resolve) => {
    const child = spawn(process.execPath, [join(root, "src/main.ts"), "restore", file], {
      cwd: root,
      env: { ...environment, OPENBEAT_DATA: fresh },
    });
    let out = "";
    child.stdout.on("data", (text) => (out += String(text)));
    child.stderr.on("data", (text) => (out += String(text)));
    child.once("exit", (code) => resolve({ code: code ?? 1, out }));
  });
  assert.equal(restored.code, 0, restored.out);
  assert.match(restored.out, /0 faults/);
  rmSync(fresh, { recursive: true, force: true });
});

test("a taken port gets one clear sentence", async () => {
  await stop("SIGTERM");
  const { createServer } = await import("node:net");
  const blocker = createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => blocker.once("listening", resolve));
  const refused = await run(["serve"]);
  blocker.close();
  assert.equal(refused.code, 1);
  assert.match(refused.out, /Port \d+ is taken/);
});

test("an unwritable folder gets one clear sentence", async () => {
  const child = spawn(process.execPath, [join(root, "src/main.ts"), "doctor"], {
    cwd: root,
    env: { ...environment, OPENBEAT_DATA: "/dev/null/openbeat" },
  });
  let out = "";
  child.stderr.on("data", (text) => (out += String(text)));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  assert.equal(code, 1);
  assert.match(out, /cannot be written/);
});

function texts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const post of network.state.posts.values())
    counts.set(post.text, (counts.get(post.text) ?? 0) + 1);
  return counts;
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end;) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Approved posts that are due now, made by the verbs in this process before the first start. */
async function burst(token: string, count: number): Promise<number> {
  const script = `
    import { withOpenbeat } from "${root}/src/commands/running.ts";
    import { asPerson } from "${root}/src/commands/acting.ts";
    import { connectChannel } from "#channels";
    import { approvePost, draftPost, submitPost } from "#publish";
    await withOpenbeat(async ({ assembly }) => {
      const { ctx, networks } = assembly;
      const sheriff = await asPerson(ctx, "harlan@tinycounty.example");
      const author = await asPerson(ctx, "boyd@tinycounty.example");
      const approver = await asPerson(ctx, "ames@tinycounty.example");
      const channel = await connectChannel(sheriff, networks.net(sheriff, AbortSignal.timeout(5000)), networks.connector(sheriff, "sandbox"),
        { network: "sandbox", name: "Practice", isPublic: true, input: { url: "${network.url}", token: "${token}", keys: "no" } });
      for (let n = 0; n < ${count}; n++) {
        const drafted = await draftPost(author, { text: "burst " + n, title: "Burst", channels: [channel.id] });
        await submitPost(author, networks, drafted.post.id);
        await approvePost(approver, { postId: drafted.post.id, hash: drafted.hash });
      }
    });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", script], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  assert.equal(code, 0);
  return count;
}

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSandboxNetwork, type SandboxNetwork } from "../src/channels/sandbox/network.ts";
import { Program, until } from "./program.ts";

/** The real program, as a process of its own, killed at random moments of a burst. */
const root = join(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "openbeat-kill-"));
let network: SandboxNetwork;
let program: Program;

before(async () => {
  network = await openSandboxNetwork();
  program = await Program.over(data, { OPENBEAT_ALLOW_PRIVATE: network.host });
});

after(async () => {
  await program.stop();
  await network.close();
  rmSync(data, { recursive: true, force: true });
});

test("kill -9 at random points of a burst: nothing is lost, nothing doubled, and it goes on by itself", async () => {
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  const { token } = network.createAccount("tiny", "Tiny County");
  const prepared = await burst(token, 120);
  network.control({ latencyMs: 60, resetAfterAcceptRate: 0.1 });
  for (let round = 0; round < 6; round++) {
    await program.serve();
    await new Promise((resolve) => setTimeout(resolve, 100 + ((round * 397) % 900)));
    await program.stop("SIGKILL");
  }
  network.control({ latencyMs: 0, resetAfterAcceptRate: 0 });
  await program.serve();
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
  await program.stop();
  const verified = await program.run("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

test("a second process on the same data folder is refused with a sentence", async () => {
  await program.serve();
  const second = await program.run("doctor");
  assert.equal(second.code, 1);
  assert.match(second.out, /Another Openbeat is already using/);
});

test("backup, wipe, restore, verify: nothing is missing, and a wrong folder is refused", async () => {
  const file = join(data, "backup.tar.gz");
  const backed = await program.run("backup", file);
  assert.equal(backed.code, 0, backed.out);
  const again = await program.run("restore", file);
  assert.notEqual(again.code, 0, "the running installation is not overwritten");
  const fresh = mkdtempSync(join(tmpdir(), "openbeat-restored-"));
  const restored = await (await Program.over(fresh)).run("restore", file);
  assert.equal(restored.code, 0, restored.out);
  assert.match(restored.out, /0 faults/);
  rmSync(fresh, { recursive: true, force: true });
});

test("a taken port gets one clear sentence", async () => {
  await program.stop();
  const port = Number(new URL(program.origin).port);
  const blocker = createServer().listen(port, "127.0.0.1");
  await new Promise((resolve) => blocker.once("listening", resolve));
  const refused = await program.run("serve");
  blocker.close();
  assert.equal(refused.code, 1);
  assert.match(refused.out, /Port \d+ is taken/);
});

test("an unwritable folder gets one clear sentence", async () => {
  const { code, out } = await (await Program.over("/dev/null/openbeat")).run("doctor");
  assert.equal(code, 1);
  assert.match(out, /cannot be written/);
});

function texts(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const post of network.state.posts.values())
    counts.set(post.text, (counts.get(post.text) ?? 0) + 1);
  return counts;
}

/** Approved posts that are due now, made by the verbs before the first start. */
async function burst(token: string, count: number): Promise<number> {
  const { code, out } = await program.script(`
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
    });`);
  assert.equal(code, 0, out);
  return count;
}

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSandboxNetwork, type SandboxNetwork } from "../src/channels/sandbox/network.ts";
import { Program } from "./program.ts";

/** Polling as a process of its own, killed in the middle of polls while the public goes on writing. */
const root = join(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "openbeat-poll-"));
let network: SandboxNetwork;
let program: Program;

before(async () => {
  network = await openSandboxNetwork();
  program = await Program.over(data, { OPENBEAT_ALLOW_PRIVATE: network.host });
});

after(async () => {
  await network.close();
  rmSync(data, { recursive: true, force: true });
});

const head = `
  import { withOpenbeat } from "${root}/src/commands/running.ts";
  import { asPerson } from "${root}/src/commands/acting.ts";
  import { receiveChannel } from "${root}/src/channels/receiving.ts";
  import { completeness } from "${root}/src/channels/completeness/figure.ts";
  import { connectChannel, openChannels } from "#channels";
  import { asSystem } from "#platform/context.ts";
  import { read, transact } from "#platform/db/database.ts";
  await withOpenbeat(async ({ assembly }) => {
    const { ctx, networks } = assembly;
    const sheriff = await asPerson(ctx, "harlan@tinycounty.example");
    const own = asSystem(ctx, "test", sheriff.actor.agencyId);
    const channel = (await openChannels(own)).find(({ network }) => network === "sandbox");`;

async function script(body: string): Promise<string> {
  const { code, out } = await program.script(`${head}\n${body}\n});`);
  assert.equal(code, 0, out);
  return out;
}

/** Polls without a pause until it is killed. */
async function pollUntilKilled(ms: number): Promise<void> {
  const source = `${head}
    console.log("polling");
    for (;;) await receiveChannel(own, networks, channel.id).catch(() => undefined);
  });`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", source], {
    cwd: root,
    env: program.environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  for await (const line of child.stdout) if (String(line).includes("polling")) break;
  await new Promise((resolve) => setTimeout(resolve, ms));
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

test("kill -9 in the middle of a poll: no item is lost or doubled, and the time without polls is told as a gap", async () => {
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  const { token } = network.createAccount("tiny", "Tiny County");
  await script(`await connectChannel(sheriff, networks.net(sheriff, AbortSignal.timeout(5000)), networks.connector(sheriff, "sandbox"),
    { network: "sandbox", name: "Practice", isPublic: true, input: { url: "${network.url}", token: "${token}", keys: "no" } });`);
  network.control({ latencyMs: 25 });
  let written = 0;
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted) {
      const answer = await fetch(`${network.url}/api/posts`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ text: `word ${written}` }),
      });
      if (answer.ok) written += 1;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  for (let round = 0; round < 4; round += 1) await pollUntilKilled(120 + ((round * 397) % 500));
  over.abort();
  await writing;
  network.control({ latencyMs: 0 });
  // The program lay dead for twelve minutes: its last sign of life is as old as that.
  const told = await script(`
    await transact(own, (tx) => tx.tx.raw("update channels set received_at = received_at - interval '12 minutes', connected_at = connected_at - interval '12 minutes' where id = $1", [channel.id]));
    for (let n = 0; n < 3; n++) await receiveChannel(own, networks, channel.id);
    const [row] = await read(own, (tx) => tx.tx.raw(
      "select count(*)::int as items, count(distinct remote_id)::int as ids, (select count(*)::int from archive_records where kind = 'channels.post-received' and channel_id = $1) as records from inbound_items where channel_id = $1", [channel.id]));
    const { gaps } = await completeness(sheriff, networks);
    console.log("TOLD " + JSON.stringify({ ...row, gaps: gaps.map(({ why, untilAt }) => [why, untilAt !== null]) }));`);
  const found = JSON.parse(/TOLD (.*)/.exec(told)?.[1] ?? "{}") as {
    items: number;
    ids: number;
    records: number;
    gaps: [string, boolean][];
  };
  assert.ok(written > 20, `${written} were written`);
  assert.deepEqual([found.items, found.ids], [written, written]);
  assert.equal(found.records, written, "each is on the record once");
  assert.deepEqual(found.gaps, [["server-down", true]]);
  const verified = await program.run("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentLog } from "#platform/log/log.ts";
import { until } from "#test/program.ts";
import { place } from "./binaries.ts";
import { answers, startEmbedded } from "./embedded.ts";

const data = mkdtempSync(join(tmpdir(), "openbeat-embedded-"));
chmodSync(data, 0o755);
const where = place(data);
const bounds = { startWithinMs: 20_000 };
const server = await startEmbedded(data, silentLog, bounds);
after(async () => {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

const pid = () =>
  Number(readFileSync(join(where.data, "postmaster.pid"), "utf8").split("\n")[0] ?? "0");

test("a server that recovers for longer than a start waits is taken over, not started beside itself", async () => {
  // Every recovery takes longer than this.
  bounds.startWithinMs = 1;
  for (const round of ["once", "and again"]) {
    const killed = pid();
    process.kill(killed, "SIGKILL");
    assert.ok(await until(() => answers(server.owner), 20_000), round);
    const recovered = pid();
    assert.notEqual(recovered, killed);
    // Long enough for another try of the supervisor.
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    assert.equal(pid(), recovered, "the one that recovered is the one that stays");
  }
  const log = readFileSync(join(where.data, "openbeat-server.log"), "utf8");
  const beside = log.match(/lock file "postmaster.pid" already exists/g)?.length ?? 0;
  assert.ok(beside <= 2, `${beside} were started in vain`);
});

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { place } from "#platform/db/binaries.ts";
import { atEnd } from "#test/openbeat.ts";
import { Program, until } from "#test/program.ts";

/** The real program over data folders of its own: how it stops, and what it finds of others. */
const root = join(import.meta.dirname, "../..");

function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `openbeat-${name}-`));
  atEnd(async () => rmSync(made, { recursive: true, force: true }));
  return made;
}

for (const signal of ["SIGINT", "SIGHUP"] as const) {
  test(`${signal} to the whole process group, as a terminal sends it, stops it gracefully`, async () => {
    const data = folder("group");
    const program = await Program.over(data);
    const child = spawn(join(root, "bin/openbeat"), ["serve"], {
      env: program.environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { pid } = child;
    assert.ok(pid);
    let out = "";
    child.stdout.on("data", (text) => (out += String(text)));
    child.stderr.on("data", (text) => (out += String(text)));
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    assert.ok(await until(() => out.includes("serves on"), 60_000), out);
    process.kill(-pid, signal);
    process.kill(-pid, signal);
    assert.equal(await ended, 0, out);
    assert.match(out, /Stopping: finishing what is under way/);
    assert.equal(existsSync(join(place(data).data, "postmaster.pid")), false, "the database too");
  });
}

test("a backup is made though a loss of power left the database's socket behind", async () => {
  const data = folder("power");
  const program = await Program.over(data);
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  const socket = join(place(data).run, ".s.PGSQL.5432");
  const dead = `require("net").createServer().listen(${JSON.stringify(socket)}, () => process.kill(process.pid, "SIGKILL"))`;
  spawnSync(process.execPath, ["--eval", dead]);
  assert.ok(existsSync(socket));
  const backed = await program.run("backup", join(data, "backup.tar.gz"));
  assert.equal(backed.code, 0, backed.out);
});

test("media are restored where the settings say that they lie", async () => {
  const program = await Program.over(folder("media"));
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  const people = ["--as=boyd@tinycounty.example", "--approve-as=ames@tinycounty.example"];
  const [picture = ""] = globSync("docs/pictures/*.png", { cwd: root });
  const image = [`--image=${join(root, picture)}`, "--alt=The console"];
  const posted = await program.run("post", "--text=A picture", "--to=website", ...people, ...image);
  assert.equal(posted.code, 0, posted.out);
  const file = join(folder("backup"), "backup.tar.gz");
  const backed = await program.run("backup", file);
  assert.equal(backed.code, 0, backed.out);
  const [data, blobs] = [folder("restored"), folder("blobs")];
  const restored = await (await Program.over(data, { OPENBEAT_BLOBS: blobs })).run("restore", file);
  assert.equal(restored.code, 0, restored.out);
  assert.ok(globSync("??/??/*", { cwd: blobs }).length > 0);
  assert.equal(existsSync(join(data, "blobs")), false);
});

test("a machine without the log's signer refuses what would begin a second log, before it is done", async () => {
  const data = folder("serves");
  const program = await Program.over(data);
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  // What another machine has: the same database and the same keys, but not the folder that the signer remembers in.
  for (const name of ["signer", "log"]) rmSync(join(data, name), { recursive: true });
  const acts = [
    ["post", "--text=From the wrong machine", "--to=website", "--as=boyd@tinycounty.example"],
    ["seed", "tiny-county"],
    ["archive", "export", `--out=${join(data, "out.zip")}`],
  ];
  for (const act of acts) {
    const { code, out } = await program.run(...act);
    assert.equal(code, 1, out);
    assert.match(out, /signed elsewhere.*the machine that serves/, act.join(" "));
  }
  assert.deepEqual(globSync("*.key.pem", { cwd: join(data, "signer") }), []);
});

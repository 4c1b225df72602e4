import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { FolderInUse, lockFolder } from "./folder-lock.ts";

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function newFolder(...below: string[]): string {
  const top = mkdtempSync(join(tmpdir(), "openbeat-lock-"));
  made.push(top);
  const folder = join(top, ...below);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const locks = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".sock"));

/** A process of its own that holds the folder, started by `command`, e.g. in a network of its own. */
async function holder(folder: string, command: readonly string[] = []): Promise<ChildProcess> {
  const script = `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, "folder-lock.ts"))};
    await lockFolder(${JSON.stringify(folder)}); console.log("held"); setInterval(() => {}, 1000);`;
  const [program, ...args] = [
    ...command,
    process.execPath,
    "--input-type=module",
    "--eval",
    script,
  ];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  after(() => child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`the holder ended with ${code}`)));
  });
  return child;
}

test("a folder is one's own until it is released", async () => {
  const folder = newFolder();
  const lock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), FolderInUse);
  await lock.release();
  await (await lockFolder(folder)).release();
  assert.deepEqual(readdirSync(folder), []);
});

test("a lock whose process was killed is taken over, and its socket removed", async () => {
  const folder = newFolder();
  const child = await holder(folder);
  await assert.rejects(lockFolder(folder), FolderInUse);
  child.removeAllListeners("exit");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  assert.equal(locks(folder).length, 1, "it left its socket behind");
  const lock = await lockFolder(folder);
  assert.equal(locks(folder).length, 1);
  await lock.release();
});

test("of many that come at once never two hold it", async () => {
  const folder = newFolder();
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
  const held = tries.filter(({ status }) => status === "fulfilled").length;
  assert.ok(held <= 1, `${held} hold it`);
});

test("a folder with a long name is locked as well", async () => {
  const folder = newFolder("a".repeat(60), "b".repeat(60), "c".repeat(60));
  const lock = await lockFolder(folder);
  await assert.rejects(lockFolder(folder), FolderInUse);
  await lock.release();
});

const apart = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];
const mayUnshare = spawnSync("unshare", [...apart.slice(1), "true"]).status === 0;

test(
  "two containers on one folder, with networks and process ids of their own, exclude each other",
  { skip: mayUnshare ? false : "name spaces of one's own need root" },
  async () => {
    const folder = newFolder();
    await holder(folder, apart);
    await assert.rejects(lockFolder(folder), FolderInUse);
  },
);

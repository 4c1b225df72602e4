import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { verifyCheckpoint } from "./checkpoint.ts";
import { leafHash, rootOf } from "./merkle.ts";
import { openNote, parseVkey } from "./note.ts";
import { SignerRefusal } from "./signer-messages.ts";
import type { SignerReason } from "./signer-messages.ts";
import { Signer } from "./signer.ts";

const origin = "riverside.example/log";
const leaves = Array.from({ length: 40 }, (_, at) => leafHash(Buffer.from(`entry ${at}`)));
const others = Array.from({ length: 40 }, (_, at) => leafHash(Buffer.from(`other ${at}`)));

async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "signer-"));
}

function refusal(reason: SignerReason) {
  return (error: unknown) => error instanceof SignerRefusal && error.reason === reason;
}

const stateFile = `${encodeURIComponent(origin)}.state.json`;
const keyFile = `${encodeURIComponent(origin)}.key.pem`;

test("each append is answered by a checkpoint over the signer's own root", async () => {
  await using signer = await Signer.open(await emptyFolder());
  const vkey = await signer.publicKey(origin);
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [1, 7],
    [7, 40],
  ] as const) {
    const head = await signer.append(origin, from, leaves.slice(from, to));
    const root = rootOf(leaves.slice(0, to));
    assert.deepEqual(verifyCheckpoint(head.checkpoint, vkey), {
      origin,
      size: to,
      root,
      extensions: [],
    });
    assert.equal(head.rootHex, root.toString("hex"));
    assert.deepEqual(await signer.latest(origin), head);
  }
});

test("the same request asked again gets the same checkpoint, and may have grown since", async () => {
  await using signer = await Signer.open(await emptyFolder());
  await signer.append(origin, 0, leaves.slice(0, 10));
  const head = await signer.append(origin, 10, leaves.slice(10, 15));
  assert.deepEqual(await signer.append(origin, 10, leaves.slice(10, 15)), head);
  assert.deepEqual(await signer.append(origin, 15, []), head);
  const grown = await signer.append(origin, 10, leaves.slice(10, 20));
  assert.equal(grown.rootHex, rootOf(leaves.slice(0, 20)).toString("hex"));
});

test("a fork is refused by the signer: never two roots for one size", async () => {
  await using signer = await Signer.open(await emptyFolder());
  await signer.append(origin, 0, leaves.slice(0, 10));
  await assert.rejects(signer.append(origin, 0, others.slice(0, 10)), refusal("forked"));
  await assert.rejects(signer.append(origin, 0, others.slice(0, 20)), refusal("forked"));
  const head = await signer.latest(origin);
  assert.equal(head?.rootHex, rootOf(leaves.slice(0, 10)).toString("hex"));
});

test("a split view is refused by the signer, whichever of two callers comes first", async () => {
  await using signer = await Signer.open(await emptyFolder());
  await signer.append(origin, 0, leaves.slice(0, 10));
  const views = await Promise.allSettled([
    signer.append(origin, 10, leaves.slice(10, 12)),
    signer.append(origin, 10, others.slice(10, 12)),
  ]);
  assert.deepEqual(views.map((view) => view.status).sort(), ["fulfilled", "rejected"]);
});

test("a rollback is refused by the signer", async () => {
  await using signer = await Signer.open(await emptyFolder());
  await signer.append(origin, 0, leaves.slice(0, 10));
  await signer.append(origin, 10, leaves.slice(10, 20));
  await assert.rejects(signer.append(origin, 0, leaves.slice(0, 10)), refusal("behind"));
  await assert.rejects(signer.append(origin, 5, leaves.slice(5, 40)), refusal("behind"));
  await assert.rejects(signer.append(origin, 10, leaves.slice(10, 12)), refusal("behind"));
});

test("leaves that the signer never saw are refused: something was lost", async () => {
  await using signer = await Signer.open(await emptyFolder());
  await signer.append(origin, 0, leaves.slice(0, 10));
  await assert.rejects(signer.append(origin, 11, leaves.slice(11, 12)), refusal("ahead"));
});

test("the signer remembers over a restart, outside the database", async () => {
  const folder = await emptyFolder();
  const first = await Signer.open(folder);
  const vkey = await first.publicKey(origin);
  const head = await first.append(origin, 0, leaves.slice(0, 10));
  await first.close();
  await using second = await Signer.open(folder);
  assert.equal(await second.publicKey(origin), vkey);
  assert.deepEqual(await second.latest(origin), head);
  assert.deepEqual(await second.append(origin, 0, leaves.slice(0, 10)), head);
  await assert.rejects(second.append(origin, 0, others.slice(0, 10)), refusal("forked"));
});

test("one signer serves many logs, each with a key of its own", async () => {
  await using signer = await Signer.open(await emptyFolder());
  const origins = Array.from({ length: 5 }, (_, at) => `agency-${at}.example/log`);
  const heads = await Promise.all(
    origins.map((one, at) => signer.append(one, 0, leaves.slice(0, at))),
  );
  const keys = await Promise.all(origins.map((one) => signer.publicKey(one)));
  assert.equal(new Set(keys).size, 5);
  for (const [at, head] of heads.entries()) {
    assert.equal(verifyCheckpoint(head.checkpoint, keys[at] ?? "").size, at);
  }
});

test("key and state are for their owner only, and an exposed key is not used", async () => {
  const folder = await emptyFolder();
  const first = await Signer.open(folder);
  await first.append(origin, 0, leaves);
  await first.close();
  assert.deepEqual((await readdir(folder)).sort(), [keyFile, stateFile].sort());
  for (const name of [keyFile, stateFile]) {
    assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
  }
  await chmod(join(folder, keyFile), 0o644);
  await using second = await Signer.open(folder);
  await assert.rejects(second.append(origin, 40, []), refusal("key-exposed"));
});

test("a state that was taken away is no new beginning", async () => {
  const folder = await emptyFolder();
  await using signer = await Signer.open(folder);
  await signer.append(origin, 0, leaves);
  await signer.close();
  await rm(join(folder, stateFile));
  await using second = await Signer.open(folder);
  await assert.rejects(second.append(origin, 0, others), refusal("state-lost"));
});

test("a key that was taken away is not replaced", async () => {
  const folder = await emptyFolder();
  const first = await Signer.open(folder);
  await first.append(origin, 0, leaves);
  await first.close();
  await rm(join(folder, keyFile));
  await using second = await Signer.open(folder);
  await assert.rejects(second.publicKey(origin), refusal("key-lost"));
});

test("a state that was edited is not believed", async () => {
  const folder = await emptyFolder();
  const path = join(folder, stateFile);
  const first = await Signer.open(folder);
  await first.append(origin, 0, leaves.slice(0, 1));
  await first.close();
  const kept = await readFile(path, "utf8");
  const other = others[0]?.toString("base64") ?? assert.fail();
  const own = leaves[0]?.toString("base64") ?? assert.fail();
  for (const edited of [
    kept.replaceAll(own, other),
    kept.replace('"size":1', '"size":2'),
    "{}",
    "",
  ]) {
    await writeFile(path, edited);
    await using second = await Signer.open(folder);
    await assert.rejects(second.append(origin, 1, leaves.slice(1, 2)), refusal("state-damaged"));
  }
});

test("a state put back to an older one while the signer runs is found", async () => {
  const folder = await emptyFolder();
  const path = join(folder, stateFile);
  await using signer = await Signer.open(folder);
  await signer.append(origin, 0, leaves.slice(0, 1));
  const older = await readFile(path, "utf8");
  await signer.append(origin, 1, leaves.slice(1, 2));
  await writeFile(path, older);
  await assert.rejects(signer.append(origin, 2, leaves.slice(2, 3)), refusal("state-damaged"));
  await assert.rejects(signer.append(origin, 1, others.slice(1, 2)), refusal("forked"));
  await assert.rejects(signer.append(origin, 2, leaves.slice(2, 3)), refusal("state-damaged"));
});

test("a second signer on the same folder is refused until the first is closed", async () => {
  const folder = await emptyFolder();
  const first = await Signer.open(folder);
  await assert.rejects(Signer.open(folder), refusal("locked"));
  await first.close();
  await (await Signer.open(folder)).close();
});

test("a note is signed with the log's key, but never a checkpoint in disguise", async () => {
  await using signer = await Signer.open(await emptyFolder());
  const note = await signer.signNote(origin, "manifest\nsha256 00\n");
  const opened = openNote(note, [parseVkey(await signer.publicKey(origin))]);
  assert.equal(opened.text, "manifest\nsha256 00\n");
  const root = Buffer.alloc(32).toString("base64");
  for (const name of [origin, "other.example/log"]) {
    await assert.rejects(signer.signNote(origin, `${name}\n9\n${root}\n`), refusal("misuse"));
  }
});

test("a log's name may not lead out of the folder or be empty", async () => {
  await using signer = await Signer.open(await emptyFolder());
  for (const name of ["", "../x", "A b", "x\n1", "x".repeat(81)]) {
    await assert.rejects(signer.publicKey(name), refusal("misuse"), name);
  }
});

test("what was asked of a signer that dies is refused, and the next request finds a new one", async () => {
  const real = new URL("./signer-worker.ts", import.meta.url).href;
  // The real signer, in a thread that ends when it is asked about the log "die".
  const source = `
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", ({ origin }) => { if (origin === "die") process.exit(7); });
    await import(${JSON.stringify(real)});`;
  const module = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  await using signer = await Signer.open(await emptyFolder(), module);
  const head = await signer.append(origin, 0, leaves.slice(0, 10));
  const lost = [signer.publicKey("die"), signer.append(origin, 10, leaves.slice(10, 20))];
  for (const one of lost) await assert.rejects(one, refusal("crashed"));
  assert.deepEqual(await signer.append(origin, 0, leaves.slice(0, 10)), head);
  const next = await signer.append(origin, 10, leaves.slice(10, 20));
  assert.equal(next.size, 20);
});

test("a closed signer answers what was asked before and nothing after", async () => {
  const signer = await Signer.open(await emptyFolder());
  const asked = signer.append(origin, 0, leaves);
  await signer.close();
  assert.equal((await asked).size, 40);
  await assert.rejects(signer.latest(origin), refusal("closed"));
});

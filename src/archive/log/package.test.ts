import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { fromBufferPromise } from "yauzl";
import { canonicalize, sha256 } from "#platform/crypto/canonical.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { formatVkey, signNote } from "./note.ts";
import { manifestText } from "./package.ts";
import { packageFiles } from "./package-writer.ts";
import type { Room } from "./package-writer.ts";
import { filesOfFolder, verifyPackage, verifyZip } from "./package-verifier.ts";
import { bytesSource, fileSource } from "./package-zip.ts";
import type { PackageFile } from "./package-zip.ts";
import { RecordQueue } from "./record-queue.ts";
import { filesOf, origin, privateKey, sample, vkey, zipOf } from "./testing/sample-package.ts";
import { checkPackage } from "./verify-page/check.js";

const { contents, records } = sample();
const files = await filesOf(contents);
const zip = await zipOf(files);

/** The faults that our verifier names; the page's own must refuse the same package too. */
async function faultsOf(changed: readonly PackageFile[]): Promise<string> {
  const map = new Map(changed.map(({ path, bytes }) => [path, bytes]));
  const verdict = await verifyPackage(map, { vkey });
  const blobs = new Map(changed.map(({ path, bytes }) => [path, new Blob([Buffer.from(bytes)])]));
  const report = await checkPackage(blobs, { vkey });
  assert.equal(report.ok, verdict.ok, `${verdict.faults.join()} / ${report.faults.join()}`);
  return verdict.faults.join("\n");
}

function changed(path: string, change: (text: string) => string): PackageFile[] {
  return files.map((file) => {
    if (file.path !== path) return file;
    const text = change(Buffer.from(file.bytes).toString());
    assert.notEqual(text, Buffer.from(file.bytes).toString(), "the change changed nothing");
    return { path, bytes: Buffer.from(text) };
  });
}

/** What one who holds the log's key could do: sign a manifest over changed files. */
function resigned(changedFiles: readonly PackageFile[], key = privateKey): PackageFile[] {
  const inner = changedFiles.filter(({ path }) => !path.startsWith("manifest."));
  const text = Buffer.from(
    files.find(({ path }) => path === "manifest.json")?.bytes ?? "",
  ).toString();
  const manifest: Record<string, unknown> = JSON.parse(text);
  manifest["files"] = Object.fromEntries(
    inner.map(({ path, bytes }) => [
      path,
      { sha256: sha256(bytes).toString("hex"), sizeBytes: bytes.length },
    ]),
  );
  const made = canonicalize(manifest);
  const note = signNote(manifestText(origin, sha256(made)), origin, key);
  return [
    ...inner,
    { path: "manifest.json", bytes: Buffer.from(made) },
    { path: "manifest.note", bytes: Buffer.from(note) },
  ];
}

const unattested = { cosignedBy: [], stamps: [] };

test("a package is proved by both verifiers, with and without the key from elsewhere", async () => {
  const expected = { ok: true, faults: [], records: 4, size: 1004, origin, ...unattested };
  const given = await verifyZip(bytesSource(zip), { vkey });
  assert.deepEqual(given, { ...expected, isKeyCompared: true });
  const alone = await verifyZip(bytesSource(zip));
  assert.deepEqual(alone, { ...expected, isKeyCompared: false });
  const report = await checkPackage(new Blob([Buffer.from(zip)]), { vkey });
  assert.deepEqual(report.faults, []);
  assert.ok(report.ok);
  assert.equal(report.records.length, 4);
});

test("the same contents give the same bytes", async () => {
  assert.deepEqual(await zipOf(await filesOf(contents)), zip);
});

test("a package on disk is proved as a ZIP and unpacked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "package-"));
  await writeFile(join(folder, "package.zip"), zip);
  await using source = await fileSource(join(folder, "package.zip"));
  assert.deepEqual((await verifyZip(source)).faults, []);
  const unpacked = join(folder, "unpacked");
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(unpacked, path)), { recursive: true });
    await writeFile(join(unpacked, path), bytes);
  }
  assert.deepEqual((await verifyPackage(await filesOfFolder(unpacked))).faults, []);
});

test("an ordinary ZIP reader finds the same files", async () => {
  const reader = await fromBufferPromise(zip);
  const paths: string[] = [];
  for await (const entry of reader.eachEntry()) paths.push(entry.fileName);
  assert.deepEqual(
    paths,
    files.map(({ path }) => path),
  );
});

test("a withheld part's content and salt are nowhere in the package", () => {
  for (const secret of ["12 Elm Street", "stays private", "someone@social.example"]) {
    assert.ok(!zip.includes(secret), secret);
  }
  const salt = sha256("salt of text of 2");
  assert.ok(!zip.includes(salt) && !zip.includes(salt.toString("base64")));
});

test("any of 400 flipped bits in the ZIP is found by both verifiers", async () => {
  let seed = 20_261_121;
  for (let turn = 0; turn < 400; turn += 1) {
    // A linear congruential generator (Numerical Recipes), so that a failure can be repeated.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const bit = seed % (zip.length * 8);
    assert.ok(await isFound(bit), `bit ${bit} of turn ${turn}`);
  }
});

test("a flipped bit in every byte of the ZIP's own headers is found by both verifiers", async () => {
  const { readUInt32LE } = Buffer.prototype;
  const directoryStart = readUInt32LE.call(zip, zip.length - 6);
  const places = [0, 4, 6, 8, 10, 12, 14, 18, 22, 26, 28, 30];
  const bytes = places.concat(
    Array.from({ length: zip.length - directoryStart }, (_, at) => directoryStart + at),
  );
  for (const [at, byte] of bytes.entries())
    assert.ok(await isFound(byte * 8 + (at % 8)), `${byte}`);
});

async function isFound(bit: number): Promise<boolean> {
  const altered = Buffer.from(zip);
  const at = Math.floor(bit / 8);
  altered[at] = (altered[at] ?? 0) ^ (1 << (bit % 8));
  const verdict = await verifyZip(bytesSource(altered), { vkey });
  const report = await checkPackage(new Blob([altered]), { vkey });
  return !verdict.ok && verdict.faults.length > 0 && !report.ok && report.faults.length > 0;
}

test("a flipped bit is found in every unpacked file", async () => {
  for (const { path, bytes } of files) {
    for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0x04;
      const others = files.map((file) => (file.path === path ? { path, bytes: altered } : file));
      assert.notEqual(await faultsOf(others), "", `${path} at ${at}`);
    }
  }
});

test("a package cut off or added to is found", async () => {
  for (const other of [zip.subarray(0, -1), zip.subarray(1), zip.subarray(0, 21), Buffer.of()]) {
    assert.equal((await verifyZip(bytesSource(other))).ok, false);
    assert.equal((await checkPackage(new Blob([Buffer.from(other)]))).ok, false);
  }
  for (const other of [Buffer.concat([zip, zip]), Buffer.concat([Buffer.of(0), zip])]) {
    assert.equal((await verifyZip(bytesSource(other))).ok, false);
    assert.equal((await checkPackage(new Blob([other]))).ok, false);
  }
});

test("a missing file is found, whichever it is", async () => {
  for (const { path } of files) {
    const found = await faultsOf(files.filter((file) => file.path !== path));
    assert.ok(found.includes(path), `${path}: ${found}`);
  }
});

test("a file added to the package is found", async () => {
  const added = [...files, { path: "media/extra", bytes: Buffer.from("x") }];
  assert.match(await faultsOf(added), /media\/extra does not belong to the package/);
});

test("a file that is there twice is refused by writer and readers", async () => {
  const [first] = files;
  assert.ok(first);
  await assert.rejects(zipOf([...files, first]), /is there twice/);
});

test("a record taken out is found, even when its line was taken out whole", async () => {
  const found = await faultsOf(
    changed("entries.jsonl", (text) => text.slice(text.indexOf("\n") + 1)),
  );
  assert.match(found, /entries\.jsonl: was altered/);
  assert.match(found, /the package has 3 records, not 4/);
});

test("a changed text is found in its record, though the manifest was signed anew", async () => {
  const forged = changed("entries.jsonl", (text) => text.replace("until Friday", "until Monday"));
  const found = await faultsOf(resigned(forged));
  assert.equal(found, "record 4 (entry 503) has a part text that is not the one in the log");
});

test("two records that changed places are found, though the manifest was signed anew", async () => {
  const forged = changed("entries.jsonl", (text) => {
    const [first, second, ...rest] = text.split("\n");
    return [second, first, ...rest].join("\n");
  });
  assert.match(await faultsOf(resigned(forged)), /record 2 is repeated or out of order/);
});

test("a record that the log does not hold is found, though the manifest was signed anew", async () => {
  const forged = changed("entries.jsonl", (text) => text.replace('"index":501', '"index":502'));
  assert.match(await faultsOf(resigned(forged)), /\(entry 502\) is not proved to stand in the log/);
});

test("a part passed over in silence is found: it must at least be said to be withheld", async () => {
  const forged = changed("entries.jsonl", (text) =>
    text.replace('"payload":{"withheld":true},', ""),
  );
  assert.match(await faultsOf(resigned(forged)), /record 2 \(entry 501\) lacks its part payload/);
});

test("a package signed by another key is found, by the key one knows from elsewhere", async () => {
  const stranger = generateKeyPairSync("ed25519");
  const theirs = formatVkey(origin, stranger.publicKey);
  const size = 1004;
  const real = Buffer.from(files.find(({ path }) => path === "checkpoint")?.bytes ?? "").toString();
  const realRoot = Buffer.from(real.split("\n")[2] ?? "", "base64");
  const forged = await filesOf({
    ...contents,
    vkey: theirs,
    checkpoint: signCheckpoint(origin, size, realRoot, stranger.privateKey),
    sign: (text) => Promise.resolve(signNote(text, origin, stranger.privateKey)),
  });
  assert.match(await faultsOf(forged), /signed with another key than the one given/);
  const alone = await verifyPackage(new Map(forged.map(({ path, bytes }) => [path, bytes])));
  assert.ok(
    alone.ok && !alone.isKeyCompared,
    "alone it holds together, and says what is not known",
  );
});

test("an unsigned checkpoint in a package is found", async () => {
  const forged = changed("checkpoint", (text) => `${text.split("\n\n")[0]}\n`);
  assert.match(await faultsOf(resigned(forged)), /checkpoint: .*no signature/);
});

test("a manifest with a second signature is refused, as nobody would check it", async () => {
  const line = signNote("x\n", "other.example", generateKeyPairSync("ed25519").privateKey);
  const forged = changed("manifest.note", (text) => `${text}${line.split("\n\n")[1]}`);
  assert.match(await faultsOf(forged), /more than one signature/);
});

test("a line of any other shape is a fault for both verifiers, never a crash", async () => {
  const lines = Buffer.from(files.find(({ path }) => path === "entries.jsonl")?.bytes ?? "");
  const [first = "", ...rest] = lines.toString().split("\n");
  const keys = fc.constantFrom(
    "index",
    "entry",
    "parts",
    "proof",
    "text",
    "salt",
    "file",
    "__proto__",
  );
  const place = fc.constantFrom("line", "parts", "subject", "media.0");
  await fc.assert(
    fc.asyncProperty(place, keys, fc.jsonValue(), async (where, key, value) => {
      const line = JSON.parse(first) as Record<string, Record<string, unknown>>;
      const parts = line["parts"] ?? assert.fail();
      const target = where === "line" ? line : where === "parts" ? parts : parts[where];
      assert.ok(typeof target === "object" && target !== null);
      Object.defineProperty(target, key, { value, enumerable: true, configurable: true });
      const forged = changed("entries.jsonl", () => [canonicalize(line), ...rest].join("\n"));
      assert.notEqual(await faultsOf(resigned(forged)), "");
    }),
    { numRuns: 150 },
  );
});

test("no package is made of a record that would not verify", async () => {
  const [first, second] = records;
  assert.ok(first && second);
  const wrong = [
    [{ ...first, index: first.index + 1 }],
    [{ ...first, proof: second.proof }],
    [{ ...first, parts: second.parts }],
    [{ ...first, entry: Buffer.from("{}") }],
    [second, first],
    [first, first],
  ];
  for (const some of wrong) await assert.rejects(filesOf({ ...contents, records: some }));
});

test("a package without any record is whole, and says so", async () => {
  const verdict = await verifyZip(
    bytesSource(await zipOf(await filesOf({ ...contents, records: [] }))),
  );
  assert.deepEqual([verdict.ok, verdict.records, verdict.size], [true, 0, 1004]);
});

/** Fills packages from one queue until it is empty, as an export does. */
async function packagesOf(made: ReturnType<typeof sample>, room: Partial<Room>) {
  const queue = new RecordQueue(made.records);
  const packages: Buffer[] = [];
  do {
    const part = packages.length + 1;
    const one = packageFiles({ ...made.contents, records: queue, room, part });
    packages.push(await zipOf(await Array.fromAsync(one)));
  } while ((await queue.next()) !== undefined);
  return packages;
}

test("more records than a package holds go into several, each proved alone and none left out", async () => {
  const made = sample(1000, 5);
  const rooms: Partial<Room>[] = [{ records: 7 }, { lineBytes: 6_000 }, { bytes: 9_000 }];
  for (const room of rooms) {
    const packages = await packagesOf(made, room);
    assert.ok(packages.length > 1, JSON.stringify(room));
    const held: number[] = [];
    for (const one of packages) {
      assert.deepEqual((await verifyZip(bytesSource(one), { vkey })).faults, []);
      const report = await checkPackage(new Blob([Buffer.from(one)]), { vkey });
      assert.deepEqual(report.faults, []);
      held.push(...report.records.map(({ index }) => index));
    }
    assert.deepEqual(
      held,
      made.records.map(({ index }) => index),
    );
  }
});

test("a package that is one of several says which, with its entries; one alone does not", async () => {
  const titles = async (room: Partial<Room>) =>
    (await packagesOf(sample(0, 2), room)).map(
      (one) => /"title":"([^"]+)"/.exec(one.toString("latin1"))?.[1]?.split(" (")[1],
    );
  assert.deepEqual(await titles({}), [undefined]);
  assert.deepEqual(await titles({ records: 3 }), [
    "part 1: entries 0 to 2)",
    "part 2: entries 3 to 5)",
    "part 3, the last: entries 6 to 7)",
  ]);
});

test("one record that no package can hold is refused by name", async () => {
  await assert.rejects(packagesOf(sample(), { bytes: 100 }), /entry 500 is larger than a package/);
});

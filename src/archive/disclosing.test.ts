import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { openTimestampAuthority, type TimestampAuthority } from "#test/networks/timestamps.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { openAttestation } from "./attest/attestors.ts";
import { stampNewest } from "./attest/stamping.ts";
import { redactedDisclosure, type Withheld } from "./disclosing.ts";
import { exportArchive } from "./export.ts";
import { LogKeeper, verifyPackageFile } from "./index.ts";
import { parseRoots } from "./log/timestamp.ts";
import { checkPackage } from "./log/verify-page/check.js";

const said =
  "Jane Doe of 12 Mill Street called at 3 a.m.: a man was at her window. Her number is 555-0142.";
const foia = "RCW 42.56.240(1)";
let beat: TestBeat;
let ctx: Ctx;
let agencyId: string;
let clerk: Ctx;
let ids: string[];
let authority: TimestampAuthority;

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  clerk = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const told = await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...[said, "The ferry runs every hour"].map((text) => ({
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: { text }, text, direction: "in" as const },
      })),
    ),
  );
  ids = told.map(({ id }) => id);
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(ctx, signer, join(logFolder, agencyId)).turn();
  authority = await openTimestampAuthority();
  atEnd(async () => {
    await authority[Symbol.asyncDispose]();
  });
  const client = openSafeClient({ clock: systemClock, allowPrivate: [authority.host] });
  atEnd(() => Promise.resolve(client.close()));
  const settings = { witnesses: undefined, timestamps: [authority.url], timestampRoots: undefined };
  await stampNewest(ctx, openAttestation(settings, client));
});

function stretch(words: string, reason = foia) {
  const start = said.indexOf(words);
  return { start, end: start + words.length, reason };
}

const nameless: Withheld = {
  parts: { payload: foia },
  spans: [stretch("Jane Doe"), stretch("12 Mill Street"), stretch("555-0142", "RCW 42.56.230(3)")],
};

async function produced(withheld: Withheld = nameless): Promise<string> {
  const { signer, logFolder } = beat.assembly;
  const out = join(mkdtempSync(join(tmpdir(), "production-")), "out.zip");
  const redacted = new Map([[ids[0] ?? "", withheld]]);
  await exportArchive(clerk, signer, logFolder, { out, title: "Request 2026-114", redacted });
  return out;
}

function linesOf(zip: string): string {
  return execFileSync("unzip", ["-p", zip, "entries.jsonl"]).toString();
}

test("a copy without the name is proved by the very entry of the whole record, and does not hold the name", async () => {
  const zip = await produced();
  const vkey = await beat.assembly.signer.publicKey(`openbeat/${agencyId}`);
  const verdict = await verifyPackageFile(zip, vkey, { roots: await parseRoots(authority.root) });
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.stamps[0]?.isTrusted, true);
  for (const word of ["Jane", "Doe", "Mill", "0142"]) assert.ok(!linesOf(zip).includes(word), word);
  assert.match(linesOf(zip), /called /);
  assert.match(linesOf(zip), /RCW 42\.56\.230\(3\)/);
});

test("the browser's own check says the same, and shows what is left with its reasons", async () => {
  const report = await checkPackage(new Blob([readFileSync(await produced())]), {});
  assert.deepEqual(report.faults, []);
  const words = report.records[0]?.parts.find(({ name }) => name === "words");
  assert.equal(words?.state, "proved");
  const shown = (words?.runs ?? []).map((run) =>
    "words" in run ? run.words.join("") : `[${run.reason}]`,
  );
  assert.equal(
    shown.join(""),
    `[${foia}]of [${foia}]called at 3 a.m.: a man was at her window. Her number is [RCW 42.56.230(3)]`,
  );
  assert.equal(report.stamps.length, 1);
});

test("attack: words put into a redacted copy, moved or taken out of it are found by both checks", async () => {
  const zip = await produced();
  const { openZip, fileSource } = await import("./log/package-zip.ts");
  const { verifyPackage } = await import("./log/package-verifier.ts");
  await using source = await fileSource(zip);
  const files = await openZip(source);
  const map = new Map<string, Uint8Array>();
  for (const path of files.paths) map.set(path, await files.read(path));
  const line = Buffer.from(map.get("entries.jsonl") ?? []).toString();
  const attacks: [string, string][] = [
    ["her ", "his "],
    ['"a ","man "', '"man ","a "'],
    ['"leaves":["', `"leaves":["${"0".repeat(64)}","`],
  ];
  for (const [from, to] of attacks) {
    assert.ok(line.includes(from), from);
    const forged = new Map(map).set("entries.jsonl", Buffer.from(line.replace(from, to)));
    assert.match(
      (await verifyPackage(forged)).faults.join("\n"),
      /part words that is not the one in the log/,
    );
    const blobs = new Map(
      [...forged].map(([path, bytes]) => [path, new Blob([Buffer.from(bytes)])]),
    );
    assert.match(
      (await checkPackage(blobs)).faults.join("\n"),
      /part words that is not the one in the log/,
    );
  }
});

test("each record's .tlog-proof is checked by python alone, with no program of ours", async () => {
  const folder = mkdtempSync(join(tmpdir(), "python-"));
  execFileSync("unzip", ["-q", await produced(), "-d", folder]);
  const script = join(import.meta.dirname, "log/testing/check-tlog-proof.py");
  const out = execFileSync("python3", [script, folder]).toString();
  assert.match(out, /^entry \d+: in the log of \d+\n$/);
  const proof = execFileSync("sh", ["-c", `ls ${folder}/proofs/*.tlog-proof`])
    .toString()
    .trim();
  const text = readFileSync(proof, "utf8");
  writeFileSync(
    proof,
    text.replace(/^index (\d+)$/m, (_all, at) => `index ${Number(at) + 1}`),
  );
  assert.throws(() => execFileSync("python3", [script, folder], { stdio: "ignore" }));
});

test("the recipe's own program checks words, proofs and the stamped checkpoint's way to this one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "recipe-"));
  execFileSync("unzip", ["-q", await produced(), "-d", folder]);
  const shell = (command: string) =>
    execFileSync("sh", ["-c", command], { cwd: folder }).toString();
  shell("sed -n '/^# begin check.py/,/^# end check.py/p' RECIPE.txt > check.py");
  const out = shell("python3 check.py");
  assert.match(out, /timestamps\/1\.checkpoint is the beginning of this log/);
  assert.match(out, /words is what was recorded/);
  assert.match(out, /text is withheld RCW/);
  assert.match(shell("sha256sum -c SHA256SUMS"), /OK/);
  const line = readFileSync(join(folder, "entries.jsonl"), "utf8");
  writeFileSync(join(folder, "entries.jsonl"), line.replace("her ", "his "));
  assert.throws(() => execFileSync("python3", ["check.py"], { cwd: folder, stdio: "ignore" }));
});

test("a package's time stamp is accepted by openssl, over the checkpoint beside it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stamps-"));
  execFileSync("unzip", ["-q", await produced(), "-d", folder]);
  const files = ["-data", "timestamps/1.checkpoint", "-in", "timestamps/1.tsr"];
  execFileSync("openssl", ["ts", "-verify", ...files, "-CAfile", authority.rootFile], {
    cwd: folder,
    stdio: "ignore",
  });
});

test("what would give the withheld words away is refused", async () => {
  const disclose = (withheld: Withheld) =>
    read(ctx, (tx) => redactedDisclosure(tx, ids[0] ?? "", withheld));
  await assert.rejects(disclose({ parts: {}, spans: nameless.spans ?? [] }), /Withhold it too/);
  await assert.rejects(disclose({ parts: { other: foia } }), /no part "other"/);
  await assert.rejects(disclose({ parts: { payload: " " } }), /a reason/);
  await assert.rejects(
    disclose({ parts: { payload: foia }, spans: [{ start: 0, end: 9_999, reason: foia }] }),
    /not in the text/,
  );
  const { parts } = await disclose({ parts: { text: foia, payload: foia } });
  assert.deepEqual(parts["words"], { withheld: true, reason: foia });
});

test("a whole export carries no withheld part, and stretches cut at letters keep the whole word back", async () => {
  const { parts } = await read(ctx, (tx) =>
    redactedDisclosure(tx, ids[0] ?? "", {
      parts: { payload: foia },
      spans: [{ start: 1, end: 2, reason: foia }],
    }),
  );
  const words = parts["words"];
  assert.ok(words && "runs" in words);
  const [first] = words.runs;
  assert.ok(first && "leaves" in first && first.leaves.length === 1);
});

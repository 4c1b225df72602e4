import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  createWriteStream,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { pipeline } from "node:stream/promises";
import { gunzipSync, inflateSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import PostalMime from "postal-mime";
import sharp from "sharp";
import { LogKeeper, verifyPackageFile } from "#archive";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { atEnd } from "#test/openbeat.ts";
import { openDesk, type Desk } from "#test/worlds/records-desk.ts";
import { wholeCompleteness } from "../../whole-completeness.ts";
import { markText } from "../redaction/marking.ts";
import { markMedium } from "../redaction/media.ts";
import { requestPage } from "../requests/reading.ts";
import { decideRecords, secondReview } from "../requests/reviewing.ts";
import { produceInto } from "./at-command-line.ts";
import { formatNames } from "./formats/all.ts";
import { beginProduction } from "./planning.ts";
import { productionZip } from "./handing-out.ts";
import type { Making } from "./producing.ts";
import { folderOf, workOnProduction } from "./worker.ts";

const code = "552.108";
const said = 'Dana Reyes (555-0142) saw the quagga; she said "no" 🦓 & left';
const secret = "The informant is Quentin Ashgrove, of quagga lane";
const fine = "The quagga is fine\nand asleep";
let desk: Desk;
let folder: string;

const refused = (what: string) => (error: unknown) =>
  error instanceof Refusal && error.code === what;
const accounts = () => Promise.resolve(new Map());
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

beforeEach(async () => {
  desk = await openDesk();
  folder = mkdtempSync(join(tmpdir(), "production-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const noise = Buffer.from(Array.from({ length: 60 * 40 * 3 }, (_one, at) => (at * 73) % 251));
  const photo = await sharp(noise, { raw: { width: 60, height: 40, channels: 3 } })
    .png()
    .toBuffer();
  const thread = { from: "Dana Reyes", to: ["Desk"], thread: "Quagga watch" };
  await desk.hear({ text: said, payload: { ...thread, text: said } });
  await desk.hear({
    text: fine,
    payload: { ...thread, from: "Desk", to: ["All"] },
  });
  await desk.hear({ text: secret, thing: "b" });
  await desk.hear({ text: "=cmd|' /C calc'!A0 the quagga", thing: "c", media: [photo] });
  await desk.freeze();
});

async function keepLog(): Promise<void> {
  const { signer, logFolder } = desk.beat.assembly;
  await new LogKeeper(desk.system, signer, join(logFolder, desk.agencyId)).turn();
}

/** Dana's name and number are marked, the informant withheld, the picture's corner taken out. */
async function review(): Promise<void> {
  const [dana = "", whole = "", informant = "", formula = ""] = await desk.recordsLike("quagga");
  const mark = (words: string) => {
    const start = said.indexOf(words);
    return { start, end: start + words.length, code };
  };
  const marks = [mark("Dana Reyes"), mark("555-0142")];
  await markText(desk.clerk, desk.id, { recordId: dana, marks, expected: null });
  const boxes = [{ left: 0, top: 0, width: 30, height: 20, code }];
  await markMedium(desk.clerk, desk.id, {
    recordId: formula,
    part: "media.0",
    boxes,
    expected: null,
  });
  const decide = (recordId: string, decision: "release" | "redact" | "withhold", codes = [code]) =>
    decideRecords(desk.clerk, desk.id, { recordId, decision, codes });
  await decide(dana, "redact");
  await decide(whole, "release");
  await decide(informant, "withhold");
  await decide(formula, "redact");
  for (const one of [dana, whole, informant, formula])
    await secondReview(desk.counsel, desk.id, one);
  await keepLog();
}

const making = (more: Partial<Making> = {}): Making => {
  const { signer, logFolder } = desk.beat.assembly;
  const given = { signer, logFolder, accounts, completeness: wholeCompleteness };
  return { folder: join(folder, "out"), ...given, volume: 2, ...more };
};
const produced = (more: Partial<Making> = {}) => produceInto(desk.clerk, desk.id, {}, making(more));

const filesIn = (place: string) =>
  globSync("**/*", { cwd: place }).filter((name) => statSync(join(place, name)).isFile());
const text = (name: string) => readFileSync(join(folder, "out", name), "utf8");

test("nothing is produced before all is decided and seconded", async () => {
  await assert.rejects(produced(), refused("review-open"));
  assert.ok(!existsSync(join(folder, "out", "VOL0001")));
});

test("every format tells the same records under the same numbers, and the proof verifies", async () => {
  await review();
  const row = await produced();
  assert.deepEqual(
    [row.state, row.records, row.redacted, row.withheld, row.firstBates, row.lastBates],
    ["ready", 4, 2, 1, 1, 5],
  );
  const rows: Record<string, string>[] = parse(text("index.csv"), { columns: true, bom: true });
  assert.deepEqual(
    rows.map((one) => [one["Bates begin"], one["Bates end"], one["Text"]]),
    [
      [
        "TCS-0000001",
        "TCS-0000001",
        '[withheld: Gov. Code § 552.108] saw the quagga; she said "no" 🦓 & left',
      ],
      ["TCS-0000002", "TCS-0000002", fine],
      ["TCS-0000003", "TCS-0000003", "[withheld: Gov. Code § 552.108]"],
      ["TCS-0000004", "TCS-0000005", "'=cmd|' /C calc'!A0 the quagga"],
    ],
  );
  const jsonl = ["VOL0001", "VOL0002"]
    .flatMap((name) => text(`${name}/records.jsonl`).trim().split("\n"))
    .map((line) => JSON.parse(line) as { bates: string; native?: unknown; from: object });
  assert.deepEqual(
    jsonl.map(({ bates, native }) => [bates, native !== undefined]),
    [
      ["TCS-0000001", false],
      ["TCS-0000002", true],
      ["TCS-0000003", false],
      ["TCS-0000004", false],
    ],
  );
  const dat = text("production.dat").slice(1).split("\r\n").filter(Boolean);
  assert.equal(dat.length, 1 + 4 + 1);
  assert.ok(dat.every((line) => line.split("\u0014").length === dat[0]?.split("\u0014").length));
  assert.match(
    text("production.opt"),
    /^TCS-0000005,VOL0002,VOL0002\\media\\TCS-0000005\.png,Y,,,1\r\n$/,
  );
  for (const name of globSync("out/VOL*/eml/*.eml", { cwd: folder }))
    assert.ok(!/(?<!\r)\n|\r(?!\n)/.test(text(name.slice(4))), `${name}: each line ends with CRLF`);
  const mail = await PostalMime.parse(
    readFileSync(join(folder, "out/VOL0001/eml/TCS-0000002.eml")),
  );
  assert.equal(mail.text?.trim(), fine);
  assert.equal(mail.inReplyTo, "<tcs-0000001@production.invalid>");
  assert.match(text("VOL0002/edrm.xml"), /ParentDocId="TCS-0000004" ChildDocId="TCS-0000005"/);
  for (const name of ["VOL0001", "VOL0002"])
    assert.match(text(`${name}/conversations.html`), /id="TCS-000000/);
  const { signer } = desk.beat.assembly;
  const key = await signer.publicKey(`openbeat/${desk.agencyId}`);
  const verdict = await verifyPackageFile(join(folder, "out/proof/records.zip"), key);
  assert.deepEqual([verdict.ok, verdict.records, verdict.faults], [true, 4, []]);
});

test("production.json names every file with its hash, and the request and the archive are told", async () => {
  await review();
  const row = await produced();
  const list = JSON.parse(text("production.json")) as {
    files: Record<string, { sha256: string; sizeBytes: number }>;
    number: string;
  };
  const there = filesIn(join(folder, "out")).filter(
    (name) => name !== "production.json" && !name.endsWith("volume.json"),
  );
  assert.deepEqual(Object.keys(list.files).sort(), there.sort());
  for (const [name, { sha256: hash, sizeBytes }] of Object.entries(list.files)) {
    const bytes = readFileSync(join(folder, "out", name));
    assert.deepEqual([sha256(bytes), bytes.length], [hash, sizeBytes], name);
  }
  assert.equal(row.sha256, sha256(readFileSync(join(folder, "out/production.json"))));
  const page = await requestPage(desk.clerk, desk.id);
  assert.equal(page.steps.at(-1)?.kind, "produced");
  const [told] = await read(desk.system, (tx) =>
    tx.tx.raw<{ facts: { last: string } }>(
      "select facts from audit_events where kind = 'records.request-produced'",
    ),
  );
  assert.equal(told?.facts.last, "TCS-0000005");
});

test("what is withheld is in no byte of the production, however it is packed", async () => {
  await review();
  await produced();
  const out = join(folder, "out");
  const withheld = ["Dana", "Reyes", "555-0142", "5550142", "Quentin", "Ashgrove", "informant"];
  let looked = 0;
  for (const name of filesIn(out))
    for (const bytes of unpacked(readFileSync(join(out, name)))) {
      looked += 1;
      for (const words of withheld)
        for (const encoding of ["utf8", "utf16le"] as const)
          assert.ok(!bytes.includes(Buffer.from(words, encoding)), `${name} holds ${words}`);
    }
  assert.ok(looked > 40);
  if (spawnSync("pdftotext", ["-v"]).error === undefined) {
    const pages = execFileSync("pdftotext", [join(out, "VOL0002/records.pdf"), "-"], {
      encoding: "utf8",
    });
    assert.ok(!withheld.some((words) => pages.includes(words)));
    assert.match(pages, /TCS-0000004[^]*=cmd/);
  }
});

/** The bytes, and whatever of them unpacks: streams of a PDF, members of a gzip file, base64. */
function unpacked(bytes: Buffer): Buffer[] {
  const found = [bytes];
  for (let at = bytes.indexOf("stream\n"); at !== -1; at = bytes.indexOf("stream\n", at + 7))
    try {
      found.push(inflateSync(bytes.subarray(at + 7), { finishFlush: 2 }));
    } catch {
      // No deflated stream: its bytes were looked through as they are.
    }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) found.push(gunzipSync(bytes));
  for (const [block] of bytes
    .toString("latin1")
    .matchAll(/(?:[A-Za-z0-9+/]{60,}\r?\n)*[A-Za-z0-9+/]{20,}={0,2}/g))
    found.push(Buffer.from(block, "base64"));
  return found;
}

test("a production that was broken off goes on with the next volume, under the same numbers", async () => {
  await review();
  const isOver = () => existsSync(join(folder, "out/VOL0001"));
  const half = await produced({ isOver });
  assert.deepEqual([half.state, half.done], ["making", 2]);
  await assert.rejects(
    beginProduction(desk.clerk, desk.id, {}, { accounts, isForConsole: false }),
    refused("production-going-on"),
  );
  const kept = statSync(join(folder, "out/VOL0001/records.pdf"));
  const whole = await produced();
  assert.deepEqual([whole.id, whole.state, whole.lastBates], [half.id, "ready", 5]);
  assert.equal(statSync(join(folder, "out/VOL0001/records.pdf")).mtimeMs, kept.mtimeMs);
  // Numbers are given once: the next production goes on after them.
  const next = await produced({ folder: join(folder, "second") });
  assert.deepEqual([next.running, next.firstBates], [2, 6]);
  await assert.rejects(produced({ folder }), refused("folder-taken"));
});

test("the worker writes what the console asked for, and it is handed out whole as one ZIP", async () => {
  await review();
  const { signer, logFolder } = desk.beat.assembly;
  const given = { signer, logFolder, accounts, completeness: wholeCompleteness };
  const workshop = { ...given, dataFolder: folder };
  const row = await beginProduction(desk.clerk, desk.id, {}, { accounts, isForConsole: true });
  assert.equal(await workOnProduction(desk.beat.assembly.ctx, workshop), true);
  assert.equal(await workOnProduction(desk.beat.assembly.ctx, workshop), false);
  const place = folderOf(folder, row);
  const { name, stream } = await productionZip(place);
  const zip = join(folder, name);
  await pipeline(stream, createWriteStream(zip));
  // Python's own reader compares every CRC.
  const list = `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))`;
  const there = filesIn(place).filter((one) => !one.endsWith("volume.json"));
  const told = execFileSync("python3", ["-c", list, zip], { encoding: "utf8" });
  assert.equal(told.trim(), `None ${there.length}`);
});

test("records of several megabytes among small ones are produced each once, in the order of their conversation", async () => {
  const long = Array.from({ length: 6 }, (_one, nth) => `Page ${nth} ${"long".repeat(875_000)}`);
  const texts = long.flatMap((text, nth) => [`Note ${nth}`, text]);
  for (const [nth, words] of texts.entries())
    await desk.hear({ text: `quagga ${nth} ${words}`, thing: "long", payload: { nth } });
  await desk.freeze();
  await review();
  const heard = (await desk.recordsLike("quagga")).slice(4);
  for (const recordId of heard) {
    await decideRecords(desk.clerk, desk.id, { recordId, decision: "release" });
    await secondReview(desk.counsel, desk.id, recordId);
  }
  await produceInto(desk.clerk, desk.id, { formats: ["native", "csv"] }, making({ volume: 100 }));
  const lines = text("VOL0001/records.jsonl").trim().split("\n");
  const told = lines.map((line) => JSON.parse(line) as { id: string; native?: { nth?: number } });
  const ours = told.filter(({ id }) => heard.includes(id));
  assert.deepEqual(
    ours.map(({ id, native }) => [id, native?.nth]),
    heard.map((id, nth) => [id, nth]),
  );
  assert.equal(told.length, heard.length + 4);
  const { faults, records } = await verifyPackageFile(
    join(folder, "out/proof/records.zip"),
    undefined,
  );
  assert.deepEqual([faults, records], [[], told.length]);
});

test("a message holds as many attachments as a mail server takes; it says where the others lie", async () => {
  const media = [11_000_000, 11_000_001, 1_000].map((size) => Buffer.alloc(size, "recorded"));
  await desk.hear({ text: "Three recordings of the quagga", thing: "d", media });
  await desk.freeze();
  await review();
  const [recordId = ""] = (await desk.recordsLike("quagga")).slice(4);
  await decideRecords(desk.clerk, desk.id, { recordId, decision: "release" });
  await secondReview(desk.counsel, desk.id, recordId);
  await produceInto(desk.clerk, desk.id, { formats: ["eml"] }, making({ volume: 100 }));
  const [bates = ""] = filesIn(join(folder, "out/VOL0001/eml")).sort().slice(-1);
  const mail = await PostalMime.parse(readFileSync(join(folder, "out/VOL0001/eml", bates)));
  const sizes = mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer).length);
  assert.deepEqual(sizes, [11_000_000, 1_000]);
  assert.match(mail.text ?? "", /^TCS-\d+: VOL0001\/media\/TCS-\d+\.bin$/m);
});

test("only the formats asked for are written", async () => {
  await review();
  await produceInto(desk.clerk, desk.id, { formats: ["native"], prefix: "X-1" }, making());
  const names = filesIn(join(folder, "out/VOL0001")).sort();
  assert.deepEqual(names, ["records.jsonl", "volume.json"]);
  assert.match(text("VOL0001/records.jsonl"), /"bates":"X-1-0000001"/);
  assert.equal(formatNames.length, 8);
});

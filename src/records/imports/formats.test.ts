import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { sumOf } from "./account.ts";
import type { ReadOptions } from "./item.ts";
import { carFile, sampleFiles, tarGzOf, typedStream, zipOf } from "#test/import-files.ts";
import { memorySource } from "./source.ts";
import { survey, type FoundItem, type Report } from "./survey.ts";

const samples = await sampleFiles();

async function read(
  bytes: Buffer | string,
  name: string,
  options: ReadOptions & { format?: string } = {},
): Promise<Report & { items: FoundItem[] }> {
  const items: FoundItem[] = [];
  const source = memorySource(Buffer.from(bytes), name);
  const report = await survey(
    source,
    { format: "auto", timeZone: "America/Los_Angeles", ...options },
    (found) => void items.push(found),
  );
  assert.equal(report.bytesAccounted, report.bytesTotal, `${name}: every byte`);
  assert.equal(
    sumOf(report.bytes),
    bytes instanceof Buffer ? bytes.length : Buffer.byteLength(bytes),
  );
  assert.ok(
    !report.losses.some(({ reason }) => reason === "unread"),
    `${name}: a reader left a gap`,
  );
  return { ...report, items };
}

function sample(name: string) {
  const found = samples.find((one) => one.name === name || one.format === name);
  assert.ok(found, name);
  return found;
}

for (const one of samples) {
  test(`a file of ${one.format} (${one.name}) is told by what stands in it, and every byte is accounted for`, async () => {
    const report = await read(one.bytes, one.name);
    assert.equal(report.format, one.format);
    assert.equal(report.records, one.records);
    assert.equal(report.duplicates, one.duplicates ?? 0);
    assert.deepEqual(
      report.losses.map(({ reason }) => reason).toSorted(),
      (one.losses ?? []).toSorted(),
    );
    assert.ok(report.bytes.record > 0);
    for (const { offset, length, sample: words } of report.losses.filter(
      () => one.format !== "imessage",
    ))
      assert.ok(
        one.bytes
          .subarray(offset, offset + length)
          .toString()
          .replaceAll(/\s+/g, " ")
          .includes(words.slice(0, 10)),
      );
  });
}

test("telephones write an emoji as two references; it comes out whole, and a picture with its bytes", async () => {
  const { items, repairs, notes } = await read(sample("sms.xml").bytes, "sms.xml", {
    account: "+13605550199",
  });
  assert.equal(items[0]?.item.text, 'Fire 🔥 at "5th"');
  assert.deepEqual(repairs, { "surrogate-pair": 1 });
  assert.deepEqual(notes, []);
  const group = items.find(({ item }) => item.media.length > 0)?.item;
  assert.deepEqual([group?.from, group?.to], ["+13605550101", ["+13605550199", "+13605550102"]]);
  assert.equal(Buffer.from(group?.media[0]?.bytes ?? []).toString("hex"), "ffd8ffe000104a464946");
  assert.deepEqual(
    items.map(({ item }) => item.direction),
    ["in", "out", "in"],
  );
});

test("a telephone's file that ends in the middle keeps all before, and says where it ends", async () => {
  const whole = sample("sms.xml").bytes;
  const cut = whole.subarray(0, whole.indexOf("On our way") + 3);
  const { records, losses } = await read(cut, "sms.xml");
  assert.equal(records, 1);
  assert.deepEqual(
    losses.map(({ reason, offset, length }) => [reason, offset + length]),
    [["cut-off", cut.length]],
  );
});

test("a broken message takes none of its neighbours with it", async () => {
  const text = sample("sms.xml").bytes.toString().replace('body="On our way"', 'body="On our way');
  const { records, losses } = await read(text, "sms.xml");
  assert.equal(records, 2);
  assert.deepEqual(
    losses.map(({ reason }) => reason),
    ["not-readable", "bad-date"],
  );
});

test("the order of a chat's dates is told by the whole file", async () => {
  const { items, from } = await read(sample("whatsapp").bytes, "WhatsApp Chat with Ana.txt");
  assert.deepEqual(
    items.map(({ item }) => item.at),
    [
      "2024-12-25T21:05:00",
      "2024-12-25T21:06:00",
      "2024-12-25T21:06:00",
      "2024-12-25T21:06:00",
      "2024-12-26T00:01:00",
    ],
  );
  assert.equal(items[1]?.item.text, "Two lines\nof one message");
  assert.equal(items[0]?.item.kind, "event");
  assert.equal(items[0]?.item.thread, "Ana");
  assert.equal(from, "2024-12-26T05:05:00.000000Z", "read where the agency is");
  const american = await read("01/02/24, 10:00 - A: x\n01/13/24, 10:00 - A: y\n", "chat.txt");
  assert.equal(american.items[0]?.item.at, "2024-01-02T10:00:00");
  assert.deepEqual(american.notes, [{ about: "date-order", order: "m/d/y", isCertain: true }]);
  const either = await read("01/02/24, 10:00 - A: x\n", "chat.txt");
  assert.deepEqual(either.notes, [{ about: "date-order", order: "m/d/y", isCertain: false }]);
});

test("Latin-1 garbage is put right only where it is some", async () => {
  const { items } = await read(
    sample("messages/inbox/jose_1/message_1.json").bytes,
    "messages/inbox/jose_1/message_1.json",
  );
  assert.equal(items[0]?.item.text, "Café 🚨");
  assert.deepEqual([items[0]?.item.from, items[0]?.item.thread], ["José", "José"]);
  const proper = JSON.stringify({
    participants: [],
    messages: [{ sender_name: "Ünal", timestamp_ms: 1700000000000, content: "Café é" }],
  });
  assert.equal((await read(proper, "message_1.json")).items[0]?.item.text, "Café é");
});

test("a download of X is never run, and its pieces keep their order", async () => {
  const evil = "window.YTD.tweets.part0 = globalThis.wasRun = [\n]";
  await read(evil, "data/tweets.js");
  assert.ok(!("wasRun" in globalThis));
  const { items } = await read(sample("data/direct-messages.js").bytes, "data/direct-messages.js");
  assert.deepEqual(
    items.map(({ item }) => [item.kind, item.thread]),
    [
      ["message", "1-2"],
      ["event", "1-2"],
    ],
  );
});

test("what stands behind the end of a download of X is told as a loss", async () => {
  const said = `{"tweet":{"id_str":"1","full_text":"Hi","created_at":"Sat Dec 06 18:20:30 +0000 2025"}}`;
  const file = `window.YTD.tweets.part0 = [${said}]`;
  assert.deepEqual((await read(`${file};\n`, "data/tweets.js")).losses, []);
  const { records, losses } = await read(`${file}; alert(1)`, "data/tweets.js");
  assert.equal(records, 1);
  assert.deepEqual(
    losses.map(({ reason, sample: words }) => [reason, words]),
    [["unknown-part", "; alert(1)"]],
  );
});

test("attack: a message made of brackets is a loss, and its neighbours come in", async () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const of = (n: number, more = "") =>
    `{"sender_name":"Ana","timestamp_ms":${1_700_000_000_000 + n},"content":"${n}"${more}}`;
  const file = `{"participants":[],"messages":[${of(1)},${of(2, `,"share":${deep}`)},${of(3)}]}`;
  const { items, losses } = await read(file, "message_1.json");
  assert.deepEqual(
    items.map(({ item }) => item.text),
    ["1", "3"],
  );
  assert.deepEqual(
    losses.map(({ reason }) => reason),
    ["not-readable"],
  );
});

test("attack: a file of much that holds no message is read in a moment", async () => {
  const empty = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const said = `{"sender_name":"Ana","timestamp_ms":1700000000000,"content":"Hi"}`;
  const begun = performance.now();
  const file = `{"participants":${empty},"messages":[${said}]}`;
  assert.equal((await read(file, "message_1.json", { format: "facebook" })).records, 1);
  assert.ok(performance.now() - begun < 10_000, "it grows with the file, not with its square");
});

test("a block of a repository that was changed does not come in", async () => {
  const car = await carFile();
  assert.equal(
    (await read(car, "repo.car")).items[0]?.item.payload["uri"],
    "at://did:plc:abc/app.bsky.feed.post/3kabc",
  );
  car[car.indexOf("Bridge")] = 0x46;
  const { records, losses } = await read(car, "repo.car");
  assert.deepEqual([records, losses.map(({ reason }) => reason)], [0, ["wrong-hash"]]);
});

test("messages of a Mac are read from both columns, deleted ones are told", async () => {
  const { items } = await read(sample("chat.db").bytes, "chat.db", { account: "Sgt. Ames" });
  assert.deepEqual(
    items.map(({ item }) => [item.kind, item.text.slice(0, 16), item.direction]),
    [
      ["message", "In the old colum", "in"],
      ["message", "In the new one, ", "out"],
      ["deleted", "Deleted last wee", "in"],
    ],
  );
  assert.equal(items[0]?.item.at, "2023-03-08T20:27:40.000000Z");
  assert.ok(typedStream("x".repeat(300)).length > 300);
});

test("a mailbox's quoted \"From\" is a letter's own word again", async () => {
  const { items } = await read(sample("mbox").bytes, "mail.mbox");
  assert.match(items[0]?.item.text ?? "", /^One\n\nFrom the bridge one sees it\.$/);
  const letter = await read(sample("eml").bytes, "letter.eml");
  assert.match(letter.items[0]?.item.text ?? "", /^Petición\n\nAll records/);
});

test("a table of any heads is read by a mapping; without one its columns are asked about", async () => {
  const table = "When;Who said;Words\n2024-01-31 10:00;Ana;Hello\n";
  const mapping = { time: "When", from: "Who said", text: "Words" };
  const { items } = await read(table, "t.csv", { mapping });
  assert.deepEqual([items[0]?.item.from, items[0]?.item.text], ["Ana", "Hello"]);
  const { records, notes } = await read(table, "t.csv");
  assert.equal(records, 0);
  assert.deepEqual(
    notes.map(({ about }) => about),
    ["columns"],
  );
});

test("what is packed with gzip and holds no archive is not taken for one", async () => {
  await assert.rejects(
    read(gzipSync("WARC/1.1\r\nWARC-Type: warcinfo\r\n"), "a.warc.gz"),
    /cannot be told/,
  );
});

test("a package is read with its pictures; a stranger's file in it is told as a loss", async () => {
  const message = sample("messages/inbox/jose_1/message_1.json").bytes;
  const files = {
    "messages/inbox/jose_1/message_1.json": message,
    "messages/inbox/jose/photos/1.jpg": "picture one",
    "photos/loose.jpg": "nobody names me",
    "preferences.bin": "\u0001\u0002",
  };
  for (const [name, bytes] of [
    ["f.zip", await zipOf(files)],
    ["f.tar.gz", await tarGzOf(files)],
  ] as const) {
    const report = await read(bytes, name);
    assert.equal(report.format, "facebook", name);
    assert.equal(report.records, 3, "two messages, and the picture that nobody names");
    assert.deepEqual(report.kinds, { message: 2, file: 1 });
    assert.deepEqual(report.attachments, { found: 2, missing: 0 });
    assert.deepEqual(
      report.losses.map(({ member, reason }) => [member?.split("/").at(-1), reason]),
      [
        ["message_1.json", "bad-date"],
        ["message_1.json", "unknown-part"],
        ["preferences.bin", "unknown-file"],
      ],
    );
    assert.ok(Object.values(report.bytes).filter((count) => count > 0).length >= 3);
  }
});

test("the same export twice in a package is met twice and comes in once", async () => {
  const { bytes, records } = sample("signal");
  const report = await read(
    await zipOf({ "a/Dana/chat.md": bytes, "b/Dana/chat.md": bytes }),
    "s.zip",
  );
  assert.deepEqual([report.records, report.duplicates], [records, records]);
  assert.ok(report.bytes.duplicate > 0);
});

test("attack: a package whose names point outside, and one that unpacks to far more than it is", async () => {
  const zip = await zipOf({ "aa/evil.txt": sample("signal").bytes });
  for (const at of [zip.indexOf("aa/evil"), zip.lastIndexOf("aa/evil")]) zip.write("../evil", at);
  const escaping = await read(zip, "e.zip");
  assert.deepEqual(
    [escaping.records, escaping.losses.map(({ reason }) => reason)],
    [0, ["unsafe-name"]],
  );
  const bomb = await read(await zipOf({ "big.txt": Buffer.alloc(101_000_000, 0x20) }), "b.zip");
  assert.deepEqual(
    bomb.losses.map(({ reason }) => reason),
    ["zip-bomb"],
  );
});

test("attack: a package that was cut off or changed says so", async () => {
  const zip = await zipOf({ "chat.txt": sample("signal").bytes });
  const cut = await read(zip.subarray(0, zip.length - 30), "c.zip");
  assert.deepEqual([cut.records, cut.losses.map(({ reason }) => reason)], [0, ["damaged"]]);
  const changed = Buffer.from(zip);
  const at = zip.indexOf("chat.txt") + 12;
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  assert.deepEqual(
    (await read(changed, "d.zip")).losses.map(({ reason }) => reason),
    ["damaged"],
  );
});

test("files that other programs published for tests are read as they say", async (t) => {
  const folder = referenceFolder();
  if (folder === undefined) return t.skip("the reference data is not beside the project");
  const open = (name: string) => read(readFileSync(join(folder, name)), join("imports", name));
  const quirks = await open("sms-backup-restore/quirks.xml");
  assert.deepEqual([quirks.records, quirks.duplicates, quirks.losses.length], [6, 1, 1]);
  assert.match(quirks.items[0]?.item.text ?? "", /😀/u);
  for (const name of ["[mmddyy]_24hrs", "ddmmyy_24hrs", "mmddyy_24hrs", "mmddyyyy_12hrs"]) {
    const chat = await open(`whatsapp/test_${name}.txt`);
    const target = JSON.parse(readFileSync(join(folder, "whatsapp/target.json"), "utf8")) as {
      timestamp: string;
      author: string;
      message: string;
    }[];
    const said = chat.items
      .filter(({ item }) => item.kind === "message")
      .map(({ item }) => ({
        timestamp: item.at,
        author: item.from,
        message: item.text.replaceAll("\n", " "),
      }));
    assert.deepEqual(said.toReversed(), target, name);
  }
  assert.equal((await open("facebook/message_1.json")).items[0]?.item.text, "Café alarm 🚨");
  assert.equal((await open("instagram/test_export.json")).format, "instagram");
  assert.equal(
    (await open("telegram/test_batch_export.json")).items[1]?.item.text,
    "Link:https://telegram.org/",
  );
  assert.equal(
    (await open("x-archive/tweets.js")).items[0]?.item.text,
    "@example Road closed & detour at 5th St",
  );
  assert.equal((await open("x-archive/direct-messages.js")).records, 2);
});

function referenceFolder(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/imports");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { systemClock } from "#platform/clock.ts";
import { systemIds } from "#platform/ids.ts";
import { CdxjIndex, surtOf } from "./cdxj.ts";
import { writeStoredZip } from "./stored-zip.ts";
import { readWarc } from "./testing/read-warc.ts";
import { Wacz, type WaczOptions } from "./wacz.ts";
import { recordUrn, WarcWriter, type WarcDraft } from "./warc.ts";

const ids = systemIds(systemClock);
const date = "2026-11-20T18:04:05.123456Z";
const run = promisify(execFile);

async function folder() {
  const path = await mkdtemp(join(tmpdir(), "openbeat-wacz-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function page(uri: string, html: string): WarcDraft {
  const head = Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
  return { type: "response", date, uri, head, payload: Buffer.from(html) };
}

async function written(...drafts: WarcDraft[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const writer = new WarcWriter(async (bytes) => pieces.push(bytes), ids);
  await writer.info(date, "data.warc.gz", { software: "Openbeat" });
  for (const draft of drafts) await writer.write(draft);
  return Buffer.concat(pieces);
}

test("every kind of record reads back whole, one gzip member each, with both digests right", async () => {
  const first = page("https://riversidefalls.example/news", "<h1>Mill St closed</h1>");
  const id = ids.uuid();
  const { records, faults } = readWarc(
    await written(
      { ...first, id, fields: { "WARC-IP-Address": "203.0.113.7" } },
      {
        type: "request",
        date,
        uri: "https://riversidefalls.example/news",
        head: Buffer.from("GET /news HTTP/1.1\r\nHost: riversidefalls.example\r\n\r\n"),
        payload: new Uint8Array(),
        fields: { "WARC-Concurrent-To": recordUrn(id) },
      },
      {
        type: "resource",
        date,
        uri: "urn:openbeat:card:1",
        contentType: "text/html",
        payload: Buffer.from("<p>héllo</p>"),
      },
      { type: "metadata", date, uri: "urn:openbeat:card:1", payload: Buffer.from("leaf: 7\r\n") },
      {
        type: "revisit",
        date,
        uri: "https://riversidefalls.example/news",
        head: first.head ?? new Uint8Array(),
        payload: new Uint8Array(),
        payloadDigest: `sha256:${"0".repeat(64)}`,
        fields: { "WARC-Refers-To": recordUrn(id) },
      },
    ),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    records.map(({ fields }) => fields.get("warc-type")),
    ["warcinfo", "response", "request", "resource", "metadata", "revisit"],
  );
  assert.equal(records[1]?.payload.toString(), "<h1>Mill St closed</h1>");
  assert.equal(records[1]?.fields.get("warc-date"), date);
});

test("a line's end in an address begins no field that nobody wrote", async () => {
  const hostile = "https://x.example/\r\nWARC-Type: warcinfo";
  const { records, faults } = readWarc(await written(page(hostile, "x")));
  assert.deepEqual(faults, []);
  assert.equal(records[1]?.fields.get("warc-type"), "response");
});

test("a record larger than memory should hold is streamed, and a payload that lies of its size is refused", async () => {
  const piece = Buffer.alloc(65_536, "video");
  const large = (pieces: number, sizeBytes = pieces * piece.length) => ({
    sizeBytes,
    async *open() {
      for (let at = 0; at < pieces; at += 1) yield piece;
    },
  });
  const uri = "https://riversidefalls.example/briefing.mp4";
  const { records, faults } = readWarc(
    await written({ type: "resource", date, uri, contentType: "video/mp4", payload: large(40) }),
  );
  assert.deepEqual(faults, []);
  assert.equal(records[1]?.block.length, 40 * piece.length);
  await assert.rejects(
    written({ type: "resource", date, uri, payload: large(2, 5) }),
    /a payload of 5 bytes gave/,
  );
});

test("the reader of these tests finds one byte changed, a cut end and a digest that is another's", async () => {
  const good = await written(page("https://x.example/", "the page"));
  const { records } = readWarc(good);
  const plain = Buffer.concat(
    records.map(({ fields, version, block }) =>
      Buffer.concat([
        Buffer.from(
          `${version}\r\n${[...fields].map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
        ),
        block,
        Buffer.from("\r\n\r\n"),
      ]),
    ),
  );
  assert.deepEqual(readWarc(plain).faults, []);
  const changed = Buffer.from(plain.toString("latin1").replace("the page", "the pagf"), "latin1");
  assert.equal(readWarc(changed).faults.length, 2);
  assert.equal(readWarc(good.subarray(0, good.length - 12)).faults.length, 1);
});

async function made(at: string, room: WaczOptions["room"], pages: number): Promise<string> {
  await using wacz = await Wacz.begin(at, { ids, startedAt: date, ...(room ? { room } : {}) });
  for (let n = pages; n > 0; n -= 1) {
    const url = `https://www.riversidefalls.example/news/${n}?b=2&a=1`;
    await wacz.add(page(url, `<h1>Story ${n}</h1>`), { mime: "text/html", status: 200 });
    await wacz.addPage({ url, title: `Story ${n}`, at: date, text: `Story ${n}` });
  }
  const out = join(at, "out.wacz");
  await wacz.finish(out, { title: "Newsroom", createdAt: date });
  return out;
}

async function checked(path: string): Promise<unknown> {
  const script = join(import.meta.dirname, "testing/check-wacz.py");
  const { stdout } = await run("python3", [script, path]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

async function hasPython(): Promise<boolean> {
  return run("python3", ["--version"]).then(
    () => true,
    () => false,
  );
}

test("a package opens for a stranger with a standard library alone: stored, described, indexed in order", async (t) => {
  if (!(await hasPython())) return t.skip("python3 is not installed");
  await using at = await folder();
  assert.deepEqual(await checked(await made(at.path, undefined, 12)), {
    faults: 0,
    indexed: 12,
    pages: 12,
  });
});

test("a large capture goes on in further WARC files, under a packed index that was sorted on disk", async (t) => {
  if (!(await hasPython())) return t.skip("python3 is not installed");
  await using at = await folder();
  const out = await made(at.path, { warc: 2_000, plainIndex: 10, run: 7 }, 60);
  assert.deepEqual(await checked(out), { faults: 0, indexed: 60, pages: 60 });
});

test("a changed byte in the container is found by the stranger's check", async (t) => {
  if (!(await hasPython())) return t.skip("python3 is not installed");
  await using at = await folder();
  const out = await made(at.path, undefined, 3);
  const bytes = await readFile(out);
  const place = bytes.indexOf("Story 2", bytes.indexOf("json-pages"));
  bytes[place] = 0x58;
  await writeFile(out, bytes);
  await assert.rejects(checked(out));
});

test("a container beyond four gigabytes says its places in 64 bits", async (t) => {
  if (!(await hasPython())) return t.skip("python3 is not installed");
  await using at = await folder();
  const zeros = Buffer.alloc(1_000_000);
  const hole = {
    sizeBytes: 4_300 * zeros.length,
    crc: 0,
    async *open() {
      for (let at = 0; at < 4_300; at += 1) yield zeros;
    },
  };
  const tail = {
    sizeBytes: 5,
    crc: crc32("after"),
    async *open() {
      yield Buffer.from("after");
    },
  };
  const out = join(at.path, "large.zip");
  {
    await using file = await open(out, "w");
    let position = 0;
    // The zeros are left out on disk.
    const sink = async (bytes: Uint8Array) => {
      if (bytes !== zeros) await file.write(bytes, 0, bytes.length, position);
      position += bytes.length;
    };
    await writeStoredZip(sink, [
      { name: "hole", file: hole },
      { name: "tail", file: tail },
    ]);
  }
  const program = `import zipfile,sys
z = zipfile.ZipFile(sys.argv[1])
print([(i.filename, i.file_size) for i in z.infolist()], z.read("tail"))`;
  const { stdout } = await run("python3", ["-c", program, out]);
  assert.equal(stdout.trim(), "[('hole', 4300000000), ('tail', 5)] b'after'");
});

test("a file that changed between its hash and the container is refused", async () => {
  const file = {
    sizeBytes: 100,
    crc: 0,
    async *open() {
      yield Buffer.from("shorter");
    },
  };
  await assert.rejects(
    writeStoredZip(async () => undefined, [{ name: "file", file }]),
    /no longer/,
  );
});

test("an index larger than its room is sorted in runs and merged, each line once", async () => {
  await using at = await folder();
  const index = new CdxjIndex(at.path, 10);
  const record = { id: "", type: "response", date, blockDigest: "", payloadDigest: "sha256:0" };
  for (let n = 0; n < 95; n += 1)
    await index.add({
      record: {
        ...record,
        type: "response",
        uri: `https://x.example/${(n * 37) % 95}`,
        offset: n,
        length: 1,
      },
      filename: "data.warc.gz",
    });
  const lines: string[] = [];
  for await (const line of index.lines()) lines.push(line);
  assert.equal(new Set(lines).size, 95);
  assert.deepEqual(lines, [...lines].sort());
});

test("addresses are turned as viewers look them up", () => {
  assert.equal(
    surtOf("https://www.Riverside.example/News?b=2&a=1"),
    "example,riverside)/news?a=1&b=2",
  );
  assert.equal(surtOf("http://x.example:8080"), "example,x:8080)/");
  assert.equal(surtOf("urn:openbeat:card:1"), "urn:openbeat:card:1");
});

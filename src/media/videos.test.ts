import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { BufferSource, Input, MP4, WEBM } from "mediabunny";
import { LogKeeper, verifyArchive } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { box, madeVideo, withinMoov } from "#test/moving-pictures.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { addVideo, mediaItem } from "./index.ts";

let beat: TestBeat;
let boyd: Ctx;

before(async () => {
  beat = await openTestBeat();
  const { ctx } = beat.assembly;
  boyd = await as(ctx, await seedTinyCounty(beat.assembly), "boyd@tinycounty.example");
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

async function* inPieces(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

const add = (bytes: Buffer, name = "clip.mp4") => addVideo(boyd, { name, body: inPieces(bytes) });
const stored = (sha256: string) => beat.assembly.ctx.blobs.get(sha256);

test("T51: a published video keeps no place, no device, no date and no track but picture and sound", async () => {
  const place = "+47.6062-122.3321+010.000/";
  const meta = box(
    "meta",
    box("hdlr", "\0\0\0\0\0\0\0\0mdta", Buffer.alloc(14)),
    box("keys", "\0\0\0\0\0\0\0\x01", box("mdta", "com.apple.quicktime.location.ISO6709")),
    box("ilst", box("\0\0\0\x01", box("data", "\0\0\0\x01\0\0\0\0", place))),
  );
  const made = await madeVideo({ timed: "47.6062 N, driven to Home St", inStream: "serial 4711" });
  const given = Buffer.concat([
    withinMoov(
      made,
      box("udta", box("\xa9xyz", "\0\x1a\x15\xc7", place), box("\xa9mod", "Telephone 19")),
      meta,
    ),
    box("uuid", "0123456789abcdef", "Home St, 12"),
    Buffer.from("PK\u0003\u0004 a program rides along"),
  ]);
  const secrets = [
    "47.6062",
    "ISO6709",
    "Telephone",
    "Home St",
    "rides along",
    "serial 4711",
    "Petrov",
  ];
  for (const secret of secrets) assert.ok(given.includes(secret), `${secret} is in what is given`);
  const item = await add(given);
  const clean = await stored(item.sha256);
  for (const secret of secrets) assert.ok(!clean.includes(secret), `${secret} is gone`);
  for (const type of ["udta", "meta", "uuid", "\xa9xyz", "keys"])
    assert.equal(clean.indexOf(type, 0, "latin1"), -1, `no ${type} is left`);
  assert.ok(clean.includes("a picture") && clean.includes("ambient noise"));
  assert.ok(clean.indexOf("moov") < clean.indexOf("mdat"), "its index stands first");
  assert.equal(item.type, "video/mp4");
  assert.equal(item.durationMs, 2_000);
  assert.deepEqual([item.width, item.height], [320, 240]);
  using input = new Input({ source: new BufferSource(clean), formats: [MP4] });
  assert.equal((await input.getTracks()).length, 2);
});

test("the same video is the same item, whenever it is given", async () => {
  const bytes = await madeVideo({ seconds: 3 });
  const first = await add(bytes);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal((await add(bytes)).sha256, first.sha256);
});

test("a QuickTime film of a telephone becomes an MP4, and a WebM stays one", async () => {
  assert.equal((await add(await madeVideo({ form: "mov" }), "IMG_1.MOV")).type, "video/mp4");
  const webm = await add(await madeVideo({ form: "webm" }), "clip.webm");
  assert.equal(webm.type, "video/webm");
  const clean = await stored(webm.sha256);
  assert.ok(!clean.includes("Home St") && !clean.includes("Petrov"), "its tags are gone");
  using input = new Input({ source: new BufferSource(clean), formats: [WEBM] });
  assert.equal((await input.getTracks()).length, 2);
  const silent = await add(await madeVideo({ sound: false }));
  assert.equal((await mediaItem(boyd, silent.sha256)).durationMs, 2_000);
});

test("T50: what is no video, is cut off, or is another kind is refused with a sentence", async () => {
  await assert.rejects(add(Buffer.from("%PDF-1.7 no video")), refused("not-a-video"));
  await assert.rejects(add(Buffer.from("GIF89a no video")), refused("not-a-video"));
  await assert.rejects(add(Buffer.alloc(0)), refused("no-file"));
  const whole = await madeVideo();
  await assert.rejects(add(whole.subarray(0, whole.length / 2)), refused("unreadable-video"));
  const front = Buffer.concat([whole.subarray(0, 32), Buffer.from("<script>alert(1)</script>")]);
  await assert.rejects(add(front), refused("unreadable-video"));
});

test("a video of more than an hour is refused before it is written anew", async () => {
  const frame = await madeVideo({ seconds: 1, sound: false });
  const long = Buffer.from(frame);
  // The one table of times (stts) says how long each of its samples lasts.
  const at = long.indexOf("stts", 0, "latin1");
  assert.ok(at > 0);
  long.writeUInt32BE(long.readUInt32BE(at + 16) * 36_001, at + 16);
  await assert.rejects(add(long), refused("video-too-long"));
});

test("a video that grows past its limit is stopped on its way, and nothing of it is left", async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      sent += 16 * 1024 * 1024;
      yield Buffer.alloc(16 * 1024 * 1024);
    }
  }
  await assert.rejects(addVideo(boyd, { name: "x.mp4", body: endless() }), refused("too-large"));
  assert.ok(sent <= (512 + 16) * 1024 * 1024);
});

test("a large video is committed to by the archive as a small one is, and verifies", async () => {
  const bytes = await madeVideo({ padding: 20 * 1024 * 1024 });
  const item = await add(bytes);
  assert.ok(item.sizeBytes > 16 * 1024 * 1024);
  const { assembly } = beat;
  const system = asSystem(assembly.ctx, "test", boyd.actor.agencyId ?? "");
  await new LogKeeper(
    system,
    assembly.signer,
    join(assembly.logFolder, boyd.actor.agencyId ?? ""),
  ).turn();
  const verdict = await verifyArchive(system, assembly.signer, assembly.logFolder);
  assert.deepEqual(verdict.faults, []);
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { openDatabase, read } from "#platform/db/database.ts";
import { recallPost } from "#publish";
import { liveFiles, noiseFrames } from "#test/hls-encoder.ts";
import { liveCounty } from "#test/live.ts";
import { served } from "#test/served.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { recordById } from "../../archive/records.ts";
import { endLive, liveStateOf } from "../../publish/live.ts";
import { recallDue } from "../../publish/recalling.ts";
import { Site } from "../index.ts";
import { endStreams } from "./ending.ts";
import { LiveIntake } from "./intake.ts";

const clock = new StoryClock();
const county = await liveCounty(clock);
const { beat, agencyId, system, writer, approver, sheriff, address, make } = county;
const { ctx, networks, sender } = beat.assembly;

const get = async (path: string) => {
  const answer = await fetch(address + path);
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
};

async function announced(title: string, hours: number) {
  const one = await county.announced(title, hours);
  const state = async () => (await liveStateOf(writer, networks, one.deliveryId)).state;
  return { ...one, state };
}

const files = await liveFiles(noiseFrames(10));
const middle = files.findIndex(({ name }) => name === "segment-1-4.m4s");

test("a press conference that somebody ends turns the encoder away, and stays as a recording", async () => {
  const { deliveryId, id, put, putAll, state, page, stream } = await announced(
    "Open microphone",
    1,
  );
  const notOn = { code: "live-not-on" };
  await assert.rejects(endLive(approver, deliveryId), notOn, "nothing is on the air yet");
  clock.advance(60 * 60_000);
  await putAll(files.slice(0, middle));
  assert.equal(await state(), "live");
  await endLive(approver, deliveryId);
  assert.equal((await liveStateOf(writer, networks, deliveryId)).ours, "ending");
  await assert.rejects(endLive(approver, deliveryId), notOn, "once is enough");
  assert.deepEqual(await endStreams(system, beat.dataFolder), [], "no intake may know less");
  clock.advance(6_000);
  const later = files[middle + 1];
  assert.equal(await put(later?.name ?? "", later?.bytes ?? Buffer.alloc(0)), 404);
  assert.deepEqual(await endStreams(system, beat.dataFolder), [id]);
  await make();
  assert.equal(await state(), "ended");
  assert.match(await page(), /Below is the recording/);
  const whole = (await get(`/streams/${id}/playlist-1.m3u8`)).bytes.toString();
  assert.match(whole, /segment-1-3\.m4s[^]*#EXT-X-ENDLIST/);
  const sent = files.slice(0, middle).filter(({ name }) => name.endsWith(".m4s"));
  await recorded(id, stream.key, sent);
});

test("a press conference goes live at its approved start, is watched piece by piece, and stays as a recording", async () => {
  const { id, put, putAll, state, page, stream } = await announced(
    "Press conference on the flood",
    2,
  );
  assert.equal(await state(), "upcoming");
  assert.match(await page(), /Live here from/);
  assert.equal(await put("master.m3u8", "#EXTM3U", "another-key"), 404, "the key is the only key");
  clock.advance(30 * 60_000);
  await putAll(files.slice(0, 6));
  await make();
  assert.equal(
    await state(),
    "upcoming",
    "an encoder may be tried; nobody sees it before the start",
  );
  assert.equal((await get(`/streams/${id}/index.m3u8`)).status, 404);
  clock.advance(90 * 60_000);
  await putAll(files.slice(6, middle));
  await make();
  assert.equal(await state(), "live");
  assert.match(await page(), /Live now[^]*<video[^>]+data-stream="\/streams\//);
  const master = await get(`/streams/${id}/index.m3u8`);
  assert.match(master.bytes.toString(), /^playlist-1\.m3u8$/m);
  assert.equal(master.headers.get("content-type"), "application/vnd.apple.mpegurl");
  const list = await get(`/streams/${id}/playlist-1.m3u8`);
  assert.equal(list.headers.get("cache-control"), "public, max-age=1");
  assert.match(list.bytes.toString(), /segment-1-3\.m4s/);
  const piece = files.find(({ name }) => name === "segment-1-3.m4s");
  assert.deepEqual((await get(`/streams/${id}/segment-1-3.m4s`)).bytes, piece?.bytes);
  await putAll(files.slice(middle));
  assert.equal(await put("segment-1-3.m4s", piece?.bytes ?? ""), 204, "an encoder's second try");
  assert.equal(
    await put("segment-1-3.m4s", "other bytes"),
    409,
    "what was shown stays what was shown",
  );
  assert.deepEqual(await endStreams(system, beat.dataFolder), [id]);
  await make();
  assert.equal(await state(), "ended");
  assert.match(await page(), /Below is the recording/);
  const whole = (await get(`/streams/${id}/playlist-1.m3u8`)).bytes.toString();
  const named = [...whole.matchAll(/^segment-1-\d\.m4s$/gm)].map(([name]) => name);
  assert.deepEqual(
    named,
    [1, 2, 3, 4, 5].map((n) => `segment-1-${n}.m4s`),
    "from its beginning",
  );
  await recorded(id, stream.key);
  clock.advance(10_000);
  assert.equal(await put("segment-1-9.m4s", "late"), 404, "it is over");
});

/** The record holds the stream byte for byte, and not its key. */
async function recorded(
  id: string,
  key: string,
  pieces = files.filter(({ name }) => name.endsWith(".m4s")),
): Promise<void> {
  const bytes = Buffer.concat(pieces.map((one) => one.bytes));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ id: string }>(
      "select id from archive_records where agency_id = $1 and subject_id = $2",
      [agencyId, id],
    ),
  );
  const told = await Promise.all(rows.map((row) => recordById(sheriff, row.id)));
  assert.ok(told.length > 0 && !JSON.stringify(told).includes(key));
  const media = told.flatMap((one) => one.media).map((one) => one.sha256);
  assert.ok(media.includes(sha256), "the very bytes that were sent");
  assert.deepEqual(await ctx.blobs.get(sha256), bytes);
}

test("a live stream that is taken back is dark at once, and what was shown is on the record", async () => {
  const { id, putAll, page, postId } = await announced("Statement", 1);
  clock.advance(3_600_000);
  await putAll(files.slice(0, 8));
  await make();
  assert.equal((await get(`/streams/${id}/segment-1-1.m4s`)).status, 200);
  await recallPost(approver, postId, "A name was said that nobody may say");
  await recallDue(ctx, networks, sender);
  await make();
  assert.equal((await get(`/streams/${id}/segment-1-1.m4s`)).status, 404);
  assert.match(await page(), /withdrawn/);
  assert.deepEqual(await endStreams(system, beat.dataFolder), [id]);
  assert.ok(!existsSync(join(beat.dataFolder, "live", id)));
});

test("an encoder that falls silent ends its stream after ten minutes; a piece that never came is named", async () => {
  const { id, putAll, page } = await announced("Town hall", 1);
  clock.advance(3_600_000);
  await putAll(files.slice(0, 8).filter(({ name }) => name !== "segment-1-1.m4s"));
  clock.advance(9 * 60_000);
  assert.deepEqual(await endStreams(system, beat.dataFolder), []);
  clock.advance(2 * 60_000);
  assert.deepEqual(await endStreams(system, beat.dataFolder), [id]);
  await make();
  assert.match(await page(), /Parts of it did not reach us/);
  assert.match((await get(`/streams/${id}/playlist-1.m3u8`)).bytes.toString(), /#EXT-X-GAP/);
});

test("it goes on while the database is away, and after a restart", async () => {
  const { id, putAll, stream } = await announced("Briefing", 1);
  clock.advance(3_600_000);
  await putAll(files.slice(0, 8));
  await make();
  const intake = new LiveIntake(beat.dataFolder);
  const piece = (name: string) => ({
    postId: id,
    key: stream.key,
    name,
    body: Readable.from(["x"]),
  });
  await intake.put(system, piece("before.ts"));
  const away = { ...system, db: openDatabase({ host: join(beat.dataFolder, "nowhere") }) };
  clock.advance(60_000);
  await intake.put(away, piece("meanwhile.ts"));
  await away.db.close();
  const again = await served(new Site(beat.dataFolder, false));
  for (const name of ["playlist-1.m3u8", "before.ts", "meanwhile.ts"])
    assert.equal((await fetch(`${again}/streams/${id}/${name}`)).status, 200, "from disk");
});

test("names, sizes and hours that are none are refused, and leave nothing behind", async () => {
  const { id, put } = await announced("Too early", 5);
  assert.equal(await put("playlist-1.m3u8", files[0]?.bytes ?? ""), 409, "five hours ahead");
  clock.advance(4 * 3_600_000);
  for (const name of ["a.html", "..%2fa.ts", ".hidden.ts", `${"a".repeat(90)}.ts`])
    assert.equal(await put(name, "x"), 422, name);
  assert.equal(await put("a.m3u8", "<html>"), 422);
  assert.equal(await put("big.ts", Buffer.alloc(34 * 1024 * 1024)), 413);
  assert.equal(await put("a.m3u8", Buffer.alloc(2 * 1024 * 1024)), 413);
  assert.ok(!existsSync(join(beat.dataFolder, "live", id, "big.ts")));
});

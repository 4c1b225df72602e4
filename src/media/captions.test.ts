import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { madeVideo } from "#test/moving-pictures.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { captionTrack } from "./captions.ts";
import { addMedia, addVideo, writeCaptions } from "./index.ts";
import { mediaPage } from "./item-page.ts";
import { checkCues, timeOf } from "./webvtt.ts";

let beat: TestBeat;
let boyd: Ctx;
let video: string;

before(async () => {
  beat = await openTestBeat();
  const { ctx } = beat.assembly;
  boyd = await as(ctx, await seedTinyCounty(beat.assembly), "boyd@tinycounty.example");
  const bytes = await madeVideo({ seconds: 6 });
  async function* body() {
    yield bytes;
  }
  video = (await addVideo(boyd, { name: "statement.mp4", body: body() })).sha256;
});

function refused(code: string, says = /./) {
  return (error: unknown) =>
    error instanceof Refusal && error.code === code && says.test(error.message);
}

const write = (track: Parameters<typeof writeCaptions>[1]["track"], language = "en") =>
  writeCaptions(boyd, { videoSha256: video, language, track });

test("a WebVTT file is kept as its words and times alone, as the next version of its language", async () => {
  const file =
    "WEBVTT\n\nSTYLE\n::cue { background: url(https://spy.example/x) }\n\nNOTE Petrov's draft\n\n" +
    "intro\n00:00.500 --> 00:02.000 align:start\n<v Chief Vega>Good evening.\n\n00:02.500 --> 00:05.000\nNobody is hurt.\n";
  const first = await write(file);
  assert.equal(first.version, 1);
  const { text, cues } = await captionTrack(boyd, first.sha256);
  assert.ok(!text.includes("spy.example") && !text.includes("Petrov") && !text.includes("align"));
  assert.deepEqual(
    cues.map(({ start, end }) => [start, end]),
    [
      [0.5, 2],
      [2.5, 5],
    ],
  );
  assert.match(cues[0]?.text ?? "", /Good evening\./);
  assert.equal((await write(file)).version, 1, "the same words are the same version");
  assert.equal((await write([{ start: 0, end: 5, text: "Nobody is hurt." }])).version, 2);
  assert.equal((await write([{ start: 0, end: 5, text: "Nadie está herido." }], "es")).version, 1);
  const { captions, item } = await mediaPage(boyd, [], video);
  assert.deepEqual(
    captions.map(({ language, version }) => `${language} ${version}`),
    ["en 2", "en 1", "es 1"],
  );
  assert.deepEqual(
    item.captions.map(({ language }) => language),
    ["en", "es"],
  );
});

test("a track that is none, is empty, overlaps or goes on after the video is refused with its place", async () => {
  await assert.rejects(write("no captions"), refused("bad-captions", /Line 1/));
  await assert.rejects(
    write("WEBVTT\n\n00:02.000 -> 00:03.000\nx"),
    refused("bad-captions", /Line \d/),
  );
  await assert.rejects(write("WEBVTT\n"), refused("empty-captions"));
  await assert.rejects(write([]), refused("empty-captions"));
  await assert.rejects(
    write([{ start: 0, end: 1, text: " \n " }]),
    refused("bad-captions", /has no words/),
  );
  await assert.rejects(
    write([{ start: 2, end: 1, text: "x" }]),
    refused("bad-captions", /ends before it begins/),
  );
  await assert.rejects(
    write([
      { start: 0, end: 3, text: "one" },
      { start: 2, end: 4, text: "two" },
    ]),
    refused("bad-captions", /00:00:02\.000 begins before/),
  );
  await assert.rejects(
    write([{ start: 1, end: 9, text: "x" }]),
    refused("bad-captions", /ends after the video/),
  );
  await assert.rejects(write([{ start: Number.NaN, end: 2, text: "x" }]), refused("bad-captions"));
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#123" } })
    .png()
    .toBuffer();
  const { sha256 } = await addMedia(boyd, { name: "x.png", bytes });
  await assert.rejects(
    writeCaptions(boyd, { videoSha256: sha256, language: "en", track: "WEBVTT\n" }),
    refused("not-a-video"),
  );
});

test("long lines and long silences are warned of, and keep nothing out", () => {
  const { cues, warnings } = checkCues(
    [
      { start: 50, end: 52, text: "A line of more than forty-two characters, all in one" },
      { start: 0, end: 4, text: "One\nTwo\nThree" },
    ],
    120,
  );
  assert.deepEqual(
    cues.map(({ start }) => start),
    [0, 50],
    "in their order",
  );
  assert.deepEqual(
    warnings.map(({ code, start, end }) => [code, start, end]),
    [
      ["long-lines", 0, 4],
      ["long-lines", 50, 52],
      ["silence", 4, 50],
      ["silence", 52, 120],
    ],
  );
});

test("words that would end a cue for a player do not", async () => {
  const { sha256 } = await write([{ start: 0, end: 2, text: "5th --> Mill\n\n\nSt" }], "en-US");
  const { cues } = await captionTrack(boyd, sha256);
  assert.deepEqual(
    cues.map(({ text }) => text),
    ["5th → Mill\nSt"],
  );
  assert.equal(timeOf(3_725.04), "01:02:05.040");
});

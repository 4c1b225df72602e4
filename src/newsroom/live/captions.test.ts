import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#platform/db/database.ts";
import { claimAndSend, recallPost } from "#publish";
import { liveFiles, noiseFrames } from "#test/hls-encoder.ts";
import { liveCounty } from "#test/live.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { recordById } from "../../archive/records.ts";
import {
  captionCues,
  captionRecording,
  certifyRecordingCaptions,
  recordingCaptions,
} from "../../publish/live-captions.ts";
import { endStreams } from "./ending.ts";

/** What was said at a press conference, written down afterwards and certified by a second person. */
const clock = new StoryClock();
const county = await liveCounty(clock);
const { beat, agencyId, system, writer, approver, sheriff, address, make } = county;
const { ctx, networks, sender } = beat.assembly;
const { postId, deliveryId, id: streamId, page, putAll } = await county.announced("The flood", 1);
const vtt = (...cues: [string, string][]) =>
  `WEBVTT\n\n${cues.map(([times, words]) => `${times}\n${words}\n`).join("\n")}`;
const first = vtt(
  ["00:00.000 --> 00:04.000", "Good evening. The river is falling."],
  ["00:04.500 --> 00:09.000", "Mill Street opens at six."],
);
const bring = (track: string, language = "en") =>
  captionRecording(writer, deliveryId, { language, track });

test("captions are for what was kept: before there is a recording there are none", async () => {
  await assert.rejects(bring(first), { code: "no-recording" });
});

test("the recording says that it has no captions until somebody wrote them and a second person certified them", async () => {
  clock.advance(60 * 60_000);
  await putAll(await liveFiles(noiseFrames(10)));
  clock.advance(11 * 60_000);
  assert.equal((await endStreams(system, beat.dataFolder)).length, 1);
  await make();
  assert.match(await page(), /brings no captions of its own/);

  const { id } = await bring(first);
  await make();
  assert.match(await page(), /brings no captions of its own/, "nobody certified them yet");
  const { tracks } = await recordingCaptions(approver, deliveryId);
  assert.deepEqual(
    tracks.map(({ language, cues, certifiedAt, isMine }) => [language, cues, certifiedAt, isMine]),
    [["en", 2, null, false]],
  );
  const sha256 = tracks[0]?.sha256 ?? "";
  const own = certifyRecordingCaptions(writer, id, sha256);
  await assert.rejects(own, { code: "own-captions" });
  const other = certifyRecordingCaptions(approver, id, "0".repeat(64));
  await assert.rejects(other, { code: "changed-meanwhile" });
  const { cues } = await captionCues(approver, id);
  assert.equal(cues[1]?.text, "Mill Street opens at six.");

  await certifyRecordingCaptions(approver, id, sha256);
  await make();
  assert.match(await page(), /written afterwards and checked by a second person/);
  const track = /<track kind="captions" src="([^"]+)" srclang="en" label="English"/.exec(
    await page(),
  );
  const file = await fetch(address + (track?.[1] ?? ""));
  assert.match(file.headers.get("content-type") ?? "", /^text\/vtt/);
  assert.match(await file.text(), /^WEBVTT[^]*The river is falling\./);
  const again = certifyRecordingCaptions(approver, id, sha256);
  await assert.rejects(again, /captions that wait/);
});

test("the certified words are on the record, with the very file", async () => {
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ id: string }>(
      "select id from archive_records where agency_id = $1 and subject_id = $2",
      [agencyId, streamId],
    ),
  );
  const told = await Promise.all(rows.map((row) => recordById(sheriff, row.id)));
  const [track] = (await recordingCaptions(writer, deliveryId)).tracks;
  const kept = told.find(({ media }) => media.some(({ sha256 }) => sha256 === track?.sha256));
  assert.match(JSON.stringify(kept), /Mill Street opens at six/);
});

test("a better wording takes the place of the first, and only of its language", async () => {
  const better = vtt(["00:00.000 --> 00:04.000", "Good evening. The river has fallen."]);
  for (const [track, language] of [
    [better, "en"],
    [vtt(["00:00.000 --> 00:04.000", "Buenas tardes."]), "es"],
  ] as const) {
    const { id } = await bring(track, language);
    const { tracks } = await recordingCaptions(approver, deliveryId);
    const sha256 = tracks.find((one) => one.id === id)?.sha256 ?? "";
    await certifyRecordingCaptions(approver, id, sha256);
  }
  await make();
  const text = await page();
  const paths = [...text.matchAll(/<track kind="captions" src="([^"]+)"/g)].map(([, src]) => src);
  assert.equal(paths.length, 2);
  const files = await Promise.all(
    paths.map(async (src) => (await fetch(address + (src ?? ""))).text()),
  );
  assert.match(files.join(), /has fallen[^]*Buenas tardes/);
  assert.doesNotMatch(files.join(), /is falling/);
});

test("what is no track, runs past the film or hides a script is refused with its place", async () => {
  await assert.rejects(bring("just words"), { code: "bad-captions" });
  const late = vtt(["00:00.000 --> 59:00.000", "Too long"]);
  await assert.rejects(bring(late), /ends after the video/);
  await assert.rejects(bring("WEBVTT\n\n"), { code: "empty-captions" });
});

test("a recall takes the captions with the film", async () => {
  const src = /<track kind="captions" src="([^"]+)"/.exec(await page())?.[1] ?? "";
  await recallPost(approver, postId, "The wrong film was announced.");
  await claimAndSend(ctx, networks, sender);
  await make();
  assert.doesNotMatch(await page(), /<track/);
  assert.equal((await fetch(address + src)).status, 404);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { openChannels } from "#channels";
import { systemClock } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import {
  approvePost,
  claimAndSend,
  deliveriesOf,
  draftPost,
  recallPost,
  submitPost,
} from "#publish";
import { liveFiles, noiseFrames } from "#test/hls-encoder.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { recordById } from "../../archive/records.ts";
import { streamKeyOf } from "../../publish/live.ts";
import {
  captionCues,
  captionRecording,
  certifyRecordingCaptions,
  recordingCaptions,
} from "../../publish/live-captions.ts";
import { rebuildSite } from "../index.ts";
import { endStreams } from "./ending.ts";

/** What was said at a press conference, written down afterwards and certified by a second person. */
const clock = new StoryClock(systemClock.now());
const beat = await openTestBeat({ clock });
const { ctx, networks, sender, app, site } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);
const writer = await as(ctx, agencyId, "boyd@tinycounty.example");
const approver = await as(ctx, agencyId, "ames@tinycounty.example");
const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
const system = asSystem(ctx, "test", agencyId);
const address = await served(site);
const zone = "America/Chicago";
const make = () => rebuildSite(ctx, networks, site, networks.origin);

async function announced() {
  const at = clock.now().add({ hours: 1 }).toZonedDateTimeISO(zone).toPlainDateTime();
  const local = at.toString({ smallestUnit: "minute" });
  const channels = [(await openChannels(writer))[0]?.id ?? ""];
  const { post, hash } = await draftPost(writer, {
    title: "Press conference on the flood",
    text: "Sheriff Harlan answers questions.",
    channels,
    live: { local, zone, channels },
  });
  await submitPost(writer, networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  const [delivery] = await read(system, (tx) => deliveriesOf(tx, post.id));
  assert.ok(delivery);
  return { post, delivery };
}

const { post, delivery } = await announced();
const path = new URL(delivery.remoteUrl ?? "").pathname;
const page = async () => (await fetch(address + path)).text();
const vtt = (...cues: [string, string][]) =>
  `WEBVTT\n\n${cues.map(([times, words]) => `${times}\n${words}\n`).join("\n")}`;
const first = vtt(
  ["00:00.000 --> 00:04.000", "Good evening. The river is falling."],
  ["00:04.500 --> 00:09.000", "Mill Street opens at six."],
);
const bring = (track: string, language = "en") =>
  captionRecording(writer, delivery.id, { language, track });

test("captions are for what was kept: before there is a recording there are none", async () => {
  await assert.rejects(bring(first), { code: "no-recording" });
});

test("the recording says that it has no captions until somebody wrote them and a second person certified them", async () => {
  const { url, key } = await streamKeyOf(sheriff, networks, delivery.id);
  clock.advance(60 * 60_000);
  for (const { name, bytes } of await liveFiles(noiseFrames(10))) {
    const { pathname } = new URL(`${url}/${key}/${name}`);
    const body = new Uint8Array(bytes);
    assert.equal((await app.request(pathname, { method: "PUT", body })).status, 204, name);
  }
  clock.advance(11 * 60_000);
  assert.equal((await endStreams(system, beat.dataFolder)).length, 1);
  await make();
  assert.match(await page(), /brings no captions of its own/);

  const { id } = await bring(first);
  await make();
  assert.match(await page(), /brings no captions of its own/, "nobody certified them yet");
  const { tracks } = await recordingCaptions(approver, delivery.id);
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
      [agencyId, delivery.remoteId],
    ),
  );
  const told = await Promise.all(rows.map((row) => recordById(sheriff, row.id)));
  const [track] = (await recordingCaptions(writer, delivery.id)).tracks;
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
    const { tracks } = await recordingCaptions(approver, delivery.id);
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
  await recallPost(approver, post.id, "The wrong film was announced.");
  await claimAndSend(ctx, networks, sender);
  await make();
  assert.doesNotMatch(await page(), /<track/);
  assert.equal((await fetch(address + src)).status, 404);
});

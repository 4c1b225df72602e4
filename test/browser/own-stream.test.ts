import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { siteAgency } from "#agency";
import { systemClock } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import {
  captionRecording,
  certifyRecordingCaptions,
  recordingCaptions,
} from "../../src/publish/live-captions.ts";
import { endStreams } from "../../src/newsroom/live/ending.ts";
import { rebuildSite } from "../../src/slices.ts";
import { liveFiles, type Frames, type PutFile } from "../hls-encoder.ts";
import { announceStream } from "../live.ts";
import { as, StoryClock } from "../worlds/world.ts";
import { mustBeAccessible, picture, serveWorld, visit, type Served } from "./console.ts";

/** A press conference on the agency's own page, watched in a browser: pictures that it made itself, sent as an encoder does. */
const clock = new StoryClock(systemClock.now());
let served: Served;
let files: PutFile[];
let path = "";
let deliveryId = "";
let put: (name: string, bytes: Buffer) => Promise<number>;

before(async () => {
  served = await serveWorld("tiny-county", { clock });
  const { ctx } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  const [writer, approver, chief] = [
    await person("boyd"),
    await person("ames"),
    await person("harlan"),
  ];
  const { page } = await visit(served);
  await page.goto(served.origin);
  files = await liveFiles(await paintedFrames(page, 40));
  const stream = await announceStream(
    served.beat.assembly,
    { writer, approver, holder: chief },
    {
      title: "Press conference on the flood",
      text: "Sheriff Harlan answers questions about the flood on River Road.",
      at: clock.now().add({ minutes: 30 }),
    },
  );
  ({ deliveryId, path, put } = stream);
});

/** Pictures painted and encoded by the browser's own encoder (WebCodecs), ten a second. */
async function paintedFrames(page: Page, seconds: number): Promise<Frames> {
  const made = await page.evaluate(async (long) => {
    const canvas = new OffscreenCanvas(320, 180);
    const brush = canvas.getContext("2d");
    const frames: { bytes: number[]; isKey: boolean; at: number; long: number }[] = [];
    let config: VideoDecoderConfig | undefined;
    const encoder = new VideoEncoder({
      output: (chunk, told) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        config ??= told?.decoderConfig;
        frames.push({
          bytes: [...bytes],
          isKey: chunk.type === "key",
          at: chunk.timestamp / 1e6,
          long: 0.1,
        });
      },
      error: (error) => {
        throw error;
      },
    });
    encoder.configure({ codec: "vp09.00.10.08", width: 320, height: 180, framerate: 10 });
    for (let n = 0; n < long * 10; n++) {
      if (brush) {
        brush.fillStyle = "#1d4f91";
        brush.fillRect(0, 0, 320, 180);
        brush.fillStyle = "#ffffff";
        brush.fillRect((n * 4) % 300, 80, 20, 20);
      }
      const frame = new VideoFrame(canvas, { timestamp: n * 1e5, duration: 1e5 });
      encoder.encode(frame, { keyFrame: n % 20 === 0 });
      frame.close();
    }
    await encoder.flush();
    const { codec = "", codedWidth = 320, codedHeight = 180 } = config ?? {};
    return { config: { codec, codedWidth, codedHeight }, frames };
  }, seconds);
  return {
    config: made.config,
    frames: made.frames.map((one) => ({ ...one, bytes: Uint8Array.from(one.bytes) })),
  };
}

let sent = 0;
/** Sends what the encoder made up to here. */
async function send(until: number): Promise<void> {
  for (; sent < until; sent++) {
    const { name = "", bytes = Buffer.alloc(0) } = files[sent] ?? {};
    assert.equal(await put(name, bytes), 204, name);
  }
}

/** Where the next piece begins. */
function next(from: number): number {
  const at = files.findIndex(({ name }, index) => index >= from && name.endsWith(".m4s"));
  return at < 0 ? files.length - 1 : at;
}

async function make(): Promise<void> {
  const { ctx, networks, site } = served.beat.assembly;
  await rebuildSite(ctx, networks, site, served.origin);
}

/** Plays, and tells how far the pictures have come. Asked from outside: a page without scripts has no clock of its own. */
async function played(page: Page): Promise<{ width: number; at: number; fault: string }> {
  const video = page.locator("video");
  const from = await video.evaluate((one: HTMLVideoElement) => {
    one.muted = true;
    one.play().catch(() => undefined);
    return one.currentTime;
  });
  const look = () =>
    video.evaluate((one: HTMLVideoElement) => ({
      width: one.videoWidth,
      at: one.currentTime,
      fault: one.error?.message ?? "",
    }));
  let seen = await look();
  for (let n = 0; n < 100 && seen.at - from < 0.5; n++) {
    await page.waitForTimeout(100);
    seen = await look();
  }
  return { ...seen, at: seen.at - from };
}

test("before the start the page says when, and shows nothing", async () => {
  const { page, complaints } = await visit(served, 390, "dark");
  await make();
  await page.goto(served.origin + path);
  await page.getByText(/Live here from/).waitFor();
  assert.equal(await page.locator("video").count(), 0);
  await mustBeAccessible(page, "before the start");
  await picture(page, "own-stream-before-390-dark");
  assert.deepEqual(complaints, []);
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
] as const)
  test(`it is watched live at ${width} px, ${scheme}`, async () => {
    clock.advance(30 * 60_000);
    for (const { name, bytes } of files.slice(0, -1))
      assert.equal(await put(name, bytes), 204, name);
    await make();
    const { page, complaints } = await visit(served, width, scheme);
    await page.goto(served.origin + path);
    await page.getByText("Live now").waitFor();
    const playing = played(page);
    // The encoder goes on, a piece a second.
    for (let n = 0; n < 4; n++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await send(next(sent + 1));
    }
    const { at, fault, width: shown } = await playing;
    assert.ok(at >= 0.5, `pictures come: ${at} s, ${fault}`);
    assert.equal(shown, 320);
    await mustBeAccessible(page, `live at ${width}`);
    await picture(page, `own-stream-live-${width}-${scheme}`);
    assert.deepEqual(complaints, []);
  });

test("when it is over the page has the recording, in Spanish too", async () => {
  await send(files.length);
  const { ctx, site } = served.beat.assembly;
  await endStreams(asSystem(ctx, "test", site.agencyId ?? ""), served.beat.dataFolder);
  await make();
  const { page } = await visit(served, 1280, "dark");
  await page.goto(`${served.origin}/es${path}`);
  await page.getByText("Abajo está la grabación.", { exact: false }).waitFor();
  const { at, fault } = await played(page);
  assert.ok(at >= 0.5, `pictures come: ${at} s, ${fault}`);
  const whole = await page.locator("video").evaluate((video: HTMLVideoElement) => video.duration);
  assert.ok(whole > 39 && whole < 41, `from the beginning: ${whole} s`);
  await mustBeAccessible(page, "the recording");
  await picture(page, "own-stream-over-1280-dark");
});

test("captions that were written afterwards are shown over the film", async () => {
  const { ctx } = served.beat.assembly;
  const agencyId = (await siteAgency(ctx))?.agencyId ?? "";
  const [writer, approver] = [
    await as(ctx, agencyId, "boyd@tinycounty.example"),
    await as(ctx, agencyId, "ames@tinycounty.example"),
  ];
  const track = "WEBVTT\n\n00:00.000 --> 00:39.000\nThe river is falling.\n";
  const { id } = await captionRecording(writer, deliveryId, { language: "en", track });
  const { tracks } = await recordingCaptions(approver, deliveryId);
  await certifyRecordingCaptions(approver, id, tracks[0]?.sha256 ?? "");
  await make();
  const { page } = await visit(served);
  await page.goto(served.origin + path);
  await page.locator("video").evaluate((video: HTMLVideoElement) => {
    for (const one of video.textTracks) if (one.kind === "captions") one.mode = "showing";
  });
  const { at, fault } = await played(page);
  assert.ok(at >= 0.5, `pictures come: ${at} s, ${fault}`);
  const shown = await page
    .locator("video")
    .evaluate((video: HTMLVideoElement) =>
      [...video.textTracks].flatMap(({ activeCues }) =>
        [...(activeCues ?? [])].map((cue) => (cue instanceof VTTCue ? cue.text : "")),
      ),
    );
  assert.deepEqual(shown, ["The river is falling."]);
  await picture(page, "own-stream-captions-1280-light");
});

test("with scripts off the browser's own player plays the recording", async () => {
  const context = await served.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(served.origin + path);
  const { at, fault } = await played(page);
  assert.ok(at >= 0.5, `pictures come: ${at} s, ${fault}`);
});

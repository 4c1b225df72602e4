import { open } from "node:fs/promises";
import type * as mediabunny from "mediabunny";
import type {
  EncodedPacket,
  EncodedPacketSink,
  Input,
  InputAudioTrack,
  InputVideoTrack,
} from "mediabunny";
import { Refusal } from "#platform/refusal.ts";
import { withoutUserData, type NalForm } from "./user-data.ts";

/** What is read from a video's own bytes. */
export interface VideoFacts {
  type: "video/mp4" | "video/webm";
  width: number;
  height: number;
  durationMs: number;
  videoCodec: string;
  audioCodec: string | null;
}

/** What browsers and the networks take; everything else would have to be transcoded. */
const taken = {
  "video/mp4": { video: ["avc", "hevc"], audio: ["aac"] },
  "video/webm": { video: ["vp8", "vp9", "av1"], audio: ["opus", "vorbis"] },
} as const;

interface Tracks {
  type: VideoFacts["type"];
  video: InputVideoTrack;
  audio: InputAudioTrack | null;
}

/**
 * Writes a video anew from its picture and its sound alone, without transcoding. Whatever else was in the file is not
 * taken over: places (`©xyz`, `com.apple.quicktime.location.ISO6709`), device names, dates, chapters, tracks of timed
 * metadata, unknown boxes, and what a camera hid inside the pictures' stream. The index stands first, so that it plays
 * while it loads. `durationMsMax`: a longer one is refused before anything is written.
 */
export async function remux(from: string, to: string, durationMsMax: number): Promise<VideoFacts> {
  // Loaded with the first video.
  const bunny = await import("mediabunny");
  using input = new bunny.Input({
    source: new bunny.FilePathSource(from),
    formats: [bunny.MP4, bunny.QTFF, bunny.WEBM],
  });
  const tracks = await tracksOf(bunny, input);
  const durationMs = Math.round((await input.computeDuration([tracks.video])) * 1000);
  if (!(durationMs > 0)) throw damaged();
  if (durationMs > durationMsMax)
    throw new Refusal(
      "video-too-long",
      `This video is ${Math.ceil(durationMs / 60_000)} minutes long; at most ${durationMsMax / 60_000} are taken.`,
      { status: 413 },
    );
  await write(bunny, tracks, to);
  return {
    type: tracks.type,
    width: await tracks.video.getDisplayWidth(),
    height: await tracks.video.getDisplayHeight(),
    durationMs,
    videoCodec: (await tracks.video.getCodec()) ?? "",
    audioCodec: (await tracks.audio?.getCodec()) ?? null,
  };
}

async function tracksOf(bunny: typeof mediabunny, input: Input): Promise<Tracks> {
  const type = (await input.getFormat()) === bunny.WEBM ? "video/webm" : "video/mp4";
  const video = await input.getPrimaryVideoTrack();
  if (!video && (await input.getTracks()).length === 0) throw damaged();
  if (!video)
    throw new Refusal("no-picture-track", "This file has no moving picture.", { status: 415 });
  const videoCodec = await video.getCodec();
  if (!taken[type].video.some((one) => one === videoCodec)) throw wrongCodec(type, videoCodec);
  const sounds = await input.getAudioTracks();
  let audio: InputAudioTrack | null = null;
  for (const one of sounds) {
    const codec = await one.getCodec();
    if (!audio && taken[type].audio.some((known) => known === codec)) audio = one;
  }
  if (!audio && sounds.length > 0) throw wrongCodec(type, (await sounds[0]?.getCodec()) ?? null);
  return { type, video, audio };
}

async function write(
  bunny: typeof mediabunny,
  { type, video, audio }: Tracks,
  to: string,
): Promise<void> {
  const moov: { position: number; size: number }[] = [];
  const format =
    type === "video/webm"
      ? new bunny.WebMOutputFormat()
      : new bunny.Mp4OutputFormat({
          fastStart: "reserve",
          onMoov: (data, position) => moov.push({ position, size: data.byteLength }),
        });
  const output = new bunny.Output({ format, target: new bunny.FilePathTarget(to) });
  const shift = Math.max(0, -(await earliest(video, audio)));
  const lanes: Lane[] = [];
  const videoConfig = await video.getDecoderConfig();
  const videoCodec = await video.getCodec();
  if (!videoConfig || !videoCodec) throw damaged();
  const pictures = new bunny.EncodedVideoPacketSource(videoCodec);
  const videoSink = new bunny.EncodedPacketSink(video);
  output.addVideoTrack(pictures, {
    rotation: await video.getRotation(),
    maximumPacketCount: await countOf(videoSink),
  });
  const form = nalForm(videoCodec, videoConfig.description);
  lanes.push({
    packets: fromKey(videoSink),
    add: (packet, isFirst) =>
      pictures.add(
        moved(packet, shift, form),
        isFirst ? { decoderConfig: videoConfig } : undefined,
      ),
  });
  const audioConfig = await audio?.getDecoderConfig();
  const audioCodec = await audio?.getCodec();
  if (audio && audioConfig && audioCodec) {
    const sound = new bunny.EncodedAudioPacketSource(audioCodec);
    const audioSink = new bunny.EncodedPacketSink(audio);
    output.addAudioTrack(sound, { maximumPacketCount: await countOf(audioSink) });
    lanes.push({
      packets: audioSink.packets(),
      add: (packet, isFirst) =>
        sound.add(moved(packet, shift), isFirst ? { decoderConfig: audioConfig } : undefined),
    });
  }
  await output.start();
  await interleave(lanes);
  await output.finalize();
  for (const one of moov) await forgetDates(to, one);
}

interface Lane {
  packets: AsyncGenerator<EncodedPacket, void, unknown>;
  add(packet: EncodedPacket, isFirst: boolean): Promise<void>;
}

/** The earlier packet first, so that neither picture nor sound piles up in memory. */
async function interleave(lanes: readonly Lane[]): Promise<void> {
  const open = [];
  for (const { packets, add } of lanes)
    open.push({ packets, add, next: await packets.next(), isFirst: true });
  for (;;) {
    let earliestLane: (typeof open)[number] | undefined;
    let at = Infinity;
    for (const lane of open) {
      if (lane.next.done || lane.next.value.timestamp >= at) continue;
      [earliestLane, at] = [lane, lane.next.value.timestamp];
    }
    if (!earliestLane || earliestLane.next.done) return;
    await earliestLane.add(earliestLane.next.value, earliestLane.isFirst);
    earliestLane.isFirst = false;
    earliestLane.next = await earliestLane.packets.next();
  }
}

/** What stands before the first whole picture cannot be shown. */
async function* fromKey(sink: EncodedPacketSink): AsyncGenerator<EncodedPacket, void, unknown> {
  const first = await sink.getFirstKeyPacket();
  if (first) yield* sink.packets(first);
}

async function countOf(sink: EncodedPacketSink): Promise<number> {
  let count = 0;
  const packets = sink.packets(undefined, undefined, { metadataOnly: true });
  while (!(await packets.next()).done) count += 1;
  return count;
}

async function earliest(video: InputVideoTrack, audio: InputAudioTrack | null): Promise<number> {
  const sound = audio ? await audio.getFirstTimestamp() : 0;
  return Math.min(await video.getFirstTimestamp(), sound);
}

function moved(packet: EncodedPacket, shift: number, form?: NalForm): EncodedPacket {
  const timestamp = packet.timestamp + shift;
  return form === undefined
    ? packet.clone({ timestamp })
    : packet.clone({ timestamp, data: withoutUserData(packet.data, form) });
}

/** How the units of a stream are cut: from the fourth field of an avcC, the twenty-second byte of an hvcC. */
function nalForm(
  codec: string,
  description: AllowSharedBufferSource | undefined,
): NalForm | undefined {
  if (description === undefined || (codec !== "avc" && codec !== "hevc")) return undefined;
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  const field = bytes[codec === "avc" ? 4 : 21];
  return field === undefined ? undefined : { codec, lengthBytes: (field & 3) + 1 };
}

/** Headers that hold when something was made: zeroed, so that the same video is the same file. */
const dated = new Set(["mvhd", "tkhd", "mdhd"]);
const nesting = new Set(["moov", "trak", "mdia"]);

async function forgetDates(path: string, moov: { position: number; size: number }): Promise<void> {
  await using file = await open(path, "r+");
  const bytes = Buffer.alloc(moov.size);
  await file.read(bytes, 0, moov.size, moov.position);
  zeroDates(bytes);
  await file.write(bytes, 0, moov.size, moov.position);
  await file.sync();
}

function zeroDates(boxes: Buffer): void {
  for (let at = 0; at + 8 <= boxes.length;) {
    const size = boxes.readUInt32BE(at);
    if (size < 8 || at + size > boxes.length) return;
    const type = boxes.toString("latin1", at + 4, at + 8);
    if (nesting.has(type)) zeroDates(boxes.subarray(at + 8, at + size));
    // Version 1 holds both times in eight bytes each, version 0 in four.
    if (dated.has(type)) boxes.fill(0, at + 12, at + 12 + (boxes[at + 8] === 1 ? 16 : 8));
    at += size;
  }
}

function wrongCodec(type: VideoFacts["type"], codec: string | null): Refusal {
  const [what, wanted] =
    type === "video/webm"
      ? ["WebM", "VP8, VP9 or AV1 with Opus or Vorbis"]
      : ["MP4 and MOV", "H.264 or H.265 with AAC"];
  return new Refusal(
    "wrong-codec",
    `This video is made with ${codec ?? "something unknown"}. ${what} files are taken with ${wanted}; export it that way.`,
    { status: 415 },
  );
}

export function damaged(cause?: unknown): Refusal {
  return new Refusal(
    "unreadable-video",
    "This video is damaged, cut off, or not what its name says. Export it again and try that file.",
    { status: 415, cause },
  );
}

import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  TextSubtitleSource,
  WebMOutputFormat,
} from "mediabunny";

/** What a made video holds; its pictures are noise in a proper frame: nothing here decodes them. */
export interface MadeVideo {
  form?: "mp4" | "mov" | "webm";
  seconds?: number;
  /** Put into the stream itself, as a camera's free data (H.264 SEI, kind 5). */
  inStream?: string;
  /** Words of a timed track beside picture and sound. */
  timed?: string;
  sound?: boolean;
  /** Bytes of noise in its first frame. */
  padding?: number;
}

/** A sequence parameter set and a picture parameter set of H.264, 320 by 240. */
const avcHeader = Buffer.from(
  "0142c01effe100176742c01ed90141fa1000000300100000030320f183219201000468cb8cb2",
  "hex",
);
const aacHeader = Buffer.from([0x12, 0x10]);
const frames = 10;

/** A small video of our own, built box by box; no encoder is needed. */
export async function madeVideo(given: MadeVideo = {}): Promise<Buffer> {
  const { form = "mp4", seconds = 2, sound = true } = given;
  const format =
    form === "webm"
      ? new WebMOutputFormat()
      : form === "mov"
        ? new MovOutputFormat({ fastStart: false })
        : new Mp4OutputFormat({ fastStart: false });
  const output = new Output({ format, target: new BufferTarget() });
  const isWebm = form === "webm";
  const picture = new EncodedVideoPacketSource(isWebm ? "vp8" : "avc");
  output.addVideoTrack(picture, { name: "Petrov's telephone" });
  const voice = new EncodedAudioPacketSource(isWebm ? "opus" : "aac");
  if (sound) output.addAudioTrack(voice);
  const words = new TextSubtitleSource("webvtt");
  if (given.timed !== undefined) output.addSubtitleTrack(words);
  output.setMetadataTags({ title: "12 Home St", comment: "Off. Petrov's telephone" });
  await output.start();
  if (given.timed !== undefined)
    await words.add(`WEBVTT\n\n00:00.000 --> 00:01.000\n${given.timed}\n`);
  const config = isWebm
    ? { codec: "vp8", codedWidth: 320, codedHeight: 240 }
    : { codec: "avc1.42c01e", codedWidth: 320, codedHeight: 240, description: avcHeader };
  const soundConfig = isWebm
    ? { codec: "opus", sampleRate: 48_000, numberOfChannels: 2 }
    : { codec: "mp4a.40.2", sampleRate: 44_100, numberOfChannels: 2, description: aacHeader };
  for (let at = 0; at < seconds * frames; at++) {
    const isFirst = at === 0;
    const [time, long] = [at / frames, 1 / frames];
    const bytes = isWebm ? vp8Frame() : avcFrame(isFirst, isFirst ? given : {});
    const type = isFirst ? "key" : "delta";
    await picture.add(
      new EncodedPacket(bytes, type, time, long),
      isFirst ? { decoderConfig: config } : undefined,
    );
    if (!sound) continue;
    await voice.add(
      new EncodedPacket(Buffer.from("ambient noise"), "key", time, long),
      isFirst ? { decoderConfig: soundConfig } : undefined,
    );
  }
  await output.finalize();
  return Buffer.from(output.target.buffer ?? new ArrayBuffer(0));
}

function avcFrame(isKey: boolean, { inStream: note, padding = 0 }: MadeVideo): Buffer {
  const head = Buffer.from([isKey ? 0x65 : 0x41]);
  const slice = Buffer.concat([head, Buffer.from("a picture"), Buffer.alloc(padding, 0x55)]);
  if (note === undefined) return unit(slice);
  const data = Buffer.concat([Buffer.alloc(16, 7), Buffer.from(note)]);
  const information = [Buffer.from([0x06, 5, data.length]), data, Buffer.from([0x80])];
  return Buffer.concat([unit(Buffer.concat(information)), unit(slice)]);
}

function unit(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A key frame's header of VP8, 320 by 240 (RFC 6386 §9.1), and noise. */
function vp8Frame(): Buffer {
  const header = Buffer.from([0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]);
  return Buffer.concat([header, Buffer.from("a picture")]);
}

/** A box of an MP4 file: its size, its four letters, what is in it. */
export function box(type: string, ...body: (Buffer | string)[]): Buffer {
  const inside = Buffer.concat(
    body.map((one) => (typeof one === "string" ? Buffer.from(one, "latin1") : one)),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + inside.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, inside]);
}

/** The file with boxes put at the end of its `moov`, which must be the last box: no offset changes. */
export function withinMoov(file: Buffer, ...boxes: Buffer[]): Buffer {
  const at = file.lastIndexOf("moov", undefined, "latin1") - 4;
  const size = file.readUInt32BE(at);
  if (at + size !== file.length) throw new Error("moov is not the last box");
  const whole = Buffer.concat([file, ...boxes]);
  whole.writeUInt32BE(whole.length - at, at);
  return whole;
}

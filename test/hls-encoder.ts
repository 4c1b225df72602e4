import {
  BufferTarget,
  CmafOutputFormat,
  EncodedPacket,
  EncodedVideoPacketSource,
  HlsOutputFormat,
  Output,
  PathedTarget,
} from "mediabunny";

/** A picture as an encoder made it: of a codec that browsers know, with its description. */
export interface Frames {
  config: VideoDecoderConfig;
  /** Key frames begin pieces. Times in seconds. */
  frames: readonly { bytes: Uint8Array; isKey: boolean; at: number; long: number }[];
}

export interface PutFile {
  name: string;
  bytes: Buffer;
}

/** What an encoder puts, in its order: each piece, then the playlist that names it, which forgets all but the newest three. */
export async function liveFiles({ config, frames }: Frames): Promise<PutFile[]> {
  const puts: PutFile[] = [];
  const written = (name: string, target: unknown) => {
    if (target instanceof BufferTarget)
      puts.push({ name, bytes: Buffer.from(target.buffer ?? new ArrayBuffer(0)) });
  };
  const output = new Output({
    format: new HlsOutputFormat({
      segmentFormat: new CmafOutputFormat(),
      targetDuration: 2,
      live: true,
      maxLiveSegmentCount: 3,
      onInit: (target) => written("init-1.m4s", target),
      onSegment: (target, { n }) => written(`segment-1-${n}.m4s`, target),
      onPlaylist: (text) => void puts.push({ name: "playlist-1.m3u8", bytes: Buffer.from(text) }),
      onMaster: (text) => void puts.push({ name: "master.m3u8", bytes: Buffer.from(text) }),
    }),
    target: new PathedTarget("master.m3u8", () => new BufferTarget()),
  });
  const picture = new EncodedVideoPacketSource("vp9");
  output.addVideoTrack(picture);
  await output.start();
  for (const [index, { bytes, isKey, at, long }] of frames.entries())
    await picture.add(
      new EncodedPacket(bytes, isKey ? "key" : "delta", at, long),
      index === 0 ? { decoderConfig: config } : undefined,
    );
  await output.finalize();
  return puts;
}

/** Frames of noise in the shape of VP9, a key frame each two seconds: nothing here decodes them. */
export function noiseFrames(seconds: number): Frames {
  const rate = 5;
  const frames = Array.from({ length: seconds * rate }, (_, index) => ({
    // A frame marker, profile 0, and whether it is a key frame (VP9 bitstream, 6.2).
    bytes: Buffer.concat([
      Buffer.from(index % (2 * rate) === 0 ? [0x82, 0x49, 0x83, 0x42] : [0x86]),
      Buffer.alloc(300, index),
    ]),
    isKey: index % (2 * rate) === 0,
    at: index / rate,
    long: 1 / rate,
  }));
  return { config: { codec: "vp09.00.10.08", codedWidth: 320, codedHeight: 240 }, frames };
}

import { authorize, namesOf, personOf } from "#agency";
import {
  captionsById,
  captionsOfStream,
  keepStreamCaptions,
  recordedSeconds,
  showStreamCaptions,
  type StreamCaptions,
} from "#channels";
import { readTrack, type Cue } from "#media";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { announcedOn } from "./live.ts";

export interface RecordingCaptions {
  tracks: (Omit<StreamCaptions, "writtenBy" | "certifiedBy"> & {
    writtenBy: string;
    isMine: boolean;
    certifiedBy: string | null;
  })[];
}

/** The captions of a recording of our own, newest first. */
export async function recordingCaptions(ctx: Ctx, id: string): Promise<RecordingCaptions> {
  return read(ctx, async (tx) => {
    authorize(tx, "post.read");
    const tracks = await captionsOfStream(tx, await recordingOn(tx, id));
    const people = tracks.flatMap(({ writtenBy, certifiedBy }) => [writtenBy, certifiedBy ?? ""]);
    const names = await namesOf(tx, people.filter(Boolean));
    const me = personOf(tx).personId;
    return {
      tracks: tracks.map((one) => ({
        id: one.id,
        language: one.language,
        sha256: one.sha256,
        cues: one.cues,
        writtenAt: one.writtenAt,
        certifiedAt: one.certifiedAt,
        writtenBy: names.get(one.writtenBy) ?? "",
        isMine: one.writtenBy === me,
        certifiedBy: one.certifiedBy === null ? null : (names.get(one.certifiedBy) ?? ""),
      })),
    };
  });
}

/** Keeps a WebVTT file for a recording; nobody outside sees it until a second person certified it. */
export async function captionRecording(
  ctx: Ctx,
  id: string,
  { language, track }: { language: string; track: string },
): Promise<{ id: string; warnings: number }> {
  const seconds = await read(ctx, async (tx) => {
    authorize(tx, "live.caption", { kind: "delivery", id, agencyId: agencyOf(tx) });
    return recordedSeconds(tx, await recordingOn(tx, id));
  });
  const { cues, warnings, text } = readTrack(track, seconds);
  const sha256 = await ctx.blobs.put(Buffer.from(text));
  return transact(ctx, async (tx) => {
    const postId = await recordingOn(tx, id);
    const writtenBy = personOf(tx).personId;
    const kept = { language, sha256, cues: cues.length, writtenBy };
    const captions = await keepStreamCaptions(tx, postId, kept);
    await tx.happenings.tell(tx, {
      kind: "publish.captions-written",
      subject: { kind: "delivery", id },
      facts: { language, cues: cues.length, sha256 },
    });
    return { id: captions, warnings: warnings.length };
  });
}

/** What one track says. */
export async function captionCues(ctx: Ctx, id: string): Promise<{ cues: Cue[] }> {
  const { sha256 } = await read(ctx, async (tx) => {
    authorize(tx, "post.read");
    return captionsById(tx, id);
  });
  const text = (await ctx.blobs.get(sha256)).toString("utf8");
  return { cues: readTrack(text, Number.POSITIVE_INFINITY).cues };
}

/** A second person has read them beside the film: from now on the recording brings them along (core A1). */
export async function certifyRecordingCaptions(
  ctx: Ctx,
  id: string,
  sha256: string,
): Promise<void> {
  const { cues } = await captionCues(ctx, id);
  await transact(ctx, async (tx) => {
    const track = await captionsById(tx, id);
    const me = personOf(tx).personId;
    const at = { kind: "recording-captions", id, agencyId: agencyOf(tx) };
    authorize(tx, "live.certify-captions", at, [
      track.writtenBy === me
        ? {
            code: "own-captions",
            reason: "You brought these captions in. A second person certifies them.",
          }
        : undefined,
    ]);
    if (track.sha256 !== sha256)
      throw new Refusal(
        "changed-meanwhile",
        "These are not the captions that you read. Open them again.",
        { status: 409 },
      );
    const words = cues.map(({ text }) => text).join("\n");
    await showStreamCaptions(tx, track, { certifiedBy: me, words });
    await tx.happenings.tell(tx, {
      kind: "publish.captions-certified",
      subject: { kind: "recording-captions", id },
      facts: { language: track.language, sha256 },
    });
  });
}

async function recordingOn(tx: TxCtx, id: string): Promise<string> {
  const { remote, isOurs } = await announcedOn(tx, id);
  if (isOurs) return remote.id;
  throw new Refusal("captions-not-ours", "Captions of a network's recording are added there.", {
    status: 409,
  });
}

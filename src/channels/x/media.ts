import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { subRip } from "../captions.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, numberField, textField } from "../exchange.ts";
import { isVideo } from "../media-findings.ts";
import { notActed } from "../oauth.ts";
import type { openKept } from "../upload-progress.ts";
import { call } from "./calls.ts";

const pieceBytes = limit("x.piece", 2_097_152, "bytes", "X takes at most 5 MB at once");
const pollsMax = limit("x.media-polls", 8, "questions", "then the next try asks again");

type Kept = ReturnType<typeof openKept>;
interface Upload {
  name: string;
  type: string;
  category: "tweet_image" | "tweet_gif" | "tweet_video" | "subtitles";
}

/** The media's ids, brought in pieces, with description and captions. Nothing is shown by any of it. */
export async function uploaded(
  net: Net,
  account: Account,
  media: readonly OutboundMedia[],
  kept: Kept,
): Promise<string[]> {
  const ids: string[] = [];
  for (const item of media) {
    const name = `media ${item.sha256}`;
    const known = kept.get(name);
    const id =
      known ??
      (await one(net, account, item, kept).catch((error: unknown) => {
        throw notActed(error);
      }));
    if (known === undefined) await kept.set(name, id);
    ids.push(id);
  }
  return ids;
}

async function one(net: Net, account: Account, item: OutboundMedia, kept: Kept): Promise<string> {
  const bytes = await net.media(item.sha256);
  const category = isVideo(item)
    ? "tweet_video"
    : item.type === "image/gif"
      ? "tweet_gif"
      : "tweet_image";
  const upload: Upload = { name: `upload ${item.sha256}`, type: item.type, category };
  const id = await brought(net, account, upload, bytes, kept);
  if (item.alt !== "") {
    const json = { id, metadata: { alt_text: { text: item.alt } } };
    await call(net, account, "POST", "/2/media/metadata", { json });
  }
  if (item.captions) await captioned(net, account, { id, captions: item.captions }, kept);
  return id;
}

/** Begins or goes on with an upload: what arrived is kept piece by piece. */
async function brought(
  net: Net,
  account: Account,
  upload: Upload,
  bytes: Uint8Array,
  kept: Kept,
): Promise<string> {
  let [id = "", next = "0"] = kept.get(upload.name)?.split(" ") ?? [];
  if (id === "") {
    const json = {
      media_type: upload.type,
      media_category: upload.category,
      total_bytes: bytes.byteLength,
    };
    const { body } = await call(net, account, "POST", "/2/media/upload/initialize", { json });
    id = textField(field(body, "data"), "id");
    if (id === "") throw new SendError("later", "X named no upload.", { retryAfterMs: 15_000 });
    await kept.set(upload.name, `${id} 0`);
  }
  for (let piece = Number(next); piece * pieceBytes < bytes.byteLength; piece += 1) {
    const form = new FormData();
    const part = new Uint8Array(bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes));
    form.set("segment_index", String(piece));
    form.set("media", new Blob([part]), "piece");
    await call(net, account, "POST", `/2/media/upload/${id}/append`, { body: form });
    next = String(piece + 1);
    await kept.set(upload.name, `${id} ${next}`);
  }
  const { body } = await call(net, account, "POST", `/2/media/upload/${id}/finalize`);
  await worked(net, account, id, field(body, "data"));
  return id;
}

/** Waits until X has worked on it. What takes too long is asked again by the next try. */
async function worked(net: Net, account: Account, id: string, first: unknown): Promise<void> {
  let info = field(first, "processing_info");
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const state = textField(info, "state");
    if (state === "" || state === "succeeded") return;
    if (state === "failed") {
      const why = textField(field(info, "error"), "message");
      throw new SendError("refused", `X could not use the media: ${why || "no reason given"}`);
    }
    const seconds = Math.min(5, numberField(info, "check_after_secs") ?? 1);
    await systemClock.sleep(seconds * 1_000, net.signal);
    const path = `/2/media/upload?command=STATUS&media_id=${id}`;
    info = field(field((await call(net, account, "GET", path)).body, "data"), "processing_info");
  }
  throw new SendError("later", "X still works on the media.", { retryAfterMs: 15_000 });
}

async function captioned(
  net: Net,
  account: Account,
  { id, captions }: { id: string; captions: NonNullable<OutboundMedia["captions"]> },
  kept: Kept,
): Promise<void> {
  const vtt = Buffer.from(await net.media(captions.sha256)).toString("utf8");
  const upload: Upload = {
    name: `upload ${captions.sha256}`,
    type: "text/srt",
    category: "subtitles",
  };
  const track = await brought(net, account, upload, Buffer.from(subRip(vtt)), kept);
  const isSpanish = captions.language.startsWith("es");
  const subtitles = {
    id: track,
    language_code: captions.language.slice(0, 2).toUpperCase(),
    display_name: isSpanish ? "Español" : "English",
  };
  const json = { id, media_category: "TweetVideo", subtitles };
  await call(net, account, "POST", "/2/media/subtitles", { json });
}

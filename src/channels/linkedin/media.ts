import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import { subRip } from "../captions.ts";
import type { Account } from "../account.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { exchange, field, listField, numberField, textField } from "../exchange.ts";
import { notActed } from "../oauth.ts";
import type { openKept } from "../upload-progress.ts";
import { call, part, putBytes } from "./calls.ts";

const pollsMax = limit("linkedin.media-polls", 8, "questions, a second apart", "then later");

type Kept = ReturnType<typeof openKept>;

/** The urn of a picture or video, brought once and kept. Nothing is shown by it. */
export async function mediaUrn(
  net: Net,
  account: Account,
  item: OutboundMedia,
  kept: Kept,
): Promise<string> {
  const name = `media ${item.sha256}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const work = item.type.startsWith("video/") ? video : picture;
  const urn = await work(net, account, item, kept).catch((error: unknown) => {
    throw notActed(error);
  });
  await kept.set(name, urn);
  return urn;
}

async function picture(net: Net, account: Account, item: OutboundMedia): Promise<string> {
  const json = { initializeUploadRequest: { owner: account.remoteId } };
  const path = "/rest/images?action=initializeUpload";
  const value = field((await call(net, account, "POST", path, { json })).body, "value");
  await putBytes(net, account, textField(value, "uploadUrl"), await net.media(item.sha256));
  const urn = textField(value, "image");
  await available(net, account, `/rest/images/${part(urn)}`);
  return urn;
}

/** In the pieces that LinkedIn names; each answers with an ETag, which is kept. */
async function video(net: Net, account: Account, item: OutboundMedia, kept: Kept): Promise<string> {
  const bytes = await net.media(item.sha256);
  const name = `upload ${item.sha256}`;
  const begun = kept.get(name) ?? (await begin(net, account, item, bytes.byteLength));
  await kept.set(name, begun);
  const value: unknown = JSON.parse(begun);
  const etags: string[] = [];
  for (const [index, each] of listField(value, "uploadInstructions").entries()) {
    const piece = `piece ${index} ${item.sha256}`;
    const [from, to] = [numberField(each, "firstByte") ?? 0, numberField(each, "lastByte") ?? 0];
    const bits = bytes.subarray(from, to + 1);
    const known = kept.get(piece);
    const etag = known ?? (await pieceTag(net, account, textField(each, "uploadUrl"), bits));
    if (known === undefined) await kept.set(piece, etag);
    etags.push(etag);
  }
  const urn = textField(value, "video");
  await captioned(net, account, item, textField(value, "captionsUploadUrl"));
  const uploadToken = textField(value, "uploadToken");
  const json = { finalizeUploadRequest: { video: urn, uploadToken, uploadedPartIds: etags } };
  await call(net, account, "POST", "/rest/videos?action=finalizeUpload", { json });
  await available(net, account, `/rest/videos/${part(urn)}`);
  return urn;
}

async function begin(
  net: Net,
  account: Account,
  item: OutboundMedia,
  fileSizeBytes: number,
): Promise<string> {
  const json = {
    initializeUploadRequest: {
      owner: account.remoteId,
      fileSizeBytes,
      uploadCaptions: item.captions !== undefined,
      uploadThumbnail: false,
    },
  };
  const { body } = await call(net, account, "POST", "/rest/videos?action=initializeUpload", {
    json,
  });
  return JSON.stringify(field(body, "value") ?? {});
}

async function pieceTag(
  net: Net,
  account: Account,
  url: string,
  bytes: Uint8Array,
): Promise<string> {
  const etag = (await putBytes(net, account, url, bytes)).headers.get("etag");
  if (etag !== null) return etag;
  throw new SendError("later", "LinkedIn did not say what it took.", { retryAfterMs: 15_000 });
}

/** The caption track as SubRip, before the video is finished: it is never public without. */
async function captioned(
  net: Net,
  account: Account,
  item: OutboundMedia,
  url: string,
): Promise<void> {
  if (item.captions === undefined || url === "") return;
  const vtt = Buffer.from(await net.media(item.captions.sha256)).toString("utf8");
  const isSpanish = item.captions.language.startsWith("es");
  const locale = isSpanish ? { language: "ES", country: "US" } : { language: "EN", country: "US" };
  const metadata = {
    format: "SRT",
    formattedForClosedCaptions: true,
    transcriptType: "USER_PROVIDED",
    locale,
  };
  const body = new FormData();
  body.set("metadata", JSON.stringify(metadata));
  body.set("file", new Blob([subRip(vtt)], { type: "application/x-subrip" }), "captions.srt");
  const headers = { authorization: `Bearer ${account.credential["token"] ?? ""}` };
  const answer = await exchange(net, { method: "POST", url, headers, body });
  if (answer.status < 300) return;
  throw new SendError("later", "LinkedIn did not take the captions.", { retryAfterMs: 15_000 });
}

async function available(net: Net, account: Account, path: string): Promise<void> {
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const status = textField((await call(net, account, "GET", path)).body, "status");
    if (status === "AVAILABLE") return;
    if (status === "PROCESSING_FAILED")
      throw new SendError("refused", "LinkedIn could not use the media.");
    await systemClock.sleep(1_000, net.signal);
  }
  throw new SendError("later", "LinkedIn still works on the media.", { retryAfterMs: 15_000 });
}

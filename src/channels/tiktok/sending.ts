import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { errorOf, rowFor } from "../error-table.ts";
import { cleaned, numberField, textField } from "../exchange.ts";
import { lendAsTaken } from "../lent-pictures.ts";
import { linked } from "../linked.ts";
import { isVideo } from "../media-findings.ts";
import { notActed } from "../oauth.ts";
import { openKept } from "../upload-progress.ts";
import { call, codeIn, dataOf, putPiece, type Sending, sendingOf } from "./calls.ts";
import { creatorOf, levelFor } from "./creator.ts";
import { tiktokFailures } from "./errors.ts";
import { shownWith, urlOf } from "./listing.ts";
import { piecesOf } from "./pieces.ts";

const pollsMax = limit(
  "tiktok.polls",
  8,
  "questions, a second apart",
  "TikTok looks a post over for a minute, at times for hours: the next try asks on",
);

type Kept = ReturnType<typeof openKept>;

/** TikTok takes no PNG. */
const takenPictures = ["image/jpeg", "image/webp"];

/** What a sending is kept as: its id settles everything, since TikTok knows it from the first step on. */
export const sendingName = "sending";
const uploadName = "upload";

/**
 * A sending is begun and its id kept; from then on TikTok tells how it stands, and every later try asks on after
 * that very one. Pictures are public by the first step alone, a video by its last byte.
 */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const [first] = message.media;
  if (first === undefined)
    throw new SendError("refused", "TikTok shows nothing without pictures or a video.");
  const kept = openKept(attempt);
  const id = kept.get(sendingName) ?? (await begun(net, account, message, kept));
  if (isVideo(first)) await brought(net, account, first, { id, kept });
  return ended(net, account, message, { id, kept, attempt });
}

/** What must be known before a sending begins; nothing of it shows. */
async function rulesOf(net: Net, account: Account) {
  const creator = await creatorOf((path, more) => call(net, account, "POST", path, more)).catch(
    (error: unknown) => {
      throw notActed(error);
    },
  );
  const mayComment = account.settings["comments"] === "yes" && creator.takesComments;
  return {
    privacy_level: levelFor(creator, account.settings["visibility"] ?? ""),
    disable_comment: !mayComment,
  };
}

async function begun(
  net: Net,
  account: Account,
  message: OutboundMessage,
  kept: Kept,
): Promise<string> {
  const rules = await rulesOf(net, account);
  const isFilm = message.media.some(isVideo);
  const [path, json] = isFilm
    ? ["/v2/post/publish/video/init/", filmOf(message, rules)]
    : ["/v2/post/publish/content/init/", await picturesOf(net, message, rules)];
  const answer = await call(net, account, "POST", path, { json, isAct: !isFilm }).catch(
    (error: unknown) => {
      // A video that was only announced shows nothing, whatever became of the answer.
      throw isFilm ? notActed(error) : error;
    },
  );
  const data = dataOf(answer);
  const [id, url] = [textField(data, "publish_id"), textField(data, "upload_url")];
  if (id === "") throw new SendError("unknown", "TikTok's answer names no sending.");
  if (isFilm) await kept.set(uploadName, url);
  await kept.set(sendingName, id);
  return id;
}

type Rules = Awaited<ReturnType<typeof rulesOf>>;

async function picturesOf(net: Net, message: OutboundMessage, rules: Rules) {
  const urls: string[] = [];
  for (const item of message.media) urls.push(await lendAsTaken(net, item, takenPictures));
  const title = message.title ?? "";
  const words = { ...(title === "" ? {} : { title }), description: linked(message) };
  return {
    media_type: "PHOTO",
    post_mode: "DIRECT_POST",
    post_info: { ...words, ...rules, auto_add_music: false },
    source_info: { source: "PULL_FROM_URL", photo_images: urls, photo_cover_index: 0 },
  };
}

/** Duets and stitches put others' faces beside the agency's words: they stay off. */
function filmOf(message: OutboundMessage, rules: Rules) {
  const size = message.media[0]?.sizeBytes ?? 0;
  const { pieceSize, pieces } = piecesOf(size);
  return {
    post_info: { title: linked(message), ...rules, disable_duet: true, disable_stitch: true },
    source_info: {
      source: "FILE_UPLOAD",
      video_size: size,
      chunk_size: pieceSize,
      total_chunk_count: pieces.length,
    },
  };
}

/** Brings what TikTok does not have yet, piece by piece in their order. */
async function brought(
  net: Net,
  account: Account,
  item: OutboundMedia,
  { id, kept }: { id: string; kept: Kept },
): Promise<void> {
  const url = kept.get(uploadName) ?? "";
  const isNew = kept.get("bytes") === undefined;
  const now = isNew ? undefined : await sendingOf(net, account, id).catch(forgetting(kept));
  if (now !== undefined && now.status !== "PROCESSING_UPLOAD") return;
  const bytes = await net.media(item.sha256);
  await kept.set("bytes", "begun");
  const { pieces } = piecesOf(bytes.byteLength);
  for (const [index, piece] of pieces.entries()) {
    if (piece.to < (now?.uploadedBytes ?? 0)) continue;
    const isLast = index === pieces.length - 1;
    const whole = { ...piece, url, type: item.type, bytes, isLast };
    await putPiece(net, account, whole).catch(forgetting(kept, isLast));
  }
}

/** A sending or an address that TikTok knows no more was never finished: the next try begins anew. */
function forgetting(kept: Kept, isAct = false) {
  return async (error: unknown): Promise<never> => {
    if (!isForgotten(error)) throw isAct ? error : notActed(error);
    await forget(kept);
    throw new SendError("later", "TikTok forgot the sending; it is made anew.", {
      retryAfterMs: 1_000,
    });
  };
}

/** The address of an upload lives an hour, and then answers one of these. */
function isForgotten(error: unknown): boolean {
  if (!(error instanceof SendError) || error.class !== "refused") return false;
  const status = numberField(error.answer, "status") ?? 0;
  return codeIn(error) === "invalid_publish_id" || [403, 404, 416].includes(status);
}

async function forget(kept: Kept): Promise<void> {
  for (const name of [sendingName, uploadName, "bytes"]) await kept.forget(name);
}

/** Waits a little for the end; what takes longer is asked about by the next try. */
async function ended(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { id, kept, attempt }: { id: string; kept: Kept; attempt: Attempt },
): Promise<Published> {
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const now = await sendingOf(net, account, id).catch(forgetting(kept));
    if (now.status === "PUBLISH_COMPLETE")
      return publishedAs(net, account, message, { id, now, attempt });
    if (now.status === "FAILED") {
      await forget(kept);
      throw failure(account, now);
    }
    await systemClock.sleep(1_000, net.signal);
  }
  // The sending is at TikTok: only its end is waited for, however many tries that takes.
  throw new SendError("later", "TikTok still looks the post over.", {
    retryAfterMs: 15_000,
    goesOn: true,
  });
}

export async function publishedAs(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { id, now, attempt }: { id: string; now: Sending; attempt: Attempt },
): Promise<Published> {
  const native = cleaned(now.answer.body, Object.values(account.credential));
  const extra = { sending: id };
  const isPublic = account.settings["visibility"] === "everyone";
  if (now.postId !== "" || !isPublic) {
    const post = now.postId;
    return post === ""
      ? { id, extra, native }
      : { id: post, url: urlOf(account, post), extra, native };
  }
  // The list may lag, or fail: the post is public all the same, and its sending names it.
  const shown = await shownWith(net, account, message, attempt).catch(() => undefined);
  return shown === undefined ? { id, extra, native } : { ...shown, extra, native };
}

function failure(account: Account, { answer, failReason }: Sending): Error {
  const told = { why: failReason, isAct: false, secrets: Object.values(account.credential) };
  const row = rowFor(tiktokFailures, { status: 200, code: failReason });
  if (row !== undefined) return errorOf(row, answer, told);
  return new SendError("refused", `TikTok gave the post up: ${failReason || "no reason given"}.`);
}

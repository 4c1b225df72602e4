import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { type Answer, cleaned, field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { notActed } from "../oauth.ts";
import { openKept } from "../upload-progress.ts";
import { call, isStatus } from "./calls.ts";
import { announce, isLive, prepareEdit, removeLive } from "./live.ts";
import { urlOf } from "./watching.ts";

const pieceBytes = limit(
  "youtube.piece",
  8_388_608,
  "bytes",
  "a multiple of 256 KiB, as YouTube asks",
);
/** News & Politics. */
const category = "25";

type Kept = ReturnType<typeof openKept>;

/**
 * The video comes private, gets its captions, and is then made public: one act that changes nothing when
 * it is done twice. Whatever is lost before, nobody has seen anything.
 */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  if (message.replyTo) return comment(net, account, message, message.replyTo);
  if (isLive(message)) return announce(net, account, message, attempt);
  const [video] = message.media;
  if (video === undefined) throw new SendError("refused", "YouTube shows nothing without a video.");
  const kept = openKept(attempt);
  const id = await brought(net, account, message, { video, kept }).catch((error: unknown) => {
    throw notActed(error);
  });
  const json = { id, status: { privacyStatus: "public", selfDeclaredMadeForKids: false } };
  const path = "/youtube/v3/videos?part=status";
  const { body } = await call(net, account, "PUT", path, { json, isAct: true });
  const native = cleaned(body, Object.values(account.credential));
  if (textField(field(body, "status"), "privacyStatus") !== "public") {
    const why =
      "YouTube keeps it private: Google must audit the project before its videos are public.";
    throw new SendError("refused", why, { answer: native });
  }
  return { id, url: urlOf(id), extra: { kind: "video" }, native };
}

async function brought(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { video, kept }: { video: OutboundMedia; kept: Kept },
): Promise<string> {
  const known = kept.get("video");
  const id = known ?? (await uploaded(net, account, message, { video, kept }));
  if (known === undefined) await kept.set("video", id);
  if (video.captions && kept.get("captions") === undefined) {
    await captioned(net, account, id, video.captions);
    await kept.set("captions", "sent");
  }
  return id;
}

/** Resumable: the session's address is kept, and asked how far it came before anything is sent again. */
async function uploaded(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { video, kept }: { video: OutboundMedia; kept: Kept },
): Promise<string> {
  const bytes = await net.media(video.sha256);
  const total = bytes.byteLength;
  let session = kept.get("session");
  let from = 0;
  if (session !== undefined) {
    const asked = await progressOf(net, account, session, total);
    if (asked === "gone") session = undefined;
    else if (typeof asked === "string") return asked.slice("id ".length);
    else from = asked;
  }
  if (session === undefined) {
    session = await begun(net, account, message, { video, total });
    await kept.set("session", session);
  }
  while (from < total) {
    const piece = bytes.subarray(from, Math.min(total, from + pieceBytes));
    const range = `bytes ${from}-${from + piece.byteLength - 1}/${total}`;
    const headers = { "content-range": range, "content-type": video.type };
    const answer = await call(net, account, "PUT", session, { body: piece, headers });
    if (answer.status !== 308) return idIn(answer);
    const next = receivedTo(answer);
    if (next <= from)
      throw new SendError("later", "The upload does not go on.", { retryAfterMs: 30_000 });
    from = next;
  }
  throw new SendError("later", "YouTube did not say that the video is whole.", {
    retryAfterMs: 30_000,
  });
}

async function begun(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { video, total }: { video: OutboundMedia; total: number },
): Promise<string> {
  const [language] = message.languages ?? [];
  const json = {
    snippet: {
      title: message.title ?? "",
      description: linked(message),
      categoryId: category,
      ...(language === undefined ? {} : { defaultLanguage: language }),
    },
    status: { privacyStatus: "private", selfDeclaredMadeForKids: false },
  };
  const headers = {
    "x-upload-content-length": String(total),
    "x-upload-content-type": video.type,
  };
  const path = "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status";
  const session = (await call(net, account, "POST", path, { json, headers })).headers.get(
    "location",
  );
  if (session !== null) return session;
  throw new SendError("later", "YouTube named no upload.", { retryAfterMs: 30_000 });
}

/** The next byte that is wanted, the id when it is whole already, or that the session is over. */
async function progressOf(
  net: Net,
  account: Account,
  session: string,
  total: number,
): Promise<number | `id ${string}` | "gone"> {
  const headers = { "content-range": `bytes */${total}` };
  try {
    const answer = await call(net, account, "PUT", session, { headers });
    return answer.status === 308 ? receivedTo(answer) : `id ${idIn(answer)}`;
  } catch (error) {
    if (isStatus(error, 404) || isStatus(error, 410)) return "gone";
    throw error;
  }
}

function receivedTo(answer: Answer): number {
  const last = /-(\d+)$/.exec(answer.headers.get("range") ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

function idIn(answer: Answer): string {
  const id = textField(answer.body, "id");
  if (id !== "") return id;
  throw new SendError("later", "YouTube's answer names no video.", { retryAfterMs: 30_000 });
}

/** WebVTT as it is; a track that is there already came with a try whose answer was lost. */
async function captioned(
  net: Net,
  account: Account,
  id: string,
  captions: NonNullable<OutboundMedia["captions"]>,
): Promise<void> {
  const listed = await call(net, account, "GET", `/youtube/v3/captions?part=snippet&videoId=${id}`);
  if (listField(listed.body, "items").length > 0) return;
  const snippet = { videoId: id, language: captions.language, name: "", isDraft: false };
  const boundary = `part-${captions.sha256.slice(0, 24)}`;
  const head = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify({ snippet })}\r\n--${boundary}\r\ncontent-type: text/vtt\r\n\r\n`;
  const vtt = await net.media(captions.sha256);
  const body = Buffer.concat([Buffer.from(head), vtt, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const headers = { "content-type": `multipart/related; boundary=${boundary}` };
  const path = "/upload/youtube/v3/captions?uploadType=multipart&part=snippet";
  await call(net, account, "POST", path, { body: new Uint8Array(body), headers });
}

/** Under a video a new thread, under a comment an answer. */
async function comment(
  net: Net,
  account: Account,
  message: OutboundMessage,
  parent: Remote,
): Promise<Published> {
  const textOriginal = linked(message);
  const isThread = parent.extra?.["kind"] !== "comment";
  const json = isThread
    ? { snippet: { videoId: parent.id, topLevelComment: { snippet: { textOriginal } } } }
    : { snippet: { parentId: parent.id, textOriginal } };
  const path = `/youtube/v3/${isThread ? "commentThreads" : "comments"}?part=snippet`;
  const { body } = await call(net, account, "POST", path, { json, isAct: true });
  const id = textField(body, "id");
  if (id === "") throw new SendError("unknown", "YouTube's answer names no comment.");
  return {
    id,
    extra: { kind: "comment" },
    native: cleaned(body, Object.values(account.credential)),
  };
}

/** Changes title and description; the video stays. Of a live stream the start and the picture too. */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Published> {
  const wasLive = remote.extra?.["kind"] === "live";
  if (wasLive !== isLive(message))
    throw new SendError(
      "refused",
      "A video and a live stream cannot become each other: take the post back and make a new one.",
    );
  if (isLive(message)) await prepareEdit(net, account, remote, message);
  const snippet = {
    title: message.title ?? "",
    description: linked(message),
    categoryId: category,
  };
  const json = { id: remote.id, snippet };
  const path = "/youtube/v3/videos?part=snippet";
  const { body } = await call(net, account, "PUT", path, { json, isAct: true });
  return { ...remote, native: cleaned(body, Object.values(account.credential)) };
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  if (remote.extra?.["kind"] === "live") return removeLive(net, account, remote);
  const what = remote.extra?.["kind"] === "comment" ? "comments" : "videos";
  const path = `/youtube/v3/${what}?id=${encodeURIComponent(remote.id)}`;
  await call(net, account, "DELETE", path, { isAct: true }).catch((error: unknown) => {
    if (!isStatus(error, 404)) throw error;
  });
}

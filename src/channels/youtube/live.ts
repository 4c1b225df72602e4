import type { Account } from "../account.ts";
import type { Attempt, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { cleaned, field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { notActed } from "../oauth.ts";
import { writtenMs } from "../server-time.ts";
import { openKept } from "../upload-progress.ts";
import { broadcastLike, broadcastOf, stateIn, unendedBroadcasts } from "./broadcasts.ts";
import { call, isStatus, reasonOf } from "./calls.ts";
import { urlOf } from "./watching.ts";

/** Our own streams by their title: others in the account belong to somebody's encoder. */
const streamTitle = "Openbeat";

type Kept = ReturnType<typeof openKept>;
type Live = OutboundMessage & { live: NonNullable<OutboundMessage["live"]> };

export function isLive(message: OutboundMessage): message is Live {
  return message.live !== undefined;
}

/**
 * The broadcast comes private, is given a stream and its picture, and is then made public: one act that changes
 * nothing when it is done twice. Whatever is lost before, nobody has seen anything.
 */
export async function announce(
  net: Net,
  account: Account,
  message: Live,
  attempt: Attempt,
): Promise<Published> {
  const id = await prepared(net, account, message, attempt).catch((error: unknown) => {
    throw notActed(error);
  });
  const json = { id, status: { privacyStatus: "public", selfDeclaredMadeForKids: false } };
  const path = "/youtube/v3/liveBroadcasts?part=id,status";
  const { body } = await call(net, account, "PUT", path, { json, isAct: true });
  const native = cleaned(body, Object.values(account.credential));
  if (textField(field(body, "status"), "privacyStatus") !== "public")
    throw new SendError("refused", "YouTube keeps the live stream private.", { answer: native });
  return { id, url: urlOf(id), extra: { kind: "live" }, native };
}

async function prepared(
  net: Net,
  account: Account,
  message: Live,
  attempt: Attempt,
): Promise<string> {
  const kept = openKept(attempt);
  const id = kept.get("broadcast") ?? (await made(net, account, message, { attempt, kept }));
  if (kept.get("stream") === undefined) {
    const stream = await freeStream(net, account, id);
    const query = new URLSearchParams({ id, streamId: stream, part: "id,contentDetails" });
    await call(net, account, "POST", `/youtube/v3/liveBroadcasts/bind?${query}`);
    await kept.set("stream", stream);
  }
  const [picture] = message.media;
  if (picture && kept.get("picture") === undefined) {
    await pictured(net, account, id, picture);
    await kept.set("picture", picture.sha256);
  }
  return id;
}

/** Once an insert has been asked for, its answer may have been lost: the account is looked through before another. */
async function made(
  net: Net,
  account: Account,
  message: Live,
  { attempt, kept }: { attempt: Attempt; kept: Kept },
): Promise<string> {
  const isAsked = kept.get("asked") !== undefined;
  const lost = isAsked
    ? await broadcastLike(net, account, message, { attempt, privacy: "private" })
    : undefined;
  const id = lost === undefined ? await inserted(net, account, message, kept) : idIn(lost);
  await kept.set("broadcast", id);
  return id;
}

async function inserted(net: Net, account: Account, message: Live, kept: Kept): Promise<string> {
  const { startsAt } = message.live;
  if (writtenMs(startsAt) <= net.now().epochMilliseconds)
    throw new SendError("refused", "The live stream's start has passed: choose a later one.");
  await kept.set("asked", startsAt);
  const json = {
    snippet: {
      title: message.title ?? "",
      description: linked(message),
      scheduledStartTime: startsAt,
    },
    status: { privacyStatus: "private", selfDeclaredMadeForKids: false },
    contentDetails: {
      enableAutoStart: true,
      enableAutoStop: true,
      monitorStream: { enableMonitorStream: false },
      // The encoder's own CEA-608 or 708 captions are shown; without any, nothing is.
      closedCaptionsType: "closedCaptionsEmbedded",
    },
  };
  const path = "/youtube/v3/liveBroadcasts?part=id,snippet,status,contentDetails";
  return idIn((await call(net, account, "POST", path, { json })).body);
}

function idIn(broadcast: unknown): string {
  const id = textField(broadcast, "id");
  if (id !== "") return id;
  throw new SendError("later", "YouTube's answer names no live stream.", { retryAfterMs: 30_000 });
}

/**
 * A reusable stream of ours that no other broadcast ahead is bound to: an encoder that begins to send starts every
 * broadcast of its stream, and must start one alone. The part `cdn`, which holds the key, is never asked for here.
 */
async function freeStream(net: Net, account: Account, broadcast: string): Promise<string> {
  const listed = await call(
    net,
    account,
    "GET",
    "/youtube/v3/liveStreams?part=id,snippet,contentDetails&mine=true&maxResults=50",
  );
  const own = listField(listed.body, "items").filter(
    (each) =>
      textField(field(each, "snippet"), "title").startsWith(streamTitle) &&
      field(field(each, "contentDetails"), "isReusable") === true,
  );
  const { items } = await unendedBroadcasts(net, account, "id,contentDetails");
  const busy = new Set(
    items
      .filter((each) => textField(each, "id") !== broadcast)
      .map((each) => textField(field(each, "contentDetails"), "boundStreamId")),
  );
  const ids = own.map((each) => textField(each, "id")).filter((id) => !busy.has(id));
  return ids[0] ?? newStream(net, account, own.length + 1);
}

/** The answer holds the new stream's key: only its id is taken out of it. */
async function newStream(net: Net, account: Account, number: number): Promise<string> {
  const json = {
    snippet: { title: number === 1 ? streamTitle : `${streamTitle} ${number}` },
    cdn: { ingestionType: "rtmp", resolution: "variable", frameRate: "variable" },
    contentDetails: { isReusable: true },
  };
  const path = "/youtube/v3/liveStreams?part=id,snippet,cdn,contentDetails";
  const { body } = await call(net, account, "POST", path, { json });
  const id = textField(body, "id");
  if (id !== "") return id;
  throw new SendError("later", "YouTube's answer names no stream.", { retryAfterMs: 30_000 });
}

/** Setting the same picture twice changes nothing. */
async function pictured(
  net: Net,
  account: Account,
  id: string,
  { sha256, type }: OutboundMedia,
): Promise<void> {
  const query = new URLSearchParams({ videoId: id, uploadType: "media" });
  const body = await net.media(sha256);
  const path = `/upload/youtube/v3/thumbnails/set?${query}`;
  const headers = { "content-type": type };
  await call(net, account, "POST", path, { body, headers }).catch((error: unknown) => {
    if (!(error instanceof SendError) || reasonOf(error) !== "forbidden") throw error;
    const says =
      "YouTube lets this account set no picture: confirm its telephone at youtube.com/verify, or leave the picture out.";
    throw new SendError("refused", says, { answer: error.answer });
  });
}

/** A start can be moved while nothing has begun; the words by the video's own interface, at any time. */
export async function prepareEdit(
  net: Net,
  account: Account,
  { id }: Remote,
  message: Live,
): Promise<void> {
  const broadcast = await broadcastOf(net, account, id, "id,snippet,status");
  const { startsAt } = message.live;
  const before = textField(field(broadcast, "snippet"), "scheduledStartTime");
  if (writtenMs(before) !== writtenMs(startsAt)) {
    if (stateIn(broadcast) !== "upcoming")
      throw new SendError(
        "refused",
        "The live stream has begun, or is over: its start can be moved no more.",
      );
    const snippet = {
      title: message.title ?? "",
      description: linked(message),
      scheduledStartTime: startsAt,
    };
    const path = "/youtube/v3/liveBroadcasts?part=id,snippet";
    await call(net, account, "PUT", path, { json: { id, snippet }, isAct: true });
  }
  const [picture] = message.media;
  if (picture) await pictured(net, account, id, picture);
}

/** What YouTube knows as a live stream no more may still stand as the recording that it left. */
export async function removeLive(net: Net, account: Account, { id }: Remote): Promise<void> {
  const gone = (path: string) =>
    call(net, account, "DELETE", `${path}?id=${encodeURIComponent(id)}`, { isAct: true }).then(
      () => true,
      (error: unknown) => {
        if (isStatus(error, 404)) return false;
        throw error;
      },
    );
  if (await gone("/youtube/v3/liveBroadcasts")) return;
  await gone("/youtube/v3/videos");
}

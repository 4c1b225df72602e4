import type { Account } from "../account.ts";
import type { Attempt, Finding, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { LiveState, StreamKey } from "../live.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { type Answer, field, listField, textField } from "../exchange.ts";
import { linked } from "../linked.ts";
import { sinceOnServer, writtenInstant, writtenMs } from "../server-time.ts";
import { call, reasonOf } from "./calls.ts";
import { urlOf } from "./watching.ts";

/** Nobody has fifty live streams ahead. The interface takes one filter only, and these two lists are one unit each. */
const unended = ["upcoming", "active"] as const;

/** What is announced or on the air, as two answers. An account that may not stream has none. */
export async function unendedBroadcasts(
  net: Net,
  account: Account,
  part: string,
): Promise<{ items: unknown[]; answer: Answer | undefined }> {
  const items: unknown[] = [];
  let answer: Answer | undefined;
  for (const broadcastStatus of unended) {
    const query = new URLSearchParams({ part, broadcastStatus, maxResults: "50" });
    try {
      answer = await call(net, account, "GET", `/youtube/v3/liveBroadcasts?${query}`);
    } catch (error) {
      if (reasonOf(error) === "liveStreamingNotEnabled") return { items: [], answer: undefined };
      throw error;
    }
    items.push(...listField(answer.body, "items"));
  }
  return { items, answer };
}

/** One live stream; undefined once YouTube knows none by this id. */
export async function broadcastOf(
  net: Net,
  account: Account,
  id: string,
  part: string,
): Promise<unknown> {
  const query = new URLSearchParams({ part, id });
  const { body } = await call(net, account, "GET", `/youtube/v3/liveBroadcasts?${query}`);
  return listField(body, "items")[0];
}

/** The one that this message became since the attempt began: the same words, the same start. */
export async function broadcastLike(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { attempt, privacy }: { attempt: Attempt; privacy: "private" | "public" },
): Promise<unknown> {
  const { items, answer } = await unendedBroadcasts(net, account, "id,snippet,status");
  if (answer === undefined) return undefined;
  const since = sinceOnServer(answer, attempt) - 1_000;
  const startMs = writtenMs(message.live?.startsAt ?? "");
  return items.find((each) => {
    const snippet = field(each, "snippet");
    return (
      attempt.others?.has(textField(each, "id")) !== true &&
      textField(field(each, "status"), "privacyStatus") === privacy &&
      textField(snippet, "title") === (message.title ?? "") &&
      textField(snippet, "description") === linked(message) &&
      writtenMs(textField(snippet, "scheduledStartTime")) === startMs &&
      writtenMs(textField(snippet, "publishedAt")) >= since
    );
  });
}

/** Public only by the one act: what is not public was not announced, whatever else was made of it. */
export async function findBroadcast(
  net: Net,
  account: Account,
  message: OutboundMessage,
  { attempt, known }: { attempt: Attempt; known: string | undefined },
): Promise<Finding> {
  const ours =
    known === undefined
      ? await broadcastLike(net, account, message, { attempt, privacy: "public" })
      : await broadcastOf(net, account, known, "id,snippet,status");
  if (textField(field(ours, "status"), "privacyStatus") !== "public")
    return { found: false, absent: true };
  const id = textField(ours, "id");
  return { found: true, remote: { id, url: urlOf(id), extra: { kind: "live" }, native: ours } };
}

const states: Readonly<Record<string, LiveState["state"]>> = {
  liveStarting: "live",
  live: "live",
  complete: "ended",
  revoked: "gone",
};

/** `lifeCycleStatus` in four words: what is created, ready or being tested is seen by nobody yet. */
export function stateIn(broadcast: unknown): LiveState["state"] {
  if (broadcast === undefined) return "gone";
  return states[textField(field(broadcast, "status"), "lifeCycleStatus")] ?? "upcoming";
}

export async function liveState(net: Net, account: Account, { id }: Remote): Promise<LiveState> {
  const broadcast = await broadcastOf(net, account, id, "id,snippet,status");
  const snippet = field(broadcast, "snippet");
  const at = (name: string) => textField(snippet, name);
  const written = (name: string) => (at(name) === "" ? undefined : writtenInstant(at(name)));
  const [startsAt, startedAt, endedAt] = [
    written("scheduledStartTime"),
    written("actualStartTime"),
    written("actualEndTime"),
  ];
  return {
    state: stateIn(broadcast),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

/** Asked for anew each time, and the one call here whose answer holds the key: nothing of it may be kept. */
export async function streamKey(net: Net, account: Account, { id }: Remote): Promise<StreamKey> {
  const broadcast = await broadcastOf(net, account, id, "id,contentDetails");
  const streamId = textField(field(broadcast, "contentDetails"), "boundStreamId");
  if (streamId === "") throw new SendError("refused", "The live stream has no stream.");
  const query = new URLSearchParams({ part: "cdn", id: streamId });
  const { body } = await call(net, account, "GET", `/youtube/v3/liveStreams?${query}`);
  const info = field(field(listField(body, "items")[0], "cdn"), "ingestionInfo");
  const [key, plain] = [textField(info, "streamName"), textField(info, "ingestionAddress")];
  if (key === "") throw new SendError("refused", "The stream is gone.");
  // What is sent without TLS can be watched, and taken over, on its way.
  const url = textField(info, "rtmpsIngestionAddress") || plain;
  const backupUrl =
    textField(info, "rtmpsBackupIngestionAddress") || textField(info, "backupIngestionAddress");
  return { url, key, ...(backupUrl === "" ? {} : { backupUrl }) };
}

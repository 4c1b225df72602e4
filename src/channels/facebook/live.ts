import type { Account } from "../account.ts";
import type { Attempt, Finding, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { LiveState, StreamKey } from "../live.ts";
import type { OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { listField, textField } from "../exchange.ts";
import { callGraph, isGone } from "../graph.ts";
import { sinceOnServer, writtenInstant, writtenMs } from "../server-time.ts";
import { graphOf } from "./place.ts";
import { urlOf, withLink } from "./sending.ts";

/** Live Video API, Schedule a Broadcast (July 2026): at most seven days ahead. */
const aheadMs = 7 * 24 * 3_600_000;

type Live = OutboundMessage & { live: NonNullable<OutboundMessage["live"]> };

export function isLive(message: OutboundMessage): message is Live {
  return message.live !== undefined;
}

/**
 * One act announces it: a scheduled live video with its start. The answer holds where an encoder sends to, key and all: only
 * the id is taken out of it.
 */
export async function announce(net: Net, account: Account, message: Live): Promise<Published> {
  const { startsAt } = message.live;
  if (writtenMs(startsAt) > net.now().epochMilliseconds + aheadMs)
    throw new SendError(
      "refused",
      "Facebook takes a live stream at most seven days ahead. Announce it nearer to its day.",
    );
  const form = { status: "SCHEDULED_UNPUBLISHED", ...wordsOf(message) };
  const path = `/${account.remoteId}/live_videos`;
  const { body } = await callGraph(net, graphOf(account), "POST", path, { form });
  const id = textField(body, "id");
  if (id === "") throw new SendError("unknown", "Facebook's answer names no live stream.");
  return remoteOf(id, startsAt);
}

function remoteOf(id: string, startsAt: string): Published {
  return { id, url: urlOf(id), extra: { kind: "live" }, native: { live_video: id, startsAt } };
}

function wordsOf(message: Live): Record<string, string> {
  const start = Math.floor(writtenMs(message.live.startsAt) / 1_000);
  return {
    description: withLink(message),
    event_params: JSON.stringify({ start_time: start }),
    ...(message.title ? { title: message.title } : {}),
  };
}

/** Whether an announcement whose answer was lost stands: the same words, the same start, since the attempt began. */
export async function findLive(
  net: Net,
  account: Account,
  message: Live,
  attempt: Attempt,
): Promise<Finding> {
  const query = {
    fields: "id,description,planned_start_time,creation_time",
    broadcast_status: JSON.stringify(["SCHEDULED_UNPUBLISHED", "SCHEDULED_LIVE", "LIVE"]),
    limit: "50",
  };
  const path = `/${account.remoteId}/live_videos`;
  const answer = await callGraph(net, graphOf(account), "GET", path, { query });
  // Facebook tells whole seconds.
  const since = sinceOnServer(answer, attempt) - 1_000;
  const startMs = writtenMs(message.live.startsAt);
  const ours = listField(answer.body, "data").find(
    (each) =>
      attempt.others?.has(textField(each, "id")) !== true &&
      textField(each, "description").trim() === withLink(message).trim() &&
      Math.abs(writtenMs(textField(each, "planned_start_time")) - startMs) < 1_000 &&
      writtenMs(textField(each, "creation_time")) >= since,
  );
  if (ours === undefined) return { found: false, absent: true };
  return { found: true, remote: remoteOf(textField(ours, "id"), message.live.startsAt) };
}

const states: Readonly<Record<string, LiveState["state"]>> = {
  UNPUBLISHED: "upcoming",
  SCHEDULED_UNPUBLISHED: "upcoming",
  SCHEDULED_LIVE: "upcoming",
  LIVE: "live",
  LIVE_STOPPED: "ended",
  PROCESSING: "ended",
  VOD: "ended",
  SCHEDULED_EXPIRED: "ended",
  SCHEDULED_CANCELED: "gone",
};

export async function liveState(net: Net, account: Account, { id }: Remote): Promise<LiveState> {
  const fields = "status,planned_start_time,broadcast_start_time";
  try {
    const { body } = await callGraph(net, graphOf(account), "GET", pathOf(id), {
      query: { fields },
    });
    const state = states[textField(body, "status")] ?? "gone";
    const at = (name: string) => textField(body, name);
    return {
      state,
      ...(at("planned_start_time") ? { startsAt: writtenInstant(at("planned_start_time")) } : {}),
      ...(at("broadcast_start_time") && state !== "upcoming"
        ? { startedAt: writtenInstant(at("broadcast_start_time")) }
        : {}),
    };
  } catch (error) {
    if (isGone(error)) return { state: "gone" };
    throw error;
  }
}

/** Asked for anew each time: nothing of the answer may be kept. */
export async function streamKey(net: Net, account: Account, { id }: Remote): Promise<StreamKey> {
  const query = { fields: "secure_stream_url" };
  const { body } = await callGraph(net, graphOf(account), "GET", pathOf(id), { query }).catch(
    (error: unknown) => {
      if (isGone(error)) throw new SendError("refused", "The live stream is gone.");
      throw error;
    },
  );
  // "rtmps://host:443/rtmp/KEY": encoders ask for the two apart.
  const [, url, key] =
    /^(rtmps:\/\/.+?\/rtmp\/)(.+)$/.exec(textField(body, "secure_stream_url")) ?? [];
  if (url === undefined || key === undefined)
    throw new SendError("refused", "The live stream has no stream.");
  return { url, key };
}

/** Words at any time; a start while it lies ahead. */
export async function editLive(
  net: Net,
  account: Account,
  remote: Remote,
  message: Live,
): Promise<Published> {
  const { state, startsAt } = await liveState(net, account, remote);
  const { event_params: start = "", ...words } = wordsOf(message);
  const isMoved = writtenMs(startsAt ?? "") !== writtenMs(message.live.startsAt);
  if (isMoved && state !== "upcoming")
    throw new SendError(
      "refused",
      "The live stream has begun, or is over: its start can be moved no more.",
    );
  const form = { ...words, ...(isMoved ? { event_params: start } : {}) };
  await callGraph(net, graphOf(account), "POST", pathOf(remote.id), { form });
  return remoteOf(remote.id, message.live.startsAt);
}

function pathOf(id: string): string {
  return `/${encodeURIComponent(id)}`;
}

import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, listField, numberField, textField } from "../exchange.ts";
import { openKept } from "../upload-progress.ts";
import { notActed } from "../oauth.ts";
import { type Call, isNamed } from "./session.ts";
import { otherFailure, videoFailures } from "./video-errors.ts";
import { askVideo, homeOf, mustBeAllowed, uploadToken } from "./video-service.ts";

const pollMs = 1_000;
const pollsMax = limit(
  "bluesky.video-polls",
  10,
  "questions, a second apart",
  "a video that takes longer is kept, and the next try goes on with it",
);

interface Bringing {
  net: Net;
  account: Account;
  item: OutboundMedia;
  kept: ReturnType<typeof openKept>;
  /** The server where the video is to lie in the end. */
  home: string;
}

/**
 * The blob of a video, brought to the network's video service, which converts it and puts it into the account's
 * repository. What the service has is kept, so that the next try goes on with it: nothing of it is public.
 */
export async function uploadedVideo(
  net: Net,
  account: Account,
  item: OutboundMedia,
  attempt: Attempt,
): Promise<unknown> {
  const kept = openKept(attempt);
  const name = `job ${item.sha256}`;
  try {
    const known = kept.get(name);
    const job =
      known ?? (await brought({ net, account, item, kept, home: await homeOf(net, account) }));
    if (job === "")
      throw new SendError("later", "The network named no upload.", { retryAfterMs: 15_000 });
    if (known === undefined) await kept.set(name, job);
    return await worked({ net, account, item, kept }, job);
  } catch (error) {
    throw notActed(error);
  }
}

/** Begins or goes on with an upload in parts; returns the job that works on the video. */
async function brought(to: Bringing): Promise<string> {
  const { net, account, item, kept } = to;
  const name = `upload ${item.sha256}`;
  let upload = kept.get(name);
  if (upload === undefined) {
    await mustBeAllowed(net, account, item.sizeBytes);
    upload = await started(to);
    if (upload === undefined) return inOneRequest(to);
    await kept.set(name, upload);
  }
  try {
    return await inParts(to, upload);
  } catch (error) {
    if (isNamed(error, ...lost)) await kept.forget(name);
    throw error;
  }
}

const lost = ["UploadNotFound", "UploadExpired", "UploadFailed", "UploadAborted"];

async function started(to: Bringing): Promise<string | undefined> {
  const { type, sizeBytes, sha256, durationSeconds, width, height } = to.item;
  const json = {
    sizeBytes,
    mimeType: type,
    name: `${sha256.slice(0, 16)}.mp4`,
    ...(durationSeconds ? { durationMs: Math.round(durationSeconds * 1_000) } : {}),
    ...(width && height ? { width, height } : {}),
  };
  try {
    const { body } = await ask(to, { nsid: "app.bsky.video.startUpload", json });
    return textField(body, "jobId");
  } catch (error) {
    if (isUnknownMethod(error)) return undefined;
    throw error;
  }
}

/** A service without uploads in parts takes the whole video in one request. */
function isUnknownMethod(error: unknown): boolean {
  if (isNamed(error, ...lost) || !(error instanceof SendError)) return false;
  const status = field(error.answer, "status");
  return status === 404 || status === 501 || isNamed(error, "MethodNotImplemented");
}

async function inParts(to: Bringing, upload: string): Promise<string> {
  const query = { jobId: upload };
  const { body } = await ask(to, { nsid: "app.bsky.video.getUploadStatus", query });
  const done = textField(body, "completedJobId");
  if (done !== "") return done;
  const received = new Set(listField(body, "receivedParts"));
  const partBytes = numberField(body, "partSizeBytes") ?? to.item.sizeBytes;
  const bytes = await to.net.media(to.item.sha256);
  for (let part = 1; (part - 1) * partBytes < bytes.byteLength; part += 1) {
    if (received.has(part)) continue;
    await ask(to, {
      nsid: "app.bsky.video.uploadPart",
      query: { jobId: upload, partNumber: String(part) },
      body: bytes.subarray((part - 1) * partBytes, part * partBytes),
      type: "application/octet-stream",
    });
  }
  const finish = { nsid: "app.bsky.video.finishUpload", json: { jobId: upload } };
  return textField((await ask(to, finish)).body, "completedJobId");
}

async function inOneRequest(to: Bringing): Promise<string> {
  const { account, item, net } = to;
  const body = await net.media(item.sha256);
  const query = { did: account.remoteId, name: `${item.sha256.slice(0, 16)}.mp4` };
  const what = { nsid: "app.bsky.video.uploadVideo", query, body, type: "video/mp4" };
  try {
    const answer = await ask(to, what);
    return textField(field(answer.body, "jobStatus") ?? answer.body, "jobId");
  } catch (error) {
    // A video that the service has already is answered with 409 and the job that worked on it.
    const told = error instanceof SendError ? field(error.answer, "body") : undefined;
    const job = textField(field(told, "jobStatus") ?? told, "jobId");
    if (job === "") throw error;
    return job;
  }
}

/** A fresh token for each: the service keeps the last one and puts the video away with it. */
async function ask({ net, account, home }: Bringing, what: Call) {
  return askVideo(net, account, await uploadToken(net, account, home), what);
}

async function worked(to: Omit<Bringing, "home">, job: string): Promise<unknown> {
  const { net, account, item, kept } = to;
  const what = { nsid: "app.bsky.video.getJobStatus", query: { jobId: job } };
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const status = field((await askVideo(net, account, undefined, what)).body, "jobStatus");
    const blob = field(status, "blob");
    if (blob !== undefined) return blob;
    if (textField(status, "state") === "JOB_STATE_FAILED") {
      await kept.forget(`job ${item.sha256}`);
      await kept.forget(`upload ${item.sha256}`);
      throw failed(status);
    }
    await systemClock.sleep(pollMs, net.signal);
  }
  const says = "The network still works on the video.";
  throw new SendError("later", says, { retryAfterMs: 15_000, goesOn: true });
}

function failed(status: unknown): SendError {
  const { says, isForGood } = videoFailures[textField(status, "failureCode")] ?? otherFailure;
  const why = textField(status, "error") || textField(status, "message");
  const sentence = why === "" ? says : `${says} (${why.slice(0, 300)})`;
  const retry = isForGood ? {} : { retryAfterMs: 60_000 };
  return new SendError(isForGood ? "refused" : "later", sentence, { answer: status, ...retry });
}

import type { Account } from "../account.ts";
import type { Attempt, Finding, Published } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { containerStatus, readyContainer } from "../containers.ts";
import { baseOf } from "../endpoint.ts";
import { listField, textField } from "../exchange.ts";
import { callGraph, type Form, type Graph, madeOf } from "../graph.ts";
import { lendAsTaken } from "../lent-pictures.ts";
import { linked } from "../linked.ts";
import { isVideo } from "../media-findings.ts";
import { graphLive, graphVersion } from "../meta-login.ts";
import { sinceOnServer, writtenMs } from "../server-time.ts";
import { keptOf, openKept } from "../upload-progress.ts";
import { instagramErrors } from "./errors.ts";

const container = "container";
const statusField = "status_code";

export function graphOf({ settings, credential }: Account): Graph {
  const { token = "", appSecret = "" } = credential;
  const base = `${baseOf(settings["endpoint"], graphLive)}/${graphVersion}`;
  return { base, token, appSecret, errors: instagramErrors };
}

/** A container first, which shows nothing; then one act that publishes it. */
export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const graph = graphOf(account);
  if (message.replyTo) return comment(net, graph, message);
  const kept = openKept(attempt);
  const create = () => created(net, account, message);
  const id = await readyContainer(net, { graph, kept, name: container, statusField, create });
  const path = `/${account.remoteId}/media_publish`;
  const { body } = await callGraph(net, graph, "POST", path, { form: { creation_id: id } });
  const made = madeOf(body, {});
  return { ...made, ...(await linkOf(net, graph, made.id)), extra: { kind: "media" } };
}

/** The public address is asked for after the act: without it the post is published all the same. */
async function linkOf(net: Net, graph: Graph, id: string): Promise<{ url?: string }> {
  try {
    const query = { fields: "permalink" };
    const { body } = await callGraph(net, graph, "GET", `/${encodeURIComponent(id)}`, { query });
    const url = textField(body, "permalink");
    return url === "" ? {} : { url };
  } catch (error) {
    if (error instanceof SendError) return {};
    throw error;
  }
}

async function comment(net: Net, graph: Graph, message: OutboundMessage): Promise<Published> {
  const form = { message: linked(message) };
  const { body } = await callGraph(net, graph, "POST", replyPath(message), { form });
  return madeOf(body, { extra: { kind: "comment" } });
}

/** Under a post one comments, under a comment one replies; deeper goes nothing. */
function replyPath({ replyTo }: OutboundMessage): string {
  const edge = replyTo?.extra?.["kind"] === "comment" ? "replies" : "comments";
  return `/${encodeURIComponent(replyTo?.id ?? "")}/${edge}`;
}

async function created(net: Net, account: Account, message: OutboundMessage): Promise<string> {
  const caption = linked(message);
  const { media } = message;
  const [first] = media;
  if (first === undefined) {
    throw new SendError("refused", "Instagram shows nothing without a picture or a video.");
  }
  if (media.length === 1) {
    return made(net, account, { ...(await mediaForm(net, first, "single")), caption });
  }
  const children: string[] = [];
  for (const item of media)
    children.push(await made(net, account, await mediaForm(net, item, "child")));
  return made(net, account, { media_type: "CAROUSEL", children: children.join(","), caption });
}

async function made(net: Net, account: Account, form: Form): Promise<string> {
  const path = `/${account.remoteId}/media`;
  return textField((await callGraph(net, graphOf(account), "POST", path, { form })).body, "id");
}

/** Instagram fetches the media from us: it gets an address that is good for a day. */
async function mediaForm(net: Net, item: OutboundMedia, as: "single" | "child"): Promise<Form> {
  const url = await lendAsTaken(net, item, ["image/jpeg"]);
  const child = as === "child" ? { is_carousel_item: "true" } : {};
  if (!isVideo(item)) return { image_url: url, alt_text: item.alt, ...child };
  const kind = as === "child" ? "VIDEO" : "REELS";
  return {
    media_type: kind,
    video_url: url,
    ...(as === "single" ? { share_to_feed: "true" } : child),
  };
}

/**
 * The container knows whether it was published: if not, that is proof. If it was, or where no container
 * was kept, the account's newest media are read back to the attempt's start.
 */
export async function find(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> {
  const graph = graphOf(account);
  try {
    const id = message.replyTo ? undefined : keptOf(attempt)[container];
    if (id !== undefined) {
      const { status } = await containerStatus(net, graph, { id, statusField });
      if (status !== "PUBLISHED" && status !== "") return { found: false, absent: true };
    }
    const found = await inList(net, account, message, attempt);
    if (found !== undefined) return { found: true, remote: found };
    if (id === undefined) return { found: false, absent: true };
    const why = "Instagram says that it was published, and does not show it yet.";
    return { found: false, absent: false, why };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return { found: false, absent: false, why: error.message };
  }
}

/** The newest hundred are far more than one account publishes in the minutes that are asked about. */
async function inList(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published | undefined> {
  const isReply = message.replyTo !== undefined;
  const path = isReply ? replyPath(message) : `/${account.remoteId}/media`;
  const words = isReply ? "text" : "caption";
  const fields = isReply ? "id,text,timestamp,username" : "id,caption,timestamp,permalink";
  const query = { fields, limit: "100" };
  const answer = await callGraph(net, graphOf(account), "GET", path, { query });
  const since = sinceOnServer(answer, attempt) - 1_000;
  const ours = listField(answer.body, "data").find(
    (each) =>
      attempt.others?.has(textField(each, "id")) !== true &&
      textField(each, words).trim() === linked(message).trim() &&
      writtenMs(textField(each, "timestamp")) >= since,
  );
  if (ours === undefined) return undefined;
  const url = textField(ours, "permalink");
  return {
    id: textField(ours, "id"),
    ...(url === "" ? {} : { url }),
    extra: { kind: isReply ? "comment" : "media" },
    native: ours,
  };
}

import type { Account } from "../account.ts";
import type { Attempt, Published, Remote } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { subRip } from "../captions.ts";
import { field, textField } from "../exchange.ts";
import { callGraph, codesIn, type Graph, isGone, madeOf } from "../graph.ts";
import { isVideo } from "../media-findings.ts";
import { notActed } from "../oauth.ts";
import { openKept } from "../upload-progress.ts";
import { announce, editLive, isLive } from "./live.ts";
import { graphOf, videoGraphOf } from "./place.ts";
import { targetingForm } from "./targeting.ts";

type Kept = ReturnType<typeof openKept>;

export async function publish(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Published> {
  const graph = graphOf(account);
  const kept = openKept(attempt);
  try {
    if (message.replyTo) return await comment(net, graph, message, message.replyTo);
    if (isLive(message)) return await announce(net, account, message);
    const video = message.media.find(isVideo);
    if (video) return await publishVideo(net, account, { message, video, kept });
    const form: Record<string, string> = {
      message: message.text,
      ...targetingForm(message.places),
    };
    if (message.link) form["link"] = message.link.url;
    for (const [index, item] of message.media.entries())
      form[`attached_media[${index}]`] = JSON.stringify({
        media_fbid: await photo(net, { graph, page: account.remoteId, kept }, item),
      });
    // Pictures and a link's card exclude each other: the link goes into the words.
    if (message.media.length > 0 && message.link) {
      delete form["link"];
      form["message"] = withLink(message);
    }
    const { body } = await callGraph(net, graph, "POST", `/${account.remoteId}/feed`, { form });
    return madeOf(body, { url: urlOf(textField(body, "id")) });
  } catch (error) {
    throw asSecondTry(error, attempt);
  }
}

export function urlOf(id: string): string {
  return `https://www.facebook.com/${id}`;
}

/** The words as Facebook shows them: with pictures the link is among them. */
export function withLink({ text, link }: OutboundMessage): string {
  return link === undefined || text.includes(link.url) ? text : `${text}\n\n${link.url}`;
}

/** "These words are there already" to a second try most likely means the first one arrived: look. */
function asSecondTry(error: unknown, attempt: Attempt): unknown {
  if (attempt.number < 2 || codesIn(error).code !== "506") return error;
  const answer = error instanceof SendError ? error.answer : undefined;
  return new SendError("unknown", "Facebook shows these words already.", { answer, cause: error });
}

async function comment(
  net: Net,
  graph: Graph,
  message: OutboundMessage,
  parent: Remote,
): Promise<Published> {
  const form = { message: withLink(message) };
  const path = `/${encodeURIComponent(parent.id)}/comments`;
  const { body } = await callGraph(net, graph, "POST", path, { form });
  return madeOf(body, { url: urlOf(textField(body, "id")), extra: { kind: "comment" } });
}

interface Where {
  graph: Graph;
  page: string;
  kept: Kept;
}

/** An unpublished picture with its description. It shows nothing to anyone: a lost answer is "later". */
async function photo(net: Net, { graph, page, kept }: Where, item: OutboundMedia): Promise<string> {
  const known = kept.get(`photo ${item.sha256}`);
  if (known !== undefined) return known;
  const body = new FormData();
  const bytes = new Uint8Array(await net.media(item.sha256));
  body.set("source", new Blob([bytes], { type: item.type }), item.sha256.slice(0, 16));
  body.set("published", "false");
  body.set("alt_text_custom", item.alt);
  const answer = await callGraph(net, graph, "POST", `/${page}/photos`, { body }).catch(
    (error: unknown) => {
      throw notActed(error);
    },
  );
  const id = textField(answer.body, "id");
  if (id === "")
    throw new SendError("later", "Facebook named no picture.", { retryAfterMs: 15_000 });
  await kept.set(`photo ${item.sha256}`, id);
  return id;
}

interface VideoAsk {
  message: OutboundMessage;
  video: OutboundMedia;
  kept: Kept;
}

/**
 * A video in pieces: start, transfer until Facebook asks for no more, finish. Only `finish` makes it
 * public. The session is kept, so that a broken upload goes on where it stopped.
 */
async function publishVideo(net: Net, account: Account, ask: VideoAsk): Promise<Published> {
  const { message, video, kept } = ask;
  const graph = videoGraphOf(account);
  const path = `/${account.remoteId}/videos`;
  const { session, id } = await transferred(net, { graph, path, kept }, video);
  const form = {
    upload_phase: "finish",
    upload_session_id: session,
    description: withLink(message),
    ...targetingForm(message.places),
    ...(message.title ? { title: message.title } : {}),
  };
  const { body } = await callGraph(net, graph, "POST", path, { form });
  if (field(body, "success") !== true)
    throw new SendError("unknown", "Facebook did not say that the video is done.", {
      answer: body,
    });
  const captions = await captioned(net, graphOf(account), id, video);
  const extra = { kind: "video", captions };
  return { id, url: urlOf(id), extra, native: { video: id, finish: body, captions } };
}

async function transferred(
  net: Net,
  where: { graph: Graph; path: string; kept: Kept },
  video: OutboundMedia,
): Promise<{ session: string; id: string }> {
  const { graph, path, kept } = where;
  const name = `video ${video.sha256}`;
  const bytes = await net.media(video.sha256);
  const post = async (more: Parameters<typeof callGraph>[4]) =>
    (
      await callGraph(net, graph, "POST", path, more).catch((error: unknown) => {
        throw notActed(error);
      })
    ).body;
  let [session = "", id = "", from = "0", to = "0"] = kept.get(name)?.split(" ") ?? [];
  if (session === "") {
    const form = { upload_phase: "start", file_size: String(bytes.byteLength) };
    const begun = await post({ form });
    [session, id] = [textField(begun, "upload_session_id"), textField(begun, "video_id")];
    [from, to] = [textField(begun, "start_offset"), textField(begun, "end_offset")];
    await kept.set(name, `${session} ${id} ${from} ${to}`);
  }
  while (from !== to) {
    const body = new FormData();
    body.set("upload_phase", "transfer");
    body.set("upload_session_id", session);
    body.set("start_offset", from);
    const piece = new Uint8Array(bytes.subarray(Number(from), Number(to)));
    body.set("video_file_chunk", new Blob([piece]), "piece");
    const next = await post({ body });
    [from, to] = [textField(next, "start_offset"), textField(next, "end_offset")];
    await kept.set(name, `${session} ${id} ${from} ${to}`);
  }
  return { session, id };
}

/** The caption track, as SubRip. The video is public by then: what failed is told with the post. */
async function captioned(
  net: Net,
  graph: Graph,
  id: string,
  video: OutboundMedia,
): Promise<"sent" | "missing"> {
  if (video.captions === undefined) return "missing";
  const vtt = Buffer.from(await net.media(video.captions.sha256)).toString("utf8");
  const locale = video.captions.language === "es" ? "es_LA" : "en_US";
  const body = new FormData();
  body.set("captions_file", new Blob([subRip(vtt)]), `captions.${locale}.srt`);
  body.set("default_locale", locale);
  try {
    await callGraph(net, graph, "POST", `/${encodeURIComponent(id)}/captions`, { body });
    return "sent";
  } catch (error) {
    if (error instanceof SendError) return "missing";
    throw error;
  }
}

/** Changes the words; pictures and videos stay as they were sent. */
export async function edit(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Published> {
  const words = withLink(message);
  const wasLive = remote.extra?.["kind"] === "live";
  if (wasLive !== isLive(message))
    throw new SendError(
      "refused",
      "A post and a live stream cannot become each other: take the post back and make a new one.",
    );
  if (isLive(message)) return editLive(net, account, remote, message);
  const form = remote.extra?.["kind"] === "video" ? { description: words } : { message: words };
  const path = `/${encodeURIComponent(remote.id)}`;
  const { body } = await callGraph(net, graphOf(account), "POST", path, { form });
  if (field(body, "success") !== true)
    throw new SendError("unknown", "Facebook did not say that the edit is done.", { answer: body });
  return { ...remote, native: body };
}

export async function remove(net: Net, account: Account, remote: Remote): Promise<void> {
  const path = `/${encodeURIComponent(remote.id)}`;
  await callGraph(net, graphOf(account), "DELETE", path).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field } from "../exchange.ts";
import { isVideo } from "../media-findings.ts";
import { notActed } from "../oauth.ts";
import { type Call, call } from "./session.ts";
import { uploadedVideo } from "./video.ts";

const trackBytesMax = 20_000;

/** What stands below the text: a video, pictures, or the card of a link. */
export async function embedOf(
  net: Net,
  account: Account,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<unknown> {
  const video = message.media.find(isVideo);
  if (video) return videoOf(net, account, video, attempt);
  if (message.media.length > 0) {
    const images = [];
    for (const item of message.media) {
      const image = await upload(net, account, item.sha256, item.type);
      images.push({ image, alt: item.alt, ...shapeOf(item) });
    }
    return { $type: "app.bsky.embed.images", images };
  }
  if (message.link === undefined) return undefined;
  const { url, title, description, imageSha256 } = message.link;
  const thumb = imageSha256 && (await upload(net, account, imageSha256, "image/jpeg"));
  const external = { uri: url, title, description, ...(thumb ? { thumb } : {}) };
  return { $type: "app.bsky.embed.external", external };
}

async function videoOf(net: Net, account: Account, item: OutboundMedia, attempt: Attempt) {
  const { captions } = item;
  // Before the long upload: what the record cannot hold is said at once.
  if (captions && (await net.media(captions.sha256)).byteLength > trackBytesMax) {
    throw new SendError(
      "refused",
      "The caption track is larger than Bluesky takes (20,000 bytes).",
    );
  }
  const video = await uploadedVideo(net, account, item, attempt);
  const track = captions && {
    captions: [
      { lang: captions.language, file: await upload(net, account, captions.sha256, "text/vtt") },
    ],
  };
  return { $type: "app.bsky.embed.video", video, alt: item.alt, ...track, ...shapeOf(item) };
}

function shapeOf({ width, height }: OutboundMedia) {
  return width && height ? { aspectRatio: { width, height } } : {};
}

/** Blobs that no record names are thrown away by the server: a lost upload is only tried again. */
async function upload(net: Net, account: Account, sha256: string, type: string): Promise<unknown> {
  const body = await net.media(sha256);
  const what: Call = { nsid: "com.atproto.repo.uploadBlob", body, type };
  const answer = await call(net, account, what).catch((error: unknown) => {
    throw notActed(error);
  });
  return field(answer.body, "blob");
}

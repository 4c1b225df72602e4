import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Attempt } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMedia, OutboundMessage } from "../outbound.ts";
import { SendError } from "../send-error.ts";
import { field, textField } from "../exchange.ts";
import { notActed } from "../oauth.ts";
import { openKept } from "../upload-progress.ts";
import { call, type Place } from "./calls.ts";

const mediaPollMs = 500;
const mediaPollsMax = limit(
  "mastodon.media-polls",
  10,
  "questions, half a second apart",
  "what a server works on for longer is kept, and the next try goes on with it",
);

type Kept = ReturnType<typeof openKept>;

/**
 * Uploads pictures and videos and waits until the server has worked on them; returns their ids. What the
 * server works on is kept, so that a later try asks for it and does not bring it again.
 */
export async function upload(
  net: Net,
  place: Place,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<string[]> {
  const kept = openKept(attempt);
  const ids: string[] = [];
  for (const item of message.media) {
    const ready = idOf(net, place, item, kept);
    // An unfinished upload shows nothing to anyone: a lost answer is only "later".
    ids.push(
      await ready.catch((error: unknown) => {
        throw notActed(error);
      }),
    );
  }
  return ids;
}

async function idOf(net: Net, place: Place, item: OutboundMedia, kept: Kept): Promise<string> {
  const name = `media ${item.sha256}`;
  const known = kept.get(name);
  if (known !== undefined) {
    await worked(net, place, known, () => kept.forget(name));
    return known;
  }
  const body = await formOf(net, item);
  const answer = await call(net, place, "POST", "/api/v2/media", { body });
  const id = textField(answer.body, "id");
  if (answer.status !== 202) return id;
  await kept.set(name, id);
  await worked(net, place, id, () => kept.forget(name));
  return id;
}

async function formOf(net: Net, { sha256, type, alt, poster }: OutboundMedia): Promise<FormData> {
  const form = new FormData();
  const file = async (hash: string, kind: string) =>
    new Blob([new Uint8Array(await net.media(hash))], { type: kind });
  form.set("file", await file(sha256, type), sha256.slice(0, 16));
  form.set("description", alt);
  if (poster) form.set("thumbnail", await file(poster.sha256, poster.type), "poster");
  return form;
}

async function worked(
  net: Net,
  place: Place,
  id: string,
  forget: () => Promise<void>,
): Promise<void> {
  for (let poll = 0; poll < mediaPollsMax; poll += 1) {
    if ((await stateOf(net, place, id, forget)) === 200) return;
    await systemClock.sleep(mediaPollMs, net.signal);
  }
  const says = "The server still works on the picture or video.";
  throw new SendError("later", says, { retryAfterMs: 15_000, goesOn: true });
}

/** 200 when it is ready, 206 while the server works. Files that no post names are gone after a day. */
async function stateOf(
  net: Net,
  place: Place,
  id: string,
  forget: () => Promise<void>,
): Promise<number> {
  try {
    return (await call(net, place, "GET", `/api/v1/media/${encodeURIComponent(id)}`)).status;
  } catch (error) {
    const { answer } = error instanceof SendError ? error : {};
    const status = field(answer, "status");
    if (status !== 404 && status !== 422) throw error;
    await forget();
    if (status === 404) {
      const says = "The server has thrown the upload away; it is brought again.";
      throw new SendError("later", says, { answer, retryAfterMs: 1_000 });
    }
    throw new SendError("refused", "The server could not use the picture or video.", { answer });
  }
}

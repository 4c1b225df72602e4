import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { openChannels } from "#channels";
import { addMedia, addVideo, recordRights, withdrawConsent, writeCaptions } from "#media";
import { Refusal } from "#platform/refusal.ts";
import { madeVideo } from "#test/moving-pictures.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { mediaPage } from "../media/item-page.ts";
import { itemsStillOut } from "../media/still-out.ts";
import { draftPost, postsCarrying, submitPost } from "./index.ts";

/** What a picture's rights and a video's captions have to say about a post. */
const { author, networks, keyless, approve, approved, dispatcher, newest, standing, clock } =
  await openPracticeDesk();
const newsroom = (await openChannels(author)).find(({ network }) => network === "website");
assert.ok(newsroom);
let red = 0;

async function upload(): Promise<string> {
  const background = { r: (red += 7), g: 90, b: 120 };
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toBuffer();
  return (await addMedia(author, { name: "mia.png", bytes })).sha256;
}

async function film(seconds = 2): Promise<string> {
  const bytes = await madeVideo({ seconds });
  async function* body() {
    yield bytes;
  }
  return (await addVideo(author, { name: "statement.mp4", body: body() })).sha256;
}

function refused(code: string, says: RegExp) {
  return (error: unknown) =>
    error instanceof Refusal && error.code === code && says.test(error.message);
}

const family = { source: "family", consentNote: "The mother, by telephone, Sgt. Ames" } as const;
const alt = "Mia in a yellow raincoat at the playground";
const page = (sha256: string) => mediaPage(author, [postsCarrying], sha256);

async function submit(content: Parameters<typeof draftPost>[1]) {
  const drafted = await draftPost(author, { channels: [newsroom?.id ?? ""], ...content });
  await submitPost(author, networks, drafted.post.id);
}

test("a post with a picture whose consent was withdrawn cannot be handed in", async () => {
  const sha256 = await upload();
  const content = { text: "Have you seen Mia?", media: [{ sha256, alt }] };
  await submit(content);
  await recordRights(author, sha256, family);
  clock.advance(1_000);
  await withdrawConsent(author, sha256, "The family asks us to stop");
  await assert.rejects(submit(content), refused("does-not-fit", /consent .* was withdrawn/));
});

test("rights are looked at for the time when the post goes out, not for now", async () => {
  const sha256 = await upload();
  const today = clock.now().toZonedDateTimeISO("America/Chicago").toPlainDate();
  await recordRights(author, sha256, { source: "licensed", untilDate: today.toString() });
  const media = [{ sha256, alt }];
  await submit({ text: "Today only", media });
  const local = `${today.add({ days: 2 }).toString()}T09:00`;
  const later = { when: "at", local, zone: "America/Chicago" } as const;
  await assert.rejects(
    submit({ text: "In two days", media, publish: later }),
    refused("does-not-fit", /rights to a picture or video end before/),
  );
});

test("a consent withdrawn after the approval keeps the post in at the last gate", async () => {
  const sha256 = await upload();
  await recordRights(author, sha256, family);
  clock.advance(1_000);
  const postId = await approved("Withdrawn before it left", { media: [{ sha256, alt }] });
  await withdrawConsent(author, sha256, "The family asks us to stop");
  await dispatcher().once();
  assert.equal(standing("Withdrawn before it left"), 0);
  const row = await newest(postId);
  assert.deepEqual(
    [row.state, row.reason],
    ["held", "The rights to a picture or video in it have ended. It needs another one."],
  );
});

test("what stands with a picture whose consent was withdrawn is named on the picture's page", async () => {
  const sha256 = await upload();
  await recordRights(author, sha256, family);
  clock.advance(1_000);
  const postId = await approved("Out with her picture", { media: [{ sha256, alt }] });
  assert.equal((await page(sha256)).uses[0]?.isOut, false);
  await dispatcher().once();
  await withdrawConsent(author, sha256, "The family asks us to stop");
  const { uses, item } = await page(sha256);
  assert.equal(item.standing, "withdrawn");
  assert.deepEqual(
    uses.map(({ id, isOut, path }) => [id, isOut, path]),
    [[postId, true, `/posts/${postId}`]],
  );
});

test("what stands though it may not any more is work: counted, in a later post of a thread too", async () => {
  const sha256 = await upload();
  await recordRights(author, sha256, family);
  clock.advance(1_000);
  const thread = {
    parts: [{ text: "And what she wore", media: [{ sha256, alt }] }],
    channels: [keyless.id],
  };
  const postId = await approved("What we know so far", { thread });
  const waiting = async () =>
    (await itemsStillOut(author, [postsCarrying])).flatMap((one) =>
      one.sha256 === sha256 ? one.uses.map(({ id }) => id) : [],
    );
  await dispatcher().once();
  clock.advance(1_000);
  await dispatcher().once();
  assert.deepEqual(await waiting(), [], "it may still be out");
  await withdrawConsent(author, sha256, "The family asks us to stop");
  assert.deepEqual(await waiting(), [postId]);
  clock.advance(1_000);
  await recordRights(author, sha256, family);
  assert.deepEqual(await waiting(), [], "agreed to anew");
});

test("a video goes nowhere without its captions, and a network without videos is named", async () => {
  const sha256 = await film();
  const media = [{ sha256, alt: "The sheriff speaks at a lectern" }];
  await assert.rejects(
    submit({ text: "A statement", media }),
    refused("does-not-fit", /no caption track/),
  );
  const foreign = { sha256: await author.blobs.put(Buffer.from("WEBVTT\n")), language: "en" };
  await assert.rejects(
    submit({ text: "A statement", media: media.map((one) => ({ ...one, captions: foreign })) }),
    refused("does-not-fit", /no caption track/),
    "bytes that are no track of this video are none",
  );
  const track = [{ start: 0, end: 2, text: "Nobody is hurt." }];
  const captions = await writeCaptions(author, { videoSha256: sha256, language: "en", track });
  const whole = media.map((one) => ({
    ...one,
    captions: { sha256: captions.sha256, language: "en" },
  }));
  const { title } = networks.connector(author, keyless.network);
  await assert.rejects(
    submit({ text: "A statement", media: whole, channels: [keyless.id] }),
    refused("does-not-fit", new RegExp(`${title} takes no videos`)),
  );
  const poster = await upload();
  const drafted = await draftPost(author, {
    text: "A statement",
    media: whole.map((one) => ({ ...one, poster })),
    channels: [newsroom.id],
  });
  await approve(drafted.post.id, drafted.hash);
  await dispatcher().once();
  const { state, payload } = await newest(drafted.post.id);
  assert.equal(state, "sent");
  const [sent] = (payload as { media: object[] }).media;
  assert.deepEqual(sent, {
    sha256,
    alt: media[0]?.alt,
    type: "video/mp4",
    width: 320,
    height: 240,
    sizeBytes: (sent as { sizeBytes: number }).sizeBytes,
    durationSeconds: 2,
    captions: { sha256: captions.sha256, language: "en" },
    poster: { sha256: poster, type: "image/png" },
  });
});

test("a picture that is not there keeps a post in, whoever else may have its bytes", async () => {
  const theirs = await author.blobs.put(Buffer.from("a picture of another agency"));
  await assert.rejects(
    submit({ text: "Nothing to see", media: [{ sha256: theirs, alt }] }),
    refused("does-not-fit", /not there any more/),
  );
});

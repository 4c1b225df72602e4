import assert from "node:assert/strict";
import { test } from "node:test";
import { type BlueskyPds, hasBlueskyPds, startBlueskyPds } from "#test/networks/bluesky.ts";
import { recordsOf } from "#test/networks/bluesky-records.ts";
import { startBlueskyVideo, type VideoService } from "#test/networks/bluesky-video.ts";
import { startLoopback } from "#test/networks/loopback.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { keepingAttempt } from "../contract-server.ts";
import {
  accountOf,
  assertNoSecret,
  contractNet,
  filmMedia,
  freshAttempt,
  pixelMedia,
  plainMessage,
} from "../contract-world.ts";
import { bluesky } from "./bluesky.ts";
import { homeOf, uploadToken } from "./video-service.ts";
import { videoErrors, videoFailures } from "./video-errors.ts";

const filmed = (text: string) => ({ ...plainMessage(text), media: [filmMedia] });

async function filmsOf(pds: BlueskyPds, did: string, text: string) {
  const own = (await recordsOf(pds, did)).filter((each) => each.text === text);
  return own.map(({ embed }) => embed);
}

const asked = (service: VideoService, method: string) =>
  service.visits.filter(({ path }) => path.endsWith(method)).length;

test("a video stands alone, and a longer or larger one is found before it is sent", () => {
  const account = { id: "", remoteId: "", handle: "", settings: {}, limits: {} };
  const codes = (...media: (typeof filmMedia)[]) =>
    bluesky.measure({ ...plainMessage("x"), media }, account).findings.map(({ code }) => code);
  assert.deepEqual(codes(filmMedia), []);
  assert.deepEqual(codes(filmMedia, pixelMedia), ["mixed-media"]);
  assert.deepEqual(codes({ ...filmMedia, durationSeconds: 601 }), ["video-too-long"]);
  assert.deepEqual(codes({ ...filmMedia, sizeBytes: 300_000_001 }), ["media-too-large"]);
  assert.deepEqual(codes({ ...filmMedia, type: "video/webm" }), ["media-type"]);
});

test("the token is for the host where the repository lies, not for the entryway", async () => {
  const audiences: (string | null)[] = [];
  const didDoc = {
    service: [
      { id: "#bsky_notif", serviceEndpoint: "https://notices.example" },
      { id: "#atproto_pds", serviceEndpoint: "https://morel.us-east.host.example" },
    ],
  };
  await using entryway = await startLoopback({
    answer: ({ path, query }) => {
      if (path.endsWith("getSession")) return { status: 200, body: { didDoc } };
      audiences.push(query.get("aud"));
      return { status: 200, body: { token: `${query.get("lxm")}` } };
    },
    isAct: () => false,
    tooMany: { status: 429 },
    outOfOrder: { status: 503 },
    expired: { status: 400 },
  });
  const client = openSafeClient({ clock: systemClock, allowPrivate: [entryway.host] });
  const net = contractNet(client);
  const account = accountOf({
    remoteId: "did:plc:riverside",
    handle: "riverside",
    displayName: "Riverside",
    profileUrl: "",
    credential: { accessJwt: "a.b.c", refreshJwt: "d.e.f" },
    settings: { service: entryway.url },
  });
  const home = await homeOf(net, account);
  assert.equal(await uploadToken(net, account, home), "com.atproto.repo.uploadBlob");
  assert.deepEqual(audiences, ["did:web:morel.us-east.host.example"]);
  client.close();
});

const skip = hasBlueskyPds ? false : "run: node test/peers/install.mjs";

test("a video reaches a true server through the video service", { skip }, async (t) => {
  await using pds = await startBlueskyPds();
  await using service = await startBlueskyVideo(pds);
  const owner = await pds.createAccount("riverside");
  const client = openSafeClient({ clock: systemClock, allowPrivate: [pds.host, service.host] });
  const net = contractNet(client, 20_000);
  const account = accountOf(
    await bluesky.authorize(net, {
      service: pds.url,
      videoEndpoint: service.url,
      identifier: owner.handle,
      password: owner.password,
    }),
  );
  const publish = (text: string, attempt = freshAttempt()) =>
    bluesky.publish(net, account, filmed(text), attempt);
  const fresh = () => {
    service.be({});
    service.jobs.clear();
    service.uploads.clear();
    service.visits.length = 0;
  };

  await t.test("in parts, with description, captions and shape, once", async () => {
    const published = await publish("The chief speaks");
    assertNoSecret(published, account);
    const [film, ...more] = await filmsOf(pds, account.remoteId, "The chief speaks");
    assert.deepEqual(more, []);
    assert.deepEqual(
      [film?.alt, film?.video?.mimeType, film?.video?.size, film?.aspectRatio],
      [filmMedia.alt, "video/mp4", filmMedia.sizeBytes, { width: 1_280, height: 720 }],
    );
    assert.deepEqual(
      film?.captions?.map(({ lang, file }) => [lang, file.mimeType]),
      [["en", "text/vtt"]],
    );
    assert.equal(asked(service, "uploadPart"), 4, "3,024 bytes in parts of 1,000");
  });

  await t.test(
    "in one request where the service takes no parts, and a known one at once",
    async () => {
      fresh();
      service.be({ hasNoParts: true });
      await publish("In one");
      await publish("In one again");
      assert.equal(asked(service, "uploadVideo"), 2);
      assert.equal(service.jobs.size, 1, "409 names the job that worked on it before");
      assert.equal((await filmsOf(pds, account.remoteId, "In one again")).length, 1);
    },
  );

  await t.test("a try that broke off goes on with what has arrived", async () => {
    fresh();
    service.be({ partError: "ServiceOverloaded" });
    const { attempt, kept } = keepingAttempt();
    await assert.rejects(publish("Broken off", attempt), { class: "later" });
    service.be({});
    const [upload] = service.uploads.values();
    upload?.parts.set(1, Buffer.from(await net.media(filmMedia.sha256)).subarray(0, 1_000));
    const before = asked(service, "uploadPart");
    await publish("Broken off", { ...attempt, ...kept });
    assert.equal(asked(service, "uploadPart") - before, 3, "the first part is there already");
    assert.equal(asked(service, "startUpload"), 1);
  });

  await t.test("a lost answer to the last step brings nothing twice", async () => {
    fresh();
    const { attempt, kept } = keepingAttempt();
    service.fail("reset-after-accept");
    await assert.rejects(publish("Lost", attempt), { class: "later" });
    service.fail(undefined);
    await publish("Lost", { ...attempt, ...kept });
    assert.deepEqual([service.jobs.size, asked(service, "uploadPart")], [1, 4]);
    assert.equal((await filmsOf(pds, account.remoteId, "Lost")).length, 1);
  });

  await t.test("a video that is worked on for long goes on in the next try", async () => {
    fresh();
    service.be({ pollsLeft: 12 });
    const { attempt, kept } = keepingAttempt();
    await assert.rejects(publish("Long", attempt), { class: "later", goesOn: true });
    await publish("Long", { ...attempt, ...kept });
    assert.equal(asked(service, "startUpload"), 1);
  });

  await t.test("what the service threw away is brought anew", async () => {
    fresh();
    service.be({ partError: "UploadExpired" });
    const { attempt, kept } = keepingAttempt();
    await assert.rejects(publish("Anew", attempt), { class: "later" });
    service.be({});
    await publish("Anew", { ...attempt, ...kept });
    assert.equal(asked(service, "startUpload"), 2);
  });

  await t.test("the day's videos are asked for before the first byte", async () => {
    fresh();
    service.be({ limits: { canUpload: true, remainingDailyVideos: 0 } });
    await assert.rejects(publish("Too many"), { class: "later", message: /for today/ });
    service.be({ limits: { canUpload: false, message: "Confirm your e-mail" } });
    await assert.rejects(publish("Unconfirmed"), {
      class: "refused",
      message: "The network takes no video from this account. (Confirm your e-mail)",
    });
    assert.equal(asked(service, "startUpload"), 0);
  });

  await t.test("every error of the service is read as what it is", async () => {
    for (const { code, class: told, says } of videoErrors) {
      fresh();
      service.be({ partError: code });
      const error = await publish("Row").catch((one: unknown) => one);
      assert.ok(error instanceof Error && "class" in error);
      assert.deepEqual([error.class, error.message.startsWith(says)], [told, true], code);
    }
    for (const [failureCode, { isForGood, says }] of Object.entries(videoFailures)) {
      fresh();
      service.be({ failureCode });
      const error = await publish("Row").catch((one: unknown) => one);
      assert.ok(error instanceof Error && "class" in error);
      assert.deepEqual(
        [error.class, error.message],
        [isForGood ? "refused" : "later", `${says} (Broken)`],
      );
    }
  });
  client.close();
});

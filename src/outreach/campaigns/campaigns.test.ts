import assert from "node:assert/strict";
import { before, test } from "node:test";
import { approvePost, postVersion, recallPost } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { Refusal } from "#platform/refusal.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { turn } from "#test/worlds/events.ts";
import { endCampaign, submitCampaign } from "./acting.ts";
import { campaignModels } from "./models.ts";
import { campaignPage, listCampaigns } from "./reading.ts";
import { addPiece, startCampaign, type CampaignDraft } from "./starting.ts";

let world: ReaderWorld;

before(async () => {
  world = await openReaderWorld();
});

const code = (wanted: string) => (error: unknown) =>
  error instanceof Refusal && error.code === wanted;
const day = (days: number) =>
  world.clock.now().toZonedDateTimeISO("America/Chicago").toPlainDate().add({ days }).toString();
/** Then a day's posts are out, whatever hour of the day the run began at. */
const eveningOf = (date: string) =>
  Temporal.PlainDateTime.from(`${date}T20:00`).toZonedDateTime("America/Chicago").toInstant();
const networks = () => world.beat.assembly.networks;

function draft(more: Partial<CampaignDraft> = {}): CampaignDraft {
  return {
    model: "impaired-driving",
    name: "Drive sober, year's end",
    purpose: "inform",
    startsOn: day(2),
    endsOn: day(20),
    languages: ["en", "es"],
    channels: [],
    ...more,
  };
}

/** With what the policy warns of read, as on screen. */
async function handIn(id: string) {
  const first = await submitCampaign(world.boyd, networks(), id, []);
  const keys = first.flatMap(({ refused }) => refused?.findings.map(({ key }) => key) ?? []);
  return keys.length > 0 ? submitCampaign(world.boyd, networks(), id, keys) : first;
}

async function approveAll(id: string, count = Infinity): Promise<void> {
  const { posts } = await campaignPage(world.ames, id);
  for (const { postId, standing } of posts
    .filter((one) => one.standing === "submitted")
    .slice(0, count)) {
    assert.equal(standing, "submitted");
    const { hash } = await postVersion(world.ames, postId);
    await approvePost(world.ames, { postId, hash });
  }
}

test("every model says the same in both languages, fits its days and names no figures", () => {
  for (const { key, days, pieces, name } of campaignModels) {
    assert.ok(name.en && name.es, key);
    assert.equal(new Set(pieces.map((one) => one.key)).size, pieces.length);
    for (const piece of pieces) {
      assert.ok(piece.offsetDays < days, `${key} ${piece.key}`);
      for (const { title, text } of [piece.en, piece.es]) {
        assert.ok(title.length > 5 && text.length > 40 && text.length < 500, `${key} ${piece.key}`);
        assert.doesNotMatch(text.replaceAll("911", ""), /\d|%/, `${key} ${piece.key}`);
      }
    }
  }
});

test("a campaign begins as drafts, each with its day, and nothing goes out by it", async () => {
  const { id, written, left } = await startCampaign(world.boyd, networks(), draft());
  assert.deepEqual([written, left], [8, 0]);
  await turn(world.beat.assembly);
  const page = await campaignPage(world.boyd, id);
  assert.equal(page.counts.drafts, 8);
  assert.match(page.posts[0]?.at ?? "", new RegExp(`^${day(2)}T`));
  assert.ok((await listCampaigns(world.boyd)).campaigns.some((one) => one.id === id));
});

test("posts are handed in together, and approved and sent one by one on their days", async () => {
  const firstEvening = eveningOf(day(2));
  const { id } = await startCampaign(world.boyd, networks(), draft({ languages: ["en"] }));
  const results = await handIn(id);
  assert.ok(
    results.every(({ refused }) => refused === null),
    JSON.stringify(results),
  );
  assert.equal((await campaignPage(world.boyd, id)).counts.submitted, 4);
  await approveAll(id, 2);
  await turn(world.beat.assembly);
  assert.deepEqual(
    await campaignPage(world.boyd, id).then(({ counts }) => [counts.out, counts.waiting]),
    [0, 2],
  );
  world.clock.set(firstEvening);
  await turn(world.beat.assembly);
  const { counts, posts } = await campaignPage(world.boyd, id);
  assert.equal(counts.out, 1);
  assert.ok(posts[0]?.sentTo.length);
});

test("ended early, what was not sent never goes out; what stands stays", async () => {
  const firstEvening = eveningOf(day(2));
  const { id } = await startCampaign(world.boyd, networks(), draft({ languages: ["en"] }));
  await handIn(id);
  await approveAll(id, 3);
  world.clock.set(firstEvening);
  await turn(world.beat.assembly);
  assert.equal((await campaignPage(world.boyd, id)).counts.out, 1);
  const ended = await endCampaign(world.boyd, id, "The county asked for quiet.");
  assert.deepEqual(ended, { stopped: 3, standing: 1 });
  world.clock.advance(30 * 24 * 3_600_000);
  await turn(world.beat.assembly);
  const { counts, campaign } = await campaignPage(world.boyd, id);
  assert.equal(campaign.state, "ended");
  assert.deepEqual([counts.out, counts.stopped], [1, 3]);
  await assert.rejects(endCampaign(world.boyd, id, "again"), code("campaign-over"));
  const again = await submitCampaign(world.boyd, networks(), id, []);
  assert.deepEqual(again, [], "nothing is left to hand in");
});

test("a post of one's own joins a campaign on one of its days alone", async () => {
  const { id } = await startCampaign(world.boyd, networks(), draft({ model: null }));
  const piece = {
    key: "own",
    offsetDays: 3,
    time: "10:00",
    language: "en" as const,
    words: { title: "Free rides", text: "The county bus is free on Friday night." },
  };
  const { postId } = await addPiece(world.boyd, networks(), id, piece);
  assert.equal((await postVersion(world.boyd, postId)).post.state, "draft");
  await assert.rejects(
    addPiece(world.boyd, networks(), id, { ...piece, offsetDays: 40 }),
    code("piece-late"),
  );
});

test("days that are no season are refused", async () => {
  for (const [startsOn, endsOn] of [
    [day(-1), day(5)],
    [day(5), day(4)],
    [day(1), day(200)],
  ] as const)
    await assert.rejects(
      startCampaign(world.boyd, networks(), draft({ startsOn, endsOn })),
      code("campaign-days"),
    );
});

test("a post that was recalled counts as stopped", async () => {
  const firstEvening = eveningOf(day(2));
  const { id } = await startCampaign(world.boyd, networks(), draft({ languages: ["en"] }));
  await handIn(id);
  await approveAll(id, 1);
  world.clock.set(firstEvening);
  await turn(world.beat.assembly);
  const [first] = (await campaignPage(world.boyd, id)).posts;
  await recallPost(world.boyd, first?.postId ?? "", "Not right.");
  await turn(world.beat.assembly);
  assert.equal((await campaignPage(world.boyd, id)).counts.out, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { openChannels } from "#channels";
import { Temporal } from "#platform/clock.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { approvePost, deliveriesOf, Dispatcher, draftPost, submitPost } from "./index.ts";

/** A machine that sleeps far longer than it was told to, once. */
class StandingClock extends StoryClock {
  #stands = true;

  override async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await super.sleep(this.#stands ? ms + 10_000 : ms, signal);
    this.#stands = false;
  }
}

test("D6: a dispatcher that stood still past its lease gives back what it had claimed, unsent", async () => {
  const beat = await openTestBeat();
  const { ctx, networks, sender } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  const boyd = await as(ctx, agencyId, "boyd@tinycounty.example");
  const ames = await as(ctx, agencyId, "ames@tinycounty.example");
  const [website] = await openChannels(boyd);
  assert.ok(website);
  const due = ctx.clock.now().add({ hours: 1 }).round({ smallestUnit: "minute" });
  const local = due.toZonedDateTimeISO("UTC").toPlainDateTime().toString().slice(0, 16);
  const drafted = await draftPost(boyd, {
    text: "The bridge opens",
    title: "Bridge",
    channels: [website.id],
    publish: { when: "at", local, zone: "UTC" },
  });
  await submitPost(boyd, networks, drafted.post.id);
  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  const clock = new StandingClock(Temporal.Instant.from(due).subtract({ seconds: 2 }));
  const dispatcher = new Dispatcher({ ...ctx, clock }, networks, sender);

  assert.equal(await dispatcher.once(), 1);
  const [given] = await deliveriesOf(boyd, drafted.post.id);
  assert.equal(given?.state, "waiting");
  assert.match(given?.reason ?? "", /stood still/);

  await dispatcher.once();
  const [sent] = await deliveriesOf(boyd, drafted.post.id);
  assert.equal(sent?.state, "sent");
  assert.equal(sent?.tries, 1);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { openChannels } from "#channels";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { approvePost, deliveriesOf, draftPost, liftHold, placeHold, submitPost } from "./index.ts";
import { Stops } from "./stops.ts";

test("D4: the last gate does not keep back what was approved after it last looked, nor let a hold pass", async () => {
  const beat = await openTestBeat();
  const { ctx, networks } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  const boyd = await as(ctx, agencyId, "boyd@tinycounty.example");
  const ames = await as(ctx, agencyId, "ames@tinycounty.example");
  const harlan = await as(ctx, agencyId, "harlan@tinycounty.example");
  const [website] = await openChannels(boyd);
  assert.ok(website);
  const text = { text: "The ford is open", title: "Ford", channels: [website.id] };
  const drafted = await draftPost(boyd, text);
  await submitPost(boyd, networks, drafted.post.id);
  const stops = new Stops(ctx, 60_000);
  await stops.read();

  await approvePost(ames, { postId: drafted.post.id, hash: drafted.hash });
  const [delivery] = await deliveriesOf(boyd, drafted.post.id);
  assert.ok(delivery);
  assert.equal(await stops.stopping(delivery), undefined);

  const { hold } = await placeHold(ames, { scope: "agency", exceptions: [], reason: "Flood" });
  await stops.read();
  assert.equal((await stops.stopping(delivery))?.to, "held");
  await liftHold(harlan, hold.id);
  assert.equal(await stops.stopping(delivery), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { read, transact } from "#platform/db/database.ts";
import { addMedia } from "#media";
import {
  approvePost,
  beginCorrection,
  deliveriesOf,
  draftPost,
  editPost,
  submitPost,
  takeDownDue,
} from "#publish";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import sharp from "sharp";
import { approvalHash, postContent } from "./content.ts";
import { checkSchedule } from "./schedule.ts";
import { recalls } from "./schema.ts";
import { takeDownOf } from "./take-down.ts";

const desk = await openPracticeDesk();
const {
  ctx,
  clock,
  author,
  approver,
  networks,
  keyless,
  dispatcher,
  approved,
  recall,
  newest,
  standing,
} = desk;
const zone = "America/Chicago";

function local(hours: number): string {
  const at = clock.now().add({ hours }).toZonedDateTimeISO(zone).toPlainDateTime();
  return at.toString({ smallestUnit: "minute" });
}

test("a post comes down at the time that was approved with it, by the system, with the reason", async () => {
  const postId = await approved("Fair on Saturday", { takeDown: { local: local(48), zone } });
  await dispatcher().once();
  clock.advance(47 * 3_600_000);
  assert.equal(await takeDownDue(ctx), 0);
  clock.advance(3_600_000 + 60_000);
  assert.equal(await takeDownDue(ctx), 1);
  await recall();
  assert.equal((await newest(postId)).state, "recalled");
  assert.equal(standing("Fair on Saturday"), 0);
  const rows = await read(author, (tx) => tx.tx.select().from(recalls));
  const order = rows.find((one) => one.postId === postId);
  assert.deepEqual([order?.kind, order?.orderedBy], ["take-down", null]);
  assert.match(order?.reason ?? "", /Taken down at its time/);
  assert.equal(await takeDownDue(ctx), 0, "once");
});

test("the time of taking down is under the approval hash", () => {
  const content = postContent.parse({ text: "A", publish: { when: "when-approved" } });
  const down = { ...content, takeDown: { local: "2026-12-01T09:00", zone } };
  assert.notEqual(approvalHash("p", content), approvalHash("p", down));
  assert.notEqual(
    approvalHash("p", down),
    approvalHash("p", { ...down, takeDown: { local: "2026-12-01T09:01", zone } }),
  );
});

test("a later version with a later time lets the post stand; nobody may choose one before it is out", async () => {
  const postId = await approved("Road works", { takeDown: { local: local(24), zone } });
  await dispatcher().once();
  const content = { title: "Notice", text: "Road works, longer", channels: [keyless.id] };
  const next = await editPost(author, postId, { ...content, takeDown: { local: local(72), zone } });
  await submitPost(author, networks, postId);
  await approvePost(approver, { postId, hash: next.hash });
  await dispatcher().once();
  clock.advance(25 * 3_600_000);
  assert.equal(await takeDownDue(ctx), 0);
  clock.advance(48 * 3_600_000);
  assert.equal(await takeDownDue(ctx), 1);
  const late = postContent.parse({ text: "x", takeDown: { local: local(-1), zone } });
  assert.throws(() => checkSchedule(late, clock.now()), /before it is out/);
});

test("a clock change moves nothing: the time is the wall's", () => {
  const skipped = postContent.parse({ text: "x", takeDown: { local: "2027-03-14T02:30", zone } });
  assert.doesNotThrow(() => checkSchedule(skipped, clock.now()));
});

test("a booking photo stands for 14 days and no longer, whatever was chosen", async () => {
  const bytes = await sharp({
    create: { width: 320, height: 200, channels: 3, background: "#446688" },
  })
    .png()
    .toBuffer();
  const { sha256 } = await addMedia(author, { name: "photo.png", bytes: new Uint8Array(bytes) });
  const media = [{ sha256, alt: "A man looks at the camera", isBookingPhoto: true as const }];
  const content = {
    title: "Notice",
    text: "Arrested for armed robbery.",
    channels: [keyless.id],
    media,
    takeDown: { local: local(24 * 60), zone },
  };
  const drafted = await draftPost(author, content);
  const down = await transact(author, (tx) =>
    takeDownOf(tx, postContent.parse(content), clock.now()),
  );
  assert.equal(down?.days, 14);
  const at = clock.now().toZonedDateTimeISO(zone).add({ days: 14 });
  assert.equal(down?.at.epochMilliseconds, at.epochMilliseconds);
  assert.equal((await deliveriesOf(author, drafted.post.id)).length, 0);
});

test("nothing is corrected that stands nowhere", async () => {
  const drafted = await draftPost(author, { title: "x", text: "x", channels: [keyless.id] });
  await assert.rejects(
    beginCorrection(author, drafted.post.id, "The day was wrong."),
    /stands anywhere/,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "#platform/refusal.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { editPost, recallPost } from "../index.ts";
import { reportCsv } from "./report.ts";
import { closeQuarter, quarterlyReview, reviewContent } from "./review.ts";
import { quarterOf } from "./quarter.ts";

const desk = await openPracticeDesk();
const { author, approver, chief, clock, keyless, dispatcher, approved, recall } = desk;
const zone = "America/Chicago";
const quarter = () => quarterOf(clock.now(), zone);
const waiting = async () =>
  (await quarterlyReview(author)).waiting.map(({ headline }) => headline).sort();
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

async function published(text: string): Promise<string> {
  const id = await approved(text, { title: text });
  await dispatcher().once();
  return id;
}

test("AC-22: all that the public can read is looked at, each quarter, in the words that stand", async () => {
  const fair = await published("The fair is on");
  const plate = await published("=Seen on the query screen");
  await approved("Only drafted and approved for later", {
    publish: {
      when: "at",
      zone: "UTC",
      local: clock.now().add({ hours: 48 }).toString().slice(0, 16),
    },
  });
  const [first] = (await quarterlyReview(author)).waiting;
  assert.equal(first?.excerpt, first?.headline, "its words, not the headline alone");
  assert.deepEqual(await waiting(), ["=Seen on the query screen", "The fair is on"]);
  await assert.rejects(closeQuarter(chief, quarter(), ""), refused("still-open"));

  const sign = (id: string, decision: "fine" | "found", note?: string, version = 1) =>
    reviewContent(author, { quarter: quarter(), posts: [{ id, version }], decision, note });
  await sign(fair, "fine");
  await assert.rejects(sign(plate, "found"), refused("no-note"));
  await sign(plate, "found", "A plate from a query; it is being taken down.");
  assert.deepEqual(await waiting(), []);
  await assert.rejects(closeQuarter(chief, quarter(), ""), refused("still-found"));

  const edited = await editPost(author, fair, {
    title: "The fair is on",
    text: "The fair is on, at the river",
    channels: [keyless.id],
  });
  await desk.approve(fair, edited.hash);
  await dispatcher().once();
  assert.deepEqual(await waiting(), ["The fair is on"], "other words are looked at anew");
  await assert.rejects(sign(fair, "fine"), refused("changed-meanwhile"));
  await sign(fair, "fine", undefined, 2);

  await recallPost(author, plate, "A plate that nobody needs to know");
  await recall();
  await assert.rejects(closeQuarter(approver, quarter(), ""), Refusal, "command signs");
  await closeQuarter(chief, quarter(), "All seen.");
  const { closing, reviewed } = await quarterlyReview(author);
  assert.deepEqual([closing?.posts, closing?.found, closing?.note], [2, 1, "All seen."]);
  await assert.rejects(sign(fair, "fine", undefined, 2), refused("quarter-closed"));

  const csv = reportCsv(reviewed);
  assert.match(csv, /^post,headline,version,decision,note,reviewer,reviewed_at\r\n/);
  assert.match(csv, /,'=Seen on the query screen,1,found,/, "no cell is a formula");
  assert.equal(csv.trimEnd().split("\r\n").length, 4);
});

test("AC-22: the next quarter asks again, and says what was fine before and has not changed", async () => {
  clock.advance(100 * 86_400_000);
  const next = await quarterlyReview(author);
  const [fair] = next.waiting;
  assert.deepEqual([next.waiting.length, fair?.version, fair?.isSeenBefore], [1, 2, true]);
  assert.equal(next.closing, null);
  assert.equal(next.quarters.length, 1);
  await assert.rejects(quarterlyReview(author, "2026-Q9"), refused("no-quarter"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openDesk } from "#test/worlds/records-desk.ts";
import { reviewCounts } from "../requests/reviewing.ts";
import { decideRecords, secondReview } from "../requests/reviewing.ts";
import { redactionDesk } from "./desk.ts";
import { findEverywhere, markEverywhere, takeBack } from "./everywhere.ts";
import { markText } from "./marking.ts";
import { occurrencesIn } from "./occurrences.ts";
import { addListed } from "#policy";
import { as } from "#test/worlds/world.ts";

const found = (text: string, words: string, alone = false) =>
  occurrencesIn(text, words, { alone }).map(({ start, end }) => text.slice(start, end));

test("the same telephone is found however it is grouped, and no longer number that holds it", () => {
  const text =
    "Call (512) 555-0142, 512.555.0142, +1 512 555 0142 or 5125550142; case 95125550142.";
  assert.deepEqual(found(text, "512-555-0142"), [
    "(512) 555-0142",
    "512.555.0142",
    "+1 512 555 0142",
    "5125550142",
  ]);
});

test("the same person is found in any case and accent, turned around, and alone where that is asked", () => {
  const text = "José Peña, jose pena and PEÑA, José. Mr. Peña's son. Penaloza.";
  assert.deepEqual(found(text, "Jose Peña"), ["José Peña", "jose pena", "PEÑA, José"]);
  assert.deepEqual(found(text, "Jose Peña", true), [
    "José Peña",
    "jose pena",
    "PEÑA, José",
    "Peña",
  ]);
  assert.deepEqual(found("a.b+c@x.org A.B+C@X.ORG aabbc@x.org", "a.b+c@x.org"), [
    "a.b+c@x.org",
    "A.B+C@X.ORG",
  ]);
});

const code = "552.108";

test("a person is marked in all records of the request at once, seen before, and taken back as one act", async () => {
  const desk = await openDesk();
  await desk.hear({ text: "quagga: Dana Reyes called" });
  await desk.hear({ text: "quagga: Dana Reyes called", thing: "b" });
  await desk.hear({ text: "quagga: I saw Reyes, Dana at noon; Reyes left", thing: "c" });
  await desk.hear({ text: "quagga: nobody", thing: "d" });
  await desk.freeze();
  const { clerk, counsel, id } = desk;
  const [first = ""] = await desk.recordsLike("called");
  const [noon = ""] = await desk.recordsLike("noon");
  await decideRecords(clerk, id, { recordId: first, decision: "release" });
  await secondReview(counsel, id, first);
  const what = { words: "Dana Reyes", alone: true };
  const seen = await findEverywhere(clerk, id, what);
  assert.deepEqual([seen.texts, seen.places, seen.marked], [2, 3, 0]);
  assert.deepEqual(seen.samples.map((one) => one.words).sort(), [
    "Dana Reyes",
    "Reyes",
    "Reyes, Dana",
  ]);
  const { batch, texts, places } = await markEverywhere(counsel, id, { ...what, code });
  assert.deepEqual([texts, places], [2, 3]);
  const counts = () => read(clerk, (tx) => reviewCounts(tx, id));
  // What was released whole is redacted now and waits for somebody else; what nobody has read is still undecided.
  assert.deepEqual(await counts(), { records: 4, groups: 3, decided: 2, seconded: 0 });
  await assert.rejects(
    markEverywhere(clerk, id, { ...what, code }),
    (error: unknown) => error instanceof Refusal && error.code === "nothing-to-mark",
  );
  const { set } = await redactionDesk(clerk, id, noon);
  const more = [...(set?.marks ?? []), { start: 0, end: 6, code }];
  await markText(clerk, id, { recordId: noon, marks: more, expected: set?.id ?? null });
  assert.deepEqual(await takeBack(clerk, id, { batch }), { texts: 1, kept: 1 });
  assert.deepEqual((await redactionDesk(clerk, id, first)).set?.marks, []);
  assert.equal((await redactionDesk(clerk, id, noon)).set?.marks.length, 3);
  const trail = await read(desk.system, (tx) =>
    tx.tx.raw<{ facts: object }>("select facts from audit_events where kind like 'records.mark%'"),
  );
  assert.ok(trail.length >= 2);
  assert.ok(!JSON.stringify(trail).includes("Reyes"), "the trail does not name whom it was about");
});

test("the desk has the words, what may have to go, who is known, and its neighbours; it decides nothing", async () => {
  const desk = await openDesk();
  const chief = await as(desk.beat.assembly.ctx, desk.agencyId, "harlan@tinycounty.example");
  await addListed(chief, { kind: "unreleased-name", value: "Zyxo Qwertz" });
  await desk.hear({ text: "quagga one: call 512-555-0142" });
  await desk.hear({ text: "quagga two: zyxo qwertz, and sheriff june harlan", thing: "b" });
  await desk.freeze();
  const [one = "", two = ""] = await desk.recordsLike("quagga");
  const at = await redactionDesk(desk.clerk, desk.id, two);
  assert.deepEqual([at.at, at.of, at.before, at.after], [2, 2, one, null]);
  assert.deepEqual(
    at.suggestions.map(({ start, end }) => at.text.slice(start, end)),
    ["zyxo qwertz", "june harlan"],
  );
  assert.deepEqual([at.set, at.review], [null, null]);
  await assert.rejects(redactionDesk(desk.clerk, desk.id, "none"), { status: 404 });
});

test("nobody agrees to marks that came after the look", async () => {
  const desk = await openDesk();
  const { clerk, counsel, id } = desk;
  await desk.hear({ text: "quagga: Dana Reyes called" });
  await desk.freeze();
  const [recordId = ""] = await desk.recordsLike("called");
  const marks = [{ start: 8, end: 18, code }];
  const { id: expected } = await markText(clerk, id, { recordId, marks, expected: null });
  await decideRecords(clerk, id, { recordId, decision: "redact" });
  const seen = (await redactionDesk(counsel, id, recordId)).review?.id;
  await markText(clerk, id, { recordId, marks: [{ start: 8, end: 12, code }], expected });
  await assert.rejects(
    secondReview(counsel, id, recordId, seen),
    (error: unknown) => error instanceof Refusal && error.code === "decided-meanwhile",
  );
});

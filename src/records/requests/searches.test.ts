import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addPerson } from "#agency";
import { foundAmong } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { closeRequest } from "./acting.ts";
import { receiveRequest } from "./receiving.ts";
import { decidedRecords, decideRecords, reviewQueue, secondReview } from "./reviewing.ts";
import { countSet, freezeSearch, openRequestBlocks } from "./searches.ts";

const clock = new StoryClock();
let beat: TestBeat;
let agencyId: string;
let clerk: Ctx;
let counsel: Ctx;
let system: Ctx;
let id: string;

const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

beforeEach(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  await transact(system, async (tx) => {
    await addPerson(tx, { email: "nair@tinycounty.example", name: "Nair", roles: ["clerk"] });
    await addPerson(tx, { email: "cole@tinycounty.example", name: "Cole", roles: ["legal"] });
  });
  clerk = await as(beat.assembly.ctx, agencyId, "nair@tinycounty.example");
  counsel = await as(beat.assembly.ctx, agencyId, "cole@tinycounty.example");
  await heard("a", "The quagga crossed the bridge");
  await heard("a", "The quagga went home");
  await heard("b", "The quagga crossed the bridge");
  await heard("c", "A cat crossed the road");
  id = (await receiveRequest(clerk, { asked: "All that was said about the quagga." })).id;
});

/** A message that came in, about a thing. */
async function heard(thing: string, text: string): Promise<void> {
  clock.advance(1_000);
  await transact(system, (tx) =>
    tx.happenings.tell(tx, {
      kind: "test.message-received",
      subject: { kind: "thing", id: thing },
      facts: {},
      record: { payload: { text }, text, direction: "in" },
    }),
  );
}

const query = { words: "quagga" };
const freeze = (who = clerk) => freezeSearch(who, id, { query, note: "all there is" });

function idsOf(text: string): Promise<string[]> {
  return read(system, async (tx) => {
    const rows = await tx.tx.raw<{ id: string }>(
      "select id from archive_records where agency_id = $1 and kind = 'test.message-received' order by captured_at",
      [agencyId],
    );
    const ids = rows.map((row) => row.id);
    const found = await foundAmong(tx, text, ids);
    return ids.filter((one) => found.has(one));
  });
}

test("a frozen set stays as it was found; a later search adds another, and is audited with its words", async () => {
  const { found, understood } = await countSet(clerk, id, query);
  assert.equal(found, 3);
  assert.equal(understood.hasSmallOr, false);
  const small = await countSet(clerk, id, { words: "quagga or zebra" });
  assert.deepEqual([small.found, small.understood.hasSmallOr], [0, true]);
  await assert.rejects(countSet(clerk, id, {}), refused("empty-search"));
  assert.equal((await freeze()).found, 3);
  await heard("d", "A second quagga came");
  assert.equal((await reviewQueue(clerk, id)).counts.records, 3);
  assert.equal((await freeze()).found, 4);
  const { sets, counts } = await reviewQueue(clerk, id);
  assert.deepEqual(
    sets.map(({ found }) => found),
    [3, 4],
  );
  assert.equal(counts.records, 4, "what lies in two sets is one record");
  const trail = await read(system, (tx) =>
    tx.tx.raw<{ words: string }>(
      "select facts->>'words' as words from audit_events where kind = 'agency.sensitive-read' and facts->>'words' is not null",
    ),
  );
  assert.deepEqual(
    new Set(trail.map(({ words }) => words)),
    new Set(["quagga", "quagga or zebra"]),
  );
  for (const table of ["request_items", "request_searches", "request_steps"])
    await assert.rejects(
      beat.installation.db.pool.query(`delete from ${table}`),
      /permission denied/,
    );
});

test("the same words are one decision, and a thread can be decided at once", async () => {
  await freeze();
  const { groups, counts } = await reviewQueue(clerk, id);
  assert.deepEqual(
    groups.map(({ text, alike }) => [text, alike]),
    [
      ["The quagga crossed the bridge", 2],
      ["The quagga went home", 1],
    ],
  );
  assert.deepEqual([counts.records, counts.groups], [3, 2]);
  const recordId = groups[0]?.recordId ?? "";
  const draft = { recordId, decision: "release" } as const;
  assert.deepEqual(await decideRecords(clerk, id, draft), { decided: 2 });
  assert.equal((await reviewQueue(clerk, id)).groups.length, 1);
  assert.deepEqual(await decideRecords(clerk, id, { ...draft, scope: "thread" }), { decided: 3 });
  assert.equal((await reviewQueue(clerk, id)).groups.length, 0);
});

test("what is kept back is kept back by a code of the agency's list", async () => {
  await freeze();
  const [recordId = ""] = await idsOf("quagga");
  const draft = { recordId, decision: "withhold" } as const;
  await assert.rejects(decideRecords(clerk, id, draft), refused("no-exemption"));
  const foreign = { ...draft, codes: ["made up"] };
  await assert.rejects(decideRecords(clerk, id, foreign), refused("unknown-exemption"));
  await decideRecords(clerk, id, { ...draft, codes: ["552.108"] });
  const [cat = ""] = await idsOf("cat");
  await assert.rejects(
    decideRecords(clerk, id, { recordId: cat, decision: "release" }),
    { status: 404 },
    "it lies in no set",
  );
});

test("nothing is produced that one person alone looked at, and nobody seconds himself", async () => {
  const produce = () => read(clerk, (tx) => decidedRecords(tx, id));
  await assert.rejects(produce(), refused("no-set"));
  await freeze();
  const { groups } = await reviewQueue(clerk, id);
  const [first, other] = groups.map(({ recordId }) => recordId);
  const release = { recordId: first ?? "", decision: "release" } as const;
  await assert.rejects(secondReview(counsel, id, first ?? ""), refused("not-decided"));
  await decideRecords(clerk, id, { ...release, scope: "thread" });
  await assert.rejects(produce(), refused("review-open"));
  await assert.rejects(secondReview(clerk, id, first ?? ""), refused("own-review"));
  assert.deepEqual(await secondReview(counsel, id, first ?? ""), { seconded: 2 });
  await secondReview(counsel, id, other ?? "");
  assert.equal((await produce()).length, 3);
  // Somebody changes his mind: the second look is needed anew.
  await decideRecords(counsel, id, { ...release, decision: "withhold", codes: ["552.147"] });
  await assert.rejects(produce(), refused("review-open"));
  await assert.rejects(secondReview(counsel, id, first ?? ""), refused("own-review"));
  await secondReview(clerk, id, first ?? "");
  assert.deepEqual((await produce()).map(({ decision }) => decision).sort(), [
    "release",
    "withhold",
    "withhold",
  ]);
});

test("an open request keeps its records from destruction: all of them until it was searched for", async () => {
  const all = [...(await idsOf("quagga")), ...(await idsOf("cat"))];
  const kept = async () =>
    (await transact(system, (tx) => openRequestBlocks.blocked(tx, all))).size;
  assert.equal(await kept(), 4);
  await freeze();
  assert.equal(await kept(), 3);
  const second = await receiveRequest(clerk, { asked: "Something else entirely, please." });
  assert.equal(await kept(), 4);
  for (const one of [second.id, id])
    await closeRequest(clerk, one, { how: "withdrawn", text: "You took it back." });
  assert.equal(await kept(), 0);
});

test("a request that is filed while records are destroyed waits until they are", async () => {
  await closeRequest(clerk, id, { how: "withdrawn", text: "You took it back." });
  const order: string[] = [];
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const destroying = transact(system, async (tx) => {
    await openRequestBlocks.blocked(tx, await idsOf("quagga"));
    ask();
    await new Promise((done) => setTimeout(done, 150));
    order.push("destroyed");
  });
  await asked;
  await receiveRequest(clerk, { asked: "All that was said about the quagga." });
  order.push("filed");
  await destroying;
  assert.deepEqual(order, ["destroyed", "filed"]);
});

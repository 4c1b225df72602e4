import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { indexTurn, LogKeeper, searchArchive } from "../index.ts";
import type { SearchQuery } from "./query.ts";

let beat: TestBeat;
let ctx: Ctx;
let clerk: Ctx;
let agencyId: string;
let keeper: LogKeeper;

const said = [
  "Body-worn camera footage of the May 3 protest is being reviewed.",
  "The camera on the bridge was worn out; nobody was hurt.",
  "Officers arrested two people after the protest on Main Street.",
  "An arrest was made. Arresting officers wore body cameras.",
  "The chief’s statement: “We don’t comment on rumors.”",
  "Policía: la manifestación del año pasado terminó sin detenidos.",
  "Los policías cerraron la calle en el año 2026.",
  "#MayDay march today, thanks @river_pd 🙏 for keeping us safe",
  "Mayday! Mayday! A boat is sinking near the river.",
  "See https://riverside.example.gov/news/2026/camera-policy?id=7 for the camera policy.",
  "Write to tips@riverside.example.gov or call 360-555-0134.",
  "To be or not to be: that is the question of the council.",
  "Réunion à l'école demain.",
  "❤️ for our crossing guards",
];

before(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  const { assembly } = beat;
  clerk = await as(assembly.ctx, agencyId, "harlan@tinycounty.example");
  keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
  await say(...said);
});

async function say(...texts: string[]): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...texts.map((text) => ({
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: {}, text, direction: "in" as const },
      })),
    ),
  );
}

/** The numbers of the sayings found, in their own order. */
async function found(words: string, more: SearchQuery = {}): Promise<number[]> {
  const { results } = await searchArchive(clerk, { words, kind: "test.said", ...more });
  return results.map(({ text }) => said.indexOf(text)).sort((a, b) => a - b);
}

const examples: [words: string, found: number[]][] = [
  ["arrest", [2, 3]],
  ["=arrested", [2]],
  ["=Arrest", [3]],
  ["protest arrest", [2]],
  ["protest AND arrest", [2]],
  ["protest OR sinking", [0, 2, 8]],
  ["camera -worn", [3, 9]],
  ["camera NOT (worn OR policy)", [3]],
  ['"body worn camera"', [0]],
  ["“body-worn camera”", [0]],
  ["„body worn camera“", [0]],
  ["«body worn cameras»", [0]],
  ["body-worn", [0]],
  ['"camera worn"', []],
  ["camera NEAR/5 worn", [0, 1]],
  ["camera NEAR/1 worn", [0]],
  ['"two people" NEAR/4 (protest OR sinking)', [2]],
  ["arrest*", [2, 3]],
  ["offic*", [2, 3]],
  ["crossin*", [13]],
  ['"body camer*"', [3]],
  ['="arresting officers"', [3]],
  ['="arrested officers"', []],
  ["chief's", [4]],
  ["chief’s statement", [4]],
  ["don't", [4]],
  ["don’t", [4]],
  ["policia", [5, 6]],
  ["policía", [5, 6]],
  ["=policía", [5]],
  ["año", [5, 6]],
  ["=ano", []],
  ["#mayday", [7]],
  ["mayday", [7, 8]],
  ["#may*", [7]],
  ["@river_pd", [7]],
  ["🙏", [7]],
  ["❤", [13]],
  ["❤️", [13]],
  ["https://riverside.example.gov/news/2026/camera-policy?id=7", [9]],
  ["riverside.example.gov", [9, 10]],
  ["tips@riverside.example.gov", [10]],
  ["360-555-0134", [10]],
  ["555-0134", [10]],
  ['"to be or not to be"', [11]],
  ["l'école", [12]],
  ["Main & Street", [2]],
  ["'; drop table archive_terms; --", []],
  ["%_%", []],
];

async function everyExample(when: string): Promise<void> {
  for (const [words, wanted] of examples)
    if (words !== "%_%") assert.deepEqual(await found(words), wanted, `${when}: ${words}`);
}

test("the language finds what it says, before a record has its place in the log", async () => {
  await everyExample("waiting");
});

test("the same is found with a place in the log, in the index, and in a merged block", async () => {
  while ((await keeper.turn()) > 0);
  await everyExample("in the log");
  for (let batch = 0; batch < 9; batch++) {
    const noise = Array.from(
      { length: 1_000 },
      (_one, n) => `Noise ${batch * 1_000 + n} of traffic`,
    );
    await say(...noise);
  }
  while ((await keeper.turn()) > 0);
  assert.equal(await indexTurn(ctx), 8_192);
  assert.equal(await indexTurn(ctx), 0);
  await everyExample("indexed");
  const { results } = await searchArchive(clerk, { words: "noise -traffic*" });
  assert.equal(results.length, 0);
});

test("results come newest first, page after page, each once", async () => {
  const seen: string[] = [];
  let before: string | undefined;
  for (let page = 0; page < 4; page++) {
    const { results, next } = await searchArchive(clerk, {
      words: "traffic noise",
      ...(before === undefined ? {} : { before: Number(before) }),
    });
    seen.push(...results.map(({ text }) => text));
    before = next;
  }
  const wanted = Array.from({ length: 200 }, (_one, n) => `Noise ${8_999 - n} of traffic`);
  assert.deepEqual(seen, wanted);
});

test("what cannot be read is refused in a sentence, and never searched for otherwise", async () => {
  const codes: [words: string, code: string][] = [
    ['"body worn', "unbalanced-quotes"],
    ['camera 5" lens', "unbalanced-quotes"],
    ['""', "empty-phrase"],
    ["(camera", "unbalanced-parentheses"],
    ["camera)", "unbalanced-parentheses"],
    ["()", "nothing-beside"],
    ["camera OR", "nothing-beside"],
    ["NOT", "nothing-beside"],
    ["cam*era", "misplaced-star"],
    ["c*", "short-prefix"],
    ["-camera", "only-exclusions"],
    ["camera OR -worn", "only-exclusions"],
    ["camera NEAR/0 worn", "bad-near"],
    ["camera NEAR/5 (worn -bridge)", "bad-near"],
    ["word ".repeat(41), "too-many-words"],
    [`${"(".repeat(14)}camera${")".repeat(14)}`, "too-deep"],
  ];
  for (const [words, code] of codes)
    await assert.rejects(
      searchArchive(clerk, { words }),
      (error: unknown) => error instanceof Refusal && error.code === code,
      words,
    );
});

test("a search that only leaves words out goes with a filter, and a small or is told of", async () => {
  const { results } = await searchArchive(clerk, { words: "-noise", kind: "test." });
  assert.equal(results.length, said.length);
  const { understood } = await searchArchive(clerk, { words: "camera or & bridge" });
  assert.equal(understood.hasSmallOr, true);
  assert.deepEqual(understood.ignored, ["&"]);
});

test("every search is in the audit trail with its words and filters", async () => {
  await found("=policía -calle", { direction: "in" });
  const [look] = await read(ctx, (tx) =>
    tx.tx.raw<{ facts: Record<string, unknown> }>(
      "select facts from audit_events where agency_id = $1 and subject_kind = 'archive' order by id desc limit 1",
      [agencyId],
    ),
  );
  const { words, kind, direction, found: many } = look?.facts ?? {};
  assert.deepEqual(
    { words, kind, direction, many },
    { words: "=policía -calle", kind: "test.said", direction: "in", many: 1 },
  );
});

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { addBeat } from "#agency";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { exposureOf } from "./exposure.ts";
import type { ReadCall } from "./intake/call.ts";
import { readCalls } from "./intake/reading.ts";
import { adoptBlotterPolicy } from "./policies.ts";
import { publicCalls } from "./public.ts";
import { judgeType } from "./rules/classifying.ts";
import { modelBlotterPolicy } from "./rules/model-policy.ts";
import { settleCalls } from "./settling.ts";
import { takeCalls } from "./taking.ts";

function city(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, "../shared/data/beats/seattle");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

const recheckMinutes = 15;

test("a city's real calls, each taken under its first type and again under its last: no protected one is seen after that", async (t) => {
  const folder = city();
  if (folder === undefined) return t.skip("the reference data is not beside the project");
  const known = new Map<string, ReadCall>();
  for (const name of readdirSync(folder))
    for (const call of readCalls(readFileSync(join(folder, name)), {
      timeZone: "America/Los_Angeles",
    }).calls)
      known.set(call.number, call);
  const clock = new StoryClock();
  const beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  await addBeat(sheriff, { code: "1", name: "All of it" });
  await adoptBlotterPolicy(sheriff, { content: modelBlotterPolicy, why: "as the council asked" });
  const changing = [...known.values()].filter(({ type, initialType }) => type !== initialType);
  const some = changing.map((call) => {
    const at = clock.now().toString();
    return { ...call, beat: "1", takenAt: at, closedAt: at };
  });
  await takeCalls(
    sheriff,
    "city",
    some.map((call) => ({ ...call, type: call.initialType })),
  );
  clock.advance(61 * 60_000);
  await settleCalls(beat.assembly.ctx);
  const shown = async () =>
    [...(await publicCalls(asSystem(beat.assembly.ctx, "test", agencyId))).beats.values()].flatMap(
      (one) => one.shown,
    );
  const before = (await shown()).length;
  clock.advance(recheckMinutes * 60_000);
  const { recalled } = await takeCalls(sheriff, "city", some);
  const isProtected = ({ type }: ReadCall) => {
    const judged = judgeType(modelBlotterPolicy, type);
    return "withheld" in judged && judged.withheld !== "unknown-type";
  };
  const sensitive = some.filter(isProtected).length;
  const left = new Set((await shown()).map(({ id }) => id));
  const rows = await read(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
    tx.tx.raw<{ id: string; number: string }>("select id, number from calls"),
  );
  const seen = new Set(rows.filter(({ id }) => left.has(id)).map(({ number }) => number));
  assert.equal(seen.size, left.size);
  for (const call of some)
    if (isProtected(call)) assert.ok(!seen.has(call.number), `${call.initialType} → ${call.type}`);
  const exposure = await exposureOf(sheriff);
  t.diagnostic(
    `${some.length} calls whose type changed, ${sensitive} of them to one that is protected; ${before} were shown, ${recalled} were taken back; ` +
      `${exposure.seen} protected or unknown ones could be seen, the longest for ${exposure.longestSeconds} s`,
  );
  assert.ok(recalled > 0 && exposure.seen === recalled);
  assert.equal(
    exposure.longestSeconds,
    recheckMinutes * 60,
    "for as long as the dispatch system took, and no longer",
  );
});

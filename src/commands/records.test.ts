import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { z } from "zod";
import { Program } from "#test/program.ts";

let folder = "";
let program: Program;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "openbeat-clock-"));
  program = await Program.over(join(folder, "no-data-folder"));
});
after(() => rm(folder, { recursive: true, force: true }));

const told = z.object({
  state: z.string(),
  citation: z.string(),
  received: z.string(),
  due: z.string().nullable(),
  verifiedOn: z.null(),
  deadlines: z.array(z.object({ stage: z.string(), due: z.string().optional() })),
  explanation: z.array(z.string()),
});

test("the clock of a request is told as JSON, with its law and its sentences, and needs no data folder", async () => {
  const asked = "records clock --state WA --received 2026-11-20 --json";
  const { code, out } = await program.run(...asked.split(" "));
  assert.equal(code, 0, out);
  const clock = told.parse(JSON.parse(out));
  assert.deepEqual([clock.state, clock.citation, clock.due], ["WA", "RCW 42.56.520", "2026-12-01"]);
  assert.ok(clock.explanation.length > 3);
});

test("a state that is none, and a day that is none, are refused in a sentence", async () => {
  const clock = (...args: string[]) => program.run("records", "clock", ...args);
  const state = await clock("--state", "ZZ", "--received", "2026-11-20");
  assert.deepEqual([state.code, /no records law of "ZZ"/.test(state.out)], [1, true]);
  const day = await clock("--state", "WA", "--received", "2026-02-30");
  assert.deepEqual([day.code, /is no day/.test(day.out)], [1, true]);
});

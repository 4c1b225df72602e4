import assert from "node:assert/strict";
import { test } from "node:test";
import { nthsOf, partsOf, ruleOf, ruleSentence } from "./rule-words.ts";

test("a rule is said in a sentence, in both languages", () => {
  const said = (rule: string, language: "en" | "es" = "en") =>
    ruleSentence(rule, "2026-11-24T09:00", language).replaceAll(/\s/g, " ");
  const tuesdays = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959";
  assert.equal(said(tuesdays), "Every Tuesday at 9:00 AM until June 30, 2027");
  assert.equal(said(tuesdays, "es"), "Cada martes a las 9:00 a.m. hasta el 30 de junio de 2027");
  assert.equal(
    said("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=10"),
    "Every 2 weeks on Monday, Wednesday and Friday at 9:00 AM, 10 times",
  );
  assert.equal(said("FREQ=MONTHLY;COUNT=3", "es"), "Cada mes el día 24 a las 9:00 a.m., 3 veces");
  assert.equal(said("FREQ=DAILY;COUNT=3"), "Every day at 9:00 AM, 3 times");
  assert.equal(
    said("FREQ=MONTHLY;BYDAY=4TU;COUNT=4"),
    "Every month on the fourth Tuesday at 9:00 AM, 4 times",
  );
  assert.match(said("FREQ=MONTHLY;BYDAY=2WE;COUNT=4"), /^By a rule of its own \(FREQ=MONTHLY/);
});

test("what the form shows becomes the same rule again", () => {
  for (const rule of [
    "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270630",
    "FREQ=MONTHLY;INTERVAL=3;COUNT=4",
    "FREQ=DAILY;COUNT=1",
    "FREQ=MONTHLY;BYDAY=4TU;COUNT=4",
    "FREQ=MONTHLY;BYDAY=-1TU;COUNT=4",
  ]) {
    const parts = partsOf(rule, "2026-11-24T09:00");
    assert.ok(parts);
    assert.equal(ruleOf(parts, "2026-11-24"), rule);
  }
  assert.equal(partsOf("FREQ=MONTHLY;BYDAY=2WE;COUNT=4", "2026-11-24T09:00"), undefined);
});

test("a day is a certain weekday of its month, and the last where none follows", () => {
  assert.deepEqual(nthsOf("2026-11-10"), [2]);
  assert.deepEqual(nthsOf("2026-11-24"), [4, -1]);
  assert.deepEqual(nthsOf("2026-11-30"), [-1], "a fifth is only ever the last");
  assert.deepEqual(nthsOf("2026-10-25"), [4, -1]);
});

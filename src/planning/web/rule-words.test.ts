import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOf, ruleOf, ruleSentence } from "./rule-words.ts";

test("a rule is said in a sentence, in both languages", () => {
  const said = (rule: string, language: "en" | "es" = "en") =>
    ruleSentence(rule, "2026-11-24T09:00", language);
  const tuesdays = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T235959";
  assert.equal(said(tuesdays), "Every Tuesday at 09:00 until 30 June 2027");
  assert.equal(said(tuesdays, "es"), "Cada martes a las 09:00 hasta el 30 de junio de 2027");
  assert.equal(
    said("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=10"),
    "Every 2 weeks on Monday, Wednesday and Friday at 09:00, 10 times",
  );
  assert.equal(said("FREQ=MONTHLY;COUNT=3", "es"), "Cada mes el día 24 a las 09:00, 3 veces");
  assert.equal(said("FREQ=DAILY;COUNT=3"), "Every day at 09:00, 3 times");
  assert.match(said("FREQ=MONTHLY;BYDAY=2TU;COUNT=4"), /^By a rule of its own \(FREQ=MONTHLY/);
});

test("what the form shows becomes the same rule again", () => {
  for (const rule of [
    "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270630",
    "FREQ=MONTHLY;INTERVAL=3;COUNT=4",
    "FREQ=DAILY;COUNT=1",
  ]) {
    const parts = partsOf(rule);
    assert.ok(parts);
    assert.equal(ruleOf(parts), rule);
  }
  assert.equal(partsOf("FREQ=MONTHLY;BYDAY=2TU;COUNT=4"), undefined);
});

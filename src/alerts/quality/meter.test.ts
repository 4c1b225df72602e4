import assert from "node:assert/strict";
import { test } from "node:test";
import { measureMessage } from "./meter.ts";

const known = { names: ["Riverside PD"], places: ["Northside Farms", "Founders Park"] };
const missing = (text: string, language: "en" | "es" = "en") =>
  measureMessage(text, language, known).missing;

test("a whole warning has all five elements, in English and in Spanish", () => {
  assert.deepEqual(
    missing("Riverside PD: the river is over its banks. Leave Northside Farms now by Orchard Way."),
    [],
  );
  assert.deepEqual(
    missing(
      "Policía de Riverside: inundación en Northside Farms. Salga ahora por Orchard Way.",
      "es",
    ),
    [],
  );
});

test("what is left out is named", () => {
  assert.deepEqual(missing("Leave Northside Farms now. The river is over its banks."), ["source"]);
  assert.deepEqual(missing("Riverside PD: flooding at Founders Park until 4 PM."), ["guidance"]);
  assert.deepEqual(missing("Riverside PD: active shooter at Eastgate Mall. Avoid the area."), [
    "time",
  ]);
  assert.deepEqual(missing("Sheriff: armed suspect. Lock your doors now."), ["place"]);
  assert.deepEqual(missing("Police activity on Mill St. Avoid it until noon."), ["hazard"]);
  assert.deepEqual(missing(""), ["source", "hazard", "place", "guidance", "time"]);
  assert.deepEqual(missing("Policía: tiroteo en el centro comercial, ahora.", "es"), ["guidance"]);
});

test("a time on the clock is a time, and a short word does not count within another", () => {
  assert.ok(!missing("Police: flood on River Rd. Leave by 4:30 p.m.").includes("time"));
  assert.ok(!missing("Police: flood on River Rd. Leave, 16:30.").includes("time"));
  assert.ok(missing("The state starts yards.").includes("place"));
});

test("words that only the trade knows are named", () => {
  assert.deepEqual(
    measureMessage("BOLO: avoid the vicinity, be advised.", "en", known).jargon.sort(),
    ["be advised", "bolo", "vicinity"],
  );
});

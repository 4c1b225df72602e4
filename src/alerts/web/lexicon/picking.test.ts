import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyForm } from "../alert-draft.ts";
import { withPhrase } from "./with-phrase.ts";

test("a phrase goes into the instruction in both languages, and once", () => {
  const phrase = { en: "Leave now.", es: "Salga ahora." };
  const once = withPhrase(emptyForm(), phrase);
  assert.equal(once.sayings.en.instruction, "Leave now.");
  assert.equal(once.sayings.es.instruction, "Salga ahora.");
  assert.deepEqual(withPhrase(once, phrase), once);
  const more = withPhrase(once, { en: "Help others.", es: "Ayude a otros." });
  assert.equal(more.sayings.en.instruction, "Leave now. Help others.");
});

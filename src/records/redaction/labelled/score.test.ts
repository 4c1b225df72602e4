import assert from "node:assert/strict";
import { test } from "node:test";
import { policeStyle } from "./read.ts";
import { scored, share, type TypeScore } from "./score.ts";

const score = scored(policeStyle());
const of = (type: string): TypeScore => {
  const found = score.types.find((one) => one.type === type);
  assert.ok(found && found.labels > 0, `${type} stands nowhere in the set`);
  return found;
};

/** Of all labels of a type, none of whose letters may be left, this share; of all suggestions this share right. */
const floors: Readonly<Record<string, readonly [whole: number, right: number]>> = {
  PERSON: [0.9, 0.88],
  ADDRESS: [0.9, 0.9],
  PHONE: [0.97, 0.97],
  EMAIL: [1, 1],
  SSN: [1, 1],
  CREDIT_CARD: [1, 1],
  IP_ADDRESS: [1, 1],
  IBAN: [1, 1],
  VIN: [1, 1],
  GPS: [1, 1],
  DATE_OF_BIRTH: [1, 1],
  PASSPORT: [1, 1],
  ROUTING_NUMBER: [1, 1],
  BANK_ACCOUNT: [1, 1],
  PLATE: [0.9, 0.9],
  CASE_NUMBER: [0.9, 0.9],
  AGE_OF_MINOR: [0.9, 0.9],
  USERNAME: [0.8, 0.8],
  DRIVER_LICENSE: [0.66, 1],
  MEDICAL: [0.7, 0.9],
};

test("the project's own set has at least two hundred texts, half of them with nothing to take out", () => {
  const set = policeStyle();
  assert.ok(set.length >= 200, `${set.length} texts`);
  const clean = set.filter(({ labels }) => labels.length === 0).length;
  assert.ok(clean / set.length > 0.3, `${clean} of ${set.length} have nothing in them`);
});

for (const [type, [whole, right]] of Object.entries(floors))
  test(`what is labelled ${type} is found as often as promised, and little else is taken for it`, () => {
    const one = of(type);
    const [gone, sure] = [share(one.whole, one.labels), share(one.right, one.suggestions)];
    assert.ok((gone ?? 0) >= whole, `recall ${gone}`);
    assert.ok((sure ?? 0) >= right, `precision ${sure}`);
  });

test("of the words that are nobody's affair, less than one in a hundred is lost", () => {
  assert.ok(score.lost / score.words < 0.01, `${score.lost} of ${score.words}`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { networkFacts } from "#channels";
import { audienceFindings } from "./audience.ts";

const message = { text: "Car break-ins", media: [], beats: ["b3"], onlyBeats: true as const };
const factsOf = (network: string) => {
  const { title = "", placeTargeting } =
    networkFacts().find((one) => one.network === network) ?? {};
  return { title, capabilities: placeTargeting ? { placeTargeting } : {} } as never;
};
const codes = (network: string, more: object = {}) =>
  audienceFindings(factsOf(network), { ...message, ...more }).map(({ code }) => code);
const place = (name: string, people?: number) => ({
  key: name,
  name,
  ...(people === undefined ? {} : { people }),
});

test("a post for some beats is found out wherever it would go to everybody or to nobody", () => {
  assert.deepEqual(codes("x"), ["no-place-targeting"]);
  assert.deepEqual(codes("facebook"), ["beat-without-place"]);
  assert.deepEqual(codes("facebook", { places: [place("92507")] }), []);
  assert.deepEqual(codes("facebook", { beats: [] }), ["beats-missing"]);
  assert.deepEqual(audienceFindings(factsOf("x"), { text: "For all", media: [] }), []);
});

test("LinkedIn's smallest audience is counted over all places, once it told how many are in each", () => {
  const bank = place("North Bank", 120);
  assert.deepEqual(codes("linkedin", { places: [bank] }), ["audience-too-small"]);
  assert.deepEqual(codes("linkedin", { places: [bank, place("Eastgate", 180)] }), []);
  assert.deepEqual(codes("linkedin", { places: [bank, place("Hilltop")] }), []);
});

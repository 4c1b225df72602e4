import assert from "node:assert/strict";
import { test } from "node:test";
import { searchArchive } from "#archive";
import { facetsOf } from "../src/archive/search/facets.ts";
import { receiveRequest } from "../src/records/requests/receiving.ts";
import { countSet, freezeSearch } from "../src/records/requests/searches.ts";
import { openChannels } from "#channels";
import { draftPost } from "#publish";
import { searchMarks } from "../src/search-marks.ts";
import { openTestBeat } from "./openbeat.ts";
import { seedTinyCounty } from "./worlds/tiny-county.ts";
import { as } from "./worlds/world.ts";

const [north, south, nowhere] = [
  "018f0000-0000-7000-8000-00000000000a",
  "018f0000-0000-7000-8000-00000000000b",
  "018f0000-0000-7000-8000-00000000000c",
];

test("records are found, counted and frozen by the beat that they are about, and by no other", async () => {
  const beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  const of = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  const [writer, clerk] = [await of("boyd"), await of("harlan")];
  const [website] = await openChannels(writer);
  const draft = (title: string, beats: readonly (string | undefined)[]) =>
    draftPost(writer, {
      title,
      text: `${title}: a car was broken into.`,
      class: "routine",
      channels: [website?.id ?? ""],
      beats: beats.flatMap((one) => one ?? []),
    });
  await draft("North", [north]);
  await draft("Both", [north, south]);
  await draft("Everywhere", []);
  const found = async (about?: string) => {
    const { results } = await searchArchive(clerk, { words: "car", beat: about }, searchMarks);
    return results.map(({ text }) => text.split(/\W/)[0]);
  };
  assert.deepEqual(await found(north), ["Both", "North"]);
  assert.deepEqual(await found(south), ["Both"]);
  assert.deepEqual(await found(nowhere), []);
  assert.deepEqual(await found(), ["Everywhere", "Both", "North"]);
  const { beats } = await facetsOf(clerk, { words: "car" }, searchMarks);
  assert.deepEqual(beats, [
    { value: north, count: 2 },
    { value: south, count: 1 },
  ]);
  const { id } = await receiveRequest(clerk, { asked: "What was said about cars in the south." });
  const query = { words: "car", beat: south };
  assert.equal((await countSet(clerk, id, query, searchMarks)).found, 1);
  assert.equal((await freezeSearch(clerk, id, { query, note: "" }, searchMarks)).found, 1);
});

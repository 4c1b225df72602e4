import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChannelRow } from "./api.ts";
import { emptyContent } from "./use-draft.ts";
import { usualChannels, whoSees, withBeats, withEverybodyOn } from "./audience.ts";

const place = (name: string) => ({ key: name, name, kind: "city" as const });
const channel = (id: string, canTarget: boolean, places: object = {}) =>
  ({ id, places, capabilities: canTarget ? { placeTargeting: {} } : {} }) as unknown as ChannelRow;

test("a post for some beats is seen in their places, by nobody where one has none, else by everybody", () => {
  const page = channel("page", true, { b3: [place("Eastgate")], b4: [place("Hilltop")] });
  const only = { beats: ["b3", "b4"], onlyBeats: true as const };
  assert.deepEqual(whoSees(only, page).places, ["Eastgate", "Hilltop"]);
  assert.equal(whoSees({ ...only, beats: ["b3", "b5"] }, page).who, "nobody");
  assert.equal(whoSees({ beats: ["b3"] }, page).who, "everybody");
  assert.equal(whoSees(only, channel("x", false)).who, "nobody");
  const open = { ...only, everybodyOn: ["x"] };
  assert.deepEqual(whoSees(open, channel("x", false)), {
    who: "everybody",
    places: [],
    isChosen: true,
  });
});

test("where fewer people are than the network takes a post for, nobody is shown it", () => {
  const few = [{ ...place("North Bank"), people: 120 }];
  const many = [...few, { ...place("Eastgate"), people: 840 }];
  const on = (places: object[]) => ({
    ...channel("page", true, { b3: places }),
    capabilities: { placeTargeting: { peopleMin: 300 } } as never,
  });
  const only = { beats: ["b3"], onlyBeats: true as const };
  assert.equal(whoSees(only, on(few)).who, "nobody");
  assert.equal(whoSees(only, on(many)).who, "places");
});

test("with its last beat gone a post is for everybody again; a channel is opened and closed by itself", () => {
  const third = { ...emptyContent, beats: ["b3"] };
  assert.deepEqual(withBeats(third, [], []), {
    beats: [],
    onlyBeats: undefined,
    everybodyOn: undefined,
  });
  assert.deepEqual(withBeats(emptyContent, ["b3"], []), { beats: ["b3"] });
  const none = { beats: ["b3"], onlyBeats: true as const };
  assert.deepEqual(withEverybodyOn(none, "x", true), { everybodyOn: ["x"] });
  const open = { ...none, everybodyOn: ["x"] };
  assert.deepEqual(withEverybodyOn(open, "x", false), { everybodyOn: undefined });
});

const speaking = (id: string, beatId: string | null) => ({ ...channel(id, false), beatId });
const accounts = [speaking("page", null), speaking("at-b3", "b3"), speaking("at-b4", "b4")];

test("an account that speaks for one beat is not chosen for a post that is not for that beat", () => {
  assert.deepEqual(usualChannels(accounts), ["page"]);
});

test("an account that speaks for a beat comes with it and goes with it, and nothing else is chosen anew", () => {
  const everywhere = { ...emptyContent, channels: ["page"] };
  const third = { ...everywhere, ...withBeats(everywhere, ["b3"], accounts) };
  assert.deepEqual(third.channels, ["page", "at-b3"]);
  const fourth = { ...third, ...withBeats(third, ["b4"], accounts) };
  assert.deepEqual(fourth.channels, ["page", "at-b4"]);
  assert.deepEqual(withBeats(fourth, [], accounts).channels, ["page"]);
  const without = { ...third, channels: ["page"] };
  const both = withBeats(without, ["b3", "b4"], accounts);
  assert.deepEqual(both.channels, ["page", "at-b4"], "what was taken out stays out");
});

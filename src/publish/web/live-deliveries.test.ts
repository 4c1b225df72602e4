import assert from "node:assert/strict";
import { test } from "node:test";
import { announcedOn } from "./live-deliveries.ts";
import { liveOn } from "./shapes.ts";

const delivery = (channelId: string, version: number, state = "sent", startsAt = "10") => ({
  channelId,
  version,
  state,
  payload: startsAt === "" ? { text: "x" } : { text: "x", live: { startsAt } },
});

test("each channel shows its newest announcement that the network took, and no plain post", () => {
  const shown = announcedOn([
    delivery("youtube", 1),
    delivery("youtube", 2, "sent", "11"),
    delivery("youtube", 3, "refused", "12"),
    delivery("practice", 1, "recalled"),
    delivery("newsroom", 1, "sent", ""),
  ]);
  assert.deepEqual(
    shown.map(({ delivery: { channelId }, startsAt }) => [channelId, startsAt]),
    [["youtube", "11"]],
  );
});

test("a live stream stays where it was meant to go, and begins on the first channel that can", () => {
  assert.deepEqual(liveOn([], ["a", "b"]), ["a"]);
  assert.deepEqual(liveOn(["b", "gone"], ["a", "b"]), ["b"]);
  assert.deepEqual(liveOn(["b"], []), []);
});

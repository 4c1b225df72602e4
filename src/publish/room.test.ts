import assert from "node:assert/strict";
import { test } from "node:test";
import { Room } from "./room.ts";

test("D8: an alert finds room while a burst fills the rest, and goes before all who wait", async () => {
  const room = new Room(4, 1);
  const entered: string[] = [];
  const go = (name: string, isLifeSafety = false) =>
    void room.enter(isLifeSafety).then(() => entered.push(name));
  for (const name of ["a", "b", "c", "d", "e"]) go(name);
  await turn();
  assert.deepEqual(entered, ["a", "b", "c"], "the reserve stays free");
  go("alert 1", true);
  await turn();
  assert.equal(entered.at(-1), "alert 1");
  go("alert 2", true);
  await turn();
  assert.equal(room.queued, 3, "only now does an alert wait");
  room.leave();
  await turn();
  assert.equal(entered.at(-1), "alert 2", "before those who came earlier");
  room.leave();
  await turn();
  assert.deepEqual(entered.slice(-1), ["alert 2"], "and the reserve is kept for the next one");
  room.leave();
  room.leave();
  await turn();
  assert.deepEqual(entered.slice(-2), ["d", "e"]);
  assert.equal(room.queued, 0);
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

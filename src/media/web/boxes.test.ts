import assert from "node:assert/strict";
import { test } from "node:test";
import {
  between,
  blank,
  change,
  cropFor,
  middleBox,
  redo,
  resized,
  undo,
  within,
} from "./boxes.ts";

const picture = { width: 400, height: 300 };
const box = { id: 1, shape: "rectangle", how: "solid", x: 0, y: 0, width: 50, height: 50 } as const;
const drawing = (x: number) => ({ boxes: [{ ...box, x }], crop: null });

test("a box never leaves the picture, and is never too small to see", () => {
  const at = within({ x: -20, y: 290, width: 50.4, height: 1 }, picture);
  assert.deepEqual(at, { x: 0, y: 290, width: 50, height: 8 });
  assert.deepEqual(within({ x: 9, y: 9, width: 9_999, height: Number.NaN }, picture), {
    x: 0,
    y: 9,
    width: 400,
    height: 8,
  });
  assert.deepEqual(between({ x: 50, y: 60 }, { x: 10, y: 20 }), {
    x: 10,
    y: 20,
    width: 40,
    height: 40,
  });
  const { x, y, width, height } = middleBox(picture);
  assert.deepEqual([x + width / 2, y + height / 2].map(Math.round), [201, 151]);
});

test("every change can be taken back and made again; a drag is one change", () => {
  let history = change(blank, drawing(0));
  for (const x of [1, 2, 3]) history = change(history, drawing(x), "drag 1");
  history = change(history, drawing(9), "drag 2");
  history = undo(history);
  assert.equal(history.now.boxes[0]?.x, 3);
  history = undo(history);
  assert.equal(history.now.boxes[0]?.x, 0);
  history = redo(history);
  assert.equal(history.now.boxes[0]?.x, 3);
  history = change(history, drawing(5));
  assert.deepEqual(redo(history).now, history.now, "what was taken back is gone after a change");
  assert.deepEqual(undo(undo(undo(undo(history)))).now, blank.now);
});

test("a crop keeps the proportions of its network and stays inside", () => {
  assert.equal(cropFor("none", picture), null);
  assert.deepEqual(cropFor("1:1", picture), { x: 50, y: 0, width: 300, height: 300 });
  assert.deepEqual(cropFor("4:5", picture), { x: 80, y: 0, width: 240, height: 300 });
  const wide = cropFor("16:9", picture);
  assert.deepEqual(wide && Math.round((wide.width / wide.height) * 100), 178);
  const grown = resized(
    { x: 200, y: 100, width: 50, height: 50 },
    { width: 900, height: 1 },
    picture,
    "1:1",
  );
  assert.deepEqual(grown, { x: 200, y: 100, width: 200, height: 200 });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween } from "./changes.ts";

const paragraph = (number: string, body: string) => ({
  number,
  heading: `Heading ${number}`,
  body,
});
const none = { classes: [] };

test("a comparison names what changed, what came and what went, and nothing else", () => {
  const before = {
    ...none,
    paragraphs: [paragraph("1", "a"), paragraph("2", "b"), paragraph("3", "c")],
  };
  const after = {
    ...none,
    paragraphs: [paragraph("1", "a"), paragraph("2", "B"), paragraph("4", "d")],
  };
  const changes = changesBetween(before, after, String);
  assert.deepEqual(
    changes.map(({ kind, title }) => `${kind} ${title}`),
    ["changed 2 Heading 2", "added 4 Heading 4", "removed 3 Heading 3"],
  );
});

test("a class whose clock changes is a change, though its title stays", () => {
  const one = {
    code: "alert",
    title: "Alert",
    paragraph: "4.4",
    isLifeSafety: true,
    validHours: 12,
    steps: [],
  };
  const [change] = changesBetween(
    { paragraphs: [], classes: [one] },
    { paragraphs: [], classes: [{ ...one, validHours: 6 }] },
    (given) => `good for ${given.validHours} hours`,
  );
  assert.equal(change?.kind, "changed");
  assert.equal(change?.after, "good for 6 hours");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { changedParts, type VersionPart } from "./changed-parts.ts";

const part = (key: string, text: string): VersionPart => ({ key, label: key, kind: "words", text });

test("only what differs is shown: changed, come and gone, each part by its own name", () => {
  const before = [part("title", "Road closed"), part("text", "Mill St"), part("media 0", "A map")];
  const after = [part("title", "Road open"), part("text", "Mill St"), part("poll", "yes / no")];
  assert.deepEqual(
    changedParts(before, after).map(({ before: was, after: is }) => [is.key, was.text, is.text]),
    [
      ["title", "Road closed", "Road open"],
      ["poll", "", "yes / no"],
      ["media 0", "A map", ""],
    ],
  );
  assert.deepEqual(changedParts(after, after), []);
});

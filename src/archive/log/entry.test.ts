import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  commitPart,
  commitStream,
  discloseParts,
  makeEntry,
  parseEntry,
  verifyPart,
} from "./entry.ts";
import type { Parts } from "./entry.ts";
import { leafHash } from "./merkle.ts";

const fields = {
  id: "01935c2e-7b3a-7c11-9a55-1f2e3d4c5b6a",
  agency: "riverside",
  kind: "captured",
  occurredAt: "2026-11-21T03:37:00.123456Z",
  capturedAt: "2026-11-21T03:37:01Z",
};

function part(text: string) {
  return { salt: randomBytes(32), bytes: Buffer.from(text) };
}

function someParts(): Parts {
  return {
    subject: part("a comment on post 12"),
    text: part("Is Main St open?"),
    "media.0": part("\u0000\u0001"),
  };
}

test("a commitment is the salted hash of name and bytes", () => {
  const salt = Buffer.alloc(32, 7);
  const expected = createHash("sha256")
    .update(salt)
    .update("text")
    .update("\0")
    .update("hi")
    .digest();
  assert.deepEqual(commitPart("text", Buffer.from("hi"), salt), expected);
});

test("an entry is canonical, holds no part's content, and reads back", () => {
  const { bytes, leafHash: leaf } = makeEntry({ ...fields, previous: "older" }, someParts());
  assert.deepEqual(leaf, leafHash(bytes));
  const entry = parseEntry(bytes);
  assert.equal(entry.previous, "older");
  assert.deepEqual(Object.keys(entry.parts), ["media.0", "subject", "text"]);
  assert.ok(!bytes.includes("Main St"));
});

test("a disclosed part is proved, a changed, renamed or re-salted one is not", () => {
  const parts = someParts();
  const entry = parseEntry(makeEntry(fields, parts).bytes);
  const text = parts["text"] ?? assert.fail();
  assert.ok(verifyPart(entry, "text", text));
  assert.ok(!verifyPart(entry, "subject", text));
  assert.ok(!verifyPart(entry, "payload", text));
  assert.ok(!verifyPart(entry, "toString", text));
  assert.ok(!verifyPart(entry, "text", { ...text, bytes: Buffer.from("Is Main St closed?") }));
  assert.ok(!verifyPart(entry, "text", { ...text, salt: randomBytes(32) }));
  assert.ok(!verifyPart(entry, "text", { ...text, salt: Buffer.alloc(31) }));
});

test("withholding a part gives neither its salt nor its bytes", () => {
  const parts = someParts();
  const entry = parseEntry(makeEntry(fields, parts).bytes);
  const given = discloseParts(entry, parts, ["text", "nonsense"]);
  assert.deepEqual(Object.keys(given).sort(), ["media.0", "subject", "text"]);
  assert.deepEqual(given["subject"], { withheld: true });
  assert.equal(given["text"], parts["text"]);
});

test("a part whose body was destroyed is withheld, and the entry stays readable", () => {
  const entry = parseEntry(makeEntry(fields, someParts()).bytes);
  assert.deepEqual(discloseParts(entry, {}, ["text"])["text"], { withheld: true });
});

test("an entry in any other spelling than the canonical one is refused", () => {
  const { bytes } = makeEntry(fields, someParts());
  const text = bytes.toString();
  const value: Record<string, unknown> = JSON.parse(text);
  const others = [
    ` ${text}`,
    `${text}\n`,
    JSON.stringify(value, null, 1),
    text.replace('"v":1', '"v":2'),
    text.replace('"v":1', '"v":1.0'),
    text.replace('"kind"', '"kynd"'),
    text.replace('"captured"', '"capt\\u0075red"'),
    text.replace("Z", "+00:00"),
    JSON.stringify({ ...value, extra: 1 }),
    JSON.stringify(Object.fromEntries(Object.entries(value).toReversed())),
    text.replace(/"parts":\{(.*?),(.*?)([,}])/, '"parts":{$2,$1$3'),
    text.replace('"v":1', '"v":1,"v":1'),
    "null",
    "{",
    "",
  ];
  for (const other of others) {
    assert.notEqual(other, text);
    assert.throws(() => parseEntry(Buffer.from(other)), RangeError, other);
  }
  // Three bytes that are no letter read as one sign of three bytes: the same length, and not the same entry.
  const broken = makeEntry({ ...fields, kind: "\uFFFD" }, {}).bytes;
  const at = broken.indexOf(Buffer.from("\uFFFD"));
  broken.set([0xf0, 0x9f, 0x98], at);
  assert.throws(() => parseEntry(broken), /not UTF-8/);
});

test("an entry with any bit flipped is another entry or none", () => {
  const { bytes, leafHash: leaf } = makeEntry(fields, someParts());
  fc.assert(
    fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(bytes);
      const at = Math.floor(bit / 8);
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
      assert.notDeepEqual(leafHash(changed), leaf);
    }),
  );
});

test("improper names, times, salts and sizes are refused with the limit's name", () => {
  assert.throws(() => makeEntry(fields, { "a b": part("x") }), RangeError);
  assert.throws(() => makeEntry(fields, { "media.01": part("x") }), RangeError);
  assert.throws(() => makeEntry(fields, { text: { salt: Buffer.alloc(8), bytes: Buffer.of() } }));
  assert.throws(() => makeEntry({ ...fields, occurredAt: "yesterday" }, {}), RangeError);
  assert.throws(() => makeEntry({ ...fields, id: "" }, {}), RangeError);
  assert.throws(() => makeEntry({ ...fields, kind: "x".repeat(201) }, {}), RangeError);
  const many = Array.from({ length: 501 }, (_, at) => [`media.${at}`, part("x")]);
  assert.throws(() => makeEntry(fields, Object.fromEntries(many)), /more than 500 parts/);
});

test("a commitment made while bytes stream by is the one that is made of them whole", async () => {
  const salt = Buffer.alloc(32, 7);
  async function* pieces() {
    yield Buffer.from("a video ");
    yield Buffer.from("in pieces");
  }
  const { commitment } = await commitStream("media.0", pieces(), salt);
  assert.deepEqual(commitment, commitPart("media.0", Buffer.from("a video in pieces"), salt));
  await assert.rejects(commitStream("media.0", pieces(), Buffer.alloc(3)), RangeError);
});

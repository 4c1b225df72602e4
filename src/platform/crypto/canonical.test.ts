import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { canonicalize, sha256 } from "./canonical.ts";

test("keys are ordered by UTF-16 code units, not by code points or by locale", () => {
  // An emoji is a surrogate pair (D83D…), so it sorts before U+FB33 although its code point is higher.
  const value = {
    "\ufb33": 1,
    "\u{1f600}": 2,
    "\r": 3,
    "1": 4,
    "\u0080": 5,
    "\u00f6": 6,
    "\u20ac": 7,
  };
  const keys = [...canonicalize(value).matchAll(/:(\d)/g)].map((found) => Number(found[1]));
  assert.deepEqual(keys, [3, 4, 5, 6, 7, 2, 1]);
});

test("control characters take the short escape where there is one, lower-case hex otherwise", () => {
  assert.equal(
    canonicalize('\u20ac$\u000f\nA\'B"\\\\"/\b\t\f\r\u001f\u007f'),
    '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\\u001f\u007f"',
  );
});

test("numbers are written as ECMAScript writes them, at the edges too", () => {
  const cases: [number, string][] = [
    [-0, "0"],
    [5e-324, "5e-324"],
    [-5e-324, "-5e-324"],
    [Number.MAX_VALUE, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [1e21, "1e+21"],
    [1e23, "1e+23"],
    [999999999999999700000, "999999999999999700000"],
    [0.000001, "0.000001"],
    [1e-7, "1e-7"],
    [Number("333333333.33333329"), "333333333.3333333"],
    [4.5, "4.5"],
    [2e-3, "0.002"],
  ];
  for (const [value, text] of cases) assert.equal(canonicalize(value), text);
});

test("whitespace is never written and nesting is kept", () => {
  assert.equal(
    canonicalize({ b: [{ z: null, a: true }, [], {}], a: { "": false } }),
    '{"a":{"":false},"b":[{"a":true,"z":null},[],{}]}',
  );
});

test("an undefined property is dropped, an undefined element is refused", () => {
  assert.equal(canonicalize({ a: undefined, b: 1 }), '{"b":1}');
  assert.throws(() => canonicalize([1, undefined]), /\$\[1\] is undefined/);
  // oxlint-disable-next-line no-sparse-arrays -- a hole is what is under test
  assert.throws(() => canonicalize([1, , 2]), /\$\[1\] is undefined/);
  assert.throws(() => canonicalize(undefined), TypeError);
});

test("what JSON cannot hold is refused, with its place", () => {
  const lone = "\ud83d";
  for (const value of [Number.NaN, Infinity, -Infinity, 1n, Symbol("x"), () => 1, lone]) {
    assert.throws(() => canonicalize({ deep: [value] }), /\$\.deep\[0\]/);
  }
  assert.throws(() => canonicalize({ [lone]: 1 }), /lone surrogate/);
  assert.throws(() => canonicalize({ at: new Date(0) }), /object of a class/);
  assert.throws(() => canonicalize(new Map()), /object of a class/);
  assert.throws(() => canonicalize(Buffer.from("x")), /object of a class/);
});

test("a value that contains itself is refused by the depth limit", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  assert.throws(() => canonicalize(loop), /deeper than 100/);
});

test("parsing gives the value back, and writing it again the same text", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary", maxDepth: 6 }), (value) => {
      const text = canonicalize(value);
      assert.equal(canonicalize(JSON.parse(text)), text);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("the order in which keys were set does not matter", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      assert.equal(canonicalize(reversed), canonicalize(value));
    }),
  );
});

test("SHA-256 takes text as UTF-8", () => {
  const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(sha256("abc").toString("hex"), digest);
  assert.deepEqual(sha256("\u00e9"), sha256(Buffer.from([0xc3, 0xa9])));
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { connectors } from "./registry.ts";

const real = [...connectors.values()].filter(({ network }) => network !== "sandbox");

test("every network has a table of its documented errors, and no row is there twice", () => {
  for (const { network, errors } of real) {
    assert.ok(errors.length >= 8, `${network}: ${errors.length} rows`);
    const keys = errors.map(({ status, code, subcode }) => `${status} ${code}/${subcode ?? ""}`);
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
      network,
    );
  }
});

test("every row says in a sentence what a person can make of it", () => {
  for (const { network, errors } of real)
    for (const { code, says } of errors) assert.match(says, /^\p{Lu}.*\.$/u, `${network} ${code}`);
});

test("the contract suite, which plays every row, is run for every network", () => {
  for (const { network } of connectors.values()) {
    const file = join(import.meta.dirname, network, `${network}.test.ts`);
    assert.match(readFileSync(file, "utf8"), /describeConnector\(/, network);
  }
});

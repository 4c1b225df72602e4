import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { recordsLaws } from "./laws.ts";

/** A second table of statutes, where one lies beside the project. */
function secondTable(): string | undefined {
  for (let at = import.meta.dirname; dirname(at) !== at; at = dirname(at)) {
    const file = join(at, "../shared/data/records/statutes.csv");
    if (existsSync(file)) return file;
  }
  return undefined;
}

const rows = z.array(
  z.object({
    code: z.string(),
    ack_days: z.string(),
    response_days: z.string(),
    response_kind: z.string(),
    confidence: z.string(),
  }),
);

test("every number that a second table is sure of stands in ours, counted in the same days", (t) => {
  const file = secondTable();
  if (file === undefined) return t.skip("the reference data is not beside the project");
  for (const row of rows.parse(parse(readFileSync(file), { columns: true }))) {
    const law = recordsLaws.find(({ state }) => state === row.code);
    assert.ok(law, row.code);
    const terms = law.stages.flatMap(({ term }) => (term ? [`${term.days} ${term.kind}`] : []));
    if (row.confidence !== "high" || !/^\d+$/.test(row.response_days)) continue;
    const kind = row.response_kind === "immediate" ? "business" : row.response_kind;
    assert.ok(terms.includes(`${row.response_days} ${kind}`), `${row.code}: ${terms.join()}`);
    if (/^\d+$/.test(row.ack_days))
      assert.ok(
        terms.some((term) => term.startsWith(`${row.ack_days} `)),
        row.code,
      );
  }
});

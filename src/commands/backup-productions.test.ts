import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { finishedProductions, productionPlace } from "./backup-productions.ts";

const agency = "01a20000-0000-7000-8000-000000000001";
const done = "01a20000-0000-7000-8000-000000000002";
const making = "01a20000-0000-7000-8000-000000000003";

test("a backup takes the files of finished productions, and of no other", () => {
  const data = mkdtempSync(join(tmpdir(), "productions-"));
  try {
    assert.deepEqual(finishedProductions(data), []);
    for (const id of [done, making])
      mkdirSync(join(data, "productions", agency, id, "VOL0001"), { recursive: true });
    const files = { "index.csv": {}, "VOL0001/records.pdf": {} };
    const place = join(data, "productions", agency, done);
    writeFileSync(join(place, "production.json"), JSON.stringify({ files }));
    const found = finishedProductions(data);
    assert.deepEqual(
      found.map((one) => one.name),
      ["production.json", "index.csv", "VOL0001/records.pdf"].map(
        (file) => `productions/${agency}/${done}/${file}`,
      ),
    );
    for (const { name, path } of found) assert.equal(productionPlace(data, name), path);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test("attack: no name in a backup leads out of the productions", () => {
  for (const name of [
    `productions/${agency}/${done}/../../../keys/root.key`,
    `productions/${agency}/${done}/.production`,
    `productions/${agency}/${done}/`,
    `productions/../keys/${done}/x`,
    `productions/${agency}/${done}//etc/passwd`,
    `productions\\${agency}\\${done}\\x`,
  ])
    assert.equal(productionPlace("/data", name), undefined, name);
});

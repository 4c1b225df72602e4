import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { connectors } from "../src/channels/registry.ts";
import { mayKnow } from "./boundaries.ts";
import { connectorSection, connectorTable } from "./connectors.ts";
import { map, mapSection } from "./map.ts";
import { isCurrent } from "./section.ts";

const root = join(import.meta.dirname, "..");

test("the map in ARCHITECTURE.md is the table that the boundaries are held to", () => {
  assert.ok(isCurrent(mapSection, map()), "run node tools/map.ts");
});

test("docs/connectors.md shows every network with what its connector declares", () => {
  assert.ok(isCurrent(connectorSection, connectorTable()), "run node tools/connectors.ts");
});

test("the changelog names every network", () => {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8").toLowerCase();
  for (const { title } of connectors.values())
    assert.ok(changelog.includes(title.toLowerCase()), title);
});

test("every slice, and every network's folder, has a README of at most forty lines", () => {
  const slices = Object.keys(mayKnow).map((slice) => `src/${slice}/README.md`);
  for (const paper of slices) {
    assert.ok(existsSync(join(root, paper)), paper);
    const lines = readFileSync(join(root, paper), "utf8").trimEnd().split("\n").length;
    assert.ok(lines <= 40, `${paper} has ${lines} lines`);
  }
  const folders = globSync("src/channels/*/", { cwd: root }).filter((path) =>
    connectors.has(path.replace(/\/$/, "").split("/").at(-1) ?? ""),
  );
  assert.equal(folders.length, connectors.size);
  for (const folder of folders) assert.ok(existsSync(join(root, folder, "README.md")), folder);
});

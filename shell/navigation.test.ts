import assert from "node:assert/strict";
import { test } from "node:test";
import { entryAt, groupsOf, navEntries, railFor, sections } from "./navigation.ts";
import { slices } from "./slices.ts";

test("every entry of the navigation names a section of the rail", () => {
  const known = new Set(sections.map(({ id }) => id));
  for (const entry of navEntries())
    assert.ok(known.has(entry.section), `${entry.to}: ${entry.section}`);
});

test("every entry of a long section stands under one of its headings, and each heading has entries", () => {
  for (const section of railFor(() => true)) {
    const known = (section.groups ?? []).map(({ id }) => id);
    const named = new Set(section.entries.map(({ group }) => group));
    assert.deepEqual(
      [...named].sort(),
      known.length > 0 ? known.toSorted() : [undefined],
      section.id,
    );
  }
});

test("no heading of the rail has more entries than a person takes in at a glance", () => {
  for (const section of railFor(() => true))
    for (const { heading, entries } of groupsOf(section))
      assert.ok(entries.length <= 9, `${section.id} ${heading?.id ?? ""}: ${entries.length}`);
});

test("a heading whose entries a person may not use is not in that person's rail", () => {
  const publish = railFor((verb) => verb === "post.read").find(({ id }) => id === "publish");
  assert.ok(publish);
  assert.deepEqual(
    groupsOf(publish).map(({ heading }) => heading?.id),
    ["write", "rules"],
  );
});

test("every entry and command leads to a page that is mounted", () => {
  const paths = slices.flatMap(({ routes }) => (routes ?? []).map(({ path }) => pattern(path)));
  const leads = [...navEntries(), ...slices.flatMap(({ commands }) => commands ?? [])];
  for (const { to } of leads) {
    if (to === undefined || to === "/") continue;
    const path = to.split(/[?#]/)[0] ?? "";
    assert.ok(
      paths.some((one) => one.test(path)),
      `no page at ${to}`,
    );
  }
});

test("a section without anything a person may use is not in the rail", () => {
  const rail = railFor((verb) => verb === undefined);
  assert.ok(rail.every(({ entries }) => entries.every(({ may }) => may === undefined)));
  assert.ok(rail.some(({ id }) => id === "today"));
});

test("outreach stands together under Publish: the rail of the design has no place of its own for it", () => {
  const publish = railFor(() => true).find(({ id }) => id === "publish");
  const paths = publish?.entries.map(({ to }) => to) ?? [];
  const at = paths.indexOf("/events");
  assert.deepEqual(paths.slice(at, at + 4), ["/events", "/campaigns", "/pages", "/openings"]);
});

test("a page belongs to the entry with the longest address in front of it", () => {
  assert.equal(entryAt("/")?.section, "today");
  assert.equal(entryAt("/nowhere"), undefined);
});

test("no two pages stand at one address, and no two commands share a name", () => {
  const paths = slices.flatMap(({ routes }) => (routes ?? []).map(({ path }) => path));
  const commands = slices.flatMap((slice) => (slice.commands ?? []).map(({ id }) => id));
  assert.equal(new Set(paths).size, paths.length);
  assert.equal(new Set(commands).size, commands.length);
});

function pattern(path: string): RegExp {
  return new RegExp(`^/${path.replaceAll(/:\w+\??/g, "[^/]+")}$`);
}

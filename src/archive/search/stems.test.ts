import assert from "node:assert/strict";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { lexemesOf, stemOf } from "./stems.ts";

test("a word has its stem though so many new ones come with it that it is forgotten meanwhile", async () => {
  const { assembly } = await openTestBeat();
  const ctx = asSystem(assembly.ctx, "test", null);
  const many = (start: string) => Array.from({ length: 110_000 }, (_, n) => `${start}${n}`);
  await read(ctx, async (tx) => {
    const [before] = await lexemesOf(tx, ["arresting", ...many("one")]);
    const [after, ...others] = await lexemesOf(tx, ["arresting", ...many("two"), "arrested"]);
    assert.equal(before?.stem, "arrest");
    assert.deepEqual(after, before);
    assert.equal(others.at(-1)?.hash, before.hash);
  });
});

test("a number is its own stem, as PostgreSQL says too", async () => {
  const { assembly } = await openTestBeat();
  const ctx = asSystem(assembly.ctx, "test", null);
  const numbers = ["0", "7", "00", "911", "2026", "12065550188", "9".repeat(400)];
  await read(ctx, async (tx) => {
    const lexemes = await lexemesOf(tx, numbers);
    const rows = await tx.tx.raw<{ stem: string }>(
      `select ${stemOf("w.word")} as stem from unnest($1::text[]) with ordinality w(word, place) order by place`,
      [numbers],
    );
    assert.deepEqual(
      lexemes.map(({ stem }) => stem),
      rows.map(({ stem }) => stem),
    );
  });
});

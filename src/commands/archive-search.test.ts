import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { z } from "zod";
import { Program } from "#test/program.ts";

let folder = "";
let program: Program;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "openbeat-search-"));
  program = await Program.over(join(folder, "data"));
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
});
after(() => rm(folder, { recursive: true, force: true }));

const told = z.object({
  results: z.array(z.object({ id: z.string(), kind: z.string(), text: z.string() })),
});

test("the archive is searched at the command line, by the words of its screen", async () => {
  const text = "The wallaby crossing on Route 9 is closed";
  const byBoyd = "--to website --as boyd@tinycounty.example --warnings-read --wait 1".split(" ");
  const posted = await program.run("post", "--text", text, ...byBoyd);
  assert.match(posted.out, /wallaby|submitted|waiting|draft/i);
  const { code, out } = await program.run("archive", "search", '"wallaby crossing"', "--json");
  assert.equal(code, 0, out);
  const { results } = told.parse(JSON.parse(out.slice(out.indexOf("{"))));
  assert.ok(results.length > 0 && results.every(({ text }) => text.includes("wallaby crossing")));
  const near = [
    "archive",
    "search",
    "wallab* NEAR/4 route -quokka",
    "--kind",
    "publish.",
    "--json",
  ];
  const found = await program.run(...near);
  assert.ok(told.parse(JSON.parse(found.out.slice(found.out.indexOf("{")))).results.length > 0);
  const none = await program.run("archive", "search", "quokka", "--json");
  assert.deepEqual(told.parse(JSON.parse(none.out.slice(none.out.indexOf("{")))).results, []);
});

test("a search that cannot be read is refused in a sentence", async () => {
  const { code, out } = await program.run("archive", "search", "x", "--from", "yesterday");
  assert.equal(code, 1);
  assert.match(out, /^openbeat: from: /m);
});

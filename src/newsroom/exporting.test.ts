import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Refusal } from "#platform/refusal.ts";
import { exportPages } from "./exporting.ts";
import { KeptPages } from "./kept-pages.ts";

const html = "text/html; charset=utf-8";
const long = `<!doctype html><title>News</title>${"<p>Mill St is open again.</p>".repeat(60)}`;

async function pages(): Promise<KeptPages> {
  const kept = new KeptPages(join(await mkdtemp(join(tmpdir(), "site-")), "kept"));
  await kept.putText("/", "", html, long);
  await kept.putText("/404", "", html, "<p>no page</p>");
  await kept.putText("/beats/3", "", html, "<p>Beat 3</p>");
  await kept.putText("/beats/3.atom", "", "application/atom+xml; charset=utf-8", "<feed/>");
  await kept.putText("/news/beat/north%20end", "", html, "<p>North end</p>");
  await kept.putPicture("/media/a.png", "a".repeat(64), "image/png", Buffer.from([1, 2, 3]));
  return kept;
}

test("the site is files that any host serves, with their compressed twins", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "host-")), "public");
  const { files } = await exportPages(await pages(), folder);
  assert.equal(files, 6);
  const read = (name: string) => readFile(join(folder, name));
  assert.equal(String(await read("index.html")), long);
  assert.equal(String(brotliDecompressSync(await read("index.html.br"))), long);
  assert.equal(String(gunzipSync(await read("index.html.gz"))), long);
  assert.equal(String(await read("beats/3/index.html")), "<p>Beat 3</p>");
  assert.equal(String(await read("beats/3.atom")), "<feed/>");
  assert.equal(String(await read("news/beat/north end/index.html")), "<p>North end</p>");
  assert.equal(String(await read("404.html")), "<p>no page</p>");
  assert.deepEqual([...(await read("media/a.png"))], [1, 2, 3]);
});

test("the next export replaces the one before, so that what was withdrawn is gone", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "host-")), "public");
  const kept = await pages();
  await exportPages(kept, folder);
  await kept.remove("/media/a.png");
  await exportPages(kept, folder);
  assert.ok(!existsSync(join(folder, "media/a.png")));
  assert.ok(existsSync(join(folder, "index.html")));
});

test("a folder that holds something else is left as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "host-"));
  await mkdir(join(folder, "photos"));
  await writeFile(join(folder, "photos/dog.txt"), "dog");
  await assert.rejects(
    exportPages(await pages(), folder),
    (error) => error instanceof Refusal && error.code === "folder-taken",
  );
  assert.equal(await readFile(join(folder, "photos/dog.txt"), "utf8"), "dog");
});

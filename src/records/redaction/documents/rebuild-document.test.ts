import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { folderBlobs } from "#platform/blobs/blobs.ts";
import { Refusal } from "#platform/refusal.ts";
import { atEnd } from "#test/openbeat.ts";
import { tellingPdf } from "#test/telling-pdf.ts";
import { DocumentReader } from "./document-reader.ts";
import { documentPages, pixelsOf, shownPage } from "./pages.ts";
import { rebuildDocument } from "./rebuild-document.ts";

const folder = mkdtempSync(join(tmpdir(), "documents-"));
atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
const blobs = folderBlobs(folder);
const code = "552.108";
/** Over the line that names the person, on page 2. */
const box = { page: 2, left: 280, top: 580, width: 1_600, height: 100, code };

const greyOf = async (bytes: Buffer, page: number) =>
  sharp(await shownPage(bytes, page))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });

test("a document becomes pictures of its pages: black where a box was, and the same everywhere else", async () => {
  const original = await tellingPdf("Dana Reyes");
  const rebuilt = await blobs.get(await rebuildDocument(blobs, original, [box]));
  assert.deepEqual(await documentPages(rebuilt), await documentPages(original));
  for (const page of [1, 2, 3]) {
    const [before, after] = [await greyOf(original, page), await greyOf(rebuilt, page)];
    const { width, height } = after.info;
    const scale = width / 2_550;
    let [far, outside] = [0, 0];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const value = after.data[y * width + x] ?? 0;
        const [px, py] = [x / scale, y / scale];
        const isIn = (inset: number) =>
          page === box.page &&
          px > box.left + inset &&
          px < box.left + box.width - inset &&
          py > box.top + inset &&
          py < box.top + box.height - inset;
        if (isIn(4)) assert.ok(value < 12, `${value} under the box at ${x}, ${y}`);
        else if (!isIn(-4)) {
          outside += 1;
          far += Math.abs(value - (before.data[y * width + x] ?? 0));
        }
      }
    assert.ok(far / outside < 2, `page ${page} differs by ${far / outside} of 255 on average`);
  }
});

const refusal = (words: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === "cannot-rebuild" && words.test(error.message);

test("a locked, a damaged, an endless and a hostile document are refused with what can be done instead", async () => {
  const locked = await tellingPdf("Dana Reyes", { password: "mill" });
  assert.equal(await documentPages(locked), "locked");
  await assert.rejects(
    rebuildDocument(blobs, locked, [box]),
    refusal(/only with a password.*Withhold/),
  );
  const cut = (await tellingPdf("Dana Reyes")).subarray(0, 900);
  await assert.rejects(rebuildDocument(blobs, cut, [box]), refusal(/is damaged/));
  await assert.rejects(shownPage(Buffer.from("%PDF-1.7\n%%EOF"), 1), refusal(/is damaged/));
  const long = await tellingPdf("x", { pages: 201 });
  assert.equal(await documentPages(long), "many-pages");
  // A page that draws itself again and again, through ten steps of ten: it would take days.
  const bomb = nestedForms(10, 12);
  const started = performance.now();
  await assert.rejects(shownPage(bomb, 1), refusal(/more time or memory/));
  assert.ok(performance.now() - started < 60_000);
  assert.ok(Array.isArray(await documentPages(await tellingPdf("x"))), "the next one is read");
});

test("a page of any size is drawn within the limit of pixels, and boxes must lie on pages there are", async () => {
  const plan = pixelsOf({ width: 14_400, height: 7_200 });
  assert.ok(plan.width * plan.height <= 20_000_000 && plan.width > 6_000);
  assert.deepEqual(pixelsOf({ width: 612, height: 792 }), { width: 2_550, height: 3_300 });
  assert.deepEqual(pixelsOf({ width: 0.1, height: 0.1 }), { width: 1, height: 1 });
  const original = await tellingPdf("Dana Reyes", { pages: 1 });
  const outside = (error: unknown) => error instanceof Refusal && error.code === "box-outside";
  for (const wrong of [box, { ...box, page: undefined }, { ...box, page: 1, width: 9_000 }])
    await assert.rejects(rebuildDocument(blobs, original, [wrong]), outside);
});

test("what a document takes has an end: beyond it the reader is refused and its thread is gone", async () => {
  await using reader = await DocumentReader.open(await tellingPdf("x", { pages: 1 }));
  await assert.rejects(reader.draw(0, { width: 20_000, height: 20_000 }, []), { why: "heavy" });
});

/** A PDF whose page draws a form that draws the next one `wide` times, `deep` levels down. */
function nestedForms(wide: number, deep: number): Buffer {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
    stream("", "/F Do"),
  ];
  for (let level = 0; level < deep; level++) {
    const isLast = level === deep - 1;
    const body = isLast ? "0 0 600 700 re f\n" : "/F Do\n";
    const next = isLast ? "" : `/Resources<</XObject<</F ${6 + level} 0 R>>>>`;
    objects.push(stream(`/Type/XObject/Subtype/Form/BBox[0 0 612 792]${next}`, body.repeat(wide)));
  }
  let text = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text, "latin1");
}

function stream(facts: string, body: string): string {
  return `<<${facts}/Length ${body.length}>>\nstream\n${body}\nendstream`;
}

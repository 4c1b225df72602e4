import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import sharp from "sharp";
import { TaggedPdf } from "./tagged-pdf.ts";
import { runsOf } from "./glyphs.ts";

const noReader = spawnSync("pdftotext", ["-v"]).error ? "pdftotext is not on this machine" : false;

async function paper(): Promise<Uint8Array> {
  const pdf = new TaggedPdf("A production", "en-US");
  pdf.paragraph([{ words: "Before the picture " }, { words: "[withheld: X]", isStrong: true }]);
  const image = await sharp({
    create: { width: 300, height: 200, channels: 3, background: "#4a7" },
  })
    .jpeg()
    .toBuffer();
  pdf.picture(image, "A green field");
  pdf.paragraph("After the picture: мир, Ελλάδα, 😀 and 漢");
  for (let n = 0; n < 80; n += 1) pdf.paragraph(`Line ${n}`);
  pdf.table([{ head: "One", width: 200 }], [["cell 😀"]]);
  return pdf.end((page, of) => `page ${page} of ${of}`);
}

/** Where the words begin on the first page, in points from its top. */
function topOf(file: string, words: string): number {
  const boxes = execFileSync("pdftotext", ["-bbox", "-l", "1", file, "-"], { encoding: "utf8" });
  return Number(new RegExp(`yMin="([\\d.]+)"[^>]*>${words}<`).exec(boxes)?.[1]);
}

test(
  "text goes on below a picture, never over it, and pages are numbered",
  { skip: noReader },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "paper-"));
    try {
      const file = join(folder, "paper.pdf");
      writeFileSync(file, await paper());
      // 300 by 200 pixels fill the width that pictures have: 360 by 240 points.
      assert.ok(topOf(file, "After") - topOf(file, "Before") > 240);
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      assert.match(text, /мир, Ελλάδα, 😀 and \[U\+6F22\]/);
      assert.match(text, /page 1 of [2-9][^]*page 2 of/);
      assert.match(text, /cell 😀/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("it is tagged as PDF/UA: language, title shown, structure, the picture's words, fonts within", async () => {
  const bytes = Buffer.from(await paper());
  const all = [bytes.toString("latin1")];
  for (let at = bytes.indexOf("stream\n"); at !== -1; at = bytes.indexOf("stream\n", at + 7))
    try {
      all.push(inflateSync(bytes.subarray(at + 7), { finishFlush: 2 }).toString("latin1"));
    } catch {
      // Not every stream is deflated.
    }
  const said = all.join("\n");
  for (const mark of [
    "/Lang (en-US)",
    "/DisplayDocTitle true",
    "/Marked true",
    "/StructTreeRoot",
    "/Figure",
    "/Alt",
    "/FontFile",
    "pdfuaid:part",
  ])
    assert.ok(said.includes(mark), mark);
});

test("a sign that no font has is written by its number; marks that nobody sees leave nothing", () => {
  const text = (given: string) =>
    runsOf(given, 400)
      .map((run) => run.text)
      .join("");
  assert.equal(text("Plain “words”"), "Plain “words”");
  assert.equal(text("漢\u200d\ufe0f!"), "[U+6F22]!");
  assert.ok(runsOf("мир 😀", 400).length > 1);
});

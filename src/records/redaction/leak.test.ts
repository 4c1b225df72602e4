import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import sharp from "sharp";
import { LogKeeper, exportArchive, type Withheld } from "#archive";
import { folderBlobs } from "#platform/blobs/blobs.ts";
import { read } from "#platform/db/database.ts";
import { atEnd } from "#test/openbeat.ts";
import { tellingPdf } from "#test/telling-pdf.ts";
import { openDesk, type Desk } from "#test/worlds/records-desk.ts";
import { as } from "#test/worlds/world.ts";
import { TaggedPdf } from "../paper/tagged-pdf.ts";
import { markText } from "./marking.ts";
import { redactionsOf } from "./marks.ts";
import { rebuildDocument } from "./documents/rebuild-document.ts";
import { rebuildPicture } from "./rebuilding.ts";
import type { Box } from "./tables.ts";
import { tells } from "#platform/text/telling.ts";

/*
 * What is taken out must be found by nobody: not in the bytes, not in what is packed in them, not in another
 * encoding, not in what is written beside a picture, and not in its pixels. Every count here is 0.
 */
const code = "552.108";

/** All that hides in some bytes: as they are, and everything in them that unpacks. */
function layersOf(bytes: Buffer): Buffer[] {
  const layers = [bytes];
  for (let at = 0; at < bytes.length - 2; at++) {
    const packed = bytes.subarray(at);
    const isZlib = bytes[at] === 0x78 && bytes.readUInt16BE(at) % 31 === 0;
    const isGzip = bytes[at] === 0x1f && bytes[at + 1] === 0x8b;
    const isStream = packed.subarray(0, 7).toString("latin1") === "stream\n";
    const unpack = isZlib ? inflateSync : isGzip ? gunzipSync : undefined;
    for (const one of [unpack, isStream ? inflateRawSync : undefined])
      try {
        if (one) layers.push(one(packed, { finishFlush: 2, maxOutputLength: 1 << 26 }));
      } catch {
        // Bytes that only look packed.
      }
  }
  return layers;
}

/** The ways in which a word can be written into a file. */
function writtenAs(word: string): Buffer[] {
  const html = word
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[^\x20-\x7e]/gu, (sign) => `&#${sign.codePointAt(0)};`);
  const texts = new Set(
    [word, word.normalize("NFC"), word.normalize("NFD")].flatMap((one) => [
      one,
      one.toLowerCase(),
      one.toUpperCase(),
      encodeURIComponent(one),
      encodeURIComponent(one).replaceAll("%20", "+"),
      JSON.stringify(one).slice(1, -1),
      html,
      one.replaceAll(" ", ""),
    ]),
  );
  return [...texts].flatMap((text) => {
    const wide = Buffer.from(text, "utf16le");
    const base64 = [0, 1, 2].map((shift) =>
      // Whatever stands before it, its middle reads like this.
      Buffer.from(
        Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
          .toString("base64")
          .slice(4, -4),
      ),
    );
    const big = Buffer.from(wide).swap16();
    return [
      Buffer.from(text),
      wide,
      big,
      Buffer.from(Buffer.from(text).toString("hex")),
      ...base64,
    ];
  });
}

function leaksIn(bytes: Buffer, words: readonly string[]): string[] {
  const layers = layersOf(bytes);
  return words.filter((word) =>
    writtenAs(word).some(
      (form) => form.length >= 5 && layers.some((layer) => layer.includes(form)),
    ),
  );
}

test("the scan itself finds a word in every disguise that it looks for", () => {
  const word = "José Ñandú";
  for (const text of [
    word,
    encodeURIComponent(word),
    "Jos&#233; &#209;and&#250;",
    word.normalize("NFD"),
  ])
    assert.deepEqual(leaksIn(Buffer.from(`x ${text} y`), [word]), [word], text);
  assert.deepEqual(leaksIn(Buffer.from(`x ${word} y`, "utf16le"), [word]), [word]);
  assert.deepEqual(leaksIn(Buffer.from(Buffer.from(`ab ${word}`).toString("base64")), [word]), [
    word,
  ]);
  assert.deepEqual(leaksIn(Buffer.from("nobody"), [word]), []);
});

const said =
  "👩‍👧 Dana Reyes wrote: quagga, call José Ñandú <jose@x.example> at 503-555-0142 & e\u0301toile 🏳️‍🌈";
const secrets = [
  "👩‍👧 Dana Reyes",
  "José Ñandú",
  "jose@x.example",
  "503-555-0142",
  "e\u0301toile 🏳️‍🌈",
];

async function marked(desk: Desk): Promise<{ id: string; withheld: Withheld }> {
  await desk.hear({
    text: said,
    // The thing itself is named after the telephone, and the source's fields repeat the words.
    thing: "sms:+1%28503%29+555-0142",
    payload: { text: said, from: "Dana Reyes", files: ["dana%20reyes.jpg"], html: "Jos&eacute;" },
  });
  await desk.freeze();
  const [id = ""] = await desk.recordsLike("quagga");
  const marks = secrets.map((words) => {
    const start = said.indexOf(words);
    // A sloppy hand: the first and the last sign of each are cut through where they are made of several.
    return {
      start: start + (start === 0 ? 1 : 0),
      end: start + words.length - (words.includes("🏳️") ? 2 : 0),
      code,
    };
  });
  await markText(desk.clerk, desk.id, { recordId: id, marks, expected: null });
  const redaction = await read(desk.clerk, (tx) => redactionsOf(tx, desk.id, [id]));
  const spans = (redaction.get(id)?.spans ?? []).map(({ start, end }) => ({
    start,
    end,
    reason: code,
  }));
  return { id, withheld: { parts: { payload: code }, spans } };
}

test("a proved copy holds no word that was taken out: cut signs, accents, edges, payload, subject", async () => {
  const desk = await openDesk();
  const { id, withheld } = await marked(desk);
  const { signer, logFolder, ctx } = desk.beat.assembly;
  await new LogKeeper(desk.system, signer, join(logFolder, desk.agencyId)).turn();
  const folder = mkdtempSync(join(tmpdir(), "leak-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const out = join(folder, "out.zip");
  const sheriff = await as(ctx, desk.agencyId, "harlan@tinycounty.example");
  const redacted = new Map([[id, withheld]]);
  await exportArchive(sheriff, signer, logFolder, { out, title: "Request", redacted });
  const bytes = spawnSync("unzip", ["-p", out], { maxBuffer: 1 << 28 }).stdout;
  assert.ok(bytes.includes("wrote"), "what was left in is there");
  const parts = [
    "Dana",
    "Reyes",
    "José",
    "Ñandú",
    "jose@x",
    "555-0142",
    "5550142",
    "etoile",
    "👩",
    "👧",
  ];
  assert.deepEqual(leaksIn(bytes, [...secrets, ...parts]), []);
});

test("what the thing is named after is known to tell a telephone, an address and an escaped name", () => {
  const thing = '{"id":"sms:+1%28503%29+555-0142","kind":"thing"}';
  assert.ok(tells(thing, ["503-555-0142"]));
  assert.ok(tells("/files/dana%2520reyes.jpg", ["Dana Reyes"]));
  assert.ok(tells("Jos&#233;&nbsp;&#xD1;andu", ["José Ñandú"]));
  assert.ok(tells("unit JR 7", ["JR"]) && !tells("major", ["JR"]));
  assert.ok(!tells(thing, ["Dana Reyes"]));
});

test("a PDF of what is given out holds no word that was taken out, by pdftotext and in its streams", async (t) => {
  const desk = await openDesk();
  const { withheld } = await marked(desk);
  const pdf = new TaggedPdf("Request 2026-0001", "en-US");
  let from = 0;
  for (const { start, end } of withheld.spans ?? []) {
    pdf.paragraph(`${said.slice(from, start)}[${code}]`);
    from = end;
  }
  pdf.paragraph(said.slice(from));
  const bytes = Buffer.from(await pdf.end());
  assert.deepEqual(leaksIn(bytes, secrets), []);
  const folder = mkdtempSync(join(tmpdir(), "leak-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const path = join(folder, "out.pdf");
  writeFileSync(path, bytes);
  const reader: string = "pdftotext";
  const read = spawnSync(reader, [path, "-"]);
  if (read.error) return t.skip("pdftotext is not on this machine");
  const text = read.stdout.toString();
  assert.ok(text.includes("wrote: quagga, call"));
  assert.ok(!tells(text, ["Dana Reyes", "José Ñandú", "503-555-0142", "jose@x.example"]));
});

const size = { width: 320, height: 200 };
const boxes: Box[] = [
  { left: 60, top: 40, width: 80, height: 48, code },
  { left: 0, top: 190, width: 320, height: 10, code },
];

/** A picture whose secret is in its pixels and in everything that can be written beside them. */
async function telling(format: "jpeg" | "png" | "webp" | "tiff", orientation = 1): Promise<Buffer> {
  const data = Buffer.alloc(size.width * size.height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 7 + (at >> 8)) % 200;
  const { buffer } = data;
  const picture = sharp(new Uint8Array(buffer), { raw: { ...size, channels: 3 } })
    .blur(3)
    .withExif({
      IFD0: { ImageDescription: "Dana Reyes at home", Copyright: "Dana Reyes" },
      IFD3: { GPSLatitude: "45/1 31/1 12/1", GPSLatitudeRef: "N" },
    })
    .withMetadata({ orientation, icc: "srgb" });
  const bytes = await picture.toFormat(format).toBuffer();
  return Buffer.concat([bytes, Buffer.from("Dana Reyes hides behind the picture")]);
}

for (const format of ["jpeg", "png", "webp", "tiff"] as const)
  test(`a ${format} picture is rebuilt: nothing under its boxes, nothing beside its pixels`, async () => {
    const original = await telling(format);
    assert.deepEqual(leaksIn(original, ["Dana Reyes"]), ["Dana Reyes"], "the trap is set");
    const { data } = await rebuildPicture(original, boxes);
    assert.deepEqual(leaksIn(data, ["Dana Reyes", "Dana", "GPS", "sRGB IEC"]), []);
    const { exif, icc, xmp, iptc, comments, orientation } = await sharp(data).metadata();
    assert.deepEqual(
      [exif, icc, xmp, iptc, comments, orientation],
      [undefined, undefined, undefined, undefined, undefined, undefined],
    );
    await mustMatch(original, data, format === "png" || format === "tiff" ? 0 : 12);
  });

test("a picture that was taken sideways is covered where one sees it", async () => {
  const original = await telling("jpeg", 6);
  const { data, size: upright } = await rebuildPicture(original, [
    { left: 20, top: 30, width: 60, height: 90, code },
  ]);
  assert.deepEqual(upright, { width: size.height, height: size.width });
  const patch = await pixels(data, { left: 24, top: 34, width: 52, height: 82 });
  assert.ok(patch.every((value) => value < 12));
});

async function pixels(
  bytes: Buffer,
  area: { left: number; top: number; width: number; height: number },
) {
  return sharp(bytes).rotate().removeAlpha().toColourspace("srgb").extract(area).raw().toBuffer();
}

/** Under the boxes one colour, and elsewhere the same picture: both read pixel by pixel. */
async function mustMatch(original: Buffer, rebuilt: Buffer, tolerance: number): Promise<void> {
  const whole = { left: 0, top: 0, ...size };
  const [before, after] = [await pixels(original, whole), await pixels(rebuilt, whole)];
  let [outside, far] = [0, 0];
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const at = (y * size.width + x) * 3;
      const inside = boxes.some((box) => isIn(box, x, y, tolerance === 0 ? 0 : 1));
      const nearEdge = !inside && boxes.some((box) => isIn(box, x, y, -8));
      for (let channel = 0; channel < 3; channel++) {
        const value = after[at + channel] ?? 0;
        if (inside) assert.ok(value <= tolerance, `${value} under a box at ${x}, ${y}`);
        else if (!nearEdge) {
          outside += 1;
          far += Math.abs(value - (before[at + channel] ?? 0));
        }
      }
    }
  assert.ok(far / outside < 3, `the rest differs by ${far / outside} of 255 on average`);
}

function isIn({ left, top, width, height }: Box, x: number, y: number, inset: number): boolean {
  return (
    x >= left + inset && y >= top + inset && x < left + width - inset && y < top + height - inset
  );
}

test("a PDF that is rebuilt holds nothing but pictures: no layer, comment, field, attachment, script, link or name", async (t) => {
  const secret = "Dana Reyes";
  const original = await tellingPdf(secret);
  assert.deepEqual(leaksIn(original, [secret]), [secret], "the trap is set");
  const folder = mkdtempSync(join(tmpdir(), "leak-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const blobs = folderBlobs(join(folder, "blobs"));
  const line = { left: 280, top: 580, width: 1_600, height: 100, code };
  const name = await rebuildDocument(blobs, original, [{ ...line, page: 1 }]);
  const bytes = await blobs.get(name);
  assert.deepEqual(leaksIn(bytes, [secret, "Dana", "Reyes", "hidden layer", "comment on"]), []);
  const text = layersOf(bytes)
    .map((layer) => layer.toString("latin1"))
    .join("\n");
  // Nothing of these kinds is in it at all, whatever it would say.
  for (const kind of [
    "/Annots",
    "/AcroForm",
    "/EmbeddedFile",
    "/JavaScript",
    "/URI",
    "/Outlines",
    "/Font",
  ])
    assert.ok(!text.includes(kind), kind);
  const path = join(folder, "rebuilt.pdf");
  writeFileSync(path, bytes);
  const reader: string = "pdftotext";
  const read = spawnSync(reader, [path, "-"]);
  if (read.error) return t.skip("pdftotext is not on this machine");
  assert.equal(read.stdout.toString().trim(), "", "no text at all");
  const scanner: string = "strings";
  const names = spawnSync(scanner, ["-n", "4", path]).stdout?.toString() ?? "";
  assert.ok(!tells(names, ["Dana", "Reyes"]));
});

test("a picture with a second page, a moving one and a damaged one are refused, not covered", async () => {
  const whole = await telling("png");
  const cannot = { code: "cannot-rebuild" };
  await assert.rejects(rebuildPicture(whole.subarray(0, 2_000), boxes), cannot);
  await assert.rejects(rebuildPicture(Buffer.from("<svg><text>Dana</text></svg>"), boxes), cannot);
  const own = readFileSync(import.meta.filename);
  await assert.rejects(rebuildPicture(own, boxes), cannot);
});

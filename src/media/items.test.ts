import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import { Refusal } from "#platform/refusal.ts";
import type { Ctx } from "#platform/context.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { addMedia } from "./index.ts";

let beat: TestBeat;
let boyd: Ctx;

before(async () => {
  beat = await openTestBeat();
  boyd = await as(
    beat.assembly.ctx,
    await seedTinyCounty(beat.assembly),
    "boyd@tinycounty.example",
  );
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

function picture(width = 64, height = 48) {
  return sharp({ create: { width, height, channels: 3, background: "#336699" } });
}

test("T51: a published picture keeps no EXIF, no GPS and no thumbnail", async () => {
  const bytes = await picture()
    .jpeg()
    .withExif({
      IFD0: { Artist: "Off. Petrov, 12 Home St" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "47/1 36/1 0/1" },
    })
    .toBuffer();
  assert.ok(bytes.includes("Home St"), "the picture that is sent in tells where she lives");
  const item = await addMedia(boyd, { name: "home.jpg", bytes });
  const stored = await beat.assembly.ctx.blobs.get(item.sha256);
  assert.equal(stored.includes("Home St"), false);
  const { exif, icc, xmp } = await sharp(stored).metadata();
  assert.deepEqual([exif, icc, xmp], [undefined, undefined, undefined]);
});

test("T50: SVG, documents and scripts are refused, whatever they are called", async () => {
  for (const text of [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "%PDF-1.7 not a picture",
    "MZ program",
  ]) {
    await assert.rejects(
      addMedia(boyd, { name: "cat.jpg", bytes: Buffer.from(text) }),
      refused("not-a-picture"),
    );
  }
});

test("a HEIC picture of an iPhone is refused with what to do, because nothing here can read it", async () => {
  const { heif } = sharp.format;
  assert.deepEqual(heif.input.fileSuffix, [".avif"], "sharp reads AVIF of this family alone");
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8, type.padStart(8, " "));
    head.writeUInt32BE(8 + body.length);
    return Buffer.concat([head, body]);
  };
  for (const brand of ["heic", "heix", "mif1"]) {
    const brands = Buffer.concat([Buffer.from(brand), Buffer.alloc(4), Buffer.from("mif1heic")]);
    const bytes = Buffer.concat([box("ftyp", brands), box("meta", Buffer.alloc(400))]);
    await assert.rejects(
      addMedia(boyd, { name: "IMG_0042.HEIC", bytes }),
      (error) => refused("heic-picture")(error) && /Most Compatible/.test(String(error)),
      brand,
    );
  }
});

test("an AVIF picture is taken, as a JPEG that every network reads", async () => {
  const item = await addMedia(boyd, { name: "a.avif", bytes: await picture().avif().toBuffer() });
  assert.equal(item.type, "image/jpeg");
});

test("T50: what hides behind a picture (a polyglot) is gone", async () => {
  const hidden = Buffer.from("PK\u0003\u0004 a program rides along <script>alert(1)</script>");
  const item = await addMedia(boyd, {
    name: "polyglot.jpg",
    bytes: Buffer.concat([await picture().jpeg().toBuffer(), hidden]),
  });
  assert.equal((await beat.assembly.ctx.blobs.get(item.sha256)).includes("rides along"), false);
});

test("T50: a picture of a few bytes and a hundred million pixels is refused", async () => {
  const flood = await sharp({
    create: { width: 12_000, height: 9_000, channels: 3, background: "#000" },
    limitInputPixels: false,
  })
    .png({ compressionLevel: 9 })
    .toBuffer();
  await assert.rejects(
    addMedia(boyd, { name: "small.png", bytes: flood }),
    refused("unreadable-picture"),
  );
});

test("a damaged picture and one that is too large are refused with a sentence", async () => {
  const bytes = await picture(400, 300).jpeg().toBuffer();
  await assert.rejects(
    addMedia(boyd, { name: "half.jpg", bytes: bytes.subarray(0, bytes.length / 3) }),
    refused("unreadable-picture"),
  );
  await assert.rejects(
    addMedia(boyd, { name: "huge.jpg", bytes: Buffer.alloc(26 * 1024 * 1024) }),
    refused("too-large"),
  );
});

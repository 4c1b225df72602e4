import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { coverPicture, squareSide } from "./covering.ts";
import { addMedia, describeMedia, makeVersion, type MediaItem } from "./index.ts";
import { mediaPage } from "./item-page.ts";
import type { Region } from "./regions.ts";

let beat: TestBeat;
let boyd: Ctx;
const [width, height] = [240, 160];

before(async () => {
  beat = await openTestBeat();
  const { ctx } = beat.assembly;
  boyd = await as(ctx, await seedTinyCounty(beat.assembly), "boyd@tinycounty.example");
});

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

type Colour = (x: number, y: number) => [number, number, number];

async function drawn(colour: Colour): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** A number between 0 and 255 that looks like chance and is the same every time. */
const noise = (x: number, y: number, seed: number) =>
  ((x * 7919 + y * 104_729 + seed * 613) * 31) % 256;
const face: Region = { shape: "rectangle", how: "solid", x: 60, y: 40, width: 80, height: 60 };
const isInside = (x: number, y: number) => x >= 60 && x < 140 && y >= 40 && y < 100;

const scene =
  (seed: number): Colour =>
  (x, y) => {
    const value = noise(x, y, isInside(x, y) ? seed : 1);
    return [value, 255 - value, (value * 3) % 256];
  };

const pixels = async (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();

test("two pictures that differ only under a solid box come out the same, byte for byte", async () => {
  const results = [];
  for (const seed of [1, 2, 3])
    results.push((await coverPicture(await drawn(scene(seed)), "png", { regions: [face] })).data);
  assert.ok(results[0]?.equals(results[1] ?? Buffer.alloc(0)));
  assert.ok(results[0]?.equals(results[2] ?? Buffer.alloc(0)));
  const out = await pixels(results[0] ?? Buffer.alloc(0));
  const before = await pixels(await drawn(scene(1)));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const is = [...out.subarray(at, at + 3)];
      const wanted = isInside(x, y) ? [0, 0, 0] : [...before.subarray(at, at + 3)];
      assert.deepEqual(is, wanted, `${x}, ${y}`);
    }
});

test("of what lies under a pixelated box only the mean of each square is left", async () => {
  const regions: Region[] = [{ ...face, how: "pixelate" }];
  const side = squareSide(face);
  assert.ok(side >= Math.min(face.width, face.height) / 8);
  const value = scene(2);
  // Within each square every pixel changes its place, so that nothing but the means is the same.
  const turned: Colour = (x, y) => {
    if (!isInside(x, y)) return value(x, y);
    const [left, top] = [
      60 + Math.floor((x - 60) / side) * side,
      40 + Math.floor((y - 40) / side) * side,
    ];
    const [wide, high] = [Math.min(side, 140 - left), Math.min(side, 100 - top)];
    return value(left + wide - 1 - (x - left), top + high - 1 - (y - top));
  };
  const [one, other] = [await drawn(value), await drawn(turned)];
  assert.ok(!(await pixels(one)).equals(await pixels(other)));
  const covered = await coverPicture(one, "png", { regions });
  assert.ok(covered.data.equals((await coverPicture(other, "png", { regions })).data));
});

test("a small box is pixelated in squares too large to be read back", () => {
  assert.equal(squareSide({ width: 40, height: 16 }), 12);
  assert.equal(squareSide({ width: 600, height: 900 }), 100);
});

test("an ellipse covers what it touches and leaves its corners", async () => {
  const regions: Region[] = [{ ...face, shape: "ellipse" }];
  const out = await pixels((await coverPicture(await drawn(scene(1)), "png", { regions })).data);
  const at = (x: number, y: number) => [
    ...out.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
  ];
  assert.deepEqual(at(100, 70), [0, 0, 0]);
  assert.deepEqual(at(60, 70), [0, 0, 0]);
  assert.deepEqual(at(100, 40), [0, 0, 0]);
  assert.deepEqual(at(61, 41), scene(1)(61, 41));
});

async function upload(name = "street.png"): Promise<MediaItem> {
  return addMedia(boyd, { name, bytes: await drawn(scene(4)) });
}

test("a covered picture is a new item: the original stays, its description goes along, its boxes are kept", async () => {
  const original = await upload();
  const before = await beat.assembly.ctx.blobs.get(original.sha256);
  await describeMedia(boyd, original.sha256, { altEn: "A street in rain", tags: ["Rain"] });
  const made = await makeVersion(boyd, {
    sha256: original.sha256,
    regions: [face],
    crop: { x: 0, y: 0, width: 160, height: 160 },
  });
  assert.notEqual(made.sha256, original.sha256);
  assert.deepEqual([made.width, made.height], [160, 160]);
  assert.ok(before.equals(await beat.assembly.ctx.blobs.get(original.sha256)));
  const page = await mediaPage(boyd, [], made.sha256);
  assert.equal(page.item.altEn, "A street in rain");
  assert.deepEqual(page.item.tags, ["rain"]);
  assert.deepEqual(page.regions, [face]);
  assert.equal(page.original?.sha256, original.sha256);
  const versions = (await mediaPage(boyd, [], original.sha256)).versions;
  assert.deepEqual(
    versions.map(({ sha256 }) => sha256),
    [made.sha256],
  );
});

test("T51: a covered picture carries no metadata", async () => {
  const bytes = await sharp(await drawn(scene(5)))
    .jpeg()
    .withExif({ IFD0: { Artist: "12 Home St" } })
    .toBuffer();
  const { data } = await coverPicture(bytes, "jpeg", { regions: [face] });
  assert.ok(!data.includes("Home St"));
  const { exif, xmp, icc } = await sharp(data).metadata();
  assert.deepEqual([exif, xmp, icc], [undefined, undefined, undefined]);
});

test("a box outside the picture, of no numbers, too small, and too many of them are refused", async () => {
  const { sha256 } = await upload("boxes.png");
  const asked = (regions: Region[], crop: Parameters<typeof makeVersion>[1]["crop"] = null) =>
    makeVersion(boyd, { sha256, regions, crop });
  for (const wrong of [
    { x: -1 },
    { y: 150 },
    { x: 230 },
    { x: Number.NaN },
    { width: Infinity },
    { width: 2 },
    { height: -20 },
  ])
    await assert.rejects(asked([{ ...face, ...wrong }]), refused("bad-box"), JSON.stringify(wrong));
  await assert.rejects(asked(Array.from({ length: 101 }, () => face)), refused("bad-box"));
  await assert.rejects(asked([], { x: 0, y: 0, width: 500, height: 20 }), refused("bad-box"));
  await assert.rejects(asked([]), refused("nothing-to-do"));
  await assert.rejects(asked([], { x: 0, y: 0, width, height }), refused("nothing-to-do"));
});

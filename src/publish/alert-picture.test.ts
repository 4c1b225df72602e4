import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { drawPicture, type PictureWords } from "./alert-picture.ts";

const words: PictureWords = {
  agency: "Riverside Falls Police Department",
  title: "Leave Northside Farms now",
  text: "The river is over Falls Pkwy. Take Orchard Way east. Niños y mayores primero.",
  at: "Nov 21, 2026, 3:05 AM",
  address: "riversidefalls.example",
  isLifeSafety: true,
};

async function drawn(given: PictureWords): Promise<Buffer> {
  const picture = await drawPicture(given);
  assert.ok(Buffer.isBuffer(picture), String(picture));
  return picture;
}

test("the words of an alert become a picture of 4:5, the same each time", async () => {
  const picture = await drawn(words);
  const { width, height, format } = await sharp(picture).metadata();
  assert.deepEqual([width, height, format], [1_080, 1_350, "png"]);
  assert.ok((await drawn(words)).equals(picture));
  assert.ok(!(await drawn({ ...words, title: "Leave Northside Farms" })).equals(picture));
});

test("red is for life safety alone", async () => {
  const corner = async (given: PictureWords) => {
    const { data } = await sharp(await drawn(given))
      .extract({ left: 4, top: 4, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data];
  };
  assert.deepEqual(await corner(words), [0xb5, 0x09, 0x09]);
  assert.deepEqual(await corner({ ...words, isLifeSafety: false }), [0x1a, 0x44, 0x80]);
});

test("long words become smaller; more than fit make no picture, never half of one", async () => {
  await drawn({ ...words, text: "Take Orchard Way east. ".repeat(24) });
  assert.equal(await drawPicture({ ...words, text: "Take Orchard Way. ".repeat(60) }), "too-long");
  const title = "Leave now ".repeat(70);
  assert.equal(await drawPicture({ ...words, title }), "too-long");
});

test("letters that no font here has make no picture, instead of empty boxes", async () => {
  for (const title of ["立即离开", "غادر الآن", "Leave 🚨 now"])
    assert.equal(await drawPicture({ ...words, title }), "letters");
  await drawn({ ...words, title: "Hãy rời đi ngay: Đường Mill" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { codeIn, codeOnPage } from "./gate.ts";
import { drawFlyers } from "./flyers.ts";
import { formats, looks, type Flyer, type Made, type Sheet } from "./sheet.ts";
import { walter } from "./testing/sheet.ts";

const photo = await sharp({
  create: { width: 600, height: 800, channels: 3, background: "#a9c4d6" },
})
  .jpeg()
  .toBuffer();
const draw = (sheet: Sheet, asked: readonly (typeof formats)[number][] = formats) =>
  drawFlyers({ sheet, photo: sheet.photo ? photo : null, formats: asked });

function flyers(made: readonly Made[]): Flyer[] {
  return made.map((one) => {
    assert.ok("flyer" in one, JSON.stringify(one));
    return one.flyer;
  });
}

function unmade(made: readonly Made[]): string[] {
  return made.map((one) =>
    "unmade" in one ? `${one.format} ${one.unmade.why} ${one.unmade.field}` : `${one.format} made`,
  );
}

test("one sheet becomes a page to print and three pictures, each with a code that a telephone reads", async () => {
  const [print, ...pictures] = flyers(await draw(walter));
  assert.ok(print);
  assert.equal(print.type, "application/pdf");
  const pdf = Buffer.from(print.bytes).toString("latin1");
  assert.match(pdf, /<pdfuaid:part>1<\/pdfuaid:part>/, "says that it is PDF/UA-1");
  assert.match(pdf, /\/MarkInfo/);
  assert.match(pdf, /\/StructTreeRoot/);
  assert.match(pdf, /\/Lang ?\(en\)/);
  assert.equal(await codeOnPage(print.bytes), walter.url);
  assert.deepEqual(
    pictures.map(({ format, width, height }) => [format, width, height]),
    [
      ["square", 1080, 1080],
      ["story", 1080, 1920],
      ["landscape", 1200, 630],
    ],
  );
  for (const { bytes, format } of pictures) {
    const { width, height, format: kind } = await sharp(bytes).metadata();
    assert.deepEqual([width, height, kind], [looks[format].width, looks[format].height, "png"]);
    assert.equal(await codeIn(bytes), walter.url);
  }
});

test("what a person typed is never code, whatever it looks like", async () => {
  const attacks = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.2.0": *',
    "]#panic()[ \\ $x^2$ <label> @ref `raw` // /* *bold* _it_ = head",
    '"}, "scale": 99, {"',
  ];
  for (const name of attacks) {
    const [print] = await draw({ ...walter, name, details: name }, ["print"]);
    assert.ok(print && "flyer" in print, name);
    assert.doesNotMatch(Buffer.from(print.flyer.bytes).toString("latin1"), /root:x:0/);
  }
});

test("what does not fit is refused with the field that is too long, and never cut off", async () => {
  const long = "The last person who saw him says that he turned left at the bakery. ".repeat(40);
  assert.deepEqual(unmade(await draw({ ...walter, details: long })), [
    "print too-long details",
    "square made",
    "story made",
    "landscape made",
  ]);
  const clothes = walter.seen.map((one) =>
    one.key === "clothing"
      ? { ...one, value: "Blue checked shirt, gray cardigan. ".repeat(60) }
      : one,
  );
  assert.deepEqual(unmade(await draw({ ...walter, seen: clothes })), [
    "print too-long clothing",
    "square too-long clothing",
    "story too-long clothing",
    "landscape too-long clothing",
  ]);
});

test("a word of three hundred letters is told by its field", async () => {
  const made = unmade(await draw({ ...walter, name: "W".repeat(300) }));
  assert.deepEqual(
    [...new Set(made.map((one) => one.split(" ").slice(1).join(" ")))],
    ["too-long name"],
  );
});

test("a long name is made smaller before it is refused", async () => {
  const name = "Maria Guadalupe Fernández de la Concepción y Zúñiga-Okonkwo";
  assert.equal(flyers(await draw({ ...walter, name })).length, 4);
});

test("letters that no font here has are told by their field; those of many languages are here", async () => {
  assert.deepEqual(unmade(await draw({ ...walter, name: "ولتر عثمان" }, ["square"])), [
    "square letters name",
  ]);
  for (const name of ["Łukasz Żółć", "Đặng Thị Hạnh", "Нина Ковальчук", "Ελένη", "नीता", "Ana 🙂"])
    assert.equal(flyers(await draw({ ...walter, name })).length, 4, name);
});

test("signs that turn words around, or are none, are refused", async () => {
  for (const name of ["\u202EieO retlaW\u202C", "Walter\u0000Osei", "Walter\u0007"])
    assert.deepEqual(unmade(await draw({ ...walter, name }, ["print"])), ["print letters name"]);
});

test("without a photograph there is none, and no hole where it was", async () => {
  assert.equal(flyers(await draw({ ...walter, photo: null })).length, 4);
});

test("the language of the words is that of the document", async () => {
  const [print] = flyers(await draw({ ...walter, language: "es" }, ["print"]));
  assert.match(Buffer.from(print?.bytes ?? []).toString("latin1"), /\/Lang ?\(es\)/);
});

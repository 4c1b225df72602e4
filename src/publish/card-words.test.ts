import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cardWords } from "./card-words.ts";

const at = "https://example.test/a/b";
const read = (html: string) => cardWords(html, at);

test("hostile pages: scripts, comments, other titles and doubled tags are not taken for the head", () => {
  const card =
    read(`<!-- <title>No</title> --><script>"<title>No</title><meta property='og:title' content='No'>"</script>
    <noscript><title>No</title></noscript><svg><title>No</title></svg>
    <TITLE>Yes</TITLE><title>No</title>
    <meta property="og:description" content="First"><meta property="og:description" content="No">
    <body><meta property="og:title" content="No">`);
  assert.deepEqual([card.title, card.description], ["Yes", "First"]);
});

test("hostile words: markup stays text, and neither line breaks nor turned writing get through", () => {
  const card = read(
    `<meta property="og:title" content="&lt;img src=x onerror=alert(1)&gt;\u202Egpj.exe&#10;line&#0;&#xD800;">`,
  );
  assert.equal(card.title, "<img src=x onerror=alert(1)>gpj.exe line\uFFFD\uFFFD");
});

test("only http and https pictures are named, whatever the page says", () => {
  const image = (url: string) => read(`<meta property="og:image" content="${url}">`).imageUrl;
  assert.equal(image("../c.png"), "https://example.test/c.png");
  assert.equal(
    image("//cdn.example.test/c.png?a=1&amp;b=2"),
    "https://cdn.example.test/c.png?a=1&b=2",
  );
  for (const url of ["javascript:alert(1)", "data:image/png;base64,AAAA", "file:///etc/passwd", ""])
    assert.equal(image(url), undefined, url);
});

test("long words are cut where the card ends, between characters", () => {
  const { title } = read(`<title>${"😀".repeat(400)}</title>`);
  assert.ok(title.length <= 300 && title.endsWith("😀…"));
});

test("no page, however broken, throws or takes long", () => {
  const pieces = [
    "<",
    ">",
    "<meta ",
    "<title>",
    "</title>",
    "<!--",
    "-->",
    "<script>",
    "'",
    '"',
    "=",
    " ",
    "/",
    "property=og:title",
    "content=",
    "&#x",
    "&amp",
    ";",
    "a",
    "\u0000",
    "é",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 200 }), (parts) => {
      const { title, description } = read(parts.join(""));
      assert.ok(title.length <= 300 && description.length <= 1_000);
    }),
  );
  for (const piece of [
    "<a b='",
    "<!--",
    '<meta content="',
    "<title>",
    "<a ",
    "< ",
    "<meta a".padEnd(60),
  ]) {
    // This thread's own work: what else the machine does takes no part in it.
    const before = process.threadCpuUsage();
    read(piece.repeat(Math.ceil(524_288 / piece.length)));
    const ms = process.threadCpuUsage(before).user / 1_000;
    assert.ok(ms < 1_500, `${piece} takes ${ms} ms of work`);
  }
});

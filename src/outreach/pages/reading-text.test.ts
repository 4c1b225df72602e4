import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compare, type Piece } from "./differences.ts";
import { plainText, readText, type Block, type Inline } from "./reading-text.ts";

test("the small Markdown is read as it is written, and everything else stays text", () => {
  const blocks = readText(
    "## A head\nWords **strong** and *soft* at https://a.example/x.\n- one\n- two\n1. first\n2) second\n\n> said\n> twice\n\n[picture 2]\n[table 1]\n# no head\n<b>no tag</b>",
  );
  assert.deepEqual(
    blocks.map(({ kind }) => kind),
    ["heading", "paragraph", "list", "list", "quote", "picture", "table", "paragraph"],
  );
  const [, paragraph, bullets, ordered] = blocks;
  assert.deepEqual(paragraph, {
    kind: "paragraph",
    lines: [
      [
        { kind: "text", text: "Words " },
        { kind: "strong", text: "strong" },
        { kind: "text", text: " and " },
        { kind: "emphasis", text: "soft" },
        { kind: "text", text: " at " },
        { kind: "link", text: "https://a.example/x", url: "https://a.example/x" },
        { kind: "text", text: "." },
      ],
    ],
  });
  assert.ok(bullets?.kind === "list" && !bullets.isOrdered && bullets.items.length === 2);
  assert.ok(ordered?.kind === "list" && ordered.isOrdered && ordered.items.length === 2);
  assert.match(plainText("## Head\n\n- a **b**\n\n[table 1]"), /^Head\.\n\na b$/);
});

test("no address but of the web, of mail, of a telephone or of this site becomes a link", () => {
  const links = (text: string) => inlinesIn(readText(text)).filter(({ kind }) => kind === "link");
  for (const bad of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
    "http://plain.example",
    "file:///etc/passwd",
    "https:",
  ])
    assert.deepEqual(links(`[x](${bad})`), [], bad);
  for (const good of ["https://a.example/", "mailto:a@b.example", "tel:+18005551234", "/notices"])
    assert.equal(links(`[x](${good})`).length, 1, good);
});

test("whatever is typed is read without a fault, loses no letter of a paragraph, and links nowhere unsafe", () => {
  const parts = fc.constantFrom(
    "**",
    "*",
    "[",
    "](",
    ")",
    "## ",
    "- ",
    "> ",
    "\n",
    "\n\n",
    "javascript:",
    "https://a.example/",
    "//x",
    "<script>",
    "[picture 1]",
    "é",
    "𝒳",
    "1. ",
    " ",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 40 }),
      (given) => {
        const found = inlinesIn(readText(given.join("")));
        for (const one of found)
          if (one.kind === "link") assert.match(one.url, /^(https:|mailto:|tel:|\/(?![/\\]))/);
      },
    ),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]([a-z ,.]{0,80}[a-z])?$/), (words) => {
      const joined = inlinesIn(readText(words)).map((one) => one.text);
      assert.equal(joined.join(""), words);
    }),
  );
});

test("two texts stand side by side whole, and are marked only where they differ", () => {
  const text = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join("");
  const words = fc.array(fc.constantFrom("a", "b", "officers", "shall", "not", ",", "."), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(words, words, (old, now) => {
      const [before, after] = [old.join(" "), now.join(" ")];
      const compared = compare(before, after);
      assert.equal(text(compared.before), before);
      assert.equal(text(compared.after), after);
      const kept = (pieces: readonly Piece[]) => text(pieces.filter(({ isChanged }) => !isChanged));
      assert.equal(kept(compared.before), kept(compared.after));
      if (before === after) assert.ok(compared.before.every(({ isChanged }) => !isChanged));
    }),
  );
});

function inlinesIn(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === "heading") return block.words;
    if (block.kind === "list") return block.items.flat();
    return block.kind === "paragraph" || block.kind === "quote" ? block.lines.flat() : [];
  });
}

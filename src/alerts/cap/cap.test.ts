import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { lintCap } from "./lint.ts";
import { readCap } from "./reading.ts";
import { schemaOf } from "./schema.ts";
import { flood } from "./testing/flood.ts";
import { capReference } from "./testing/reference.ts";
import { writeCap } from "./writing.ts";

const skipped = "the reference data is not beside the project";
const lint = (xml: string | Buffer) => lintCap(Buffer.from(xml));
const errorsIn = async (xml: string | Buffer) =>
  (await lint(xml)).findings.filter(({ level }) => level === "error").map(({ rule }) => rule);

/** What each public sample is, as their collection and two schema processors say. */
const samples: Record<string, string | undefined> = {
  "43b080713727.cap": undefined,
  "canada.cap": undefined,
  "canada_signed.cap": undefined,
  "earthquake-iso8859-1.cap": undefined,
  "earthquake.cap": undefined,
  "no_optional_fields.cap": undefined,
  "thunderstorm.cap": undefined,
  "weather.cap": undefined,
  "cap_amber_alert_example.xml": undefined,
  "invalid.cap": "cap.schema",
  "xee.cap": "cap.doctype",
};

test("public messages of other authorities are judged as they are: good, broken, an attack", async (t) => {
  const folder = capReference();
  if (folder === undefined) return t.skip(skipped);
  for (const [name, rule] of Object.entries(samples)) {
    const { valid, findings } = await lint(readFileSync(join(folder, "samples", name)));
    assert.equal(valid, rule === undefined, `${name}: ${JSON.stringify(findings)}`);
    if (rule !== undefined) assert.equal(findings[0]?.rule, rule);
  }
});

test("two signatures of others, side by side, fit; a changed word does not", async (t) => {
  const folder = capReference();
  if (folder === undefined) return t.skip(skipped);
  const signed = readFileSync(join(folder, "samples/canada_signed.cap"), "utf8");
  const { findings } = await lint(signed);
  assert.equal(
    findings.filter(({ rule, level }) => rule === "cap.signature" && level === "notice").length,
    2,
  );
  assert.deepEqual(await errorsIn(signed.replace("snowfall warning", "blizzard warning")), [
    "cap.signature",
    "cap.signature",
  ]);
});

/** Changes that a schema must see, each to a message that nothing is wrong with. */
const breaks: [what: string, from: string | RegExp, to: string][] = [
  ["no sender", /<sender>.*<\/sender>/, ""],
  ["an unknown status", "<status>Actual", "<status>Real"],
  ["Z for a time zone", "10:00:00-08:00</sent>", "10:00:00Z</sent>"],
  ["no seconds", "10:00:00-08:00</sent>", "10:00-08:00</sent>"],
  ["a 32nd day", "2026-11-22T10:00:00-08:00</sent>", "2026-11-32T10:00:00-08:00</sent>"],
  ["two headlines", /(<headline>.*<\/headline>)/, "$1$1"],
  ["no category", /<category>.*<\/category>/g, ""],
  ["urgency after severity", /(<urgency>.*<\/urgency>)\s*(<severity>.*<\/severity>)/, "$2$1"],
  ["a value without its name", "<valueName>SAME</valueName>", ""],
  ["an unknown element", "<status>", "<colour>red</colour><status>"],
  ["a lower-case word", "<msgType>Alert", "<msgType>alert"],
  ["an altitude that is no number", "</geocode>", "</geocode><altitude>high</altitude>"],
  ["an unknown response", "<responseType>Evacuate", "<responseType>Run"],
  ["text between elements", "<info>", "<info>now"],
];
const keeps: [what: string, from: string | RegExp, to: string][] = [
  ["spaces round it", "<alert", "\n\n<alert"],
  ["a comment", "<info>", "<!-- drill --><info>"],
  ["a second area", /(<area>[^]*?<\/area>)/, "$1$1"],
  ["an empty note", "<info>", "<info>"],
  ["a comma for the sign of a zone", "10:00:00-08:00</sent>", "10:00:00+00:00</sent>"],
];

test("the schema refuses what the standard's own refuses, and takes what it takes", async (t) => {
  const folder = capReference();
  const theirs = folder && readFileSync(join(folder, "xsd/CAP-v1.2.xsd"), "utf8");
  for (const [list, isGood] of [
    [breaks, false],
    [keeps, true],
  ] as const)
    for (const [what, from, to] of list) {
      const xml = writeCap(flood())
        .replace(/<\?xml.*\?>\n/, "")
        .replace(from, to);
      assert.equal(fitsSchema(schemaOf("1.2"), xml), isGood, what);
      if (theirs)
        assert.equal(fitsSchema(theirs, xml), isGood, `${what}, by the standard's schema`);
      assert.equal((await lint(xml)).valid, isGood, what);
    }
  if (theirs === undefined) t.diagnostic(skipped);
});

function fitsSchema(schema: string, xml: string): boolean {
  using schemaDocument = XmlDocument.fromString(schema);
  using validator = XsdValidator.fromDoc(schemaDocument);
  using document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return true;
  } catch {
    return false;
  }
}

test("what is written is read as it was, whatever the words are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (words) => {
      // XML gives a line's end back as \n, and a reader trims what stands round a text.
      const text = words.replaceAll(/\s+/g, " ").trim();
      fc.pre(text !== "" && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text));
      const alert = flood();
      const [info] = alert.info;
      if (info) info.headline = text;
      const read = await readCap(Buffer.from(writeCap(alert)));
      assert.ok("alert" in read, JSON.stringify(read));
      assert.deepEqual(read.alert, alert);
    }),
    { numRuns: 200 },
  );
});

test("attack, outside entities and entities that grow: a message with a document type is not read, in any encoding", async () => {
  const body = writeCap(flood()).replace(/<\?xml.*\?>\n/, "");
  const bomb = `<!DOCTYPE alert [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${body.replace("Leave", "&b;")}`;
  const outside = `<!doctype alert SYSTEM "file:///etc/passwd">${body}`;
  assert.deepEqual(await errorsIn(bomb), ["cap.doctype"]);
  assert.deepEqual(await errorsIn(outside), ["cap.doctype"]);
  assert.deepEqual(await errorsIn(Buffer.from(`\uFEFF${bomb}`, "utf16le")), ["cap.doctype"]);
});

test("what is no message is refused in a sentence", async () => {
  assert.deepEqual(await errorsIn(""), ["cap.xml"]);
  assert.deepEqual(await errorsIn("<alert>"), ["cap.xml"]);
  assert.deepEqual(await errorsIn("<feed xmlns='http://www.w3.org/2005/Atom'/>"), [
    "cap.namespace",
  ]);
  assert.deepEqual(await errorsIn(Buffer.alloc(3_000_000, " ")), ["cap.size"]);
  const deep = `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}`;
  assert.deepEqual(await errorsIn(deep), ["cap.xml"]);
});

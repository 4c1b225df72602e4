import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import sharp from "sharp";
import { read } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { decidedRecords, decideRecords, secondReview } from "../requests/reviewing.ts";
import { markText } from "./marking.ts";
import { redactionsOf } from "./marks.ts";
import { markMedium, requestDocument, requestPicture } from "./media.ts";
import { tellingPdf } from "#test/telling-pdf.ts";
import { openDesk, type Desk } from "#test/worlds/records-desk.ts";

let desk: Desk;
let first: string;
let twin: string;
let pictured: string;
let plain: string;
const code = "552.108";
const said = "The quagga of Dana Reyes crossed the bridge";
const dana = { start: 14, end: 24, code };

const refused = (what: string) => (error: unknown) =>
  error instanceof Refusal && error.code === what;

beforeEach(async () => {
  desk = await openDesk();
  const photo = await sharp({
    create: { width: 60, height: 40, channels: 3, background: "#3a7" },
  })
    .jpeg()
    .toBuffer();
  await desk.hear({ text: said });
  await desk.hear({ text: said, thing: "b" });
  await desk.hear({ text: "A picture of the quagga", media: [photo] });
  await desk.hear({ text: "The same picture of the quagga again", media: [photo], thing: "c" });
  await desk.freeze();
  [first = "", twin = ""] = await desk.recordsLike("bridge");
  [pictured = "", plain = ""] = await desk.recordsLike("picture");
});

const mark = (marks = [dana], expected: string | null = null, who = desk.clerk) =>
  markText(who, desk.id, { recordId: first, marks, expected });
const redactions = (...ids: string[]) => read(desk.clerk, (tx) => redactionsOf(tx, desk.id, ids));
const box = { left: 10, top: 10, width: 20, height: 10, code };

test("marks of a text hold for every record that has its words, and for no other", async () => {
  assert.equal((await redactions(first, twin)).size, 0);
  assert.equal((await mark()).records, 2);
  const found = await redactions(first, twin, pictured);
  assert.deepEqual([...found.keys()].sort(), [first, twin].sort());
  assert.deepEqual(found.get(twin), { spans: [dana], media: [] });
});

test("marks never cut a sign in two, never overlap, and lie in the text", async () => {
  const text = "quagga 👩‍👧 e\u0301t\u0301e\u0301 x";
  await desk.hear({ text, thing: "z" });
  await desk.freeze("x");
  const [recordId = ""] = await desk.recordsLike("x");
  const half = { start: 8, end: 10, code };
  const letter = { start: 13, end: 14, code };
  await markText(desk.clerk, desk.id, { recordId, marks: [letter, half], expected: null });
  const spans = (await redactions(recordId)).get(recordId)?.spans ?? [];
  assert.deepEqual(
    spans.map(({ start, end }) => text.slice(start, end)),
    ["👩‍👧", "e\u0301"],
  );
  const over = [dana, { start: 20, end: 30, code: "552.147" }, { start: 15, end: 26, code }];
  await mark(over);
  assert.deepEqual((await redactions(first)).get(first)?.spans, [
    { start: 14, end: 26, code },
    { start: 26, end: 30, code: "552.147" },
  ]);
  const outside = { start: 40, end: 99, code };
  await assert.rejects(mark([outside]), refused("marked-meanwhile"));
  await assert.rejects(
    markText(desk.clerk, desk.id, { recordId: pictured, marks: [outside], expected: null }),
    refused("mark-outside"),
  );
});

test("what is marked stands on a code of the list, and two people do not mark over each other", async () => {
  await assert.rejects(mark([{ ...dana, code: "made up" }]), refused("unknown-exemption"));
  const { id } = await mark();
  await assert.rejects(mark([]), refused("marked-meanwhile"));
  await mark([], id, desk.counsel);
  assert.equal((await redactions(first)).size, 0);
});

test("a redaction is seconded only when something is taken out of each of its records", async () => {
  const redact = { recordId: first, decision: "redact" } as const;
  await assert.rejects(decideRecords(desk.clerk, desk.id, redact), refused("no-exemption"));
  await decideRecords(desk.clerk, desk.id, { ...redact, codes: [code] });
  await assert.rejects(secondReview(desk.counsel, desk.id, first), refused("no-marks"));
  const { id } = await mark();
  assert.deepEqual(await secondReview(desk.counsel, desk.id, first), { seconded: 2 });
  // The last mark is taken off: nothing is left that could go out redacted.
  await mark([], id);
  await assert.rejects(secondReview(desk.counsel, desk.id, first), refused("no-marks"));
});

test("a mark that changes after the second look takes the look back, and whoever made it does not second it", async () => {
  const { id } = await mark();
  await decideRecords(desk.clerk, desk.id, { recordId: first, decision: "redact" });
  for (const recordId of [pictured, plain])
    await decideRecords(desk.clerk, desk.id, { recordId, decision: "release" });
  for (const one of [first, pictured, plain]) await secondReview(desk.counsel, desk.id, one);
  const produce = () => read(desk.clerk, (tx) => decidedRecords(tx, desk.id));
  assert.deepEqual(
    (await produce()).map(({ decision, codes }) => [decision, codes]),
    [
      ["redact", [code]],
      ["redact", [code]],
      ["release", []],
      ["release", []],
    ],
  );
  await mark([{ ...dana, end: 30 }], id, desk.counsel);
  await assert.rejects(produce(), refused("review-open"));
  await assert.rejects(secondReview(desk.counsel, desk.id, first), refused("own-review"));
  await secondReview(desk.clerk, desk.id, first);
  assert.equal((await produce()).length, 4);
});

test("what has marks is not released whole, and what nobody decided on stays undecided when it is marked", async () => {
  const { id } = await mark();
  const release = { recordId: first, decision: "release" } as const;
  await assert.rejects(decideRecords(desk.clerk, desk.id, release), refused("marks-left"));
  await assert.rejects(secondReview(desk.counsel, desk.id, first), refused("not-decided"));
  await mark([], id);
  await decideRecords(desk.clerk, desk.id, release);
});

test("a picture is rebuilt without what lies under its boxes, wherever it lies in the request", async () => {
  await decideRecords(desk.clerk, desk.id, { recordId: plain, decision: "release" });
  await secondReview(desk.counsel, desk.id, plain);
  const draft = { recordId: pictured, part: "media.0", boxes: [box], expected: null };
  const { id, rebuilt } = await markMedium(desk.clerk, desk.id, draft);
  const found = await redactions(pictured, plain, first);
  const media = [{ part: "media.0", blob: rebuilt, codes: [code] }];
  assert.deepEqual(found.get(pictured), { spans: [], media });
  assert.deepEqual(found.get(plain), { spans: [], media }, "the same picture elsewhere");
  assert.ok(!found.has(first));
  // What was to go out whole is redacted now, by whoever drew the box, and waits for a second look.
  await assert.rejects(secondReview(desk.clerk, desk.id, plain), refused("own-review"));
  await secondReview(desk.counsel, desk.id, plain);
  const shown = { record: pictured, part: "media.0", rebuilt: "yes" } as const;
  const { data } = await sharp(await requestPicture(desk.clerk, desk.id, shown))
    .extract({ left: 14, top: 13, width: 10, height: 4 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.ok(data.every((value) => value < 12));
  await assert.rejects(
    markMedium(desk.clerk, desk.id, { ...draft, expected: id, boxes: [{ ...box, width: 60 }] }),
    refused("box-outside"),
  );
  await assert.rejects(markMedium(desk.counsel, desk.id, draft), refused("marked-meanwhile"));
  await markMedium(desk.clerk, desk.id, { ...draft, expected: id, boxes: [] });
  assert.equal((await redactions(pictured)).size, 0, "it goes out as it is again");
});

test("what is no picture is withheld whole or given out whole, never covered", async () => {
  const pdf = Buffer.from(
    "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
  );
  const side = { width: 8, height: 8, channels: 3 } as const;
  const frame = (background: string) =>
    sharp({ create: { ...side, background } })
      .png()
      .toBuffer();
  const frames = await sharp([await frame("#fff"), await frame("#000")], {
    join: { animated: true },
  })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  await desk.hear({ text: "quagga papers", media: [pdf, frames], thing: "p" });
  await desk.freeze("papers");
  const [recordId = ""] = await desk.recordsLike("papers");
  const draft = { recordId, part: "media.0", boxes: [box], expected: null };
  await assert.rejects(markMedium(desk.clerk, desk.id, draft), refused("cannot-rebuild"));
  await assert.rejects(
    markMedium(desk.clerk, desk.id, { ...draft, part: "media.1" }),
    refused("cannot-rebuild"),
  );
  await assert.rejects(
    markMedium(desk.clerk, desk.id, { ...draft, withheld: [code] }),
    refused("boxes-and-whole"),
  );
  await markMedium(desk.clerk, desk.id, { ...draft, boxes: [], withheld: [code] });
  assert.deepEqual((await redactions(recordId)).get(recordId)?.media, [
    { part: "media.0", blob: null, codes: [code] },
  ]);
});

test("a document is rebuilt without what lies under the boxes of its pages, and is shown page by page", async () => {
  const pdf = await tellingPdf("Dana Reyes", { pages: 2 });
  await desk.hear({ text: "quagga papers", media: [pdf], thing: "p" });
  await desk.freeze("papers");
  const [recordId = ""] = await desk.recordsLike("papers");
  const own = { record: recordId, part: "media.0" } as const;
  assert.deepEqual(await requestDocument(desk.clerk, desk.id, own), {
    pages: [
      { width: 2_550, height: 3_300 },
      { width: 2_550, height: 3_300 },
    ],
    why: "",
  });
  const line = { page: 2, left: 280, top: 580, width: 1_600, height: 100, code };
  const draft = { recordId, part: "media.0", boxes: [line], expected: null };
  await assert.rejects(
    markMedium(desk.clerk, desk.id, { ...draft, boxes: [box] }),
    refused("box-outside"),
  );
  const { rebuilt } = await markMedium(desk.clerk, desk.id, draft);
  assert.deepEqual((await redactions(recordId)).get(recordId)?.media, [
    { part: "media.0", blob: rebuilt, codes: [code] },
  ]);
  const brightest = async (page: number) => {
    const shown = { ...own, rebuilt: "yes", page } as const;
    const bytes = await requestPicture(desk.clerk, desk.id, shown);
    const under = { left: 170, top: 330, width: 800, height: 30 };
    const values = await sharp(bytes).extract(under).greyscale().raw().toBuffer();
    return Math.max(...values);
  };
  assert.ok((await brightest(2)) < 12);
  assert.equal(await brightest(1), 255);
  const third = { ...own, rebuilt: "yes", page: 3 } as const;
  await assert.rejects(requestPicture(desk.clerk, desk.id, third), refused("no-page"));
});

test("marks are only ever added, and are told in the trail", async () => {
  await mark();
  for (const table of ["redaction_texts", "redaction_media"])
    await assert.rejects(
      desk.beat.installation.db.pool.query(`delete from ${table}`),
      /permission denied/,
    );
  const trail = await read(desk.system, (tx) =>
    tx.tx.raw<{ facts: { marks: number; records: number } }>(
      "select facts from audit_events where kind = 'records.text-marked'",
    ),
  );
  assert.deepEqual(
    trail.map(({ facts }) => [facts.marks, facts.records]),
    [[1, 2]],
  );
});

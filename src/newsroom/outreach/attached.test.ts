import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import { tellingPdf } from "#test/telling-pdf.ts";
import {
  addPageFile,
  approvePage,
  draftPage,
  pageSheet,
  policyFindings,
  submitPage,
  withdrawPage,
  type PageDraft,
} from "#outreach";
import type { Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { rebuildSite, Site } from "../index.ts";

/** The annual report as people take it away: exactly the bytes that were approved. */
let beat: TestBeat;
let boyd: Ctx;
let harlan: Ctx;
let site: Site;
let address: string;
let report: Buffer;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  [boyd, harlan] = [await person("boyd"), await person("harlan")];
  site = new Site(beat.dataFolder, false);
  address = await served(site);
  await rebuildSite(beat.assembly.ctx, beat.assembly.networks, site, "http://localhost");
  report = await tellingPdf("the chief", { pages: 1 });
});

const refuses = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;
const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const page = (more: PageDraft): PageDraft => ({
  title: { en: "Annual report" },
  summary: { en: "Our year in numbers." },
  text: { en: "Calls, stops and complaints." },
  ...more,
});

async function published(draft: PageDraft): Promise<string> {
  const { id } = await draftPage(boyd, "report", draft);
  const { version, content } = await pageSheet(boyd, id);
  const acknowledged = (await policyFindings(boyd, content)).map(({ key }) => key);
  await submitPage(boyd, id, { version, acknowledged });
  const { hash } = await pageSheet(harlan, id);
  await approvePage(harlan, id, { version, hash });
  const { ctx, networks } = beat.assembly;
  await rebuildSite(ctx, networks, site, "https://news.tinycounty.example");
  return id;
}

test("a file is taken for what it is, whatever it calls itself", async () => {
  const added = await addPageFile(boyd, report);
  assert.deepEqual(added, {
    sha256: hashOf(report),
    type: "application/pdf",
    sizeBytes: report.length,
  });
  const table = Buffer.from("month,calls\nJanuary,812\n");
  assert.equal((await addPageFile(boyd, table)).type, "text/csv");
  for (const [bytes, code] of [
    [report.subarray(0, report.length - 40), "no-pdf"],
    [Buffer.from("%PDF-1.7\n<script>alert(1)</script>\nstartxref\n9\n%%EOF"), "no-pdf"],
    [Buffer.concat([Buffer.from("<html>"), report]), "no-page-file"],
    [Buffer.from("<html><body>a,b</body></html>"), "no-page-file"],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 44]), "no-page-file"],
    [Buffer.from("a,b\n\xff\xfe", "latin1"), "no-page-file"],
    [Buffer.from("no table at all"), "no-page-file"],
    [Buffer.alloc(0), "no-page-file"],
    [Buffer.alloc(25 * 1024 * 1024 + 1, "a,"), "too-large"],
  ] as const)
    await assert.rejects(addPageFile(boyd, bytes), refuses(code), bytes.subarray(0, 30).toString());
});

test("kind and size stand as the file has them, and a file that never came in is none", async () => {
  const { sha256 } = await addPageFile(boyd, report);
  const given = { title: { en: "The report" }, sha256, type: "text/csv" as const, sizeBytes: 1 };
  const { id } = await draftPage(boyd, "report", page({ files: [given] }));
  const [file] = (await pageSheet(boyd, id)).content.files;
  assert.deepEqual([file?.type, file?.sizeBytes], ["application/pdf", report.length]);
  const other = { ...given, sha256: "0".repeat(64) };
  await assert.rejects(
    draftPage(boyd, "report", page({ files: [other] })),
    refuses("no-such-file"),
  );
});

test("the public gets the approved bytes, with their type, length and name, and no browser guesses", async () => {
  const pdf = await addPageFile(boyd, report);
  const table = Buffer.from("month,calls\nJanuary,813\n");
  const csv = await addPageFile(boyd, table);
  const files = [
    { title: { en: "The whole report" }, ...pdf },
    { title: { en: "Calls by month" }, ...csv },
  ];
  const path = `/files/${pdf.sha256.slice(0, 16)}.pdf`;
  assert.equal((await fetch(address + path)).status, 404, "nothing is public before its approval");
  const id = await published(page({ files }));
  const { code } = (await pageSheet(boyd, id)).page;
  const shown = await (await fetch(`${address}/reports/${code}`)).text();
  assert.match(
    shown,
    new RegExp(`href="${path}" download>The whole report</a>[^]*\\(PDF, \\d+ kB\\)`),
  );
  assert.match(shown, /Calls by month<\/a>[^]*\(CSV, 1 kB\)/);
  const answer = await fetch(address + path);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), report);
  assert.deepEqual(
    ["content-type", "content-length", "x-content-type-options", "content-disposition"].map(
      (name) => answer.headers.get(name),
    ),
    [
      "application/pdf",
      String(report.length),
      "nosniff",
      `attachment; filename="${pdf.sha256.slice(0, 16)}.pdf"`,
    ],
  );
  const other = await fetch(`${address}/files/${csv.sha256.slice(0, 16)}.csv`);
  assert.equal(other.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.equal(await other.text(), table.toString());
  await withdrawPage(harlan, id, "A figure was wrong.");
  const { ctx, networks } = beat.assembly;
  await rebuildSite(ctx, networks, site, "https://news.tinycounty.example");
  assert.equal((await fetch(address + path)).status, 404, "it leaves with its page");
});

test("another file is another hash, and so another approval", async () => {
  const [one, two] = [
    await addPageFile(boyd, report),
    await addPageFile(boyd, Buffer.from("a,b\n1,2\n")),
  ];
  const hashes = [];
  for (const file of [one, two]) {
    const files = [{ title: { en: "The report" }, ...file }];
    const { id } = await draftPage(boyd, "report", page({ files }));
    hashes.push((await pageSheet(boyd, id)).hash);
  }
  assert.notEqual(hashes[0], hashes[1]);
});

test("a file that says nothing of itself keeps its page in", async () => {
  const file = await addPageFile(boyd, report);
  const { id } = await draftPage(boyd, "report", page({ files: [{ title: { en: "" }, ...file }] }));
  const acknowledged: string[] = [];
  await assert.rejects(
    submitPage(boyd, id, { version: 1, acknowledged }),
    refuses("page-not-ready"),
  );
});

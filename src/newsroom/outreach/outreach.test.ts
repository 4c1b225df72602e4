import assert from "node:assert/strict";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";
import {
  adoptModel,
  approveOpenings,
  approvePage,
  certifySpanish,
  draftPage,
  pageSheet,
  policyFindings,
  savePage,
  submitPage,
  withdrawPage,
  writeOpening,
  type PageDraft,
  type PageKind,
} from "#outreach";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { served } from "#test/served.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { closeOpening, openingSheet } from "../../outreach/recruiting/openings.ts";
import { newsroom, Site } from "../index.ts";

const origin = "https://news.tinycounty.example";
const clock = new StoryClock();
let beat: TestBeat;
let boyd: Ctx;
let harlan: Ctx;
let site: Site;
let address: string;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = (name: string) => as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  [boyd, harlan] = [await person("boyd"), await person("harlan")];
  site = new Site(beat.dataFolder, false);
  address = await served(site);
});

async function seen(path: string) {
  const response = await fetch(address + path);
  const text = await response.text();
  return { status: response.status, text, size: gzipSync(text).length };
}

/** Makes the site anew, as the program does with each piece of news. */
async function turn(): Promise<void> {
  const { ctx, networks, slices, signer } = beat.assembly;
  const ours = newsroom(networks, site, {
    origin,
    origins: [origin],
    signer,
    client: beat.assembly.client,
    limiter: { takeFrom: () => undefined },
    dataFolder: beat.dataFolder,
  });
  const others = slices.filter(({ name }) => name !== "newsroom").flatMap(({ on }) => on ?? []);
  while ((await relayOnce(ctx, [...others, ...(ours.on ?? [])])) > 0);
}

async function approve(id: string): Promise<void> {
  const { version, content } = await pageSheet(boyd, id);
  const acknowledged = (await policyFindings(boyd, content)).map(({ key }) => key);
  await submitPage(boyd, id, { version, acknowledged });
  const { hash } = await pageSheet(harlan, id);
  await approvePage(harlan, id, { version, hash });
  await turn();
}

async function out(kind: PageKind, draft: PageDraft): Promise<string> {
  const { id } = await draftPage(boyd, kind, draft);
  await approve(id);
  return id;
}

test("a model article is read in the library, in the feed, and in Spanish once a person answers for it", async () => {
  const { id } = await adoptModel(boyd, "missing-person");
  assert.equal(
    (await seen("/library/when-somebody-is-missing")).status,
    418,
    "nothing is made yet",
  );
  await approve(id);
  const page = await seen("/library/when-somebody-is-missing");
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>When somebody is missing<\/h1>/);
  assert.match(page.text, /<ul>\s*<li>Search the home/);
  assert.match(page.text, /<a href="tel:\+18008435678"/);
  assert.match(page.text, /<a href="\/notices"/);
  assert.ok(page.size < 15_000, `${page.size} bytes`);
  const spanish = "/es/library/when-somebody-is-missing";
  assert.match((await seen(spanish)).text, /<h1>When somebody is missing[^]*solo está en inglés/);
  assert.match((await seen("/library")).text, /href="\/library\/when-somebody-is-missing"/);
  assert.match((await seen("/library/feed.atom")).text, /<title>When somebody is missing<\/title>/);
  const { hash } = await pageSheet(harlan, id);
  await certifySpanish(harlan, id, hash);
  await turn();
  const certified = (await seen(spanish)).text;
  assert.match(certified, /<h1>Cuando alguien desaparece<\/h1>/);
  assert.match(certified, /revisó esta traducción/);
});

test("no markup that somebody types gets through, and no address that runs something", async () => {
  await out("prevention", {
    title: { en: "<script>alert(1)</script>" },
    summary: { en: '"><img src=x onerror=alert(1)>' },
    text: {
      en: "<b>x</b> [go](javascript:alert(1)) [mail](mailto:a@b.example) [away](//evil.example)\n\n![x](https://evil.example/x.png)",
    },
  });
  const { text } = await seen("/library/script-alert-1-script");
  assert.ok(!/<script>alert|<img src=x|<b>x|href="javascript|href="\/\/evil/.test(text), text);
  assert.match(text, /href="mailto:a@b.example"/);
  const data = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(text)?.[1] ?? "";
  JSON.parse(data);
});

test("a report has its figures as a table with the source, and bars that say where the table is", async () => {
  await out("report", {
    title: { en: "Annual report 2026" },
    summary: { en: "What we did in 2026." },
    text: { en: "## Calls\n\n[table 1]\n\nWe came to most calls within ten minutes." },
    tables: [
      {
        caption: { en: "Calls for service" },
        source: { en: "Dispatch records, read on January 4, 2027" },
        columns: [{ en: "2025" }, { en: "2026" }],
        rows: [
          { label: { en: "Traffic" }, values: [4_120, 3_980] },
          { label: { en: "Welfare checks" }, values: [null, 1_204] },
        ],
        isDrawn: true,
      },
    ],
  });
  const { text } = await seen("/reports/annual-report-2026");
  assert.match(text, /<th scope="row">Traffic<\/th>\s*<td>4,120<\/td>\s*<td>3,980<\/td>/);
  assert.match(text, /<td>–<\/td>\s*<td>1,204<\/td>/);
  assert.match(text, /Source: Dispatch records/);
  assert.match(text, /role="img" aria-label="Bar chart: Calls for service, 2026\. The table above/);
  assert.match(text, /<rect x="150" y="10" width="210\.0"/);
});

test("a policy change shows old and new side by side, from when, until when to comment, and its history", async () => {
  const policy = {
    number: "5.2",
    before: { en: "Officers may post on duty." },
    after: { en: "Trained officers may post on duty." },
    effectiveOn: "2027-05-01",
    commentUntil: "2027-04-01",
    commentTo: "rules@tinycounty.example",
  };
  const draft: PageDraft = {
    title: { en: "Posting on duty" },
    summary: { en: "Training comes first." },
    text: { en: "We ask for training first." },
    policy,
  };
  const id = await out("policy-change", draft);
  const first = (await seen("/policy-changes/posting-on-duty")).text;
  assert.match(first, /<del>Officers <\/del>may post on duty\./);
  assert.match(first, /<ins>Trained officers <\/ins>may post on duty\./);
  assert.match(first, /May 1, 2027/);
  assert.match(first, /href="mailto:rules@tinycounty\.example"/);
  assert.ok(!first.includes("What changed on this page"));
  const change = { what: { en: "The first day." }, why: { en: "Training takes longer." } };
  await savePage(
    boyd,
    id,
    { ...draft, policy: { ...policy, effectiveOn: "2027-06-01" }, change },
    1,
  );
  await approve(id);
  const second = (await seen("/policy-changes/posting-on-duty")).text;
  assert.match(second, /What changed on this page[^]*The first day\.[^]*Training takes longer\./);
  await withdrawPage(boyd, id, "The council asked us to wait.");
  await turn();
  const gone = await seen("/policy-changes/posting-on-duty");
  assert.match(gone.text, /This page was taken down[^]*because: The council asked us to wait\./);
  assert.ok(!gone.text.includes("Trained officers"));
  assert.match((await seen("/policy-changes/feed.atom")).text, /at:deleted-entry/);
});

test("an opening has a page and a JobPosting, and is an offer no more once it is closed", async () => {
  const { id, code } = await writeOpening(boyd, {
    title: { en: "Deputy sheriff", es: "Alguacil adjunto" },
    about: { en: "## The work\n\nYou help people." },
    applyUrl: "https://jobs.example/apply",
    payFrom: 61_000,
    payTo: 78_500,
    closesOn: "2099-01-31",
  });
  const { hash } = await openingSheet(harlan, id);
  await approveOpenings(harlan, [{ id, hash }]);
  await turn();
  const { text, size } = await seen(`/jobs/${code}`);
  assert.match(text, /\$61,000 to \$78,500 a year/);
  assert.match(text, /href="https:\/\/jobs\.example\/apply"/);
  assert.ok(size < 15_000);
  const data = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(text)?.[1] ?? "";
  const posting = JSON.parse(data) as Record<string, unknown>;
  assert.equal(posting["@type"], "JobPosting");
  assert.equal(posting["validThrough"], "2099-01-31T23:59:59");
  assert.match((await seen("/es/jobs")).text, /Alguacil adjunto/);
  assert.match((await seen("/jobs/feed.atom")).text, /Deputy sheriff/);
  await closeOpening(boyd, id);
  await turn();
  const closed = (await seen(`/jobs/${code}`)).text;
  assert.match(closed, /This opening is closed/);
  assert.ok(!/JobPosting|jobs\.example|61,000/.test(closed));
  assert.ok(!(await seen("/jobs")).text.includes("Deputy sheriff"));
});

test("unsolved cases have a list of their own, reached from the library; every page leads to all lists", async () => {
  assert.match((await seen("/library")).text, /href="\/notices\/unsolved"/);
  assert.equal((await seen("/notices/unsolved")).status, 200);
  assert.match((await seen("/es/notices/unsolved")).text, /Casos sin resolver/);
  const home = (await seen("/")).text;
  for (const path of ["/library", "/jobs", "/reports", "/policy-changes"])
    assert.ok(home.includes(`href="${path}"`), path);
  assert.equal((await seen("/library/nothing")).status, 404);
});

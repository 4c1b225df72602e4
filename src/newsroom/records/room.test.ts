import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { wholeCompleteness } from "../../whole-completeness.ts";
import { beforeEach, test } from "node:test";
import { LogKeeper } from "#archive";
import { Refusal } from "#platform/refusal.ts";
import { served } from "#test/served.ts";
import { rebuildSite, Site } from "../index.ts";
import { openDesk, type Desk } from "#test/worlds/records-desk.ts";
import { join } from "node:path";
import { beginProduction } from "../../records/production/planning.ts";
import { workOnProduction } from "../../records/production/worker.ts";
import {
  approvePublication,
  deliverProduction,
  endPublication,
  proposePublication,
  summarizeRequest,
} from "../../records/reading-room/publishing.ts";
import { fileFromPortal, freshTicket } from "../../records/requests/portal.ts";
import { listRequests, requestPage } from "../../records/requests/reading.ts";
import { decideRecords, secondReview } from "../../records/requests/reviewing.ts";
import { freezeSearch } from "../../records/requests/searches.ts";

/** The reading room as the public uses it: plain GET, without a script or an account. */
const origin = "http://localhost:4400";
const asked = "My neighbour Dana Reyes and her quagga, please.";
let desk: Desk;
let ticket: string;
let id: string;

beforeEach(async () => {
  desk = await openDesk();
  const { clerk, counsel } = desk;
  ticket = freshTicket(desk.system);
  await fileFromPortal(desk.system, { ticket, asked, language: "en", format: "", requester: {} });
  id = (await listRequests(clerk)).requests.find((one) => one.asked === asked)?.id ?? "";
  await desk.hear({ text: "The quagga is fine" });
  await freezeSearch(clerk, id, { query: { words: "quagga fine" }, note: "" });
  const [recordId = ""] = await desk.recordsLike("fine");
  await decideRecords(clerk, id, { recordId, decision: "release" });
  await secondReview(counsel, id, recordId);
  const { signer, logFolder, ctx, dataFolder } = desk.beat.assembly;
  await new LogKeeper(desk.system, signer, join(logFolder, desk.agencyId)).turn();
  const accounts = () => Promise.resolve(new Map());
  await beginProduction(clerk, id, { formats: ["csv"] }, { accounts, isForConsole: true });
  const completeness = wholeCompleteness;
  await workOnProduction(ctx, { accounts, completeness, signer, logFolder, dataFolder });
});

async function get(path: string) {
  const response = await desk.beat.assembly.app.request(`${origin}${path}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

const room = (more = "") => get(`/records/reading-room${more}`);
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;
const draft = { running: 1, title: "The quagga <papers>", summary: "What we wrote about it." };

test("a production is public when a second person agreed, and gone the moment that it is taken back", async () => {
  assert.match((await room()).text, /Nothing has been published yet/);
  const { id: publication } = await proposePublication(desk.clerk, id, draft);
  await assert.rejects(proposePublication(desk.clerk, id, draft), refused("published-already"));
  assert.match((await room()).text, /Nothing has been published yet/);
  assert.equal((await room(`/${publication}.zip`)).status, 404);
  const named = { publication };
  await assert.rejects(approvePublication(desk.clerk, id, named), refused("own-publication"));
  await approvePublication(desk.counsel, id, named);
  const page = await room();
  assert.equal(page.status, 200);
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  for (const part of [
    "The quagga &lt;papers&gt;",
    "What we wrote about it.",
    "1 record",
    "verify.html",
  ])
    assert.ok(page.text.includes(part), part);
  assert.ok(!page.text.includes("<script"));
  assert.match((await get("/es/records/reading-room")).text, /Sala de lectura/);
  const zip = await room(`/${publication}.zip`);
  assert.equal(zip.bytes.subarray(0, 2).toString(), "PK");
  const feed = await room("/feed.atom");
  assert.ok(feed.text.includes(`urn:uuid:${publication}`) && feed.text.includes("&lt;papers&gt;"));
  assert.match((await room("?q=PAPERS")).text, /1 found for/);
  assert.match((await room("?q=nothing%25")).text, /Nothing was found/);
  await endPublication(desk.clerk, id, { publication, why: "a name was left in" });
  assert.match((await room()).text, /Nothing has been published yet/);
  assert.equal((await room(`/${publication}.zip`)).status, 404);
  assert.ok(!(await room("/feed.atom")).text.includes(publication));
});

test("the request log has numbers and how each ended, and never the requester's own words", async () => {
  assert.ok(!(await room()).text.includes("Dana"));
  await summarizeRequest(desk.clerk, id, "Messages about an animal");
  const { text } = await room();
  assert.ok(text.includes("Messages about an animal") && !text.includes("Dana"));
  assert.match((await room("?q=animal")).text, /Messages about an animal/);
  assert.ok(!(await room("?q=neighbour")).text.includes("Messages about"));
});

test("files laid on the status page are fetched by the link alone, and each time is told", async () => {
  const path = `/records/status/${ticket}/production-1.zip`;
  assert.equal((await get(path)).status, 404, "nothing was laid there yet");
  await deliverProduction(desk.clerk, id, 1);
  const status = await get(`/records/status/${ticket}`);
  assert.ok(status.text.includes(path));
  const zip = await get(path);
  assert.equal(zip.bytes.subarray(0, 2).toString(), "PK");
  assert.equal(zip.headers.get("cache-control"), "no-store");
  assert.equal((await get(`/records/status/${"A".repeat(43)}/production-1.zip`)).status, 404);
  await assert.rejects(deliverProduction(desk.clerk, id, 2), { status: 404 });
  const { steps } = await requestPage(desk.clerk, id);
  assert.deepEqual(
    steps.filter(({ kind }) => kind === "delivered" || kind === "fetched").map(({ kind }) => kind),
    ["delivered", "fetched"],
  );
});

test("the reading room stands without a database, after a restart too; a search needs one and says so", async () => {
  const { ctx, networks } = desk.beat.assembly;
  const folder = mkdtempSync(join(tmpdir(), "room-"));
  const kept = new Site(folder, false);
  await summarizeRequest(desk.clerk, id, "Messages about an animal");
  const { id: publication } = await proposePublication(desk.clerk, id, draft);
  await approvePublication(desk.counsel, id, { publication });
  await rebuildSite(ctx, networks, kept, origin);
  // A site over the same folder has no database at all.
  const alone = await served(new Site(folder, false));
  for (const [path, words] of [
    ["/records/reading-room", /The quagga &lt;papers&gt;[^]*Messages about an animal/],
    ["/es/records/reading-room", /Sala de lectura/],
    ["/records/reading-room/feed.atom", new RegExp(publication)],
  ] as const) {
    const answer = await fetch(`${alone}${path}`);
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), words);
  }
  assert.equal((await fetch(`${alone}/records/reading-room?q=quagga`)).status, 418);
  assert.equal((await fetch(`${alone}/records/reading-room/${publication}.zip`)).status, 418);
  await endPublication(desk.clerk, id, { publication, why: "a name was left in" });
  await rebuildSite(ctx, networks, kept, origin);
  const after = await served(new Site(folder, false));
  const page = await (await fetch(`${after}/records/reading-room`)).text();
  assert.ok(!page.includes("papers"), "what is taken back is on no kept page");
});

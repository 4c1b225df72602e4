import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { pipeline } from "node:stream/promises";
import { addPerson } from "#agency";
import { channelNames } from "#channels";
import { LogKeeper, verifyPackageFile } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  beginImport,
  fileFromPortal,
  freshTicket,
  placeLegalHold,
  requestStatus,
  runImport,
} from "#records";
import { memorySource } from "../../src/records/imports/source.ts";
import { beginProduction } from "../../src/records/production/planning.ts";
import { folderOf, workOnProduction } from "../../src/records/production/worker.ts";
import { deliveredZip, publishedZip, readingRoom } from "../../src/records/reading-room/public.ts";
import {
  approvePublication,
  deliverProduction,
  endPublication,
  proposePublication,
} from "../../src/records/reading-room/publishing.ts";
import { markText } from "../../src/records/redaction/marking.ts";
import { closeRequest, writeLetter } from "../../src/records/requests/acting.ts";
import { listRequests, requestPage } from "../../src/records/requests/reading.ts";
import { decideRecords, reviewQueue, secondReview } from "../../src/records/requests/reviewing.ts";
import { freezeSearch, openRequestBlocks } from "../../src/records/requests/searches.ts";
import { wholeCompleteness } from "../../src/whole-completeness.ts";
import { atEnd, openTestBeat, type TestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as, StoryClock } from "../worlds/world.ts";

/** A reporter asks for every message about the May 3 protest: from the portal to the reading room. */
const clock = new StoryClock();
const code = "552.108";
const informant = "Lena Marsh";
const texts = [
  [
    "2026-05-03, 11:02",
    "Sgt. Diaz",
    "The protest gathers at City Hall, about 200 people, all calm",
  ],
  [
    "2026-05-03, 11:40",
    "Officer Cole",
    `${informant} (830-555-0199) says two men brought fireworks to the protest`,
  ],
  [
    "2026-05-03, 12:15",
    "Sgt. Diaz",
    "Nobody is to be photographed at the protest. Keep Main St open",
  ],
  ["2026-05-03, 12:20", "Officer Cole", "Lunch at the diner?"],
  [
    "2026-05-03, 14:00",
    "Sgt. Diaz",
    "Fireworks taken by a volunteer of the protest. All calm. Thank you",
  ],
];
let beat: TestBeat;
let agencyId: string;
let system: Ctx;
let clerk: Ctx;
let counsel: Ctx;
let id = "";
let ticket = "";
let folder: string;
let publication = "";

const refused = (what: string) => (error: unknown) =>
  error instanceof Refusal && error.code === what;

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  await transact(system, async (tx) => {
    await addPerson(tx, { email: "nair@tinycounty.example", name: "Nair", roles: ["clerk"] });
    await addPerson(tx, { email: "cole@tinycounty.example", name: "Cole", roles: ["legal"] });
  });
  clerk = await as(beat.assembly.ctx, agencyId, "nair@tinycounty.example");
  counsel = await as(beat.assembly.ctx, agencyId, "cole@tinycounty.example");
  folder = mkdtempSync(join(tmpdir(), "reporter-"));
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const chat = texts.map(([at, who, text]) => `[${at}] ${who}: ${text}\n`).join("");
  const source = memorySource(Buffer.from(chat), "Patrol.txt");
  const options = { format: "signal", timeZone: "America/Chicago", account: "Sgt. Diaz" };
  assert.ok(counsel.actor.kind === "person");
  const atDesk: Ctx = { ...counsel, actor: { ...counsel.actor, via: "command-line" } };
  const begun = await beginImport(atDesk, source, { name: "Patrol.txt", options });
  assert.equal((await runImport(atDesk, source, begun, {})).added, texts.length);
});

async function keepLog(): Promise<void> {
  const { signer, logFolder } = beat.assembly;
  const keeper = new LogKeeper(system, signer, join(logFolder, agencyId));
  while ((await keeper.turn()) > 0);
}

test("the request comes in by the portal, without an account, and its clock runs", async () => {
  const portal = asSystem(beat.assembly.ctx, "portal", agencyId);
  ticket = freshTicket(portal);
  const asked = "Every message about the May 3 protest, please.";
  const draft = { asked, ticket, requester: { name: "Ann Lee", organization: "Tiny Ledger" } };
  await fileFromPortal(portal, draft);
  await fileFromPortal(portal, draft);
  const { requests } = await listRequests(clerk, {});
  assert.equal(requests.length, 1);
  id = requests[0]?.id ?? "";
  const page = await requestPage(clerk, id);
  assert.ok(page.request.dueOn);
  assert.equal((await requestStatus(portal, ticket)).asked, asked);
});

test("a hold is placed, and from the first hour nothing may be destroyed", async () => {
  await placeLegalHold(counsel, {
    matter: "Protest of May 3",
    why: "A claim is expected",
    query: { words: "protest" },
  });
  const everything = await read(system, (tx) =>
    tx.tx.raw<{ id: string }>("select id from archive_records where agency_id = $1", [agencyId]),
  );
  const blocked = await transact(system, (tx) =>
    openRequestBlocks.blocked(
      tx,
      everything.map((one) => one.id),
    ),
  );
  assert.equal(blocked.size, everything.length, "nothing was searched for yet: all of it stays");
});

test("the search is frozen, read, and what identifies an informant is taken out under a code", async () => {
  await freezeSearch(clerk, id, {
    query: { words: "protest OR fireworks", kind: "records.item-imported" },
    note: "Telephones of everybody on duty that day",
  });
  const { groups } = await reviewQueue(clerk, id);
  assert.equal(groups.length, 4);
  const told = groups.find(({ text }) => text.includes(informant));
  assert.ok(told);
  const mark = (words: string) => {
    const start = told.text.indexOf(words);
    return { start, end: start + words.length, code };
  };
  const marks = [mark(informant), mark("830-555-0199")];
  await markText(clerk, id, { recordId: told.recordId, marks, expected: null });
  await decideRecords(clerk, id, { recordId: told.recordId, decision: "redact", codes: [code] });
  for (const { recordId } of groups)
    if (recordId !== told.recordId)
      await decideRecords(clerk, id, { recordId, decision: "release" });
  await assert.rejects(secondReview(clerk, id, told.recordId), refused("own-review"));
  const produce = () =>
    beginProduction(clerk, id, {}, { accounts: channelNames, isForConsole: true });
  await assert.rejects(produce(), refused("review-open"));
  for (const { recordId } of groups) await secondReview(counsel, id, recordId);
});

test("it is produced with its numbers and proofs, and verifies offline under the agency's key", async () => {
  await keepLog();
  const { ctx, signer, logFolder, dataFolder } = beat.assembly;
  const [accounts, completeness] = [channelNames, wholeCompleteness];
  const row = await beginProduction(clerk, id, {}, { accounts, isForConsole: true });
  assert.ok(await workOnProduction(ctx, { signer, logFolder, dataFolder, accounts, completeness }));
  const place = folderOf(dataFolder, row);
  const { facts } = (await requestPage(clerk, id)).steps.at(-1) ?? {};
  assert.deepEqual([facts?.["records"], facts?.["redacted"]], [4, 1]);
  const key = await signer.publicKey(`openbeat/${agencyId}`);
  const verdict = await verifyPackageFile(join(place, "proof/records.zip"), key);
  assert.deepEqual([verdict.ok, verdict.records, verdict.isKeyCompared], [true, 4, true]);
  for (const file of ["VOL0001/records.jsonl", "VOL0001/conversations.html", "index.csv"]) {
    const text = readFileSync(join(place, file), "utf8");
    assert.ok(text.includes("says two men brought fireworks"), file);
    assert.ok(!/Marsh|Lena|0199/.test(text), file);
  }
});

test("the reporter takes it from the status page; the second person lets everybody read it", async () => {
  const { dataFolder } = beat.assembly;
  await writeLetter(clerk, id, {
    kind: "other",
    text: "Your records are ready on your status page.",
  });
  await deliverProduction(clerk, id, 1);
  const portal = asSystem(beat.assembly.ctx, "portal", agencyId);
  const { name, stream } = await deliveredZip(portal, dataFolder, ticket, 1);
  const zip = join(folder, name);
  await pipeline(stream, createWriteStream(zip));
  const unpack = `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])`;
  execFileSync("python3", ["-c", unpack, zip, folder]);
  assert.equal((await readingRoom(portal)).publications.length, 0);
  const draft = { running: 1, title: "Messages about the protest of May 3" };
  publication = (await proposePublication(clerk, id, draft)).id;
  await assert.rejects(approvePublication(clerk, id, { publication }), refused("own-publication"));
  await assert.rejects(publishedZip(portal, dataFolder, publication));
  await approvePublication(counsel, id, { publication });
  const { publications } = await readingRoom(portal, { q: "protest" });
  assert.deepEqual(
    publications.map(({ title, records }) => [title, records]),
    [[draft.title, 4]],
  );
});

test("the request is closed; what was published can be taken back, and the record of it all proves itself", async () => {
  await closeRequest(clerk, id, {
    how: "partly",
    codes: [code],
    text: "One record is given out in part.",
  });
  const portal = asSystem(beat.assembly.ctx, "portal", agencyId);
  assert.equal((await requestStatus(portal, ticket)).closedHow, "partly");
  await endPublication(counsel, id, { publication, why: "A court sealed it" });
  assert.equal((await readingRoom(portal)).publications.length, 0);
  const kinds = await read(system, (tx) =>
    tx.tx.raw<{ kind: string }>(
      "select distinct kind from archive_records where agency_id = $1 and subject_kind = 'request' order by kind",
      [agencyId],
    ),
  );
  const told = kinds.map(({ kind }) => kind);
  for (const kind of ["received", "letter", "produced", "delivered", "fetched", "closed"])
    assert.ok(told.includes(`records.request-${kind}`), `${kind} of ${told.join()}`);
  assert.ok(told.includes("records.search-frozen") && told.includes("records.records-reviewed"));
});

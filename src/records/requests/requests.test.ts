import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addPerson, personOf } from "#agency";
import { recordsOf } from "#archive";
import { Temporal } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { assignRequest, closeRequest, reopenRequest, resumeClock, writeLetter } from "./acting.ts";
import { requestLetters, watchClocks } from "./due.ts";
import { changeDay, changeLaw } from "./law-changes.ts";
import { recordsLaw } from "./own-law.ts";
import { answerFromPortal, fileFromPortal, freshTicket, requestStatus } from "./portal.ts";
import { listRequests, requestPage, requestsDue } from "./reading.ts";
import { receiveRequest } from "./receiving.ts";

const clock = new StoryClock();
const asked = "All messages of the department about the fair in October.";
const text = "We have your request and are looking for the records.";
let beat: TestBeat;
let agencyId: string;
let clerk: Ctx;
let second: Ctx;
let portal: Ctx;

/** By the agency's own clock, in Illinois: five business days, and five more on a ground of the law. */
const there = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime("America/Chicago").toInstant();
const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code;

beforeEach(async () => {
  clock.set(there("2027-01-04T09:00"));
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  await transact(system, async (tx) => {
    await tx.tx.raw("update agencies set state = 'IL' where agency_id = $1", [agencyId]);
    for (const name of ["nair", "cole"])
      await addPerson(tx, { email: `${name}@tinycounty.example`, name, roles: ["clerk", "legal"] });
  });
  clerk = await as(beat.assembly.ctx, agencyId, "nair@tinycounty.example");
  second = await as(beat.assembly.ctx, agencyId, "cole@tinycounty.example");
  portal = asSystem(beat.assembly.ctx, "portal", agencyId);
});

const receive = (more: object = {}) =>
  receiveRequest(clerk, { asked, requester: { name: "Ann Lee" }, ...more });
const dueOf = async (id: string) => (await requestPage(clerk, id)).request.dueOn;

test("requests are numbered within their year, whoever files at the same moment", async () => {
  const filed = await Promise.all([receive(), receive(), receive(), receive()]);
  assert.deepEqual(filed.map(({ number }) => number).sort(), [
    "2027-0001",
    "2027-0002",
    "2027-0003",
    "2027-0004",
  ]);
  const { number } = await receive({ receivedOn: "2026-12-30" });
  assert.equal(number, "2026-0001");
  await assert.rejects(receive({ receivedOn: "2027-01-05" }), refused("received-later"));
});

test("the clock counts from the day of receipt, and whoever asked is sealed", async () => {
  const { id } = await receive({ requester: { name: "Ann Lee", email: "ann@lee.example" } });
  const page = await requestPage(clerk, id);
  assert.deepEqual([page.request.dueOn, page.request.dueStage], ["2027-01-11", "respond"]);
  assert.equal(page.requester.email, "ann@lee.example");
  const [row] = await read(clerk, (tx) =>
    tx.tx.raw<{ all: string }>("select to_jsonb(r)::text as all from record_requests r"),
  );
  assert.ok(!row?.all.includes("lee.example"));
  const [look] = await read(clerk, (tx) =>
    tx.tx.raw<{ subject_id: string }>(
      "select subject_id from audit_events where kind = 'agency.sensitive-read'",
    ),
  );
  assert.equal(look?.subject_id, id);
});

test("a request received at night counts from the agency's day, not from Greenwich's", async () => {
  clock.set(there("2027-01-04T23:50"));
  const late = await receive();
  clock.set(there("2027-01-05T00:10"));
  const early = await receive();
  const days = [late, early].map(async ({ id }) => (await requestPage(clerk, id)).request);
  assert.deepEqual(
    (await Promise.all(days)).map(({ receivedOn, dueOn }) => [receivedOn, dueOn]),
    [
      ["2027-01-04", "2027-01-11"],
      ["2027-01-05", "2027-01-12"],
    ],
  );
});

test("a clarification stops the clock; the answer, given after midnight there, starts it again", async () => {
  const ticket = freshTicket(portal);
  await fileFromPortal(portal, { ticket, asked });
  const [{ id } = { id: "" }] = (await listRequests(clerk)).requests;
  clock.set(there("2027-01-06T16:00"));
  const draft = {
    kind: "clarification",
    text: "Which of the two fairs?",
    pausesClock: true,
  } as const;
  await writeLetter(clerk, id, draft);
  assert.equal(await dueOf(id), null);
  await assert.rejects(writeLetter(second, id, draft), refused("paused-already"));
  clock.set(there("2027-01-11T00:30"));
  await answerFromPortal(portal, ticket, "The one at the river.");
  const { request, clock: told } = await requestPage(clerk, id);
  assert.equal(request.state, "open");
  const skipped = told.deadlines[0]?.steps.filter(({ why }) => why === "waiting for clarification");
  assert.deepEqual(skipped?.map(({ day }) => day).slice(0, 2), ["2027-01-06", "2027-01-07"]);
  assert.equal(skipped?.at(-1)?.day, "2027-01-11");
  // One day had counted before the pause; four are left, over Martin Luther King Jr. Day.
  assert.equal(request.dueOn, "2027-01-15");
  await assert.rejects(resumeClock(clerk, id, "they called"), refused("not-paused"));
});

test("an extension is taken once, on the law's ground, and only where the law has a number", async () => {
  const { id } = await receive();
  const stage = "respond" as const;
  const extension = { stage, term: { days: 5, kind: "business" as const }, ground: "volume" };
  await writeLetter(clerk, id, { kind: "extension", text, extension });
  assert.equal(await dueOf(id), "2027-01-19");
  const again = writeLetter(clerk, id, { kind: "extension", text, extension });
  await assert.rejects(again, refused("extended-already"));
  const none = { ...extension, stage: "produce" as const };
  await assert.rejects(
    writeLetter(clerk, id, { kind: "extension", text, extension: none }),
    refused("no-number"),
  );
});

test("two clerks at once: one answers, the other is told so, and nothing is written twice", async () => {
  const { id } = await receive();
  const letter = { kind: "other", text, fulfils: "respond" } as const;
  const tried = await Promise.allSettled([
    writeLetter(clerk, id, letter),
    writeLetter(second, id, letter),
  ]);
  assert.deepEqual(tried.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const { steps } = await requestPage(clerk, id);
  assert.equal(steps.filter(({ kind }) => kind === "letter").length, 1);
  const me = personOf(clerk).personId;
  await assignRequest(clerk, id, { to: me, expected: null });
  const late = assignRequest(second, id, { to: null, expected: null });
  await assert.rejects(late, refused("assigned-meanwhile"));
  const ends = await Promise.allSettled(
    [clerk, second].map((who) => closeRequest(who, id, { how: "no-records", text })),
  );
  assert.deepEqual(ends.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

test("nothing is denied without an exemption, and a closed request takes nothing until it is reopened", async () => {
  const { id } = await receive();
  await assert.rejects(closeRequest(clerk, id, { how: "denied", text }), refused("no-exemption"));
  await closeRequest(clerk, id, { how: "denied", codes: ["7(1)(b)"], text });
  await assert.rejects(writeLetter(clerk, id, { kind: "other", text }), refused("request-closed"));
  clock.set(there("2027-01-07T09:00"));
  await reopenRequest(second, id, "They asked us to look again.");
  const { request } = await requestPage(clerk, id);
  assert.deepEqual([request.state, request.closedHow], ["open", null]);
  assert.equal(request.dueOn, "2027-01-14", "the days it was closed do not count");
});

test("every letter and the request itself are records in the archive", async () => {
  const { id } = await receive();
  await writeLetter(clerk, id, { kind: "acknowledgement", text });
  await closeRequest(clerk, id, { how: "produced", text: "Here are the records." });
  const records = await recordsOf(clerk, { kind: "request", id });
  assert.deepEqual(records.map(({ kind, direction }) => `${kind} ${direction}`).sort(), [
    "records.request-closed internal",
    "records.request-letter out",
    "records.request-letter out",
    "records.request-received in",
  ]);
});

test("the agency's closed day and its own number of days move what is open, and say who verified them", async () => {
  const { id } = await receive();
  await changeDay(clerk, { day: "2027-01-08", reason: "furlough day" });
  assert.equal(await dueOf(id), "2027-01-12");
  await changeDay(clerk, { day: "2027-01-08", reason: null });
  assert.equal(await dueOf(id), "2027-01-11");
  const terms = { respond: { days: 7, kind: "business" as const } };
  await assert.rejects(changeLaw(clerk, { verifiedOn: "2027-01-04" }), refused("half-verified"));
  await assert.rejects(
    changeLaw(clerk, { terms: { brief: terms.respond } }),
    refused("no-such-stage"),
  );
  await changeLaw(clerk, { terms, verifiedOn: "2027-01-04", verifiedBy: "M. Cole, counsel" });
  assert.equal(await dueOf(id), "2027-01-13");
  const { own, law } = await recordsLaw(clerk);
  assert.deepEqual([own?.verifiedBy, law.stages[0]?.term?.days], ["M. Cole, counsel", 7]);
});

test("who has a request is told two days before, and once more when the day has passed", async () => {
  const { id } = await receive();
  await assignRequest(clerk, id, { to: personOf(clerk).personId, expected: null });
  const sent: string[] = [];
  const letters = requestLetters(async (_ctx, { to, title }) => {
    sent.push(`${to.join()}: ${title}`);
    return "sent";
  }, "https://beat.example");
  const told = async (local: string) => {
    clock.set(there(local));
    const before = sent.length;
    await watchClocks(beat.assembly.ctx);
    const news = await read(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
      tx.tx.raw<{ id: string; kind: string; facts: Record<string, unknown> }>(
        "select id, kind, facts from audit_events where kind = 'records.request-told' order by id",
      ),
    );
    for (const { id: event, kind, facts } of news.slice(before))
      await letters.handle(portal, {
        id: event,
        agencyId,
        kind,
        subject: { kind: "request", id },
        facts,
        at: clock.now().toString(),
        claim: Symbol("claim"),
      });
    return sent.slice(before);
  };
  assert.deepEqual(await told("2027-01-08T23:00"), []);
  const mine = "nair@tinycounty.example";
  assert.deepEqual(await told("2027-01-09T00:10"), [
    `${mine}: Records request 2027-0001: due 2027-01-11`,
  ]);
  assert.deepEqual(await told("2027-01-11T23:00"), []);
  assert.equal(await requestsDue(clerk), 1);
  assert.deepEqual(await told("2027-01-12T00:10"), [
    `${mine}: Records request 2027-0001 is overdue`,
  ]);
  assert.deepEqual(await told("2027-01-12T01:10"), []);
});

test("who guesses a status link reads nothing, and the same form sent twice is one request", async () => {
  const ticket = freshTicket(portal);
  await fileFromPortal(portal, { ticket, asked });
  await fileFromPortal(portal, { ticket, asked });
  assert.equal((await listRequests(clerk)).requests.length, 1);
  assert.equal((await requestStatus(portal, ticket)).number, "2027-0001");
  for (const guess of ["", "2027-0001", ticket.slice(1), freshTicket(portal), `${ticket}A`])
    await assert.rejects(requestStatus(portal, guess), { status: 404 });
  const [row] = await read(clerk, (tx) =>
    tx.tx.raw<{ all: string }>("select to_jsonb(r)::text as all from record_requests r"),
  );
  assert.ok(!row?.all.includes(ticket), "the link itself is kept nowhere");
});

test("an auditor reads and writes nothing; who has no part in records sees nothing", async () => {
  const { id } = await receive();
  await transact(asSystem(beat.assembly.ctx, "test", agencyId), async (tx) => {
    await addPerson(tx, { email: "lim@tinycounty.example", name: "Lim", roles: ["auditor"] });
  });
  const auditor = await as(beat.assembly.ctx, agencyId, "lim@tinycounty.example");
  assert.equal((await requestPage(auditor, id)).request.number, "2027-0001");
  await assert.rejects(writeLetter(auditor, id, { kind: "other", text }), refused("not-your-role"));
  const deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  await assert.rejects(requestPage(deputy, id), refused("not-your-role"));
  await assert.rejects(listRequests(deputy), refused("not-your-role"));
});

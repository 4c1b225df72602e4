import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import pg from "pg";
import type { Role } from "#agency";
import {
  exportArchive,
  LogKeeper,
  searchArchive,
  verifyArchive,
  verifyPackageFile,
} from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { openDatabase, read, transact } from "#platform/db/database.ts";
import { rotateKeys } from "#platform/crypto/rotation.ts";
import { Refusal } from "#platform/refusal.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { certificatePdf } from "./certificate-pdf.ts";
import { sealedColumns } from "../../slices.ts";
import {
  allDispositions,
  approveDisposition,
  cancelDisposition,
  certificate,
  proposeDisposition,
} from "./dispositions.ts";
import { dueBySeries } from "./due.ts";
import type { Destruction } from "./erasers.ts";
import { carryOutDispositions } from "./erasing.ts";
import { addToLegalHold, allLegalHolds, placeLegalHold, releaseLegalHold } from "./legal-holds.ts";
import { beginSchedule, assignSeries, schedule, verifySeries, writeSeries } from "./series.ts";

let beat: TestBeat;
let agencyId = "";
let clerk: Ctx;
let command: Ctx;
let system: Ctx;
const erasedSubjects: string[] = [];
const blocked = new Set<string>();

const destruction: Destruction = {
  erasers: [
    {
      subjectKind: "note",
      erase: async (_tx, ids) => {
        erasedSubjects.push(...ids);
        return [];
      },
    },
  ],
  blockers: [
    {
      why: "open-request",
      blocked: async (_tx, ids) => new Set(ids.filter((id) => blocked.has(id))),
    },
  ],
  holders: [],
};

beforeEach(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  clerk = await person("harlan", ["clerk", "legal"]);
  command = await person("boyd", ["command"]);
  system = asSystem(beat.assembly.ctx, "test", agencyId);
  erasedSubjects.length = 0;
  blocked.clear();
  await beginSchedule(clerk);
  await writeSeries(clerk, {
    code: "GEN-2",
    title: "Correspondence, general",
    authority: "A schedule for tests",
    appliesTo: "notes",
    months: 24,
    action: "destroy",
  });
});

/** A small county's people, in the roles that this file is about. */
async function person(name: string, roles: readonly Role[]): Promise<Ctx> {
  const ctx = await as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  assert.ok(ctx.actor.kind === "person");
  return { ...ctx, actor: { ...ctx.actor, roles } };
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

/** Notes that were written in 2020, under the series of two years. */
async function notes(...texts: string[]): Promise<string[]> {
  const told = await transact(system, (tx) =>
    tx.happenings.tell(
      tx,
      ...texts.map((text, at) => ({
        kind: "test.noted",
        subject: { kind: "note", id: `n-${at}` },
        facts: {},
        occurredAt: `2020-03-0${at + 1}T12:00:00Z`,
        record: { payload: { text }, text, direction: "in" as const },
      })),
    ),
  );
  const ids = told.map(({ id }) => id);
  for (const id of ids) await assignSeries(clerk, id, "GEN-2", "a note of a resident");
  return ids;
}

async function propose() {
  return proposeDisposition(clerk, destruction, { series: "GEN-2", why: "the period is over" });
}

async function destroyed(): Promise<string[]> {
  const rows = await read(system, (tx) =>
    tx.tx.raw<{ id: string }>(
      "select id from archive_records where agency_id = $1 and disposition_id is not null and sealed = ''",
      [agencyId],
    ),
  );
  return rows.map(({ id }) => id).toSorted();
}

async function faults(): Promise<string[]> {
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
  return (await verifyArchive(system, signer, logFolder)).faults;
}

test("what is over its period falls due once somebody verified the series, and not before", async () => {
  await notes("Lost keys on Elm St", "A thank-you to the night shift");
  const due = async () =>
    (await dueBySeries(clerk, ["note"])).find(({ code }) => code === "GEN-2")?.due;
  assert.equal(await due(), undefined);
  await verifySeries(clerk, "GEN-2");
  assert.equal(await due(), 2);
  const changed = (await schedule(clerk)).series.find(({ code }) => code === "GEN-2");
  assert.ok(changed?.verifiedOn);
  await writeSeries(clerk, { ...changed, months: 240 });
  assert.equal(await due(), undefined, "a changed series is verified anew");
});

test("two people, then the words are gone, the log is whole, and a certificate says so", async () => {
  const ids = await notes("Lost keys on Elm St", "A thank-you to the night shift");
  await verifySeries(clerk, "GEN-2");
  const proposed = await propose();
  assert.deepEqual([proposed.number, proposed.records], [1, 2]);
  await assert.rejects(approveDisposition(clerk, proposed.id), Refusal);
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 0);
  await approveDisposition(command, proposed.id);
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 2);
  assert.deepEqual(await destroyed(), ids.toSorted());
  assert.deepEqual(erasedSubjects.toSorted(), ["n-0", "n-1"]);
  assert.deepEqual(await faults(), []);
  assert.equal((await searchArchive(clerk, { words: "thank-you" })).results.length, 0);
  const { disposition, items } = await certificate(clerk, proposed.id);
  assert.deepEqual([disposition.erased, disposition.kept], [2, 0]);
  assert.ok(disposition.finishedAt && disposition.approvedByName);
  assert.ok(items.every(({ erasedAt, leaf, leafHash }) => erasedAt && leaf !== null && leafHash));
  await assert.rejects(propose(), refused("nothing-due"));
});

test("a legal hold that comes after the approval still wins, by words, by name and for what is to come", async () => {
  const [keys = "", thanks = "", other = ""] = await notes(
    "Wallaby keys",
    "Thank you",
    "A wallaby",
  );
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await approveDisposition(command, id);
  const wallaby = await placeLegalHold(clerk, {
    matter: "Ruiz v. County",
    why: "the attorney asked for it",
    query: { words: "wallaby" },
  });
  const named = await placeLegalHold(command, {
    matter: "Claim 12",
    why: "a claim",
    records: [keys],
  });
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 1);
  assert.deepEqual(await destroyed(), [thanks]);
  const kept = (await certificate(clerk, id)).items.filter((item) => item.kept === "legal-hold");
  assert.deepEqual(kept.map((item) => item.id).toSorted(), [keys, other].toSorted());
  assert.deepEqual(
    (await allLegalHolds(clerk)).map(({ id: hold, covers }) => [hold, covers]).toSorted(),
    [
      [wallaby.id, 2],
      [named.id, 1],
    ].toSorted(),
  );
  await releaseLegalHold(command, wallaby.id, "settled");
  const again = await propose();
  assert.equal(again.records, 1, "the animal alone: the keys are named to another hold");
  await addToLegalHold(clerk, named.id, [other]);
  await approveDisposition(command, again.id);
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 0);
  assert.deepEqual(await faults(), []);
});

test("a hold by words that find nothing, or might mean two things, is refused: it would cover nothing, unseen", async () => {
  const place = (words: string) =>
    placeLegalHold(clerk, { matter: "Claim 13", why: "a claim", query: { words } });
  await assert.rejects(place("-wallaby"), refused("finds-nothing"));
  await assert.rejects(place("&"), refused("finds-nothing"));
  await assert.rejects(place('"Mill'), refused("unbalanced-quotes"));
  await assert.rejects(place("wallaby or keys"), refused("small-or"));
  await place("the Mill");
  assert.equal((await allLegalHolds(clerk)).length, 1);
});

test("a hold's words are read in the texts, and a hold for which nobody read them keeps all that it spans", async () => {
  const [keys = "", thanks = ""] = await notes("Lost keys of the wallaby", "Thank you");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await approveDisposition(command, id);
  const hold = await placeLegalHold(clerk, {
    matter: "Claim 14",
    why: "a claim",
    query: { words: "wallab* NEAR/4 key" },
  });
  const erase = (unheld: readonly string[]) =>
    transact(system, (tx) =>
      tx.tx.raw<{ erased_id: string }>(
        "select * from archive_erase($1, $2::uuid[], $3::uuid[], $4::uuid[])",
        [id, [keys, thanks], unheld.map(() => hold.id), [...unheld]],
      ),
    );
  assert.deepEqual(await erase([]), []);
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 1);
  assert.deepEqual(await destroyed(), [thanks]);
  assert.deepEqual(
    (await allLegalHolds(clerk)).map(({ covers }) => covers),
    [1],
  );
});

test("what an open request needs stays, and says why", async () => {
  const [keys = "", thanks = ""] = await notes("Lost keys", "Thank you");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  blocked.add(keys);
  await approveDisposition(command, id);
  assert.equal(await carryOutDispositions(beat.assembly.ctx, destruction), 1);
  assert.deepEqual(await destroyed(), [thanks]);
  const { items } = await certificate(clerk, id);
  assert.equal(items.find((item) => item.id === keys)?.kept, "open-request");
});

test("no path in the program erases without a disposition of two people: the database refuses", async () => {
  const [keys = ""] = await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  const erase = (actor: Ctx) =>
    transact(actor, (tx) =>
      tx.tx.raw("select * from archive_erase($1, $2::uuid[], null, null)", [id, [keys]]),
    );
  await assert.rejects(erase(system), /two people agreed/);
  for (const statement of [
    "update archive_records set sealed = ''",
    "delete from archive_records",
    "delete from legal_holds",
    "update dispositions set proposed_by = gen_random_uuid()",
    "delete from disposition_items",
  ])
    await assert.rejects(
      transact(system, (tx) => tx.tx.raw(statement)),
      (error: unknown) => /permission denied/.test(String((error as Error).cause ?? error)),
      statement,
    );
  await approveDisposition(command, id);
  const other = { ...system.actor, agencyId: "00000000-0000-4000-8000-000000000009" };
  await assert.rejects(erase({ ...system, actor: other }), /two people agreed/);
  assert.deepEqual(await destroyed(), []);
});

test("a package of the archive still verifies, and says of what is gone that it was destroyed", async () => {
  await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await approveDisposition(command, id);
  await carryOutDispositions(beat.assembly.ctx, destruction);
  const { signer, logFolder } = beat.assembly;
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
  const out = join(await mkdtemp(join(tmpdir(), "openbeat-package-")), "whole.zip");
  const wish = { out, title: "Whole archive", say: () => undefined };
  const { files } = await exportArchive(clerk, signer, logFolder, wish);
  const verdict = await verifyPackageFile(files[0] ?? "", undefined);
  assert.deepEqual([verdict.ok, verdict.faults], [true, []]);
});

test("a new agency key moves what is sealed, and stumbles over nothing that was destroyed", async () => {
  await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await approveDisposition(command, id);
  await carryOutDispositions(beat.assembly.ctx, destruction);
  // Keys are rotated with the owner's rights.
  const db = openDatabase(beat.installation.owner);
  const owner = { ...beat.assembly.ctx, db };
  const { faults: left } = await rotateKeys(owner, agencyId, sealedColumns);
  await db.close();
  assert.deepEqual(left, []);
});

test("the certificate as PDF names everything, is tagged for readers, and exists once it is true", async () => {
  await notes("Lost keys", "Thank you");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await assert.rejects(certificatePdf(clerk, id), refused("not-destroyed-yet"));
  await approveDisposition(command, id);
  await carryOutDispositions(beat.assembly.ctx, destruction);
  const bytes = Buffer.from(await certificatePdf(clerk, id)).toString("latin1");
  for (const part of [
    "%PDF-1.7",
    "/StructTreeRoot",
    "/Marked true",
    "/Lang (en-US)",
    "pdfuaid:part",
    "/TH",
    "/TD",
  ])
    assert.ok(bytes.includes(part), part);
});

test("the certificate itself is never destroyed, and words that go without one are called missing", async () => {
  const ids = await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await approveDisposition(command, id);
  await carryOutDispositions(beat.assembly.ctx, destruction);
  assert.deepEqual(await faults(), []);
  const client = new pg.Client(beat.installation.owner);
  await client.connect();
  await client.query(
    "update archive_records set sealed = '' where kind = 'test.noted' and id <> $1",
    ids,
  );
  await client.query(
    "update archive_records set sealed = '', disposition_id = $1 where kind = 'records.series-assigned' or kind = 'records.disposition-proposed'",
    [id],
  );
  await client.end();
  assert.match((await faults()).join("\n"), /gone without a disposition certificate/);
});

test("a cancelled proposal lets its records go, and cannot be approved any more", async () => {
  await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const { id } = await propose();
  await assert.rejects(propose(), refused("nothing-due"));
  await cancelDisposition(clerk, id);
  await assert.rejects(approveDisposition(command, id), refused("disposition-decided"));
  assert.equal((await propose()).number, 2);
  assert.equal((await allDispositions(clerk)).length, 2);
});

test("a record whose copies nobody can remove is not proposed, and is counted as in use", async () => {
  await notes("Lost keys");
  await verifySeries(clerk, "GEN-2");
  const [due] = await dueBySeries(clerk, ["something-else"]);
  assert.deepEqual([due?.due, due?.inUse], [0, 1]);
});

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { foundAgency, type Role } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { approveDisposition, proposeDisposition } from "../records/retention/dispositions.ts";
import { carryOutDispositions } from "../records/retention/erasing.ts";
import {
  assignSeries,
  beginSchedule,
  verifySeries,
  writeSeries,
} from "../records/retention/series.ts";
import { exportArchive, LogKeeper, takeOver, verifyArchive } from "./index.ts";

/* An archive of which a part was destroyed by law moves house: what is gone stays gone, and stays accounted for. */
const destruction = {
  erasers: [{ subjectKind: "note", erase: () => Promise.resolve([]) }],
  blockers: [],
  holders: [],
};
let old: TestBeat;
let fresh: TestBeat;
let agencyId: string;
let oldCtx: Ctx;
let freshCtx: Ctx;
let packages: string[];
let gone: string[];

before(async () => {
  old = await openTestBeat();
  agencyId = await seedTinyCounty(old.assembly);
  oldCtx = asSystem(old.assembly.ctx, "test", agencyId);
  const clerk = await inRoles("harlan", ["clerk", "legal", "administrator"]);
  const command = await inRoles("boyd", ["command"]);
  const told = await transact(oldCtx, (tx) =>
    tx.happenings.tell(
      tx,
      ...["Quagga keys were lost", "Quagga thanks", "The ferry runs"].map((text, at) => ({
        kind: "test.noted",
        subject: { kind: "note", id: `n-${at}` },
        facts: {},
        occurredAt: "2020-03-01T12:00:00Z",
        record: { payload: { text }, text, direction: "in" as const },
      })),
    ),
  );
  gone = told.slice(0, 2).map(({ id }) => id);
  await beginSchedule(clerk);
  await writeSeries(clerk, {
    code: "GEN-2",
    title: "Correspondence, general",
    authority: "A schedule for tests",
    appliesTo: "notes",
    months: 24,
    action: "destroy",
  });
  for (const id of gone) await assignSeries(clerk, id, "GEN-2", "a note of a resident");
  await verifySeries(clerk, "GEN-2");
  const draft = { series: "GEN-2", why: "the period is over" };
  const { id } = await proposeDisposition(clerk, destruction, draft);
  await approveDisposition(command, id);
  assert.equal(await carryOutDispositions(old.assembly.ctx, destruction), 2);
  await keep(old, oldCtx);
  const { signer, logFolder } = old.assembly;
  const out = join(mkdtempSync(join(tmpdir(), "exit-")), "whole.zip");
  packages = (await exportArchive(clerk, signer, logFolder, { out, title: "Whole archive" })).files;
  fresh = await openTestBeat();
  freshCtx = asSystem(fresh.assembly.ctx, "test", agencyId);
  await transact(freshCtx, (tx) =>
    foundAgency(tx, { name: "Tiny County", shortName: "Tiny", state: "TX", timeZone: "UTC" }),
  );
});

async function inRoles(name: string, roles: readonly Role[]): Promise<Ctx> {
  const ctx = await as(old.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  assert.ok(ctx.actor.kind === "person");
  return { ...ctx, actor: { ...ctx.actor, roles } };
}

async function keep({ assembly }: TestBeat, ctx: Ctx): Promise<void> {
  const keeper = new LogKeeper(ctx, assembly.signer, join(assembly.logFolder, agencyId));
  while ((await keeper.turn()) > 0);
}

const verdictOf = ({ assembly }: TestBeat, ctx: Ctx) =>
  verifyArchive(ctx, assembly.signer, assembly.logFolder);

test("an archive with destroyed records is taken over: the same root, the certificates, and no fault", async () => {
  const before = await verdictOf(old, oldCtx);
  assert.deepEqual(before.faults, []);
  const { signer, logFolder } = fresh.assembly;
  const into = { signer, logFolder: join(logFolder, agencyId) };
  const told = await takeOver(freshCtx, into, packages);
  assert.deepEqual([told.size, told.rootHex], [before.size, before.root]);
  await keep(fresh, freshCtx);
  assert.deepEqual((await verdictOf(fresh, freshCtx)).faults, []);
  const rows = await read(freshCtx, (tx) =>
    tx.tx.raw<{ id: string; bytes: number; is_certified: boolean }>(
      `select id, length(sealed) as bytes, disposition_id is not null as is_certified from archive_records
       where agency_id = $1 and id = any($2::uuid[])`,
      [agencyId, gone],
    ),
  );
  assert.deepEqual(
    rows.map((row) => [row.bytes, row.is_certified]),
    [
      [0, true],
      [0, true],
    ],
  );
  // The certificate itself came over with its words.
  const [certificates] = await read(freshCtx, (tx) =>
    tx.tx.raw<{ n: number }>(
      `select count(*)::int as n from archive_records
       where agency_id = $1 and kind = 'records.destroyed' and length(sealed) > 0`,
      [agencyId],
    ),
  );
  assert.equal(certificates?.n, 1);
});

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import pg from "pg";
import { systemClock } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTimestampAuthority, type TimestampAuthority } from "#test/networks/timestamps.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { openAttestation, type Attestation } from "./attestors.ts";
import { answerProofAlarm, openProofAlarms } from "./alarms.ts";
import { askForCheck, runCheck } from "./checking.ts";
import { publishHistory } from "./history.ts";
import { proofState } from "./proof-state.ts";
import { stampNewest } from "./stamping.ts";
import { askWitnesses } from "./witnessing.ts";
import { cosignaturesOf } from "../log/cosignature.ts";
import { LogKeeper, publicLog, verifyArchive } from "../index.ts";
import { witnessServer } from "../witness/server.ts";
import { Witness } from "../witness/witness.ts";

let beat: TestBeat;
let ctx: Ctx;
let agencyId: string;
let folder: string;
let vkey: string;

beforeEach(async () => {
  beat = await openTestBeat();
  agencyId = await seedTinyCounty(beat.assembly);
  ctx = asSystem(beat.assembly.ctx, "test", agencyId);
  folder = join(beat.assembly.logFolder, agencyId);
  await say("The bridge at Mill St is closed", "The ferry runs every hour");
  vkey = await beat.assembly.signer.publicKey(`openbeat/${agencyId}`);
});

async function say(...texts: string[]): Promise<void> {
  await transact(ctx, (tx) =>
    tx.happenings.tell(
      tx,
      ...texts.map((text) => ({
        kind: "test.said",
        subject: { kind: "test", id: "1" },
        facts: {},
        record: { payload: { text }, text, direction: "out" as const },
      })),
    ),
  );
  await new LogKeeper(ctx, beat.assembly.signer, folder).turn();
}

interface Neighbour {
  witness: Witness;
  folder: string;
  server: Server;
  url: string;
}

/** A neighbour county's witness, in a folder of its own behind HTTP. */
async function neighbour(name: string): Promise<Neighbour> {
  const own = mkdtempSync(join(tmpdir(), "witness-"));
  const logs = [{ origin: `openbeat/${agencyId}`, vkey }];
  const witness = Witness.open(own, name, logs, systemClock);
  const server = witnessServer(witness, logs);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  atEnd(() => new Promise((done) => server.close(done)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { witness, folder: own, server, url: `http://127.0.0.1:${port}` };
}

function attestationOf(
  neighbours: readonly Neighbour[],
  authority?: TimestampAuthority,
): Attestation {
  const names = neighbours.map(({ witness }, at) => `w${at + 1} ${witness.vkey}`);
  const lines = [
    ...names.map((one, at) => `witness ${one} ${neighbours[at]?.url ?? ""}`),
    `group some 2 ${names.map((_one, at) => `w${at + 1}`).join(" ")}`,
    "quorum some",
  ];
  const file = join(mkdtempSync(join(tmpdir(), "policy-")), "witnesses");
  if (neighbours.length > 0) writeFileSync(file, `${lines.join("\n")}\n`);
  return openAttestation(
    {
      witnesses: neighbours.length > 0 ? file : undefined,
      timestamps: authority ? [authority.url] : [],
      timestampRoots: authority?.rootFile,
    },
    beat.assembly.client,
  );
}

/** Loopback is a private network: the guarded way out reaches only what is named to it. */
async function reopened(hosts: string[]): Promise<void> {
  const { openSafeClient } = await import("#platform/http/safe-client.ts");
  const client = openSafeClient({ clock: systemClock, allowPrivate: hosts });
  atEnd(() => Promise.resolve(client.close()));
  beat.assembly.client = client;
}

async function three(): Promise<{ all: Neighbour[]; attestation: Attestation }> {
  const all = [
    await neighbour("a.example"),
    await neighbour("b.example"),
    await neighbour("c.example"),
  ];
  await reopened(all.map(({ url }) => new URL(url).host));
  return { all, attestation: attestationOf(all) };
}

async function faults(attestation: Attestation): Promise<string> {
  const { signer, logFolder } = beat.assembly;
  return (await verifyArchive(ctx, signer, logFolder, undefined, attestation)).faults.join("\n");
}

async function expired(attestation: Attestation): Promise<number> {
  const { signer, logFolder } = beat.assembly;
  return (await verifyArchive(ctx, signer, logFolder, undefined, attestation)).attested.expired;
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client(beat.installation.owner);
  await client.connect();
  await client.query(statement);
  await client.end();
}

test("a checkpoint goes out with its witnesses' lines, and the next is shown from where they are", async () => {
  const { all, attestation } = await three();
  assert.equal(await askWitnesses(ctx, folder, attestation), 3);
  await say("One more");
  assert.equal(await askWitnesses(ctx, folder, attestation), 3);
  assert.equal(await askWitnesses(ctx, folder, attestation), 0, "nobody lags");
  const published = readFileSync(join(folder, "checkpoint"), "utf8");
  const verifiers = attestation.policy.witnesses.map(({ verifier }) => verifier);
  assert.equal(cosignaturesOf(published, verifiers).length, all.length);
  // A restart publishes the same head with the same lines.
  await new LogKeeper(ctx, beat.assembly.signer, folder).turn();
  assert.equal(readFileSync(join(folder, "checkpoint"), "utf8"), published);
  const verdict = await verifyArchive(
    ctx,
    beat.assembly.signer,
    beat.assembly.logFolder,
    undefined,
    attestation,
  );
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.attested.cosignedSize, verdict.size);
  assert.equal(verdict.attested.cosignatures, 6);
});

test("the public history holds each day's last checkpoint with its witnesses' lines, and is served beside the tiles", async () => {
  const { attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  await publishHistory(ctx, beat.assembly.logFolder);
  const server = createServer((request, response) => {
    if (!publicLog(beat.assembly.logFolder, () => agencyId)(request, response)) response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  atEnd(() => new Promise((done) => server.close(done)));
  const address = server.address();
  const at = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/log`;
  assert.equal(await (await fetch(`${at}/vkey`)).text(), `${vkey}\n`);
  const history = (await (await fetch(`${at}/history.json`)).json()) as {
    checkpoints: { checkpoint: string }[];
  };
  const last = history.checkpoints.at(-1)?.checkpoint ?? "";
  assert.equal(last, await (await fetch(`${at}/checkpoint`)).text());
  const verifiers = attestation.policy.witnesses.map(({ verifier }) => verifier);
  assert.equal(cosignaturesOf(last, verifiers).length, 3);
});

test("a witness that lost touch says where it is and catches up; one that is down lags, and nobody waits", async () => {
  const { all, attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  await asOwner("update archive_attestors set size = 1");
  all[2]?.server.closeAllConnections();
  await new Promise((done) => all[2]?.server.close(done));
  await say("One more");
  assert.equal(await askWitnesses(ctx, folder, attestation), 2);
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const state = await proofState(sheriff, beat.assembly.signer, attestation);
  assert.deepEqual(
    state.witnesses.map(({ name, failingSince }) => [name, failingSince !== null]),
    [
      ["w1", false],
      ["w2", false],
      ["w3", true],
    ],
  );
  assert.equal(state.isEnough, true, "two of three are enough");
  assert.equal(state.quorum, "2 of 3");
  assert.equal(state.log.vkey, vkey);
  assert.ok(state.growth.some(({ cosigned }) => cosigned > 0));
});

test("attack, split view: a witness that was shown another head refuses ours, and people are told", async () => {
  const { all, attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  // The attacker has the log's key and shows one witness a history of its own.
  const first = all[0] ?? assert.fail();
  const place = join(first.folder, `${encodeURIComponent(`openbeat/${agencyId}`)}.json`);
  const state = {
    ...(JSON.parse(readFileSync(place, "utf8")) as object),
    rootHex: "07".repeat(32),
  };
  writeFileSync(place, JSON.stringify(state));
  await say("One more");
  assert.equal(await askWitnesses(ctx, folder, attestation), 2);
  const [alarm, second] = await openProofAlarms(ctx);
  assert.equal(alarm?.kind, "split");
  assert.equal(second, undefined);
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const shown = await proofState(sheriff, beat.assembly.signer, attestation);
  assert.match(shown.alarms[0]?.says ?? "", /w1 has seen another history/);
  await answerProofAlarm(sheriff, alarm?.id ?? "", "Their disk was restored; we compared by hand.");
  assert.deepEqual(await openProofAlarms(ctx), []);
  await assert.rejects(answerProofAlarm(sheriff, alarm?.id ?? "", "Again"), /answered/);
});

test("attack, split view: two heads of one size, one shown to witnesses and one to readers, cannot both be cosigned", async () => {
  const { all, attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  await asOwner("update archive_attestors set size = 0");
  const first = all[0] ?? assert.fail();
  const place = join(first.folder, `${encodeURIComponent(`openbeat/${agencyId}`)}.json`);
  const state = {
    ...(JSON.parse(readFileSync(place, "utf8")) as object),
    rootHex: "07".repeat(32),
  };
  writeFileSync(place, JSON.stringify(state));
  assert.equal(await askWitnesses(ctx, folder, attestation), 2, "the other two say it again");
  assert.equal((await openProofAlarms(ctx))[0]?.kind, "split");
});

test("attack, rollback: a log that was set back is told on by whoever saw more of it", async () => {
  const { attestation } = await three();
  await say("One more", "And one");
  await askWitnesses(ctx, folder, attestation);
  await asOwner(
    "delete from archive_checkpoints where size = (select max(size) from archive_checkpoints)",
  );
  assert.equal(await askWitnesses(ctx, folder, attestation), 0);
  assert.equal((await openProofAlarms(ctx))[0]?.kind, "rollback");
});

test("attack, forged cosignature: a line that its witness never wrote is found, and so is one taken away", async () => {
  const { attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  assert.equal(await faults(attestation), "");
  await asOwner(`update archive_cosignatures a set line = b.line from archive_cosignatures b
    where a.witness < b.witness and b.witness = (select max(witness) from archive_cosignatures)`);
  assert.match(await faults(attestation), /forged: the cosignature/);
  await asOwner("delete from archive_cosignatures");
  assert.match(await faults(attestation), /missing: the cosignature of size \d+ by/);
});

test("attack, forged cosignature: one on the published checkpoint alone is found", async () => {
  const { attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  const before = readFileSync(join(folder, "checkpoint"), "utf8");
  await say("One more");
  const lines = before.match(/^\u2014 a\.example .*\n/m)?.[0] ?? assert.fail();
  writeFileSync(
    join(folder, "checkpoint"),
    readFileSync(join(folder, "checkpoint"), "utf8") + lines,
  );
  assert.match(await faults(attestation), /forged: of the published checkpoint/);
});

test("the application's own role cannot change or take away what witnesses and authorities said", async () => {
  for (const statement of [
    "delete from archive_cosignatures",
    "update archive_timestamps set size = 1",
  ])
    await assert.rejects(
      transact(ctx, async (tx) => void (await tx.tx.raw<object>(statement))),
      /permission denied/,
    );
});

async function stamped(): Promise<{ authority: TimestampAuthority; attestation: Attestation }> {
  const authority = await openTimestampAuthority();
  atEnd(async () => {
    await authority[Symbol.asyncDispose]();
  });
  await reopened([authority.host]);
  return { authority, attestation: attestationOf([], authority) };
}

test("the newest checkpoint is stamped once an hour; an authority that fails is remembered and asked again", async () => {
  const { authority, attestation } = await stamped();
  authority.play("refuse");
  assert.equal(await stampNewest(ctx, attestation), 0);
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const first = await proofState(sheriff, beat.assembly.signer, attestation);
  assert.match(first.authorities[0]?.says ?? "", /refused/);
  assert.equal(await stampNewest(ctx, attestation), 0, "not at once");
  assert.equal(authority.asked(), 1);
  authority.play("well");
  await asOwner("update archive_attestors set next_at = now() - interval '1 second'");
  assert.equal(await stampNewest(ctx, attestation), 1);
  await say("One more");
  assert.equal(await stampNewest(ctx, attestation), 0, "an hour is not over");
  const verdict = await proofState(sheriff, beat.assembly.signer, attestation);
  assert.equal(verdict.authorities[0]?.failingSince, null);
  assert.equal(verdict.authorities[0]?.endsSoon, true, "its certificate ends in thirty days");
  assert.equal(await faults(attestation), "");
});

test("before a certificate ends the log is stamped under the newer one, and the old stamp goes into the log, once", async () => {
  const { authority, attestation } = await stamped();
  assert.equal(await stampNewest(ctx, attestation), 1);
  const renewed = async () => {
    const rows = await read(ctx, (tx) =>
      tx.tx.raw<{ facts: { sha256: string } }>(
        "select facts from audit_events where kind = 'archive.stamps-renewed'",
      ),
    );
    return rows.map(({ facts }) => facts.sha256);
  };
  assert.deepEqual(await renewed(), [], "no newer certificate is at hand");
  assert.equal(await stampNewest(ctx, attestation), 0, "nothing new, and asked only just now");
  authority.renewCertificate(900);
  await asOwner("update archive_attestors set attested_at = attested_at - interval '25 hours'");
  assert.equal(await stampNewest(ctx, attestation), 1, "the log did not grow, and is stamped anew");
  const [old] = await read(ctx, (tx) =>
    tx.tx.raw<{ hash: string }>(
      "select encode(sha256(token), 'hex') as hash from archive_timestamps order by ends_at limit 1",
    ),
  );
  assert.deepEqual(await renewed(), [old?.hash]);
  // The log has grown by the renewal itself: its next head is stamped, under the newer certificate.
  await new LogKeeper(ctx, beat.assembly.signer, folder).turn();
  await asOwner("update archive_attestors set attested_at = attested_at - interval '25 hours'");
  assert.equal(await stampNewest(ctx, attestation), 1);
  assert.equal((await renewed()).length, 1, "each once");
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const state = await proofState(sheriff, beat.assembly.signer, attestation);
  assert.equal(state.authorities[0]?.endsSoon, false);
  assert.equal(await faults(attestation), "");
  await asOwner(
    "update archive_timestamps set ends_at = now() - interval '1 day' where ends_at = (select min(ends_at) from archive_timestamps)",
  );
  assert.equal(await expired(attestation), 0, "the newer stamp shows that it was there in time");
});

test("a stamp that outlived its certificate and was not renewed is told by a check, and is no fault of the log", async () => {
  const { attestation } = await stamped();
  assert.equal(await stampNewest(ctx, attestation), 1);
  assert.equal(await expired(attestation), 0);
  await asOwner("update archive_timestamps set ends_at = now() - interval '1 day'");
  assert.equal(await expired(attestation), 1);
  assert.equal(await faults(attestation), "");
});

test("a stamp of another asking is not taken", async () => {
  const { authority, attestation } = await stamped();
  authority.play("another");
  assert.equal(await stampNewest(ctx, attestation), 0);
});

test("attack, swapped time stamp: one that belongs to another checkpoint is found, and so is a back-dated row", async () => {
  const { attestation } = await stamped();
  await stampNewest(ctx, attestation);
  await say("One more");
  await asOwner(`update archive_timestamps set stamped_at = stamped_at - interval '2 days'`);
  assert.match(await faults(attestation), /altered: the time stamp of size \d+/);
  await asOwner("update archive_timestamps set size = (select max(size) from archive_checkpoints)");
  assert.match(await faults(attestation), /forged: the time stamp of size \d+/);
});

test("a check says in plain numbers what it compared; a fault raises an alarm that stays until answered", async () => {
  const { attestation } = await three();
  await askWitnesses(ctx, folder, attestation);
  const { signer, logFolder } = beat.assembly;
  const sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  const { id } = await askForCheck(sheriff);
  assert.deepEqual(await askForCheck(sheriff), { id }, "one at a time");
  const good = await runCheck(ctx, signer, logFolder, attestation);
  assert.equal(good?.faultCount, 0);
  assert.equal(good?.attested.cosignatures, 3);
  assert.deepEqual(await openProofAlarms(ctx), []);
  await asOwner("update archive_records set direction = 'in' where kind = 'test.said'");
  await askForCheck(sheriff);
  const bad = await runCheck(ctx, signer, logFolder, attestation);
  assert.equal(bad?.faultCount, 2);
  assert.equal((await openProofAlarms(ctx))[0]?.kind, "mismatch");
  const state = await proofState(sheriff, signer, attestation);
  assert.equal(state.checks[0]?.report?.faults.length, 2);
  assert.match(state.checks[0]?.by ?? "", /Harlan/);
});

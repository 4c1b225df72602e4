import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { siteAgency } from "#agency";
import { systemClock } from "#platform/clock.ts";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { askForCheck, runCheck } from "../../src/archive/attest/checking.ts";
import { raiseProofAlarm } from "../../src/archive/attest/alarms.ts";
import { stampNewest } from "../../src/archive/attest/stamping.ts";
import { askWitnesses } from "../../src/archive/attest/witnessing.ts";
import { LogKeeper } from "../../src/archive/index.ts";
import { emptyPolicy, parsePolicy } from "../../src/archive/log/policy.ts";
import { witnessServer } from "../../src/archive/witness/server.ts";
import { Witness } from "../../src/archive/witness/witness.ts";
import { openTimestampAuthority } from "../networks/timestamps.ts";
import { atEnd } from "../openbeat.ts";
import { as } from "../worlds/world.ts";
import { who } from "../worlds/riverside/people.ts";
import {
  mustBeAccessible,
  picture,
  serveWorld,
  signInByPass,
  visit,
  type Served,
} from "./console.ts";

let served: Served;
let system: Ctx;
let agencyId: string;

before(async () => {
  served = await serveWorld("riverside");
  const { assembly } = served.beat;
  const agency = await siteAgency(assembly.ctx);
  assert.ok(agency);
  ({ agencyId } = agency);
  system = asSystem(assembly.ctx, "test", agencyId);
  const folder = join(assembly.logFolder, agencyId);
  const keeper = new LogKeeper(system, assembly.signer, folder);
  while ((await keeper.turn()) > 0);
  const vkey = await assembly.signer.publicKey(`openbeat/${agencyId}`);
  const logs = [{ origin: `openbeat/${agencyId}`, vkey }];
  const lines: string[] = [];
  const hosts: string[] = [];
  for (const name of ["state-archives.example/w1", "riverside-herald.example/w1"]) {
    const own = mkdtempSync(join(tmpdir(), "witness-"));
    const witness = Witness.open(own, name, logs, systemClock);
    const server = witnessServer(witness, logs);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    atEnd(() => new Promise((done) => server.close(done)));
    const address = server.address();
    const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    hosts.push(host);
    lines.push(`witness ${name.split(".")[0]} ${witness.vkey} http://${host}`);
  }
  const gone = Witness.open(mkdtempSync(join(tmpdir(), "w-")), "county.example", [], systemClock);
  lines.push(`witness neighbour-county ${gone.vkey} http://127.0.0.1:9`);
  lines.push("group some 2 state-archives riverside-herald neighbour-county", "quorum some");
  const authority = await openTimestampAuthority(400);
  atEnd(async () => {
    await authority[Symbol.asyncDispose]();
  });
  const allowPrivate = [...hosts, authority.host, "127.0.0.1:9"];
  const client = openSafeClient({ clock: systemClock, allowPrivate });
  atEnd(() => Promise.resolve(client.close()));
  // The settings name them only now that they stand: the page reads the very same object.
  const { attestation } = assembly;
  Object.assign(attestation.policy, parsePolicy(lines.join("\n")));
  Object.assign(attestation, { client, authorities: [authority.url] });
  atEnd(() => Promise.resolve(void Object.assign(attestation.policy, emptyPolicy())));
  for (let n = 0; n < 8; n++) {
    await transact(system, (tx) =>
      tx.happenings.tell(
        tx,
        ...Array.from({ length: 1 + ((n * 5) % 7) }, () => ({
          kind: "test.said",
          subject: { kind: "test", id: "1" },
          facts: {},
          record: { payload: {}, text: `Notice ${n}`, direction: "out" as const },
        })),
      ),
    );
    while ((await keeper.turn()) > 0);
    if (n % 3 === 1) await askWitnesses(system, folder, attestation);
    if (n === 4) await stampNewest(system, attestation);
  }
  await askWitnesses(system, folder, attestation);
});

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
  [1280, "dark"],
  [390, "light"],
] as const)
  test(`the chief has the archive checked and sees who stands by it, at ${width} px, ${scheme}`, async () => {
    const { assembly } = served.beat;
    const { page } = await visit(served, width, scheme);
    await signInByPass(served, page, who.chief);
    await page.goto(`${served.origin}/console/archive/proof`);
    await page.getByRole("heading", { name: "Is the archive whole?" }).waitFor();
    await page.getByRole("button", { name: "Check now" }).click();
    await page.getByText("The check begins in a moment.").waitFor();
    await runCheck(system, assembly.signer, assembly.logFolder, assembly.attestation);
    await page.getByText(/Yes\. Nothing is missing/).waitFor();
    await page.getByText("2 of 3 must cosign.").waitFor();
    await page.getByText("Lags").waitFor();
    await picture(page, `archive-proof-${width}-${scheme}`);
    await mustBeAccessible(page, "archive proof");
  });

test("stamps whose certificates ended before they were renewed are told beside the answer, with what that means", async () => {
  const { assembly, installation } = served.beat;
  const client = new pg.Client(installation.owner);
  await client.connect();
  await client.query("update archive_timestamps set ends_at = now() - interval '1 day'");
  await client.end();
  await askForCheck(await as(assembly.ctx, agencyId, who.chief));
  await runCheck(system, assembly.signer, assembly.logFolder, assembly.attestation);
  const { page } = await visit(served, 390, "light");
  await signInByPass(served, page, who.chief);
  await page.goto(`${served.origin}/console/archive/proof`);
  await page.getByText(/Yes\. Nothing is missing/).waitFor();
  await page.getByText(/^The certificate of 1 time stamp ended before it was renewed/).waitFor();
  await picture(page, "archive-proof-stamps-ended");
  await mustBeAccessible(page, "archive proof with stamps that ended");
  await page.context().close();
});

test("an alarm is in the frame of every page until somebody answers it", async () => {
  const { assembly } = served.beat;
  await raiseProofAlarm(system, "split", "test 1", {
    says: "The witness state-archives has seen another history of this log at 1,204 entries than ours. One of the two was made up.",
  });
  const chief = await as(assembly.ctx, agencyId, who.chief);
  await askForCheck(chief);
  const { page } = await visit(served, 1280, "light");
  await signInByPass(served, page, who.chief);
  await page.getByRole("link", { name: /Archive proof failed/ }).click();
  await page.getByRole("heading", { name: "A witness saw another history" }).waitFor();
  await picture(page, "archive-proof-alarm");
  await mustBeAccessible(page, "archive proof alarm");
});

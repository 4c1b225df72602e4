import assert from "node:assert/strict";
import { before, test } from "node:test";
import sharp from "sharp";
import { createToken, siteAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { addMedia } from "#media";
import { openTestBeat, type TestBeat } from "./openbeat.ts";
import { seedTinyCounty } from "./worlds/tiny-county.ts";
import { as } from "./worlds/world.ts";

/** Who looks at what, and what the audit trail keeps of it. */
let beat: TestBeat;
let ames: Ctx;
let boyd: Ctx;

before(async () => {
  beat = await openTestBeat();
  const agencyId = await seedTinyCounty(beat.assembly);
  ames = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  boyd = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
});

/** Asks with a token that may do only this. */
async function askWith(scope: string, path: string, ctx: Ctx = ames): Promise<Response> {
  const { token } = await createToken(ctx, { name: "test", scopes: [scope], days: 1 });
  return beat.assembly.app.request(`http://localhost:4400/api${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

test("whoever may see a record sees its picture, and no other", async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#36c" } })
    .png()
    .toBuffer();
  const { sha256 } = await addMedia(boyd, { name: "bridge.png", bytes });
  const found = await askWith("archive.search", "/archive?hasMedia=true");
  const { results } = (await found.json()) as { results: { id: string; text: string }[] };
  const record = results.find(({ text }) => text === "bridge.png");
  assert.ok(record);
  const path = `/archive/records/${record.id}/media/${sha256}`;
  const seen = await askWith("archive.search", path);
  assert.deepEqual([seen.status, seen.headers.get("content-type")], [200, "image/png"]);
  assert.equal((await askWith("archive.search", `/media/${sha256}`)).status, 403);
  assert.equal((await askWith("media.read", `/media/${sha256}`)).status, 200);
  assert.equal((await askWith("post.read", path)).status, 403);
  const other = sha256.replaceAll(/[0-9]/g, "0");
  assert.equal((await askWith("archive.search", path.replace(sha256, other))).status, 404);
});

test("a search stands in the trail with its words, its filters and how much it found", async () => {
  await askWith("archive.search", "/archive?words=bridge.png&direction=internal");
  const agency = await siteAgency(beat.assembly.ctx);
  const [row] = await read(asSystem(beat.assembly.ctx, "test", agency?.agencyId ?? ""), (tx) =>
    tx.tx.raw<{ who: string; facts: object }>(
      `select actor_name as who, facts from audit_events
       where kind = 'agency.sensitive-read' and subject_id = 'search' order by id desc limit 1`,
    ),
  );
  assert.deepEqual(row, {
    who: "Cora Ames",
    facts: {
      reason: "searched the archive",
      words: "bridge.png",
      direction: "internal",
      found: 1,
      hasMore: false,
    },
  });
});

test("a supervisor sees what keeps somebody from posting; a colleague is not told", async () => {
  const { personId } = boyd.actor as Extract<Ctx["actor"], { kind: "person" }>;
  const answer = await askWith("readiness.read", `/people/${personId}/readiness`);
  const readiness = (await answer.json()) as { policyVersion: number; acknowledgedAt: string };
  assert.equal(readiness.policyVersion, 1);
  assert.match(readiness.acknowledgedAt, /^20/);
  const refused = await askWith("readiness.read", `/people/${personId}/readiness`, boyd);
  assert.equal(refused.status, 403);
  const nobody = await askWith("readiness.read", `/people/${crypto.randomUUID()}/readiness`);
  assert.equal(nobody.status, 404);
});

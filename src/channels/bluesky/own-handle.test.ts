import assert from "node:assert/strict";
import { test } from "node:test";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { openChannels } from "../accounts.ts";
import { checkHandle } from "./own-handle.ts";

const did = "did:plc:aaaabbbbccccddddeeeeffff";
const beat = await openTestBeat();
const { ctx, networks } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);
const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
await transact(asSystem(ctx, "test", agencyId), ({ tx }) =>
  tx.raw(
    `insert into channels (agency_id, id, network, name, handle, remote_id, profile_url, settings, limits, credential, is_public, position, connected_at)
     select agency_id, gen_random_uuid(), 'bluesky', 'Bluesky', 'tiny.bsky.social', $1, '', '{}', '{}', credential, true, 9, connected_at from channels limit 1`,
    [did],
  ),
);
const bluesky = (await openChannels(sheriff)).find(({ network }) => network === "bluesky");
const website = (await openChannels(sheriff)).find(({ network }) => network === "website");

const check = (records: string[][], file: string | undefined, domain = "tinycounty.example") => {
  const fetch = async () => new Response(file ?? "", { status: file === undefined ? 404 : 200 });
  const outside = { ...networks, fediverse: { fetch, isPlain: false } };
  const asked = { channelId: bluesky?.id ?? "", domain };
  return checkHandle(sheriff, outside, asked, async (name) => {
    assert.equal(name, `_atproto.${domain}`);
    return records;
  });
};

test("a TXT record or a file with the account's own DID makes a domain its handle", async () => {
  const byDns = await check([["did=", did], ["v=spf1 -all"]], undefined);
  assert.deepEqual([byDns.dns, byDns.file, byDns.isReady, byDns.isInUse], [did, null, true, false]);
  const byFile = await check([], `${did}\n`);
  assert.deepEqual([byFile.file, byFile.isReady], [did, true]);
});

test("nothing, another account's DID, or two records make it none", async () => {
  assert.equal((await check([], undefined)).isReady, false);
  assert.equal((await check([["did=did:plc:other"]], did)).isReady, false);
  assert.equal((await check([[`did=${did}`], ["did=did:plc:other"]], undefined)).dns, null);
  assert.equal((await check([], "<html>not found</html>")).file, null);
});

test("only a domain of a Bluesky account is looked up", async () => {
  await assert.rejects(check([], undefined, "localhost"), /domain of your own/);
  const asked = { channelId: website?.id ?? "", domain: "tinycounty.example" };
  await assert.rejects(
    checkHandle(sheriff, networks, asked, async () => []),
    /Only a Bluesky/,
  );
});

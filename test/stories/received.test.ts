import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { LogKeeper, searchArchive, verifyArchive } from "#archive";
import { connectChannel, receiveChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openSandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { atEnd, openTestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "../worlds/tiny-county.ts";
import { as } from "../worlds/world.ts";

test("what residents write is captured once and exactly, whatever their telephones put into it", async () => {
  const network = await openSandboxNetwork();
  const beat = await openTestBeat({ allowPrivate: [network.host] });
  atEnd(async () => network[Symbol.asyncDispose]());
  const { ctx, networks, signer, logFolder } = beat.assembly;
  const agencyId = await seedTinyCounty(beat.assembly);
  const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
  const own = network.createAccount("tiny", "Tiny County");
  const channel = await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "sandbox"),
    {
      network: "sandbox",
      name: "Practice",
      isPublic: true,
      input: { url: network.url, token: own.token, keys: "yes" },
    },
  );
  const post = async (path: string, body: object, token?: string) => {
    const answer = await fetch(`${network.url}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.clone().text());
    return (await answer.json()) as { id: string };
  };
  const said = await post("/api/posts", { text: "The bridge is closed." }, own.token);
  const odd =
    "Is it open\0 now? \ud83d half, \u202e turned, \u{1f468}\u200d\u{1f469}\u200d\u{1f467}";
  await post(`/api/posts/${said.id}/comments`, { author: "ana", text: odd });
  await post(`/api/posts/${said.id}/comments`, { author: "jo", text: "Thank you." });

  const system = asSystem(ctx, "test", agencyId);
  assert.ok((await receiveChannel(system, networks, channel.id)) >= 2);
  assert.equal(
    await receiveChannel(system, networks, channel.id),
    0,
    "told again, nothing is added",
  );

  const found = await searchArchive(sheriff, { words: '"open now"', direction: "in" });
  assert.equal(found.results.length, 1, "R1: the comment is on the record, found by its words");
  while ((await new LogKeeper(system, signer, join(logFolder, agencyId)).turn()) > 0);
  assert.deepEqual((await verifyArchive(system, signer, logFolder)).faults, []);
  const audited = await read(system, (tx) =>
    tx.tx.raw<{ n: number }>(
      "select count(*)::int as n from audit_events where kind like 'channels.%-received'",
    ),
  );
  assert.equal(audited[0]?.n, 0, "what residents send is nobody's act: the record tells it");
});

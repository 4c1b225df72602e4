import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSmtp, type SmtpPeer } from "#test/networks/smtp.ts";
import { Program, until } from "./program.ts";

/** The real program, as a process of its own, killed in the middle of a fan-out, and brought back from a backup. */
const root = join(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "openbeat-fan-out-"));
const readers = 3_000;
const kills = 2;
/** Taken and not yet written down: less than two rounds of 48 and what the hands hold. */
const doubtMax = 110 * kills;
let relay: SmtpPeer;
let program: Program;

before(async () => {
  relay = await startSmtp();
  program = await Program.over(data, { OPENBEAT_ALLOW_PRIVATE: `${relay.host}:${relay.port}` });
});

after(async () => {
  await program.stop();
  await relay[Symbol.asyncDispose]();
  rmSync(data, { recursive: true, force: true });
});

const people = `
  import { withOpenbeat } from "${root}/src/commands/running.ts";
  import { asPerson } from "${root}/src/commands/acting.ts";
  import { read, transact } from "#platform/db/database.ts";
  import { asSystem } from "#platform/context.ts";
  import { sealedPlace } from "${root}/src/audience/addresses.ts";
  import { audienceKey } from "${root}/src/audience/keys.ts";`;

const scriptOf = (body: string) => `${people}
    await withOpenbeat(async ({ assembly }) => {
      const { ctx, networks } = assembly;
      const sheriff = await asPerson(ctx, "harlan@tinycounty.example");
      const author = await asPerson(ctx, "boyd@tinycounty.example");
      const approver = await asPerson(ctx, "ames@tinycounty.example");
      ${body}
    });`;

async function scripted(body: string, over = program): Promise<string> {
  const { code, out } = await over.script(scriptOf(body));
  assert.equal(code, 0, out);
  return out;
}

interface Told {
  states: Record<string, number>;
  unknown: string[];
  delivery: string;
}

/** Where each copy stands, and the addresses of those of whom nobody knows: opened by the test alone. */
async function told(): Promise<Told> {
  const out = await scripted(`
    const told = await transact(asSystem(ctx, "test", sheriff.actor.agencyId), async (tx) => {
      const states = await tx.tx.raw("select state, count(*)::int as n from audience_orders group by 1");
      const rows = await tx.tx.raw("select s.id, s.sealed from audience_orders o join audience_subscribers s on s.id = o.subscriber_id where o.state = 'unknown'");
      const [delivery] = await tx.tx.raw("select d.state from deliveries d join channels c on c.id = d.channel_id where c.network = 'email'");
      const vault = await tx.vault.keysOf(tx, sheriff.actor.agencyId);
      const unknown = rows.map((row) => vault.open(sealedPlace(sheriff.actor.agencyId, row.id), row.sealed).toString());
      return { states: Object.fromEntries(states.map(({ state, n }) => [state, n])), unknown, delivery: delivery?.state };
    });
    console.log("told " + JSON.stringify(told));`);
  return JSON.parse(/told (\{.*\})/.exec(out)?.[1] ?? "{}") as Told;
}

test("kill -9 in the middle of a fan-out: nobody is missed, nobody gets it twice, and every doubt is counted", async (t) => {
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  await scripted(`
    const { connectChannel } = await import("#channels");
    const { approvePost, draftPost, submitPost } = await import("#publish");
    const { seedReaders } = await import("${root}/test/worlds/many-readers.ts");
    await seedReaders(asSystem(ctx, "seed", sheriff.actor.agencyId), "email", ${readers}, (at) => "reader" + at + "@readers.example");
    const list = await connectChannel(sheriff, networks.net(sheriff, AbortSignal.timeout(5000)), networks.connector(sheriff, "email"), {
      network: "email", name: "Readers", isPublic: false,
      input: { host: "${relay.host}", port: "${relay.port}", user: "${relay.user}", password: "${relay.password}", security: "none",
        from: "news@tinycounty.example", name: "Tiny County", who: "subscribers" } });
    const drafted = await draftPost(author, { text: "Boil your water.", title: "Notice", channels: [list.id] });
    await submitPost(author, networks, drafted.post.id);
    await approvePost(approver, { postId: drafted.post.id, hash: drafted.hash });`);
  for (let round = 1; round <= kills; round += 1) {
    await program.serve();
    const enough = (round * readers) / (kills + 2);
    assert.ok(await until(() => relay.letters.length >= enough, 40_000), `${relay.letters.length}`);
    await program.stop("SIGKILL");
  }
  const between = relay.letters.length;
  assert.ok(between < readers, "it was killed in the middle each time");
  await program.serve();
  await until(() => relay.letters.length >= readers - doubtMax, 60_000);
  // The last ones, and the writing down of what the relay answered.
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await program.stop();
  const { states, unknown, delivery } = await told();
  const reached = relay.letters.map(({ to }) => to);
  assert.equal(new Set(reached).size, reached.length, "nobody gets it twice");
  assert.equal(delivery, "sent");
  assert.equal((states["accepted"] ?? 0) + (states["unknown"] ?? 0), readers);
  assert.ok(unknown.length <= doubtMax, `${unknown.length} in doubt`);
  const isReached = new Set(reached);
  const isUnknown = new Set(unknown);
  const missed = Array.from({ length: readers }, (_one, at) => `reader${at}@readers.example`);
  assert.deepEqual(
    missed.filter((one) => !isReached.has(one) && !isUnknown.has(one)),
    [],
    "nobody is missed in silence",
  );
  t.diagnostic(
    `${kills} kills: ${unknown.length} in doubt, of whom ${unknown.filter((one) => isReached.has(one)).length} got it`,
  );
});

test("kill -9 in the middle of the letters of a day: nobody gets two, nobody is missed in silence", async () => {
  relay.letters.length = 0;
  // The post of before waited for their letter since an hour ago; the agency's hour was a minute ago.
  await scripted(`
    await transact(asSystem(ctx, "test", sheriff.actor.agencyId), async (tx) => {
      await tx.tx.raw("update audience_subscribers set pace = 'daily'");
      await tx.tx.raw("insert into audience_gathered (agency_id, subscriber_id, fan_out_id, placed_at) select s.agency_id, s.id, f.id, now() - interval '1 hour' from audience_subscribers s join audience_fan_outs f on f.agency_id = s.agency_id");
      const { ownAgency } = await import("#agency");
      const { timeZone } = await ownAgency(tx);
      const { hour, minute } = ctx.clock.now().subtract({ minutes: 1 }).toZonedDateTimeISO(timeZone);
      await tx.tx.raw("insert into audience_settings (agency_id, quiet_from, quiet_until, digest_at, intro, changed_at, changed_by) values ($1, 1260, 480, $2, $3, now(), $4)",
        [sheriff.actor.agencyId, hour * 60 + minute, JSON.stringify({ en: "", es: "" }), sheriff.actor.personId]);
    });`);
  const work = scriptOf(`
    const job = assembly.slices.flatMap(({ jobs }) => jobs ?? []).find(({ name }) => name === "audience.tell-digests");
    await transact(asSystem(ctx, "test", sheriff.actor.agencyId), (tx) => tx.tx.raw("update audience_digests set next_at = now() where ended_at is null and next_at is not null"));
    await job.run(ctx, {});`);
  for (let round = 1; round <= kills; round += 1) {
    const enough = (round * readers) / (kills + 2);
    const isAtWork = await program.killed(work, () => relay.letters.length >= enough, 60_000);
    assert.ok(isAtWork, `it was killed in the middle: ${relay.letters.length}`);
  }
  const { code, out } = await program.script(work);
  assert.equal(code, 0, out);
  const rows = await scripted(`
    const rows = await transact(asSystem(ctx, "test", sheriff.actor.agencyId), (tx) => tx.tx.raw(
      "select o.state, count(*)::int as n from audience_orders o join audience_digests d on d.id = o.fan_out_id group by 1"));
    console.log("told " + JSON.stringify(Object.fromEntries(rows.map(({ state, n }) => [state, n]))));`);
  const states = JSON.parse(/told (\{.*\})/.exec(rows)?.[1] ?? "{}") as Record<string, number>;
  const reached = relay.letters.map(({ to }) => to);
  assert.equal(new Set(reached).size, reached.length, "nobody gets it twice");
  assert.equal((states["accepted"] ?? 0) + (states["unknown"] ?? 0), readers);
  assert.ok((states["unknown"] ?? 0) <= doubtMax, `${states["unknown"]} in doubt`);
  assert.ok(reached.length >= readers - (states["unknown"] ?? 0));
});

test("backup and restore bring every subscriber back, readable, with the links that they hold", async () => {
  const look = `
    const told = await transact(asSystem(ctx, "test", sheriff.actor.agencyId), async (tx) => {
      const rows = await tx.tx.raw("select id, sealed from audience_subscribers order by id");
      const vault = await tx.vault.keysOf(tx, sheriff.actor.agencyId);
      const key = await audienceKey(tx);
      const all = rows.map((row) => vault.open(sealedPlace(sheriff.actor.agencyId, row.id), row.sealed).toString() + " " + key.link("manage", row.id));
      return { count: all.length, first: all[0], last: all.at(-1) };
    });
    console.log("told " + JSON.stringify(told));`;
  const before = /told .*/.exec(await scripted(look))?.[0] ?? "";
  assert.match(
    before,
    new RegExp(`"count":${readers},"first":"reader0@readers.example [\\w-]{43}"`),
  );
  const file = join(data, "backup.tar.gz");
  const backed = await program.run("backup", file);
  assert.equal(backed.code, 0, backed.out);
  const fresh = mkdtempSync(join(tmpdir(), "openbeat-restored-"));
  const other = await Program.over(fresh);
  const restored = await other.run("restore", file);
  assert.equal(restored.code, 0, restored.out);
  assert.equal(/told .*/.exec(await scripted(look, other))?.[0], before);
  rmSync(fresh, { recursive: true, force: true });
});

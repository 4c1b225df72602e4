import assert from "node:assert/strict";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import type { Role } from "#agency";
import { LogKeeper, verifyArchive } from "#archive";
import { openChannels } from "#channels";
import {
  approvePost,
  claimAndSend,
  discardPost,
  draftPost,
  editPost,
  postErasers,
  recallPost,
  submitPost,
} from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { approveDisposition, proposeDisposition } from "./dispositions.ts";
import { dueBySeries } from "./due.ts";
import type { Destruction } from "./erasers.ts";
import { carryOutDispositions } from "./erasing.ts";
import { placeLegalHold } from "./legal-holds.ts";
import { beginSchedule, setRules, verifySeries, writeSeries } from "./series.ts";

/* The agency's own posts: destroyed like what residents write, once they stand nowhere. */
const secret = "zebrawood";
const destruction: Destruction = { erasers: postErasers, blockers: [], holders: [] };
const yearMs = 366 * 24 * 60 * 60 * 1_000;

let beat: TestBeat;
let clock: StoryClock;
let agencyId: string;
let clerk: Ctx;
let command: Ctx;
let author: Ctx;
let approver: Ctx;
let channelId: string;

beforeEach(async () => {
  clock = new StoryClock();
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  author = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  approver = await as(beat.assembly.ctx, agencyId, "ames@tinycounty.example");
  clerk = await inRoles("harlan", ["clerk", "legal"]);
  command = await inRoles("boyd", ["command"]);
  channelId = (await openChannels(author))[0]?.id ?? "";
  await beginSchedule(clerk);
  await writeSeries(clerk, {
    code: "PUB-1",
    title: "Social media posts",
    authority: "A schedule for tests",
    appliesTo: "posts",
    months: 24,
    action: "destroy",
  });
  await setRules(clerk, [{ series: "PUB-1", kind: "publish." }]);
  await verifySeries(clerk, "PUB-1");
});

async function inRoles(name: string, roles: readonly Role[]): Promise<Ctx> {
  const ctx = await as(beat.assembly.ctx, agencyId, `${name}@tinycounty.example`);
  assert.ok(ctx.actor.kind === "person");
  return { ...ctx, actor: { ...ctx.actor, roles } };
}

const say = (text: string) => ({ title: `About ${secret}`, text, channels: [channelId] });
const turn = () => claimAndSend(beat.assembly.ctx, beat.assembly.networks, beat.assembly.sender);

/** A post of two versions that went out. */
async function published(): Promise<string> {
  const { post } = await draftPost(author, say(`The ${secret} is in town.`));
  const { hash } = await editPost(author, post.id, say(`The ${secret} left town.`));
  await submitPost(author, beat.assembly.networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await turn();
  return post.id;
}

async function takenDown(postId: string): Promise<void> {
  await recallPost(author, postId, "It is over.");
  await turn();
}

const due = async () =>
  (await dueBySeries(clerk, ["post", "delivery"])).find(({ code }) => code === "PUB-1");

async function destroy(before: () => Promise<unknown> = () => Promise.resolve()): Promise<number> {
  const draft = { series: "PUB-1", why: "the period is over" };
  const { id } = await proposeDisposition(clerk, destruction, draft);
  await approveDisposition(command, id);
  await before();
  return carryOutDispositions(beat.assembly.ctx, destruction);
}

/** Every table in which the words still stand, in the clear. */
async function tablesWith(words: string): Promise<string[]> {
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  return read(system, async (tx) => {
    const found: string[] = [];
    for (const table of [
      "posts",
      "post_versions",
      "deliveries",
      "website_posts",
      "working_copies",
      "submissions",
      "recalls",
    ]) {
      const rows = await tx.tx.raw(`select 1 from ${table} t where t::text ilike $1 limit 1`, [
        `%${words}%`,
      ]);
      if (rows.length > 0) found.push(table);
    }
    return found;
  });
}

test("a post that stands is not due, and says so; taken down and past its period it goes everywhere", async () => {
  const id = await published();
  clock.advance(3 * yearMs);
  assert.deepEqual([(await due())?.due, ((await due())?.inUse ?? 0) > 3], [0, true]);
  await takenDown(id);
  // What was done with it last is of today: the whole post waits for that.
  assert.equal((await tablesWith(secret)).includes("post_versions"), true);
  clock.advance(3 * yearMs);
  assert.ok(((await due())?.due ?? 0) > 5);
  assert.equal((await due())?.inUse, 0);
  assert.ok((await destroy()) > 5);
  assert.deepEqual(await tablesWith(secret), []);
  const { signer, logFolder } = beat.assembly;
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  await new LogKeeper(system, signer, join(logFolder, agencyId)).turn();
  assert.deepEqual((await verifyArchive(system, signer, logFolder)).faults, []);
});

test("a draft is worked with until it is put away", async () => {
  const { post } = await draftPost(author, say("Never sent."));
  clock.advance(3 * yearMs);
  assert.equal((await due())?.due, 0);
  await discardPost(author, post.id);
  clock.advance(3 * yearMs);
  assert.ok((await destroy()) > 0);
  assert.deepEqual(await tablesWith(secret), []);
});

test("a legal hold placed after the approval keeps the post with its words, in the transaction that would erase it", async () => {
  await takenDown(await published());
  clock.advance(3 * yearMs);
  const hold = () => placeLegalHold(clerk, { matter: "Reyes v. County", why: "a suit", query: {} });
  assert.equal(await destroy(hold), 0);
  assert.ok((await tablesWith(secret)).includes("post_versions"));
});

test("the database removes no post that stands, and none without a certificate", async () => {
  const id = await published();
  const erase = () =>
    transact(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
      tx.tx.raw("select posts_erase($1::uuid[])", [[id]]),
    );
  await assert.rejects(erase(), /in use/);
  await takenDown(id);
  await assert.rejects(erase(), /certificate/);
  await assert.rejects(
    transact(asSystem(beat.assembly.ctx, "test", agencyId), (tx) =>
      tx.tx.raw("delete from post_versions"),
    ),
    /permission denied/,
  );
});

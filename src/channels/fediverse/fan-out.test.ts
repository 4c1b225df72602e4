import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { liftHold, placeHold, recallPost } from "#publish";
import { openFediverse } from "#test/fediverse.ts";
import { atEnd } from "#test/openbeat.ts";
import { StoryClock } from "#test/worlds/world.ts";
import { resultOf } from "./answers.ts";
import { perHostMax } from "./fan-out.ts";
import { addFollower } from "./followers.ts";

/** Inboxes by the thousand: each request is noted by inbox, with the activity's id. */
interface Seen {
  inbox: string;
  id: string;
  type: string;
}
const seen: Seen[] = [];
let answer: (inbox: string) => { status: number; waitMs?: number } = () => ({ status: 202 });
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => (body += String(piece)));
  request.on("end", () => {
    const { id, type } = JSON.parse(body) as { id: string; type: string };
    const inbox = request.url ?? "";
    const { status, waitMs = 0 } = answer(inbox);
    if (status < 300) seen.push({ inbox, id, type });
    setTimeout(() => response.writeHead(status).end(), waitMs);
  });
}).listen(0, "127.0.0.1");
await once(server, "listening");
const bound = server.address();
const host = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
const clock = new StoryClock();
const world = await openFediverse([host], { clock });
atEnd(async () => {
  server.closeAllConnections();
  server.close();
});
const { agencyId, third, approver, sheriff, beat } = world;
const { ctx } = beat.assembly;
const system = asSystem(ctx, "test", agencyId);

async function follow(names: readonly string[]): Promise<void> {
  await transact(system, async (tx) => {
    for (const name of names) {
      const inbox = `http://${host}/${name}`;
      await addFollower(tx, third.id, { actor: inbox, inbox, deliverTo: inbox, host });
    }
  });
}
const rows = (sql: string) => read(system, ({ tx }) => tx.raw<Record<string, unknown>>(sql));
const names = (count: number, kind: string) =>
  Array.from({ length: count }, (_, n) => `${kind}${n}`);
const forget = () => transact(system, ({ tx }) => tx.raw("delete from fediverse_followers"));

test("killed in the middle of a fan-out nobody is missed, and nobody gets two ids", async () => {
  await follow(names(400, "kill"));
  answer = () => ({ status: 202, waitMs: 8 });
  // The post is taken, and nothing of it is sent yet: a process of its own begins, and is killed.
  const { claimAndSend, draftPost, submitPost, approvePost } = await import("#publish");
  const { networks, sender } = beat.assembly;
  const text = { text: "Evacuate Northside Farms now.", channels: [third.id] };
  const { post, hash } = await draftPost(world.writer, text);
  await submitPost(world.writer, networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  const { host: folder, user, database } = beat.installation.db.options;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../../test/fan-out-child.ts")],
    {
      env: {
        ...process.env,
        FAN_OUT: JSON.stringify({
          folder,
          user,
          database,
          data: beat.dataFolder,
          origin: world.origin,
          host,
          rootKey: beat.rootKey.toString("hex"),
        }),
      },
      stdio: "inherit",
    },
  );
  while (seen.length < 60) await once(server, "request");
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.ok(new Set(seen.map(({ inbox }) => inbox)).size < 400, "it was killed in the middle");

  // Its lease was by the true clock.
  clock.advance(180_000);
  await world.fanOut().once();
  const byInbox = Map.groupBy(seen, ({ inbox }) => inbox);
  assert.equal(byInbox.size, 400, "everybody has it");
  assert.equal(new Set(seen.map(({ id }) => id)).size, 1, "as one activity");
  const [left] = await rows(
    "select count(*)::int as n from fediverse_orders where done_at is null",
  );
  assert.equal(left?.["n"], 0);
  await forget();
});

test("a server that does not answer is tried again later, and another waits for none", async () => {
  seen.length = 0;
  await follow(["slow", "well"]);
  answer = (inbox) => ({ status: inbox === "/slow" ? 503 : 202 });
  await world.post("Road work on Orchard Way");
  assert.deepEqual(
    seen.map(({ inbox }) => inbox),
    ["/well"],
  );
  answer = () => ({ status: 202 });
  await world.fanOut().once();
  assert.equal(seen.length, 1, "not before its time");
  clock.advance(80_000);
  await world.fanOut().once();
  assert.deepEqual(
    seen.map(({ inbox }) => inbox),
    ["/well", "/slow"],
  );
  await forget();
});

test("an inbox that says three times, hours apart, that it is gone is written to no more", async () => {
  await follow(["gone", "there"]);
  answer = (inbox) => ({ status: inbox === "/gone" ? 410 : 202 });
  const left = async () =>
    (await rows("select actor from fediverse_followers order by actor")).length;
  for (const [before, expected] of [
    [0, 2],
    [0, 2],
    [3_700_000, 2],
    [3_700_000, 1],
  ] as const) {
    clock.advance(before);
    await world.post("Another notice");
    assert.equal(await left(), expected);
  }
  await forget();
});

test("a recall drops what was not sent and reaches every inbox that had the post, unfollowed ones too", async () => {
  seen.length = 0;
  await follow(["had", "had-and-left", "never"]);
  answer = (inbox) => ({ status: inbox === "/never" ? 503 : 202 });
  const { postId } = await world.post("Wrong street");
  await transact(system, ({ tx }) =>
    tx.raw("delete from fediverse_followers where actor like '%left'"),
  );
  answer = () => ({ status: 202 });
  await recallPost(approver, postId, "It names the wrong street.");
  await world.sendDue();
  clock.advance(100_000);
  await world.fanOut().once();
  const told = (inbox: string) => seen.filter((one) => one.inbox === inbox).map(({ type }) => type);
  assert.deepEqual(told("/had"), ["Create", "Delete"]);
  assert.deepEqual(told("/had-and-left"), ["Create", "Delete"]);
  assert.deepEqual(told("/never"), ["Delete"]);
  await forget();
});

test("D4: a hold stops what is under way, and it goes on when the hold is lifted", async () => {
  seen.length = 0;
  await follow(["first"]);
  answer = () => ({ status: 503 });
  await world.post("Held on its way");
  answer = () => ({ status: 202 });
  const { hold } = await placeHold(approver, { scope: "agency", exceptions: [], reason: "Flood" });
  clock.advance(100_000);
  await world.fanOut().once();
  assert.deepEqual(seen, []);
  await liftHold(sheriff, hold.id);
  await world.fanOut().once();
  assert.equal(seen.length, 1);
  await forget();
});

test("D8: life safety overtakes what waits", async () => {
  seen.length = 0;
  await follow(names(40, "reader"));
  answer = () => ({ status: 503 });
  await world.post("Coffee with a cop");
  await world.post("Story time at the library");
  await transact(system, ({ tx }) =>
    tx.raw(
      "update fediverse_orders set is_life_safety = (activity_id = (select max(activity_id::text)::uuid from fediverse_orders)) where done_at is null",
    ),
  );
  answer = () => ({ status: 202, waitMs: 5 });
  clock.advance(600_000);
  await world.fanOut().once();
  const [newest] = await rows("select max(activity_id::text) as id from fediverse_orders");
  assert.equal(seen.length, 80);
  const isUrgent = ({ id }: Seen) => id.endsWith(String(newest?.["id"]));
  const before = seen.slice(0, seen.findLastIndex(isUrgent)).filter((one) => !isUrgent(one));
  // Requests at once to one server may arrive in any order among themselves; what waits comes after all of them.
  assert.ok(before.length < perHostMax, `${before.length} others came before the last of them`);
});

test("what comes of an answer: done, never, gone, or later with a part left to chance", () => {
  const order = {
    agencyId: "a",
    activityId: "b",
    inbox: "https://x.example/inbox",
    host: "x.example",
    channelId: "c",
    topic: "d",
    isLifeSafety: false,
    tries: 1,
    fence: 1,
  };
  const now = Temporal.Instant.from("2026-11-22T12:00:00Z");
  const of = (status: number, tries = 1, retryAfter: string | null = null, jitter = 0.5) =>
    resultOf({ ...order, tries }, { status, retryAfter }, { now, jitter });
  assert.deepEqual(
    [202, 422, 410, 500, 429, 401].map((status) => of(status).outcome),
    ["sent", "failed", "failed", "again", "again", "again"],
  );
  const secondsOf = (result: ReturnType<typeof of>) =>
    result.outcome === "again" ? result.at.since(now).total("seconds") : undefined;
  assert.equal(secondsOf(of(503)), 60);
  assert.equal(secondsOf(of(503, 3)), 240);
  assert.equal(secondsOf(of(503, 11)), 6 * 3_600);
  assert.equal(secondsOf(of(503, 1, "600")), 600);
  assert.deepEqual([secondsOf(of(503, 1, null, 0)), secondsOf(of(503, 1, null, 1))], [45, 75]);
  assert.equal(of(503, 12).outcome, "failed");
});

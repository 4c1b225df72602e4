import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { exportArchive, verifyArchive, verifyPackageFile } from "#archive";
import { receiveChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { zone } from "../worlds/riverside/story.ts";
import { blueskyTexts, every, openDay, type Day, type Saved } from "./riverside-day.ts";

/**
 * The rest of Monday at Riverside PD: holds, a broken glass, a recall, residents, the clerk and the auditor.
 * The closure of the morning stands on every network when it begins.
 */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
let day: Day;
/** Posts by what they are about. */
const posts: Record<string, string> = {};

before(async () => {
  if (skip) return;
  day = await openDay();
  day.hour("07:30");
  for (const [name, title] of [
    ["closure", "Mill St closed"],
    ["detour", "The detour over 7th Ave is marked"],
  ] as const) {
    const saved = await day.write(who.pio, {
      title,
      text: `${title}. Use River Rd.`,
      class: "traffic",
    });
    await day.approve(saved);
    posts[name] = saved.post.id;
  }
  await day.turn();
  const kenji = day.at(who.specialist);
  await kenji.refused("POST", "/holds", { scope: "agency", reason: "I thought so" });
});

test(
  "11:00 the captain's hold stops everything but what it excepts, and lifting it frees nothing",
  { skip },
  async () => {
    day.hour("10:40");
    const monday = day.clock.now().toZonedDateTimeISO(zone).toPlainDate().toString();
    const planned = await day.write(who.pio, {
      text: "Bike lights on Saturday.",
      class: "event",
      publish: { when: "at", local: `${monday}T11:15`, zone },
    });
    await day.approve(planned);
    day.hour("11:00");
    const captain = day.at(who.captain);
    const given = {
      scope: "agency",
      exceptions: ["alert"],
      reason: "Shots on Falls Pkwy: one voice",
    };
    const { hold, held } = await captain.act<{ hold: { id: string }; held: number }>(
      "POST",
      "/holds",
      given,
    );
    assert.equal(held, 5, "what waits is held at once");
    const alert = await day.write(who.pio, { text: "Stay away from Falls Pkwy.", class: "alert" });
    await day.approve(alert);
    await day.turn();
    assert.deepEqual(
      await day.states(alert.post.id),
      every("sent"),
      "what the hold excepts goes out",
    );
    day.hour("11:20");
    await day.turn();
    assert.deepEqual(
      await day.states(planned.post.id),
      every("held"),
      "D4, D5: its time passes, it stays held",
    );
    const session = await day.at(who.pio).get<{ notices: { title: string }[] }>("/session");
    assert.ok(
      session.notices.some(({ title }) => title === given.reason),
      "every frame shows the hold",
    );
    assert.equal(await day.at(who.pio).refused("DELETE", `/holds/${hold.id}`), "not-your-role");
    await captain.act("DELETE", `/holds/${hold.id}`);
    await day.turn();
    assert.deepEqual(await day.states(planned.post.id), every("held"), "D5: lifting frees nothing");
    await day.at(who.pio).act("POST", `/posts/${planned.post.id}/submission`);
    await day.approve(planned);
    await day.turn();
    assert.deepEqual(
      await day.states(planned.post.id),
      every("sent"),
      "D5: a new approval frees it",
    );
  },
);

test("12:00 a hold may cover one channel, or one class, and nothing else", { skip }, async () => {
  day.hour("12:00");
  const captain = day.at(who.captain);
  const place = async (given: object) =>
    (
      await captain.act<{ hold: { id: string } }>("POST", "/holds", {
        reason: "A drill at noon",
        ...given,
      })
    ).hold.id;
  const onChannel = await place({ scope: "channel", target: day.channels["mastodon"] });
  const onClass = await place({ scope: "class", target: "recruiting" });
  const routine = await day.write(who.pio, { text: "Lost: one brown glove.", class: "routine" });
  const hiring = await day.write(who.pio, { text: "We hire dispatchers.", class: "recruiting" });
  await day.approve(routine);
  await day.approve(hiring);
  await day.turn();
  assert.deepEqual(await day.states(routine.post.id), { ...every("sent"), mastodon: "held" });
  assert.deepEqual(await day.states(hiring.post.id), every("held"));
  for (const id of [onChannel, onClass]) await captain.act("DELETE", `/holds/${id}`);
  day.clock.advance(60_000);
  await day.turn();
  assert.equal((await day.states(routine.post.id))["mastodon"], "held", "D5");
});

test(
  "13:05 Dana breaks the glass: it is loud, and only somebody else in command reviews it",
  { skip },
  async () => {
    day.hour("13:05");
    const dana = day.at(who.pio);
    const saved = await dana.act<Saved>("POST", "/posts", {
      channels: Object.values(day.channels),
      text: "Leave Northside Farms now.",
      class: "alert",
    });
    const { id } = saved.post;
    assert.equal(
      await dana.refused("POST", `/posts/${id}/break-glass`, { hash: saved.hash, reason: "now" }),
      "no-reason",
      "A4",
    );
    const reason = "The levee broke; no approver answers.";
    await dana.act("POST", `/posts/${id}/break-glass`, { hash: saved.hash, reason });
    await day.turn();
    assert.deepEqual(await day.states(id), every("sent"));
    const told = day.smtp.letters.filter(({ headers }) =>
      headers.get("subject")?.startsWith("Published without approval"),
    );
    assert.deepEqual(
      told.map(({ to }) => to).sort(),
      [who.captain, who.chief].sort(),
      "A4: command is told by letter",
    );
    const chief = day.at(who.chief);
    const { notices } = await chief.get<{ notices: { kind: string }[] }>("/session");
    assert.ok(
      notices.some(({ kind }) => kind === "glass"),
      "A4: every frame shows it",
    );
    const { glassToReview } = await chief.get<{
      glassToReview: { id: string; reviewDueAt: string }[];
    }>("/timeline");
    const [broken] = glassToReview;
    const note = { note: "Right to act; the telephone tree is mended." };
    assert.equal(
      await dana.refused("POST", `/approvals/${broken?.id}/review`, note),
      "not-your-role",
      "A4: not its user",
    );
    await chief.act("POST", `/approvals/${broken?.id}/review`, note);
    assert.deepEqual((await chief.get<{ glassToReview: [] }>("/timeline")).glassToReview, []);
  },
);

test(
  "14:00 the closure is recalled everywhere, and the letter that still stands is named",
  { skip },
  async () => {
    day.hour("14:00");
    const id = posts["closure"] ?? "";
    await day.at(who.pio).act("POST", `/posts/${id}/recall`, { why: "Mill St is open again." });
    await day.turn();
    assert.deepEqual(await day.states(id), { ...every("recalled"), email: "sent" });
    const letter = (await day.newest(id)).find(({ network }) => network === "email");
    assert.match(letter?.reason ?? "", /still stands/);
    assert.ok(
      !(await blueskyTexts(day)).some((text) => text.includes("Mill St")),
      "gone from Bluesky",
    );
    assert.ok(
      ![...day.mastodon.statuses.values()].some(({ text }) => text.includes("Mill St")),
      "gone from Mastodon",
    );
    assert.doesNotMatch(
      await (await fetch(day.origin)).text(),
      /Mill St closed/,
      "gone from the newsroom",
    );
  },
);

test("15:00 what residents answer is captured once, as it came", { skip }, async () => {
  day.hour("15:00");
  const stands = (await day.rows(posts["detour"] ?? "")).find(
    ({ network }) => network === "sandbox",
  );
  await fetch(`${day.practice.url}/api/posts/${stands?.remoteId}/comments`, {
    method: "POST",
    body: JSON.stringify({ author: "old_town_ana", text: "Is 7th Ave open for bicycles?" }),
  });
  day.mastodon.mention(day.mastodon.createUser("wren"), "@riverside thank you for the detour map");
  const system = asSystem(day.beat.assembly.ctx, "test", day.story.agencyId);
  for (const network of ["sandbox", "mastodon", "bluesky"])
    await receiveChannel(system, day.beat.assembly.networks, day.channels[network] ?? "");
  const again = await receiveChannel(
    system,
    day.beat.assembly.networks,
    day.channels["sandbox"] ?? "",
  );
  assert.equal(again, 0, "told again, nothing is added");
  const found = async (words: string) =>
    (
      await day
        .at(who.clerk)
        .get<{ results: [] }>(`/archive?direction=in&words=${encodeURIComponent(words)}`)
    ).results.length;
  assert.deepEqual([await found("bicycles"), await found('"detour map"')], [1, 1], "R1");
});

test(
  "16:00 the clerk finds the whole day and exports a package that proves itself, bit for bit",
  { skip },
  async () => {
    day.hour("16:00");
    await day.turn();
    const clerk = day.at(who.clerk);
    const kindsFor = async (words: string) => {
      const path = `/archive?words=${encodeURIComponent(words)}`;
      const { results } = await clerk.get<{ results: { kind: string }[] }>(path);
      return new Set(results.map(({ kind }) => kind));
    };
    const kinds = await kindsFor("Northside Farms");
    for (const kind of ["publish.post-drafted", "publish.glass-broken", "publish.delivery-sent"])
      assert.ok(kinds.has(kind), `R1: ${kind} is on the record`);
    assert.deepEqual([...(await kindsFor("telephone tree"))], ["publish.glass-reviewed"], "R1");
    const { signer, logFolder, ctx } = day.beat.assembly;
    const verdict = await verifyArchive(
      asSystem(ctx, "test", day.story.agencyId),
      signer,
      logFolder,
    );
    assert.deepEqual(verdict.faults, [], "R5");
    const out = join(day.beat.dataFolder, "monday.zip");
    const priya = await day.story.as(who.clerk);
    const { records } = await exportArchive(priya, signer, logFolder, { out, title: "Monday" });
    assert.ok(records > 150);
    assert.deepEqual((await verifyPackageFile(out, undefined)).faults, [], "R7");
    const bytes = readFileSync(out);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(`${out}.bad`, bytes);
    const broken = await verifyPackageFile(`${out}.bad`, undefined).then(
      ({ faults }) => faults.length,
      () => 1,
    );
    assert.ok(broken > 0, "R7: one flipped bit is found");
  },
);

test(
  "17:00 the auditor reads who did what from where, and may write nothing",
  { skip },
  async () => {
    day.hour("17:00");
    const grace = day.at(who.auditor);
    interface Row {
      kind: string;
      actorName: string;
      outcome: string;
      at: string;
    }
    const { events } = await grace.get<{ events: Row[] }>("/audit?kind=publish.");
    const acts = new Set(events.map(({ kind, actorName }) => `${actorName}: ${kind}`));
    for (const act of [
      "Dana Whitfield: publish.post-recalled",
      "Marisol Vega: publish.glass-reviewed",
      "Dana Whitfield: publish.glass-broken",
    ])
      assert.ok(acts.has(act), `D7: ${act}`);
    const refusals = await grace.get<{ events: Row[] }>("/audit?outcome=refused");
    assert.ok(
      refusals.events.some(({ actorName }) => actorName === "Kenji Mori"),
      "what was refused stands there too",
    );
    assert.equal(await grace.refused("POST", "/posts", { text: "Hello" }), "not-your-role");
    assert.equal(
      await grace.refused("POST", "/holds", { scope: "agency", reason: "No reason" }),
      "not-your-role",
    );
  },
);

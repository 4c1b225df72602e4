import assert from "node:assert/strict";
import { before, test } from "node:test";
import { escalateOverdue } from "#publish";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { every, openDay, type Day, type Saved } from "./riverside-day.ts";

/**
 * Officer-involved, 3 a.m.: everything else stops, the statement waits for counsel and then for command however late it
 * is, what cannot wait goes out by broken glass, and each of it stands on the record with its time.
 */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
const statement =
  "Officers were involved in a shooting near Pier 2 at 2:41 a.m. No officer is hurt. The area is closed. The next update is at 6 a.m.";
const warning = "Stay inside near Pier 2 until further notice. Police are at work there.";
let day: Day;
let planned: Saved;
let told: Saved;
let holdId = "";

interface Pending {
  submission: { postId: string; dueAt: string };
  isEscalatedToMe: boolean;
}

before(async () => {
  if (skip) return;
  day = await openDay([], "01:00");
  const local = `${day.clock.now().toZonedDateTimeISO("America/Los_Angeles").toPlainDate().toString()}T08:00`;
  planned = await day.write(who.specialist, {
    text: "Coffee with a cop at 10 on Mill St. Come by!",
    publish: { when: "at", local, zone: "America/Los_Angeles" },
  });
  await day.approve(planned);
});

const onNetwork = (words: string) =>
  [...day.practice.state.posts.values()].some(({ text }) => text.includes(words));

const lettersOf = (subject: RegExp) =>
  day.smtp.letters.filter(({ headers }) => subject.test(headers.get("subject") ?? ""));

async function waiting(email: string): Promise<Pending | undefined> {
  const { pending } = await day.at(email).get<{ pending: Pending[] }>("/approvals");
  return pending.find(({ submission }) => submission.postId === told.post.id);
}

test("02:55 one button stops all that is not about it", { skip }, async () => {
  day.hour("02:55");
  const { hold, held } = await day
    .at(who.pio)
    .act<{ hold: { id: string }; held: number }>("POST", "/holds", {
      scope: "agency",
      reason: "Officer-involved shooting near Pier 2",
      exceptions: ["officer-involved", "alert"],
    });
  holdId = hold.id;
  assert.equal(held, 5, "the coffee of 8 a.m., on its five channels");
});

test(
  "03:05 the statement asks counsel first; no sergeant, no chief and not its writer can stand in",
  { skip },
  async () => {
    day.hour("03:05");
    told = await day.write(who.pio, { text: statement, class: "officer-involved" });
    const path = `/posts/${told.post.id}/approval`;
    const { hash } = told;
    for (const email of [who.sergeant, who.chief])
      assert.match(await day.at(email).refused("POST", path, { hash }), /not-asked|not-your/);
    assert.notEqual(await day.at(who.pio).refused("POST", path, { hash }), "");
    await day.turn();
    assert.equal(onNetwork("Pier 2"), false);
  },
);

test(
  "04:06 counsel has not answered within the hour: it is told upward, and still waits",
  { skip },
  async () => {
    const asked = await waiting(who.attorney);
    assert.match(asked?.submission.dueAt ?? "", /T/);
    day.hour("04:04");
    assert.equal(await escalateOverdue(day.beat.assembly.ctx), 0, "a minute before its time");
    day.hour("04:06");
    assert.equal(await escalateOverdue(day.beat.assembly.ctx), 1);
    await day.turn();
    assert.equal((await waiting(who.chief))?.isEscalatedToMe, true);
    const letters = lettersOf(/overdue/i);
    assert.ok(letters.some(({ to }) => to === who.chief));
    assert.ok(
      letters.every(({ raw }) => !raw.includes("shooting")),
      "mail is not sealed: no words of it",
    );
    assert.equal(onNetwork("Pier 2"), false, "nothing approves itself");
  },
);

test(
  "04:10 what cannot wait goes out by broken glass, loudly, through the hold that excepts it",
  { skip },
  async () => {
    day.hour("04:10");
    const dana = day.at(who.pio);
    const channels = Object.values(day.channels);
    const urgent = await dana.act<Saved>("POST", "/posts", {
      channels,
      text: warning,
      class: "alert",
    });
    const path = `/posts/${urgent.post.id}/break-glass`;
    const reason = "People walk into the line of fire and nobody answers.";
    assert.equal(
      await dana.refused("POST", path, { hash: urgent.hash, reason: "now" }),
      "no-reason",
    );
    await dana.act("POST", path, { hash: urgent.hash, reason });
    await day.turn();
    assert.deepEqual(await day.states(urgent.post.id), every("sent"));
    assert.ok(lettersOf(/without approval/i).some(({ to }) => to === who.captain));
    const { notices } = await day.at(who.sergeant).get<{ notices: { kind: string }[] }>("/session");
    assert.deepEqual(notices.map(({ kind }) => kind).sort(), ["glass", "hold"]);
  },
);

test(
  "04:40 counsel approves, then command; a word changed in between voids both",
  { skip },
  async () => {
    day.hour("04:40");
    const path = `/posts/${told.post.id}/approval`;
    await day.at(who.attorney).act("POST", path, { hash: told.hash });
    await day.turn();
    assert.equal(onNetwork("2:41"), false, "counsel alone is not enough");
    const dana = day.at(who.pio);
    const { content } = await dana.get<{ content: object }>(`/posts/${told.post.id}`);
    const text = statement.replace("No officer is hurt.", "No officer was hurt.");
    const edited = await dana.act<Saved>("PUT", `/posts/${told.post.id}`, {
      content: { ...content, text },
    });
    await dana.act("POST", `/posts/${told.post.id}/submission`);
    assert.match(
      await day.at(who.chief).refused("POST", path, { hash: told.hash }),
      /changed|not-your/,
    );
    day.hour("04:50");
    await day.at(who.attorney).act("POST", path, { hash: edited.hash });
    await day.at(who.chief).act("POST", path, { hash: edited.hash });
    await day.turn();
    assert.deepEqual(await day.states(told.post.id), every("sent"));
    assert.ok(onNetwork("No officer was hurt."));
  },
);

test(
  "08:00 the planned coffee does not go out; lifting the hold frees nothing by itself",
  { skip },
  async () => {
    day.hour("08:00");
    await day.turn();
    assert.deepEqual(await day.states(planned.post.id), every("held"));
    await day.at(who.chief).act("DELETE", `/holds/${holdId}`);
    day.hour("08:05");
    await day.turn();
    assert.equal(onNetwork("Coffee"), false);
    assert.deepEqual(await day.states(planned.post.id), every("held"));
  },
);

test(
  "09:00 the broken glass is reviewed by somebody else, and the trail tells the night",
  { skip },
  async () => {
    day.hour("09:00");
    const { glassToReview } = await day
      .at(who.captain)
      .get<{ glassToReview: { id: string; postId: string }[] }>("/timeline");
    const [broken] = glassToReview;
    assert.ok(broken);
    const note = { note: "Right: two people turned back at the pier." };
    await day.at(who.captain).act("POST", `/approvals/${broken.id}/review`, note);
    const { events } = await day
      .at(who.auditor)
      .get<{ events: { kind: string; at: string }[] }>("/audit");
    const kinds = new Set(events.map(({ kind }) => kind));
    for (const kind of ["publish.glass-reviewed", "publish.hold-lifted", "publish.post-approved"])
      assert.ok(kinds.has(kind), kind);
  },
);

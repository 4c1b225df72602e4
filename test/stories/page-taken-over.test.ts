import assert from "node:assert/strict";
import { before, test } from "node:test";
import { receiveChannel } from "#channels";
import { lookAtAll } from "#watch";
import { asSystem } from "#platform/context.ts";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { blueskyTexts, openDay, type Day, type Saved } from "./riverside-day.ts";

/** Our page was taken over: seen within a minute, told to those who answer for it, and disavowed everywhere else. */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
const scam =
  "Riverside PD gives away 500 gift cards today. Claim yours at prizes.example before noon.";
let day: Day;

interface Alarm {
  id: string;
  kind: string;
  channelId: string;
  endedHow: string | null;
  endedAt: string | null;
  evidence: { text?: string; changes?: { field: string; before: string; after: string }[] };
}

before(async () => {
  if (skip) return;
  day = await openDay();
  day.hour("08:00");
  const saved = await day.write(who.pio, { text: "Good morning, Riverside. Roads are clear." });
  await day.approve(saved);
  await day.turn();
  await look();
});

/** What the polls and the watch do each minute by themselves. */
async function look(): Promise<void> {
  const { ctx, networks } = day.beat.assembly;
  const system = asSystem(ctx, "test", day.story.agencyId);
  for (const network of ["sandbox", "mastodon", "bluesky"])
    await receiveChannel(system, networks, day.channels[network] ?? "");
  await lookAtAll(ctx, networks);
  await day.turn();
}

/** Somebody with the account's own token, who is not us. */
async function hijacker(text: string): Promise<void> {
  const account = [...day.practice.state.accounts.values()].find(
    ({ handle }) => handle === "riverside",
  );
  assert.ok(account);
  const response = await fetch(`${day.practice.url}/api/posts`, {
    method: "POST",
    headers: { authorization: `Bearer ${account.token}`, "content-type": "application/json" },
    body: JSON.stringify({ text }),
  });
  assert.equal(response.status, 201);
}

async function alarms(): Promise<Alarm[]> {
  return (await day.at(who.pio).get<{ alarms: Alarm[] }>("/alarms")).alarms;
}

test("08:05 what we published ourselves raises nothing", { skip }, async () => {
  day.hour("08:05");
  await look();
  assert.deepEqual(await alarms(), []);
});

test(
  "09:00 a colleague posts on the network itself: an alarm, adopted with a note",
  { skip },
  async () => {
    day.hour("09:00");
    await hijacker("Coffee is on at the front desk.");
    await look();
    const [alarm] = await alarms();
    assert.equal(alarm?.kind, "post");
    const note = { note: "Kenji posted it from the network's own page." };
    assert.equal(
      await day.at(who.clerk).refused("POST", `/alarms/${alarm?.id}/adoption`, note),
      "not-your-role",
    );
    await day.at(who.pio).act("POST", `/alarms/${alarm?.id}/adoption`, note);
    assert.equal((await alarms())[0]?.endedHow, "ours");
    await look();
    assert.equal((await alarms()).length, 1, "looked at again, it is the same alarm");
  },
);

test(
  "10:00 the page is taken over: name and posts change, and letters go out",
  { skip },
  async () => {
    day.hour("10:00");
    await hijacker(scam);
    const account = [...day.practice.state.accounts.values()].find(
      ({ handle }) => handle === "riverside",
    );
    assert.ok(account);
    account.name = "Riverside Prizes";
    await look();
    const open = (await alarms()).filter(({ endedAt }) => endedAt === null);
    assert.deepEqual(open.map(({ kind }) => kind).sort(), ["post", "profile"]);
    assert.equal(open.find(({ kind }) => kind === "post")?.evidence.text, scam);
    const change = open.find(({ kind }) => kind === "profile")?.evidence.changes?.[0];
    assert.deepEqual([change?.field, change?.after], ["name", "Riverside Prizes"]);
    const { notices } = await day.at(who.chief).get<{ notices: { kind: string }[] }>("/session");
    assert.ok(
      notices.some(({ kind }) => kind === "alarm"),
      "every frame tells it",
    );
    const letters = day.smtp.letters.filter(({ headers }) =>
      headers.get("subject")?.startsWith("Is this us?"),
    );
    assert.ok(
      letters.some(({ to }) => to === who.pio) &&
        letters.some(({ to }) => to === who.administrator),
    );
    assert.ok(
      letters.every(({ raw }) => !raw.includes("gift cards")),
      "no words in a letter",
    );
  },
);

let warning = "";

test(
  "10:04 one act holds the account and hands in the warning; nothing goes out without an approval",
  { skip },
  async () => {
    day.hour("10:04");
    const [alarm] = (await alarms()).filter(
      ({ kind, endedAt }) => kind === "post" && endedAt === null,
    );
    const note = { note: "The password was changed at 9:50; nobody here did it." };
    assert.equal(
      await day.at(who.specialist).refused("POST", `/alarms/${alarm?.id}/disavowal`, note),
      "not-your-role",
    );
    const done = await day
      .at(who.pio)
      .act<{ postId: string; isSubmitted: boolean; why?: string }>(
        "POST",
        `/alarms/${alarm?.id}/disavowal`,
        note,
      );
    assert.equal(done.isSubmitted, true, done.why);
    warning = done.postId;
    await day.turn();
    assert.deepEqual(await day.states(warning), {}, "A2: no delivery before its approval");
    assert.doesNotMatch(await (await fetch(day.origin)).text(), /not under our control/);
    const { holds } = await day.at(who.chief).get<{ holds: { target: string }[] }>("/holds");
    assert.deepEqual(
      holds.map(({ target }) => target),
      [day.channels["sandbox"]],
    );
    assert.equal(
      await day.at(who.pio).refused("POST", `/alarms/${alarm?.id}/disavowal`, note),
      "disavowed",
    );
  },
);

test(
  "10:06 approved, the warning stands on all other accounts and above every page of the newsroom",
  { skip },
  async () => {
    day.hour("10:06");
    const { hash } = await day.at(who.sergeant).get<Saved>(`/posts/${warning}`);
    await day.approve({ post: { id: warning }, hash }, who.sergeant);
    await day.turn();
    assert.deepEqual(await day.states(warning), {
      bluesky: "sent",
      email: "sent",
      mastodon: "sent",
      website: "sent",
    });
    assert.ok((await blueskyTexts(day)).some((text) => text.includes("not under")));
    for (const path of ["/", "/news", "/es/channels", "/rules", "/verify"])
      assert.match(
        await (await fetch(day.origin + path)).text(),
        /class="alarm" role="alert"/,
        path,
      );
    const verified = await fetch(`${day.origin}/verify?q=${encodeURIComponent(scam)}`, {
      headers: { accept: "application/json" },
    });
    assert.deepEqual(await verified.json(), { ours: false, posts: [] });
  },
);

test("10:20 a post to all accounts leaves the held one out", { skip }, async () => {
  day.hour("10:20");
  const saved = await day.write(who.pio, { text: "The front desk is open as usual." });
  await day.approve(saved);
  await day.turn();
  assert.equal((await day.states(saved.post.id))["sandbox"], "held");
});

test(
  "14:00 the account is ours again: the banner goes, the hold stays until it is lifted",
  { skip },
  async () => {
    day.hour("14:00");
    const [alarm] = (await alarms()).filter(
      ({ endedHow, endedAt }) => endedHow === "compromised" && endedAt === null,
    );
    const note = { note: "New keys; the network confirmed it." };
    assert.equal(
      await day.at(who.pio).refused("DELETE", `/alarms/${alarm?.id}/disavowal`, note),
      "not-your-role",
    );
    await day.at(who.captain).act("DELETE", `/alarms/${alarm?.id}/disavowal`, note);
    await day.turn();
    assert.doesNotMatch(await (await fetch(day.origin)).text(), /role="alert"/);
    assert.equal((await day.at(who.chief).get<{ holds: [] }>("/holds")).holds.length, 1);
  },
);

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { lookAtAll } from "#watch";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { startTelegram, type TelegramServer } from "../networks/telegram.ts";
import { atEnd } from "../openbeat.ts";
import { who } from "../worlds/riverside/people.ts";
import { openDay, type Day, type Saved } from "./riverside-day.ts";

/** Somebody else gets in: what they do to administrators and to posts of ours is seen, what we do ourselves is not. */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
let day: Day;
let telegram: TelegramServer;
let saved: Saved;

interface Alarm {
  id: string;
  kind: string;
  endedAt: string | null;
  evidence: {
    added?: string[];
    changes?: { field: string; before: string; after: string }[];
  };
}

before(async () => {
  if (skip) return;
  telegram = await startTelegram();
  atEnd(async () => telegram[Symbol.asyncDispose]());
  day = await openDay([telegram.host]);
  day.hour("08:00");
  const input = { endpoint: telegram.url, token: telegram.token, chat: "@riversidepd" };
  const draft = { network: "telegram", name: "Telegram", isPublic: true, input };
  await day.at(who.administrator).act("POST", "/channels", draft);
  saved = await day.write(who.pio, { text: "Mill Street is closed until 6 p.m." });
  await day.approve(saved);
  await day.turn();
  await look();
});

async function look(): Promise<Alarm[]> {
  await lookAtAll(day.beat.assembly.ctx, day.beat.assembly.networks);
  await day.turn();
  const { alarms } = await day.at(who.pio).get<{ alarms: Alarm[] }>("/alarms");
  return alarms.filter(({ endedAt }) => endedAt === null);
}

const statusOf = (text: string) =>
  [...day.mastodon.statuses.values()].find((status) => status.text.includes(text));

test("08:40 what we posted stands as it was sent: no alarm", { skip }, async () => {
  day.hour("08:40");
  assert.deepEqual(await look(), []);
});

test("09:20 we correct it ourselves: no alarm", { skip }, async () => {
  day.hour("09:20");
  const pio = day.at(who.pio);
  const { id } = saved.post;
  await pio.act("POST", `/posts/${id}/correction`, { note: "It takes two hours longer." });
  const { content } = await pio.get<{ content: object }>(`/posts/${id}`);
  const text = "Mill Street is closed until 8 p.m.";
  const { hash } = await pio.act<Saved>("PUT", `/posts/${id}`, { content: { ...content, text } });
  await pio.act("POST", `/posts/${id}/submission`);
  await day.approve({ post: saved.post, hash });
  await day.turn();
  assert.ok(statusOf("until 8 p.m."), "the edit arrived");
  day.hour("09:55");
  assert.deepEqual(await look(), []);
});

test("10:40 a new administrator is told by name, once, and ends as ours", { skip }, async () => {
  day.hour("10:40");
  telegram.presented.administrators.push({ id: "66", name: "Prize Team" });
  const [alarm, ...more] = await look();
  assert.deepEqual(
    [alarm?.kind, alarm?.evidence.added, more],
    ["administrator", ["Prize Team"], []],
  );
  await day
    .at(who.pio)
    .act("POST", `/alarms/${alarm?.id}/adoption`, { note: "Ours: the new clerk." });
  day.hour("11:20");
  assert.deepEqual(await look(), [], "what was adopted is the new rule");
});

test(
  "12:00 a post of ours says something else: before and after stand side by side",
  { skip },
  async () => {
    day.hour("12:00");
    const status = statusOf("Mill Street");
    assert.ok(status);
    const was = status.text;
    status.text = "Claim your prize at prizes.example";
    const [alarm, ...more] = await look();
    assert.deepEqual([alarm?.kind, more], ["edited", []]);
    assert.deepEqual(alarm?.evidence.changes, [{ field: "text", before: was, after: status.text }]);
  },
);

test(
  "12:40 a post of ours is deleted there: told, and a recall of ours is not",
  { skip },
  async () => {
    day.hour("12:40");
    const status = statusOf("Claim your prize");
    day.mastodon.statuses.delete(status?.id ?? "");
    const kinds = (await look()).map(({ kind }) => kind).sort();
    assert.deepEqual(kinds, ["edited", "gone"]);
    await day.at(who.pio).act("POST", `/posts/${saved.post.id}/recall`, { why: "Cleared." });
    await day.turn();
    day.hour("13:20");
    assert.equal((await look()).length, 2, "what we took back ourselves raises nothing");
  },
);

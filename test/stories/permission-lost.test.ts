import assert from "node:assert/strict";
import { before, test } from "node:test";
import { checkAllChannels } from "../../src/channels/health.ts";
import { asSystem } from "#platform/context.ts";
import { hasBlueskyPds } from "../networks/bluesky.ts";
import { who } from "../worlds/riverside/people.ts";
import { zone } from "../worlds/riverside/story.ts";
import { openDay, type Day, type Saved } from "./riverside-day.ts";

/** A network takes our permission away: it is told, nothing is lost, and what waited goes out once. */
const skip = hasBlueskyPds ? false : "the Bluesky servers of test/peers are not installed";
let day: Day;
let token: string;
let refused: Saved;
let later: Saved;

interface Alarm {
  kind: string;
  channelId: string;
  endedHow: string | null;
  evidence: { says?: string };
}

before(async () => {
  if (skip) return;
  day = await openDay();
  day.hour("08:00");
  await turn();
});

/** What the background does: ask every account how it is, tell, send. */
async function turn(): Promise<void> {
  const { ctx, networks } = day.beat.assembly;
  await checkAllChannels(asSystem(ctx, "test", day.story.agencyId), networks);
  await day.turn();
}

const lost = async () =>
  (await day.at(who.pio).get<{ alarms: Alarm[] }>("/alarms")).alarms.filter(
    ({ kind }) => kind === "permission",
  );
const onMastodon = (text: string) =>
  [...day.mastodon.statuses.values()].filter((status) => status.text.includes(text)).length;

test(
  "09:00 the server takes the token back: an alarm and a letter within the turn",
  { skip },
  async () => {
    day.hour("09:00");
    token = day.mastodon.renewToken(day.mastodonToken);
    await turn();
    const [alarm] = await lost();
    assert.equal(alarm?.channelId, day.channels["mastodon"]);
    assert.match(alarm?.evidence.says ?? "", /does not know this access token/);
    const letters = day.smtp.letters.filter(({ headers }) =>
      headers.get("subject")?.startsWith("Is this us?"),
    );
    assert.ok(letters.some(({ to }) => to === who.administrator));
  },
);

test(
  "09:05 a post goes everywhere else, and says there why it did not go out",
  { skip },
  async () => {
    day.hour("09:05");
    refused = await day.write(who.pio, { text: "Elm Street is closed until noon." });
    await day.approve(refused);
    await turn();
    assert.deepEqual(await day.states(refused.post.id), {
      bluesky: "sent",
      email: "sent",
      mastodon: "refused",
      sandbox: "sent",
      website: "sent",
    });
    const row = (await day.newest(refused.post.id)).find(({ network }) => network === "mastodon");
    assert.match(row?.reason ?? "", /^The server does not know this access token\./);
    assert.equal(onMastodon("Elm Street"), 0);
    const local = day.clock.now().toZonedDateTimeISO(zone).toPlainDate().toString();
    later = await day.write(who.pio, {
      text: "The council meets at six tonight.",
      publish: { when: "at", local: `${local}T10:05`, zone },
    });
    await day.approve(later);
  },
);

test(
  "10:00 connected again it is the same channel, and the alarm ends by itself",
  { skip },
  async () => {
    day.hour("10:00");
    const input = { url: day.mastodon.url, token };
    const draft = { network: "mastodon", name: "Mastodon", isPublic: true, input };
    const { id } = await day.at(who.administrator).act<{ id: string }>("POST", "/channels", draft);
    assert.equal(id, day.channels["mastodon"], "what waits on it stays with it");
    await turn();
    assert.equal((await lost())[0]?.endedHow, "over");
    const again = await day.at(who.administrator).refused("POST", "/channels", draft);
    assert.equal(again, "connected-already", "a healthy account is connected once");
  },
);

test("10:05 what waited goes out, once", { skip }, async () => {
  day.hour("10:05");
  const row = (await day.newest(refused.post.id)).find(({ network }) => network === "mastodon");
  await day.at(who.pio).act("POST", `/deliveries/${row?.id}/retry`);
  await turn();
  await turn();
  assert.equal((await day.states(refused.post.id))["mastodon"], "sent");
  assert.equal((await day.states(later.post.id))["mastodon"], "sent");
  assert.deepEqual([onMastodon("Elm Street"), onMastodon("council meets")], [1, 1]);
});

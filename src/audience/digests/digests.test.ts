import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { addBeat } from "#agency";
import { liftHold, placeHold, recallPost } from "#publish";
import { Temporal } from "#platform/clock.ts";
import { transact } from "#platform/db/database.ts";
import { openReaderWorld, stateOf, type ReaderWorld } from "#test/worlds/readers.ts";
import { audienceCounts } from "../counts.ts";
import { readership } from "../fan-out.ts";
import { arrange, audienceSettingsOf } from "../settings.ts";
import { digestSlotsDue } from "./slots.ts";
import { digestOf } from "./wording.ts";

const zone = "America/Chicago";
const origin = "http://localhost:4400";
let world: ReaderWorld;
let beatId: string;

before(async () => {
  world = await openReaderWorld();
  beatId = (await addBeat(world.harlan, { code: "3", name: "Eastgate" })).id;
});

/** To the next time that the agency's clock shows that hour. */
function until(hour: number, isDay: (day: number) => boolean = () => true): void {
  const now = world.clock.now().toZonedDateTimeISO(zone);
  let next = now.with({ hour, minute: 1, second: 0 });
  while (Temporal.ZonedDateTime.compare(next, now) <= 0 || !isDay(next.dayOfWeek))
    next = next.add({ days: 1 });
  world.clock.set(next.toInstant());
}
const weekday = (day: number) => day > 1 && day < 6;

beforeEach(async () => {
  world.relay.fail({});
  for (const table of ["subscribers", "gathered", "digests"])
    await transact(world.system, (tx) => tx.tx.raw(`delete from audience_${table}`));
  // A Tuesday: a letter of the day then comes before one of the week.
  until(9, (day) => day === 2);
  world.relay.letters.length = 0;
});

/** The jobs as the program has them, by the minute. */
async function run(name: string) {
  const { ctx, slices } = world.beat.assembly;
  const job = slices.flatMap(({ jobs }) => jobs ?? []).find((one) => one.name === name);
  assert.ok(job);
  await job.run(ctx, { agencyId: null });
}
const tell = () => run("audience.tell-digests");

async function joined(name: string, fields: Record<string, string | string[]> = {}) {
  const link = await world.joined(`${name}@readers.example`, fields);
  world.relay.letters.length = 0;
  return link;
}
const about = { purpose: "inform", language: "en" };
const publish = (text: string, more: object = {}) => world.published(text, { ...about, ...more });
const letters = () =>
  world.relay.letters
    .map(({ to, text, headers }) => ({ to: to.split("@")[0] ?? "", text, headers }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
const reached = () => letters().map(({ to }) => to);

test("times of letters: one a day and one on Mondays, also where the clock goes forward or back", () => {
  const at = (time: string, digestAt = 17 * 60) =>
    digestSlotsDue(Temporal.Instant.from(time), zone, digestAt).map(
      ({ name, until: end }) => `${name} ${end.toString()}`,
    );
  assert.deepEqual(at("2026-11-20T22:59:59Z"), []);
  assert.deepEqual(at("2026-11-20T23:00:00Z"), ["2026-11-20 daily 2026-11-20T23:00:00Z"]);
  assert.deepEqual(at("2026-11-21T10:59:00Z"), ["2026-11-20 daily 2026-11-20T23:00:00Z"]);
  assert.deepEqual(at("2026-11-21T11:00:00Z"), [], "what is that late goes with the next one");
  assert.deepEqual(at("2026-11-23T23:30:00Z"), [
    "2026-11-23 daily 2026-11-23T23:00:00Z",
    "2026-11-23 weekly 2026-11-23T23:00:00Z",
  ]);
  assert.deepEqual(at("2026-11-26T12:00:00Z"), ["2026-11-23 weekly 2026-11-23T23:00:00Z"]);
  // 8 March 2026 has no half past two, 1 November has half past one twice.
  assert.deepEqual(at("2026-03-08T08:29:59Z", 150), []);
  assert.deepEqual(at("2026-03-08T08:30:00Z", 150), ["2026-03-08 daily 2026-03-08T08:30:00Z"]);
  assert.deepEqual(at("2026-11-01T06:30:00Z", 90), ["2026-11-01 daily 2026-11-01T06:30:00Z"]);
  assert.deepEqual(at("2026-11-01T07:30:00Z", 90), ["2026-11-01 daily 2026-11-01T06:30:00Z"]);
  // The day of 25 hours has the letter of its afternoon at the same hour of the clock.
  assert.deepEqual(at("2026-11-01T23:00:00Z"), ["2026-11-01 daily 2026-11-01T23:00:00Z"]);
  assert.deepEqual(at("2026-10-31T22:00:00Z"), ["2026-10-31 daily 2026-10-31T22:00:00Z"]);
});

test("whoever wants one letter a day gets what came since the last, at the agency's hour, once, and none without news", async () => {
  await joined("atonce");
  await joined("daily", { pace: "daily" });
  await publish("Mill Street is closed.", { title: "Mill Street" });
  await publish("The fair is on Sunday.", { title: "County fair" });
  assert.deepEqual(reached(), ["atonce", "atonce"]);
  world.relay.letters.length = 0;
  await tell();
  assert.deepEqual(reached(), [], "not before its time");
  until(17);
  await tell();
  await tell();
  const [letter, ...others] = letters();
  assert.deepEqual([letter?.to, others.length], ["daily", 0]);
  assert.match(
    letter?.text ?? "",
    /^1\. Mill Street\n\nMill Street is closed\.\n\n2\. County fair\n\nThe fair is on Sunday\./,
  );
  assert.match(letter?.headers.get("subject") ?? "", /: 2 posts$/);
  await publish("The street is open.");
  world.relay.letters.length = 0;
  await tell();
  assert.deepEqual(reached(), [], "what comes after the hour waits for the next day's");
  until(17);
  await tell();
  assert.deepEqual(
    letters().map(({ to, text }) => `${to} ${/Mill|fair/.test(text)}`),
    ["daily false"],
  );
  world.relay.letters.length = 0;
  until(17);
  await tell();
  assert.deepEqual(reached(), []);
});

test("one letter a week comes on Monday, with all of the week", async () => {
  await joined("weekly", { pace: "weekly" });
  await publish("First.");
  until(17);
  await tell();
  until(10);
  await publish("Second.");
  until(17);
  await tell();
  assert.deepEqual(reached(), []);
  until(17, (day) => day === 1);
  await tell();
  assert.deepEqual(reached(), ["weekly"]);
  assert.match(letters()[0]?.text ?? "", /First\.[^]*Second\./);
});

test("each gets what they chose, in a frame of their own language", async () => {
  await joined("jobs", { pace: "daily", kind: "recruit" });
  await joined("beat", { pace: "daily", beat: beatId, whole: "" });
  await joined("all", { pace: "daily" });
  await joined("same", { pace: "daily" });
  await publish("We are hiring.", { purpose: "recruit" });
  await publish("Eastgate is closed.", { beats: [beatId] });
  const asked = await world.post("/es/subscribe", {
    way: "email",
    email: "es@readers.example",
    whole: "yes",
    pace: "daily",
  });
  assert.equal(asked.status, 200);
  await world.relayNews();
  const path = /\/es\/subscribe\/confirm\/[\w-]{43}/.exec(world.relay.letters.at(-1)?.text ?? "");
  await world.post(path?.[0] ?? "", {});
  await publish("Coffee with a deputy.");
  world.relay.letters.length = 0;
  until(17);
  await tell();
  const says = letters().map(
    ({ to, text }) =>
      `${to} ${["hiring", "Eastgate", "Coffee", "All our news", "Todas nuestras"].filter((word) => text.includes(word)).join(",")}`,
  );
  assert.deepEqual(says, [
    "all hiring,Eastgate,Coffee,All our news",
    "beat Eastgate,All our news",
    "es Coffee,Todas nuestras",
    "jobs hiring,All our news",
    "same hiring,Eastgate,Coffee,All our news",
  ]);
  const [rows] = await world.raw<{ n: number }>(
    "select count(*)::int as n from audience_digests where made_at > now() - interval '100 years'",
  );
  assert.equal(rows?.n, 4, "those with the same posts share a letter");
});

test("danger to life goes to them at once, and a post for them alone counts as sent", async () => {
  await joined("daily", { pace: "daily" });
  const id = await publish("The fair is on Sunday.");
  assert.deepEqual(reached(), []);
  assert.equal((await stateOf(world, id)).state, "sent");
  const { fanOuts, paces } = await audienceCounts(world.boyd);
  assert.equal(fanOuts.find((one) => one.id === id)?.gathered, 1);
  assert.deepEqual(paces, [{ what: "daily", readers: 1 }]);
  const warning = await readership(origin).open(world.system, {
    key: world.beat.assembly.ctx.ids.uuid(),
    channelId: world.list.id,
    way: "email",
    message: { text: "Leave now.", media: [] },
    isLifeSafety: true,
  });
  const taken = await warning.exchange([], 5);
  assert.equal(taken.length, 1);
  await warning.exchange(
    taken.map((one) => ({ id: one.id, state: "accepted" as const, remoteId: "Q" })),
    0,
  );
  await warning.counts();
});

async function recalled(deliveryId: string) {
  const [row] = await world.raw<{ post_id: string }>(
    "select post_id from deliveries where id = $1",
    [deliveryId],
  );
  await recallPost(world.harlan, row?.post_id ?? "", "It was wrong.");
}

test("a post that was recalled before the letter falls out of it, and where nothing is left none goes", async () => {
  await joined("daily", { pace: "daily" });
  const wrong = await publish("Wrong.");
  await publish("Right.");
  await recalled(wrong);
  until(17);
  await tell();
  assert.deepEqual(reached(), ["daily"]);
  assert.ok(!letters()[0]?.text.includes("Wrong"));
  world.relay.letters.length = 0;
  until(10);
  await recalled(await publish("Wrong again."));
  until(17);
  await tell();
  assert.deepEqual(reached(), []);
  const open = await world.raw("select id from audience_fan_outs where finished_at is null");
  assert.equal(open.length, 0, "nothing of it stays on its way");
});

test("a post that is recalled while the letter goes out stops it, and the rest get it without that post", async () => {
  for (const name of ["a", "b", "c", "d"]) await joined(name, { pace: "daily" });
  const wrong = await publish("Wrong.");
  await publish("Right.");
  until(17);
  world.relay.fail({ later: ["c@readers.example", "d@readers.example"] });
  await tell();
  assert.deepEqual(reached(), ["a", "b"]);
  world.relay.fail({});
  await recalled(wrong);
  world.relay.letters.length = 0;
  world.clock.advance(301_000);
  await tell();
  assert.deepEqual(
    letters().map(({ to, text }) => `${to} ${text.includes("Wrong")}`),
    ["c false", "d false"],
  );
});

test("while a hold is in force no letter goes, and what the hold stopped is in none that goes later", async () => {
  await joined("daily", { pace: "daily" });
  await publish("Before the hold.");
  const { hold } = await placeHold(world.harlan, {
    scope: "agency",
    exceptions: [],
    reason: "Incident",
  });
  until(17);
  await tell();
  assert.deepEqual(reached(), []);
  await liftHold(world.harlan, hold.id);
  await publish("After the hold.");
  world.clock.advance(61_000);
  await tell();
  assert.deepEqual(reached(), []);
  until(17);
  await tell();
  assert.deepEqual(
    letters().map(({ text }) => /Before|After/.exec(text)?.[0]),
    ["After"],
  );
});

test("D3: a letter of the day whose answer was lost is not sent again, and patience is kept", async () => {
  for (const name of ["lost", "busy", "well"]) await joined(name, { pace: "daily" });
  await publish("Road work.");
  until(17);
  world.relay.fail({ lost: ["lost@readers.example"], later: ["busy@readers.example"] });
  await tell();
  assert.deepEqual(reached(), ["lost", "well"]);
  world.relay.fail({});
  world.clock.advance(301_000);
  await tell();
  world.clock.advance(301_000);
  await tell();
  assert.deepEqual(reached(), ["busy", "lost", "well"]);
});

test("whoever sleeps at the agency's hour gets it when their hours are over", async () => {
  await joined("asleep", { pace: "daily", quiet: "1000-1100" });
  await publish("Road work.");
  until(17);
  await tell();
  assert.deepEqual(reached(), []);
  until(19);
  await run("audience.after-quiet");
  await run("audience.after-quiet");
  assert.deepEqual(reached(), ["asleep"]);
});

test("the letter has the one-click end (RFC 8058), and whoever leaves before it goes gets none", async () => {
  const link = await joined("leaves", { pace: "daily" });
  await joined("stays", { pace: "daily" });
  await publish("Road work.");
  await world.post(link.replace("manage", "leave"), {});
  until(17);
  await tell();
  const [letter, ...others] = letters();
  assert.deepEqual([letter?.to, others.length], ["stays", 0]);
  assert.equal(letter?.headers.get("list-unsubscribe-post") ?? "", "");
  const end = /<(.*)>/.exec(letter?.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
  assert.match(end, /\/subscribe\/leave\/[\w-]{43}$/, "by https it is one click");
  await world.post(new URL(end).pathname, { "List-Unsubscribe": "One-Click" });
  for (const table of ["subscribers", "gathered"])
    assert.equal((await world.raw(`select 1 from audience_${table}`)).length, 0, table);
});

test("whoever wants it at once again has what waited in the next letter of the day", async () => {
  const link = await joined("changed", { pace: "weekly" });
  await publish("It waited.");
  await world.post(link, { whole: "yes", pace: "at-once" });
  await publish("It came at once.");
  assert.deepEqual(
    letters().map(({ text }) => text.split("\n")[0]),
    ["It came at once."],
  );
  world.relay.letters.length = 0;
  until(17, weekday);
  await tell();
  assert.deepEqual(reached(), ["changed"]);
  assert.ok(!letters()[0]?.text.includes("at once"));
});

test("it is chosen where people subscribe and changed on their own page, without a script", async () => {
  const form = await world.get("/subscribe");
  assert.match(form.text, /How often, by e-mail\?/);
  assert.match(form.text, /One letter a day, at 5:00/);
  assert.match((await world.get("/es/subscribe")).text, /Una carta al día, a las 5:00/);
  const link = await joined("own", { pace: "daily" });
  const checked = async () =>
    /name="pace"\s+value="([\w-]+)"\s+checked/.exec((await world.get(link)).text)?.[1];
  assert.equal(await checked(), "daily");
  await world.post(link, { whole: "yes", pace: "weekly" });
  assert.equal(await checked(), "weekly");
  await world.post(link, { whole: "yes", pace: "hourly" });
  assert.equal(await checked(), "at-once", "what no form of ours holds counts as not chosen");
  const settings = await audienceSettingsOf(world.harlan);
  await arrange(world.harlan, { ...settings, digestAt: 6 * 60 + 30 });
  assert.match((await world.get("/subscribe")).text, /One letter a day, at 6:30/);
  await arrange(world.harlan, settings);
});

test("a long post is cut between words, and of very many the letter says how many more there are", () => {
  const message = (text: string) => ({ title: "T", text, media: [] });
  const facts = {
    agency: { shortName: "TCSO" },
    language: "es" as const,
    url: "https://news.example/es",
    day: "2026-11-20",
  };
  const long = digestOf({ ...facts, messages: [message(`${"palabra ".repeat(400)}fin`)] });
  assert.match(long.title, /^TCSO, 20 nov: 1 publicación$/);
  assert.match(long.text, /palabra …\n\nTodas nuestras/);
  const many = digestOf({ ...facts, messages: Array.from({ length: 42 }, () => message("x")) });
  assert.match(many.text, /30\. T\n\nx\n\nHay 12 más allí\. Todas/);
});

test("a letter of the day stands on the record, with its posts", async () => {
  const rows = await world.raw<{ n: number }>(
    "select count(*)::int as n from archive_records where kind = 'audience.digest-told'",
  );
  assert.ok((rows[0]?.n ?? 0) >= 5);
});

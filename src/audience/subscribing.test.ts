import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openReaderWorld, stateOf, type ReaderWorld } from "#test/worlds/readers.ts";
import { tidyAudience } from "./index.ts";

let world: ReaderWorld;
const letters = () => world.relay.letters;
const linkIn = (text: string, what: string) =>
  new RegExp(`/(es/)?subscribe/${what}/[\\w-]{43}`).exec(text)?.[0] ?? "";

before(async () => {
  world = await openReaderWorld();
});

async function rows() {
  return world.raw<{ id: string; confirmed_at: string | null }>(
    "select id, confirmed_at from audience_subscribers order by id",
  );
}

test("from the form to the letter, the button, a post and the one-click end", async () => {
  const page = await world.get("/subscribe");
  assert.equal(page.status, 200);
  assert.match(page.text, /no name and no password/);
  const manage = await world.joined("ann@readers.example");
  assert.match((await world.get(manage)).text, /Your news: By e-mail/);
  letters().length = 0;
  const id = await world.published("The county fair opens at nine.");
  assert.equal((await stateOf(world, id)).state, "sent");
  const [letter] = letters();
  assert.equal(letters().length, 1);
  assert.equal(letter?.to, "ann@readers.example");
  assert.match(letter?.text ?? "", /county fair[^]*Change or end it here/);
  const header = letter?.headers.get("list-unsubscribe") ?? "";
  const leave = linkIn(header, "leave");
  assert.ok(leave, header);
  const looked = await world.get(leave);
  assert.match(looked.text, /One press/);
  assert.equal((await rows()).length, 1, "a scanner's look ends nothing");
  const left = await world.post(leave, { "List-Unsubscribe": "One-Click" }, "https://mail.example");
  assert.equal(left.status, 200);
  assert.deepEqual(await rows(), []);
  letters().length = 0;
  const none = await world.published("Nobody reads this.");
  assert.match((await stateOf(world, none)).reason ?? "", /Nobody subscribed/);
  assert.equal(letters().length, 0);
});

test("nothing but the question goes to an address that nobody confirmed, and it is deleted in time", async () => {
  letters().length = 0;
  await world.post("/subscribe", { way: "email", email: "bob@readers.example", whole: "yes" });
  await world.relayNews();
  assert.equal(letters().length, 1);
  await world.published("News for those who confirmed.");
  assert.equal(letters().length, 1);
  const confirm = linkIn(letters()[0]?.text ?? "", "confirm");
  assert.match((await world.get(confirm)).text, /Press the button/);
  assert.equal((await rows())[0]?.confirmed_at, null, "a scanner's look confirms nothing");
  world.clock.advance(49 * 3_600_000);
  assert.equal((await world.post(confirm, {})).status, 404);
  await tidyAudience(world.beat.assembly.ctx);
  assert.deepEqual(await rows(), []);
});

test("the page answers the same for an address that it knows and one that it does not", async () => {
  const manage = await world.joined("cat@readers.example");
  const answers = [];
  for (const email of ["cat@readers.example", "CAT@readers.example", "dan@readers.example"])
    answers.push(await world.post("/subscribe", { way: "email", email, whole: "yes" }));
  const strip = ({ text, status }: { text: string; status: number }) =>
    `${status} ${text.replace(/<p class="made">[^]*?<\/p>/, "")}`;
  assert.equal(new Set(answers.map(strip)).size, 1);
  letters().length = 0;
  await world.relayNews();
  assert.deepEqual(
    letters()
      .map(({ to }) => to)
      .sort(),
    ["cat@readers.example", "cat@readers.example", "dan@readers.example"],
  );
  assert.equal(linkIn(letters()[0]?.text ?? "", "manage"), manage, "it is told at that address");
  await world.post(manage.replace("manage", "leave"), {});
});

test("an address is written to three times a day at most, however often it is typed", async () => {
  letters().length = 0;
  for (let at = 0; at < 6; at += 1)
    await world.post("/subscribe", { way: "email", email: "eve@readers.example" });
  await world.relayNews();
  assert.equal(letters().length, 3);
});

test("hostile forms: no address, a program, a foreign page, guessed links, odd choices", async () => {
  const was = (await rows()).length;
  const form = { way: "email", email: "fay@readers.example" };
  for (const email of ["", "no", "a@b@c", "a b@c.example", "x@y.example\nBcc: z@y.example"])
    assert.equal((await world.post("/subscribe", { ...form, email })).status, 422, email);
  assert.equal((await world.post("/subscribe", { ...form, website: "x" })).status, 200);
  assert.equal((await world.post("/subscribe", form, "https://evil.example")).status, 403);
  assert.equal((await world.post("/subscribe", { ...form, way: "text" })).status, 422);
  for (const guess of ["x", "A".repeat(43), "..%2f..%2fetc"]) {
    assert.equal((await world.post(`/subscribe/confirm/${guess}`, {})).status, 404);
    assert.equal((await world.get(`/subscribe/manage/${guess}`)).status, 404);
    assert.equal((await world.post(`/subscribe/leave/${guess}`, {})).status, 200);
  }
  const evil = await world.post("/subscribe", { ...form, email: `"><script>x</script>` });
  assert.ok(!evil.text.includes("<script>"));
  assert.equal((await rows()).length, was);
  const odd = { kind: ["warn", "nonsense"], beat: ["' or 1=1"], quiet: "99999-x" };
  assert.equal((await world.post("/subscribe", { ...form, ...odd })).status, 200);
});

test("a confirmation's link ends and changes nothing, and one reader's link is no other's", async () => {
  const manage = await world.joined("gil@readers.example");
  const confirm =
    linkIn(letters().at(-1)?.text ?? "", "confirm")
      .split("/")
      .at(-1) ?? "";
  await world.post(`/subscribe/leave/${confirm}`, {});
  assert.equal((await world.get(`/subscribe/manage/${confirm}`)).status, 404);
  assert.equal((await world.get(manage)).status, 200);
  const other = await world.joined("hal@readers.example");
  const [mine = "", theirs = ""] = [manage, other].map((one) => one.split("/").at(-1) ?? "");
  const mixed = theirs.slice(0, 21) + mine.slice(21);
  assert.equal((await world.get(`/subscribe/manage/${mixed}`)).status, 404);
});

test("neither the database nor the trail nor the archive's facts hold an address in the clear", async () => {
  await world.joined("secret.reader@readers.example");
  await world.published("A post with a secret reader.");
  const tables = ["audience_subscribers", "audience_orders", "audience_fan_outs", "audit_events"];
  for (const table of [...tables, "outbox", "deliveries", "archive_records"]) {
    const [row] = await world.raw<{ text: string | null }>(
      `select string_agg(t::text, '') as text from ${table} t`,
    );
    const text = row?.text ?? "";
    const hex = Buffer.from("secret.reader").toString("hex");
    assert.ok(!text.includes("secret.reader") && !text.includes(hex), table);
  }
});

test("Spanish readers get Spanish pages, letters and feet", async () => {
  assert.match((await world.get("/es/subscribe")).text, /Reciba nuestras noticias/);
  await world.post("/es/subscribe", { way: "email", email: "ines@readers.example", whole: "yes" });
  await world.relayNews();
  const asked = letters().findLast(({ to }) => to === "ines@readers.example");
  assert.match(asked?.text ?? "", /Si fue usted/);
  const { to } = await world.post(linkIn(asked?.text ?? "", "confirm"), {});
  assert.match(to, /^\/es\/subscribe\/manage\//);
  await world.published("Feria del condado.");
  const news = letters().findLast(({ to: who }) => who === "ines@readers.example");
  assert.match(news?.text ?? "", /Recibe esto porque se suscribió/);
});

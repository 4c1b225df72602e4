import { randomUUID } from "node:crypto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { addBeat, foundAgency } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact, read } from "#platform/db/database.ts";
import { openTestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as } from "#test/worlds/world.ts";
import { describeConnector } from "../contract.suite.ts";
import { plainMessage, type ContractServer } from "../contract-world.ts";
import { addresses, beatActor } from "./addresses.ts";
import { fediverseConnector } from "./fediverse.ts";
import { fediverseStore } from "./store.ts";
import { noteOf } from "./note.ts";
import { asHtml, plainText } from "./words.ts";

const origin = "https://beat.riversidefalls.example";
const beat = await openTestBeat();
const { ctx: root } = beat.assembly;
const agencyId = await seedTinyCounty(beat.assembly);
const ctx: Ctx = asSystem(root, "test", agencyId);
await addBeat(await as(root, agencyId, "harlan@tinycounty.example"), { code: "3", name: "East" });
const outside = { fetch: beat.assembly.client.fetch, isPlain: false };
const connector = fediverseConnector(fediverseStore(ctx, addresses(origin)), origin, outside);
const query = (sql: string, values: unknown[]) =>
  read(ctx, ({ tx }) => tx.raw<{ text: string; body: string }>(sql, values));

/** Our own server is the network: what the public sees is in our own tables, and its only fault is the database's. */
describeConnector(connector, async (): Promise<ContractServer> => {
  const accountId = randomUUID();
  const standing =
    "select text, body from fediverse_objects where channel_id = $1 and removed_at is null";
  return {
    hosts: [],
    accountId,
    goodSettings: { actor: "beat-3" },
    badSettings: { actor: "beat-9" },
    faults: [],
    fail: () => undefined,
    texts: async () => (await query(standing, [accountId])).map(({ text }) => text),
    async alts(_account, text) {
      const [row] = await query(`${standing} and text = $2`, [accountId, text]);
      const note = JSON.parse(row?.body ?? "{}") as { attachment?: { name: string }[] };
      return (note.attachment ?? []).map(({ name }) => name);
    },
    async tamper(text, now) {
      const set = now === undefined ? "removed_at = changed_at" : "text = $2";
      await transact(ctx, ({ tx }) =>
        tx.raw(
          `update fediverse_objects set ${set} where text = $1`,
          now === undefined ? [text] : [text, now],
        ),
      );
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
});

test("a second try of one delivery is the first one's post, and of one edit the first one's edit", async () => {
  const keys = await connector.authorize({} as never, { actor: "news" });
  const account = {
    ...keys,
    id: randomUUID(),
    limits: {},
    renewed: async () => undefined,
  };
  const store = fediverseStore(ctx, addresses(origin));
  const order = { key: randomUUID(), message: plainMessage("Once"), isLifeSafety: false };
  const [first, second] = await Promise.all([store.put(account, order), store.put(account, order)]);
  assert.equal(first.id, second.id);
  const edit = { ...order, key: randomUUID(), message: plainMessage("Twice") };
  await store.edit(account, first.id, edit);
  await store.edit(account, first.id, edit);
  const told = await query("select kind as text, body from fediverse_activities where topic = $1", [
    first.id,
  ]);
  assert.deepEqual(told.map(({ text }) => text).sort(), ["Create", "Update"]);
  assert.equal((await store.byKey(account.id, edit.key))?.id, first.id);
});

test("another agency's posts and actors are nobody's here", async () => {
  const other = randomUUID();
  await transact(asSystem(root, "test", other), (tx) =>
    foundAgency(tx, {
      name: "Other",
      shortName: "Other",
      state: "TX",
      timeZone: "America/Chicago",
    }),
  );
  const store = fediverseStore(asSystem(root, "test", other), addresses(origin));
  assert.deepEqual(
    (await store.roles()).map(({ name }) => name),
    ["news"],
  );
  const [own] = await query(
    "select id::text as text, channel_id::text as body from fediverse_objects limit 1",
    [],
  );
  assert.ok(own);
  assert.deepEqual(await store.byIds(own.body, [own.text]), []);
});

test("words become HTML without anybody's markup, and HTML becomes words again", () => {
  const text = 'Closed until 6.\nSee https://riverside.example/a?b=1&c=2.\n\n<b>"Thanks"</b>';
  assert.equal(plainText(asHtml(text)), text);
  assert.equal(plainText("<style>p{}</style><p>a&#x1F6A7;b</p><script>x</script>"), "a🚧b");
  assert.equal(plainText("<p>one</p><p>two<br>three</p>"), "one\n\ntwo\nthree");
  assert.equal(plainText("&#0;&#xD800;&bogus;"), "&bogus;");
});

test("a beat's code becomes a name that every server takes", () => {
  assert.deepEqual(["3", "B-12", "Río Norte", "4/5"].map(beatActor), [
    "beat-3",
    "beat-b-12",
    "beat-rio-norte",
    "beat-4-5",
  ]);
});

test("a note says its language, its warning and whom it answers", () => {
  const at = addresses(origin);
  const id = randomUUID();
  const facts = {
    at,
    actor: "news",
    id,
    publishedAt: "2026-11-22T12:00:00.000000Z",
    answered: { actor: "https://x.example/ana", handle: "ana@x.example" },
  };
  const note = noteOf(facts, {
    ...plainMessage("Sí"),
    languages: ["es"],
    contentWarning: "Accidente",
    replyTo: { id: "https://x.example/notes/1" },
  });
  assert.deepEqual(note["contentMap"], { es: "<p>Sí</p>" });
  assert.deepEqual([note["summary"], note["sensitive"]], ["Accidente", true]);
  assert.deepEqual(note["cc"], [at.followers("news"), "https://x.example/ana"]);
  assert.equal(note["inReplyTo"], "https://x.example/notes/1");
});

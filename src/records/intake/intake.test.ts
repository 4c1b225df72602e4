import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { before, test } from "node:test";
import { recordsOf, searchArchive, verifyArchive } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { signature } from "#platform/http/signed-body.ts";
import { openSafeClient, type SafeClient } from "#platform/http/safe-client.ts";
import { Refusal } from "#platform/refusal.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { mailDate } from "./mail-date.ts";
import { sourcesTold } from "./completeness.ts";
import { answerSilence, listSilences, unansweredSilences, watchSources } from "./silence.ts";
import {
  addSource,
  endSource,
  listSources,
  namePeople,
  rotateSource,
  sourceDraft,
} from "./sources.ts";
import { takeText } from "./texts.ts";

const clock = new StoryClock();
const minute = 60_000;
let beat: TestBeat;
let agencyId: string;
let chief: Ctx;
let deputyId: string;

before(async () => {
  beat = await openTestBeat({ clock });
  agencyId = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  assert.ok(person.actor.kind === "person");
  chief = { ...person, actor: { ...person.actor, via: "command-line" } };
  const deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  assert.ok(deputy.actor.kind === "person");
  deputyId = deputy.actor.personId;
});

const source = (draft: object) => addSource(chief, sourceDraft.parse({ kind: "api", ...draft }));
const seconds = () => String(Math.floor(clock.now().epochMilliseconds / 1_000));

interface Sending {
  id: string;
  secret: string | null;
}

/** As another program sends it: over the whole app, signed. */
async function send(
  { id, secret }: Sending,
  body: string | Uint8Array<ArrayBuffer>,
  changed: Record<string, string> = {},
) {
  const timestamp = changed["x-openbeat-timestamp"] ?? seconds();
  const bytes = typeof body === "string" ? new Uint8Array(Buffer.from(body)) : body;
  const answer = await beat.assembly.app.request("/api/ingest/v1/messages", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-openbeat-source": id,
      "x-openbeat-timestamp": timestamp,
      "x-openbeat-signature": signature(secret ?? "", timestamp, bytes),
      ...changed,
    },
    body: bytes,
  });
  return {
    status: answer.status,
    body: (await answer.json()) as { results: Record<string, string>[] },
  };
}

function text(id: string, more: object = {}) {
  return {
    id,
    at: "2026-11-20T10:04:00-08:00",
    direction: "out",
    from: "(360) 555-0101",
    to: ["+13605550199"],
    text: `Message ${id}`,
    ...more,
  };
}

const batch = (...messages: object[]) => JSON.stringify({ messages });

test("a signed batch is on the record once, under whose telephone it is, however often it is sent", async () => {
  const given = await source({ name: "Carrier" });
  await namePeople(chief, given.id, { people: [{ address: "360-555-0101", personId: deputyId }] });
  const png = Buffer.from("89504e470d0a1a0a0000", "hex");
  const body = batch(
    text("a1", { text: "Meet at the mill" }),
    text("a2", {
      direction: "in",
      from: "+13605550199",
      to: ["+13605550101"],
      attachments: [{ name: "mill.png", base64: png.toString("base64") }],
    }),
  );
  const first = await send(given, body);
  assert.equal(first.status, 200);
  assert.deepEqual(
    first.body.results.map(({ id, status }) => [id, status]),
    [
      ["a1", "captured"],
      ["a2", "captured"],
    ],
  );
  const again = await send(given, body);
  assert.deepEqual(
    again.body.results.map(({ status }) => status),
    ["already", "already"],
  );
  assert.deepEqual(
    again.body.results.map(({ recordId }) => recordId),
    first.body.results.map(({ recordId }) => recordId),
  );
  const records = await recordsOf(chief, { kind: "intake-source", id: given.id });
  const kinds = records.map(({ kind }) => kind).filter((kind) => kind.startsWith("records.text-"));
  assert.deepEqual(kinds.toSorted(), ["records.text-received", "records.text-sent"]);
  const { results } = await searchArchive(chief, { words: "mill" });
  assert.ok(
    results.some(({ kind, personId }) => kind === "records.text-sent" && personId === deputyId),
  );
  assert.ok(
    results.some(({ kind }) => kind === "records.text-received"),
    "by its file's name",
  );
  const number = await searchArchive(chief, { words: '"555-0101"' });
  assert.ok(
    number.results.some(({ kind }) => kind === "records.text-sent"),
    "by whose telephone it was",
  );
});

test("two requests with the same message at once leave one record", async () => {
  const given = await source({ name: "Twice" });
  const both = await Promise.all([1, 2].map(() => send(given, batch(text("same")))));
  assert.deepEqual(
    both.flatMap(({ body }) => body.results.map(({ status }) => status)).toSorted(),
    ["already", "captured"],
  );
});

test("other words under a known name are told, and come in as another version", async () => {
  const given = await source({ name: "Edits" });
  await send(given, batch(text("e1")));
  const [told] = (await send(given, batch(text("e1", { text: "changed" })))).body.results;
  assert.equal(told?.["status"], "differs");
  const [version] = (await send(given, batch(text("e1", { text: "changed", version: "2" })))).body
    .results;
  assert.equal(version?.["status"], "captured");
});

test("each message is answered for by itself: a crooked one refuses no other", async () => {
  const given = await source({ name: "Mixed" });
  const { status, body } = await send(
    given,
    batch(
      text("m1"),
      { id: "m2", text: "no time" },
      text("m3", { attachments: [{ name: "x.png" }] }),
    ),
  );
  assert.equal(status, 200);
  assert.deepEqual(
    body.results.map(({ id, status: one }) => [id, one]),
    [
      ["m1", "captured"],
      ["m2", "refused"],
      ["m3", "refused"],
    ],
  );
  assert.match(body.results[1]?.["why"] ?? "", /at: /);
  const many = await send(
    given,
    batch(...Array.from({ length: 501 }, (_one, at) => text(String(at)))),
  );
  assert.equal(many.status, 413);
});

test("files come as parts of a form as well, signed with it", async () => {
  const given = await source({ name: "Form" });
  const form = new FormData();
  form.set("messages", batch(text("f1", { attachments: [{ name: "note.txt", part: "file1" }] })));
  form.set("file1", new Blob(["the bytes"]), "note.txt");
  const written = new Response(form);
  const type = written.headers.get("content-type") ?? "";
  const { body } = await send(given, new Uint8Array(await written.arrayBuffer()), {
    "content-type": type,
  });
  assert.deepEqual(
    body.results.map(({ status }) => status),
    ["captured"],
  );
});

test("a wrong signature, a changed body, an old request and an unknown source are refused alike", async () => {
  const given = await source({ name: "Guarded" });
  const wrong = { ...given, secret: "obs_wrong" };
  const unknown = { ...given, id: randomUUID() };
  const old = String(Number(seconds()) - 301);
  for (const answer of [
    await send(wrong, batch(text("g"))),
    await send(unknown, batch(text("g"))),
    await send(given, batch(text("g")), { "x-openbeat-timestamp": old }),
    await send(given, batch(text("g")), { "x-openbeat-signature": "v1=00" }),
  ])
    assert.equal(answer.status, 403);
  const { secret } = await rotateSource(chief, given.id);
  assert.equal(
    (await send(given, batch(text("g")))).status,
    403,
    "the secret before it is worth nothing",
  );
  assert.equal((await send({ ...given, secret }, batch(text("g")))).status, 200);
  await endSource(chief, given.id);
  assert.equal((await send({ ...given, secret }, batch(text("h")))).status, 403);
});

test("a secret is shown once, and stands nowhere in the clear", async () => {
  const { secret } = await source({ name: "Sealed" });
  assert.ok(!JSON.stringify(await listSources(chief)).includes(secret ?? "x"));
  const rows = await read(chief, (tx) =>
    tx.tx.raw<{ all: string }>("select string_agg(s::text, ' ') as all from intake_sources s", []),
  );
  assert.ok(!rows[0]?.all.includes(Buffer.from(secret ?? "x").toString("hex")));
  const deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  assert.ok(deputy.actor.kind === "person");
  const officer: Ctx = { ...deputy, actor: { ...deputy.actor, roles: ["clerk"] } };
  await assert.rejects(addSource(officer, sourceDraft.parse({ kind: "api", name: "x" })), Refusal);
});

test("a source that falls silent is a gap until somebody answers, and an empty batch is a sign of life", async () => {
  const given = await source({ name: "Nightly push", silentMinutes: 30 });
  const watch = () => watchSources(beat.assembly.ctx);
  const ofThis = async () =>
    (await listSilences(chief)).filter(({ sourceId }) => sourceId === given.id);
  clock.advance(29 * minute);
  assert.equal((await send(given, batch())).status, 200);
  clock.advance(29 * minute);
  await watch();
  assert.deepEqual(await ofThis(), []);
  clock.advance(2 * minute);
  await watch();
  await watch();
  const [gap, ...more] = await ofThis();
  assert.deepEqual([gap?.untilAt, more], [null, []]);
  assert.deepEqual(
    (await unansweredSilences(chief)).map(({ channel }) => channel),
    ["Nightly push"],
  );
  await send(given, batch(text("back")));
  assert.ok((await ofThis())[0]?.untilAt);
  const records = await recordsOf(chief, { kind: "intake-gap", id: gap?.id ?? "" });
  assert.deepEqual(records.map(({ kind }) => kind).toSorted(), [
    "records.source-heard-again",
    "records.source-silent",
  ]);
  const told = (await sourcesTold(chief, { from: null, before: null })).find(
    ({ id }) => id === given.id,
  );
  assert.deepEqual(
    told?.gaps.map(({ why }) => why),
    ["silent"],
  );
  await answerSilence(chief, gap?.id ?? "", "The carrier was down.");
  assert.deepEqual(await unansweredSilences(chief), []);
  await assert.rejects(answerSilence(chief, gap?.id ?? "", "Again."), { code: "gap-answered" });
});

/** A gateway of texts on this machine: what it sent for us, and the pictures that came in. */
async function gatewayServer(token: string, account: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(
      `${request.url} ${request.headers.authorization === `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`}`,
    );
    if (request.url?.endsWith(".json"))
      return response.end(
        JSON.stringify({
          body: "On my way to Mill St",
          from: "+13605550101",
          to: "+13605550142",
          date_sent: "Fri, 20 Nov 2026 18:04:05 +0000",
        }),
      );
    if (request.url === "/gone") return response.writeHead(404).end();
    return response.end("the picture's bytes");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(async () => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client: SafeClient = openSafeClient({ clock, allowPrivate: [new URL(origin).host] });
  atEnd(async () => client.close());
  return { gateway: { client, origin }, asked };
}

test("texts of a gateway come in both ways, with their files, once each, and only with its signature", async () => {
  const [account, token] = ["AC0123456789", "gateway-token"];
  const { gateway, asked } = await gatewayServer(token, account);
  const { id, secret } = await source({ kind: "texts", name: "Patrol phones", account, token });
  assert.equal(secret, null, "the gateway's own token is never shown");
  await namePeople(chief, id, { people: [{ address: "+13605550101", personId: deputyId }] });
  const url = `https://tinycounty.example/intake/texts/${id}`;
  const call = (fields: Record<string, string>, key = token) => {
    const form = new URLSearchParams({ AccountSid: account, ...fields });
    const sorted = [...form]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value);
    const given = createHmac("sha1", key)
      .update(url + sorted.join(""))
      .digest("base64");
    return takeText(beat.assembly.ctx, gateway, { source: id, url, signature: given, form });
  };
  const inbound = {
    MessageSid: "SM0000000001",
    SmsStatus: "received",
    From: "+13605550142",
    To: "+13605550101",
    Body: "Is the bridge open?",
    NumMedia: "2",
    MediaUrl0: `${gateway.origin}/picture`,
    MediaContentType0: "image/png",
    MediaUrl1: `${gateway.origin}/gone`,
  };
  await call(inbound);
  await call(inbound);
  const outbound = { MessageSid: "SM0000000002", From: "+13605550101", To: "+13605550142" };
  await call({ ...outbound, MessageStatus: "queued" });
  await call({ ...outbound, MessageStatus: "sent" });
  await call({ ...outbound, MessageStatus: "delivered" });
  await assert.rejects(call(inbound, "another-token"), { code: "not-signed" });
  await assert.rejects(call({ ...inbound, AccountSid: "AC9" }), { code: "not-signed" });
  const records = (await recordsOf(chief, { kind: "intake-source", id })).filter(({ kind }) =>
    kind.startsWith("records.text-"),
  );
  assert.deepEqual(records.map(({ kind }) => kind).toSorted(), [
    "records.text-received",
    "records.text-sent",
  ]);
  const { results } = await searchArchive(chief, { words: "Mill St way" });
  assert.equal(
    results.find(({ kind }) => kind === "records.text-sent")?.occurredAt,
    "2026-11-20T18:04:05.000000Z",
  );
  assert.ok(
    asked.every((one) => one.endsWith("true")),
    "the gateway's files are asked for with its own credential",
  );
});

test("nothing that was handed in is outside the log", async () => {
  const { signer, logFolder, ctx } = beat.assembly;
  const { faults } = await verifyArchive(
    asSystem(ctx, "verify", agencyId),
    signer,
    logFolder,
    () => undefined,
    beat.assembly.attestation,
  );
  assert.deepEqual(faults, []);
});

test("a time of mail is read with its zone; what is none is not", () => {
  assert.equal(mailDate("Fri, 20 Nov 2026 18:04:05 +0000"), "2026-11-20T18:04:05+00:00");
  assert.equal(mailDate("2 Jan 2026 08:00:00 GMT"), "2026-01-02T08:00:00Z");
  assert.equal(mailDate("yesterday"), undefined);
});

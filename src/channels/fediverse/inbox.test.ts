import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import { test } from "node:test";
import { connectChannel } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { systemClock } from "#platform/clock.ts";
import { openFediverse } from "#test/fediverse.ts";
import { atEnd } from "#test/openbeat.ts";
import { inboundItems } from "../schema.ts";
import { documentAt } from "./outside.ts";
import { connectActors } from "./opening.ts";
import { openServer } from "./server.ts";

/** A stranger's server without any library: it answers with what the test lays there, and signs by hand. */
const documents = new Map<string, { status: number; body: object }>();
const stranger = createServer((request, response) => {
  const { status, body } = documents.get(request.url ?? "") ?? { status: 404, body: {} };
  response.writeHead(status, { "content-type": "application/activity+json" });
  response.end(JSON.stringify(body));
}).listen(0, "127.0.0.1");
await once(stranger, "listening");
const bound = stranger.address();
const host = `127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}`;
const world = await openFediverse([host]);
atEnd(async () => void stranger.close());
const { origin, agencyId, third, beat } = world;
const { ctx } = beat.assembly;
const ours = `${origin}/ap/actors/beat-3`;
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const mallory = `http://${host}/mallory`;
const publicKeyPem = publicKey.export({ type: "spki", format: "pem" });

function layOut(more: object = {}): void {
  documents.set("/mallory", {
    status: 200,
    body: {
      "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
      type: "Person",
      id: mallory,
      preferredUsername: "mallory",
      inbox: `${mallory}/inbox`,
      publicKey: { id: `${mallory}#main-key`, owner: mallory, publicKeyPem },
      ...more,
    },
  });
}
layOut();

interface Sending {
  path?: string;
  isSigned?: boolean;
  /** Signed, and then another body goes out. */
  tamper?: string;
  date?: Date;
}

/** draft-cavage-http-signatures-12 by hand. */
async function send(activity: object, given: Sending = {}): Promise<number> {
  const { path = "/ap/inbox", isSigned = true, date = new Date(), tamper } = given;
  const body = JSON.stringify(activity);
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const at = date.toUTCString();
  const hostName = new URL(origin).host;
  const names = "(request-target) host date digest";
  const text = `(request-target): post ${path}\nhost: ${hostName}\ndate: ${at}\ndigest: ${digest}`;
  const signature = sign("sha256", Buffer.from(text), privateKey).toString("base64");
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: {
      "content-type": "application/activity+json",
      date: at,
      digest,
      ...(isSigned
        ? {
            signature: `keyId="${mallory}#main-key",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
          }
        : {}),
    },
    body: tamper ?? body,
  });
  return answer.status;
}

const context = "https://www.w3.org/ns/activitystreams";
const noteOf = (more: object = {}, id = `http://${host}/notes/${randomUUID()}`) => ({
  "@context": context,
  type: "Create",
  id: `${id}/create`,
  actor: mallory,
  object: {
    type: "Note",
    id,
    attributedTo: mallory,
    to: "https://www.w3.org/ns/activitystreams#Public",
    content: "<p>Hello</p>",
    tag: [{ type: "Mention", href: ours }],
    ...more,
  },
});
const texts = async () =>
  (await read(asSystem(ctx, "test", agencyId), (tx) => tx.tx.select().from(inboundItems))).map(
    ({ text }) => text,
  );
const followers = async () => {
  const headers = { accept: "application/activity+json" };
  const answer = await fetch(`${ours}/followers`, { headers });
  return ((await answer.json()) as { totalItems: number }).totalItems;
};

test("an activity without a signature, or with somebody else's body, gets a 401 and leaves nothing", async () => {
  assert.equal(await send(noteOf(), { isSigned: false }), 401);
  const other = JSON.stringify(noteOf({ content: "Forged" }));
  assert.equal(await send(noteOf(), { tamper: other }), 401);
  assert.equal(await send(noteOf(), { date: new Date(Date.now() - 7_200_000) }), 401);
  assert.deepEqual(await texts(), []);
});

test("an activity that is told again is the same item", async () => {
  const note = noteOf({ content: "<p>Once</p>" });
  assert.ok((await send(note)) < 300);
  assert.ok((await send(note)) < 300);
  assert.ok((await send(note, { path: "/ap/actors/beat-3/inbox" })) < 300);
  assert.deepEqual(await texts(), ["Once"]);
});

test("nobody speaks for somebody else: not with another's id, nor with a note of another server", async () => {
  const before = await texts();
  const ana = "https://elsewhere.example/ana";
  assert.notEqual(await send({ ...noteOf(), actor: ana }), 202);
  await send(noteOf({ attributedTo: ana, content: "As Ana" }));
  await send(noteOf({ content: "From there" }, "https://elsewhere.example/notes/1"));
  assert.deepEqual(await texts(), before);
});

test("nobody deletes or edits another server's note, nor ours", async () => {
  const { object } = await world.post("The pool is open.");
  for (const type of ["Delete", "Update"])
    await send({
      "@context": context,
      type,
      id: `http://${host}/${randomUUID()}`,
      actor: mallory,
      object: type === "Delete" ? object.href : { ...noteOf().object, id: object.href },
    });
  const answer = await fetch(object, { headers: { accept: "application/activity+json" } });
  assert.match(JSON.stringify(await answer.json()), /The pool is open\./);
});

test("a body of another shape is no fault of ours", async () => {
  assert.equal(await send({ "@context": context, type: "Dance", actor: mallory, id: "x" }), 400);
  assert.ok((await send(noteOf({ content: 7, attachment: ["x", { url: 3 }] }))) < 500);
});

test("a follower whose inbox lies inside the agency's network is never written to", async () => {
  for (const inner of [
    "http://169.254.169.254/inbox",
    "http://10.0.0.1/inbox",
    "http://127.0.0.1:22/x",
  ]) {
    layOut({ inbox: inner });
    const follow = {
      "@context": context,
      type: "Follow",
      id: `http://${host}/f`,
      actor: mallory,
      object: ours,
    };
    assert.notEqual(await send(follow), 202, inner);
  }
  layOut({ endpoints: { sharedInbox: "http://169.254.169.254/latest" } });
  await send({
    "@context": context,
    type: "Follow",
    id: `http://${host}/f2`,
    actor: mallory,
    object: ours,
  });
  layOut();
  await read(asSystem(ctx, "test", agencyId), async ({ tx }) => {
    const rows = await tx.raw<{ place: string }>(
      "select deliver_to as place from fediverse_followers",
    );
    assert.ok(rows.every(({ place }) => new URL(place).host === host));
  });
});

test("the way out reaches no inner address, by whatever name it is asked for", async () => {
  const client = openSafeClient({ clock: systemClock });
  const outside = { fetch: client.fetch, isPlain: true };
  for (const inner of [
    "http://127.0.0.1/",
    "http://169.254.169.254/latest",
    "http://10.1.2.3/",
    "http://[::1]/",
    "http://2130706433/",
  ]) {
    await assert.rejects(
      documentAt(outside, inner, async () => undefined),
      /address|number/,
      inner,
    );
    const server = await openServer(origin, outside, ctx);
    const loader = server.createContext(new URL(origin), { ctx }).documentLoader;
    await assert.rejects(loader(inner), /address|number/, inner);
  }
  const secure = { fetch: client.fetch, isPlain: false };
  await assert.rejects(
    documentAt(secure, "http://mastodon.example/ana", async () => undefined),
    /https/,
  );
  client.close();
});

test("an actor that its own server says is gone is forgotten, though it can sign nothing any more", async () => {
  const follow = {
    "@context": context,
    type: "Follow",
    id: `http://${host}/f3`,
    actor: mallory,
    object: ours,
  };
  await send(follow);
  assert.equal(await followers(), 1);
  const gone = {
    "@context": context,
    type: "Delete",
    id: `${mallory}#delete`,
    actor: mallory,
    object: mallory,
  };
  documents.set("/mallory", { status: 410, body: {} });
  await send(gone);
  layOut();
  await send(gone);
  assert.equal(await followers(), 0);
});

test("one act gives every beat an actor, and doing it again adds none", async () => {
  const { sheriff } = world;
  const { networks } = beat.assembly;
  assert.equal(await connectActors(sheriff, networks), 0);
  await assert.rejects(
    connectChannel(
      sheriff,
      networks.net(sheriff, AbortSignal.timeout(5_000)),
      networks.connector(sheriff, "fediverse"),
      { network: "fediverse", name: "x", isPublic: true, input: { actor: "beat-9" } },
    ),
    /no such actor/,
  );
});

test("people who open an actor or a post see a page, and programs see the actor or the note", async () => {
  const html = { headers: { accept: "text/html" }, redirect: "manual" as const };
  const page = await fetch(ours, html);
  assert.deepEqual([page.status, page.headers.get("location")], [303, "/beats/3"]);
  const { object } = await world.post("A <script> & more");
  const shown = await (await fetch(object, html)).text();
  assert.match(shown, /A &lt;script&gt; &amp; more/);
  const note = await fetch(object, { headers: { accept: "application/activity+json" } });
  assert.equal(note.headers.get("content-type"), "application/activity+json");
  const info = await fetch(`${origin}/.well-known/nodeinfo`);
  const { links } = (await info.json()) as { links: { href: string }[] };
  const told = (await (await fetch(links[0]?.href ?? "")).json()) as { software: { name: string } };
  assert.equal(told.software.name, "openbeat");
  const outbox = await fetch(`${ours}/outbox?cursor=`, {
    headers: { accept: "application/activity+json" },
  });
  assert.match(await outbox.text(), /&lt;script&gt;/);
  assert.equal((await fetch(`${origin}/ap/actors/nobody`)).status, 404);
  assert.equal(third.handle, `@beat-3@${new URL(origin).host}`);
});

test("an activity that is larger than any is refused", async () => {
  assert.equal(await send(noteOf({ content: "x".repeat(300_000) })), 413);
});

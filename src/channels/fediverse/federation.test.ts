import assert from "node:assert/strict";
import { test } from "node:test";
import { getDocumentLoader, verifyObject } from "@fedify/fedify";
import { Create, Note, Organization, Tombstone } from "@fedify/vocab";
import { approvePost, beginCorrection, editPost, recallPost, submitPost } from "#publish";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openFediverse } from "#test/fediverse.ts";
import { atEnd } from "#test/openbeat.ts";
import { startFedifyPeer } from "#test/networks/fedify-peer.ts";
import { openAccount } from "../accounts.ts";
import { freshAttempt } from "../contract-world.ts";
import { inboundItems } from "../schema.ts";

const peer = await startFedifyPeer(["ana", "luis"]);
const world = await openFediverse([peer.host]);
atEnd(async () => peer[Symbol.asyncDispose]());
const { origin, agencyId, writer, approver, third, beat } = world;
const { ctx, networks } = beat.assembly;
const actor = new URL(`${origin}/ap/actors/beat-3`);
const items = () =>
  read(asSystem(ctx, "test", agencyId), (tx) =>
    tx.tx.select().from(inboundItems).orderBy(inboundItems.capturedAt, inboundItems.id),
  );

test("whoever looks up @beat-3 finds the beat's actor, with its keys and its shared inbox", async () => {
  const handle = `acct:beat-3@${new URL(origin).host}`;
  const answer = await fetch(
    `${origin}/.well-known/webfinger?resource=${encodeURIComponent(handle)}`,
  );
  assert.equal(answer.status, 200);
  const { subject, links } = (await answer.json()) as { subject: string; links: object[] };
  assert.equal(subject, handle);
  assert.ok(links.some((one) => "href" in one && one.href === actor.href));
  const found = await peer.look(actor);
  assert.ok(found instanceof Organization);
  assert.equal(found.name?.toString(), "Tiny County Sheriff: 3 Eastgate & Mall");
  assert.equal(found.endpoints?.sharedInbox?.href, `${origin}/ap/inbox`);
});

test("a Fedify peer follows a beat, gets a post, an edit and a delete", async () => {
  await peer.follow("ana", actor);
  await peer.follow("luis", actor);
  await world.sendDue();
  assert.deepEqual(
    peer.heard.splice(0).map(({ kind }) => kind),
    ["Accept", "Accept"],
  );

  const { postId, object } = await world.post("Mill Street is closed until 6 p.m. <b>&</b>");
  const [create] = peer.heard.splice(0);
  assert.ok(create?.activity instanceof Create);
  assert.equal(create.for, null, "two readers on one server are one delivery, to its shared inbox");
  const note = await create.activity.getObject();
  assert.ok(note instanceof Note);
  assert.equal(
    note.content?.toString(),
    "<p>Mill Street is closed until 6 p.m. &lt;b&gt;&amp;&lt;/b&gt;</p>",
  );
  assert.equal(note.id?.href, object.href);

  await beginCorrection(writer, postId, "The time was wrong.");
  const { hash } = await editPost(writer, postId, {
    text: "Mill Street is closed until 8 p.m.",
    channels: [third.id],
    correction: "The time was wrong.",
  });
  await submitPost(writer, networks, postId);
  await approvePost(approver, { postId, hash });
  await world.sendDue();
  const [update] = peer.heard.splice(0);
  assert.equal(update?.kind, "Update");
  const corrected = await update.activity.getObject();
  assert.ok(corrected instanceof Note);
  assert.equal(corrected.content?.toString(), "<p>Mill Street is closed until 8 p.m.</p>");
  assert.equal(corrected.id?.href, object.href);
  assert.notEqual(corrected.updated, null);

  await recallPost(approver, postId, "The street is open.");
  await world.sendDue();
  const [gone] = peer.heard.splice(0);
  assert.equal(gone?.kind, "Delete");
  assert.ok((await gone.activity.getObject()) instanceof Tombstone);
  const answer = await fetch(object, { headers: { accept: "application/activity+json" } });
  assert.equal(answer.status, 410);
  assert.equal(((await answer.json()) as { type: string }).type, "Tombstone");
});

test("a reply reaches the inbox as words, its edit is a new version and its deletion is told", async () => {
  const { object } = await world.post("Coffee with a cop on Friday.");
  const html = `<p>Is it <script>alert(1)</script><a href="https://x.example">free</a>?</p><p>&lt;3</p>`;
  const id = await peer.say("ana", actor, { html, answers: object });
  await peer.edit("ana", actor, id, { html: "<p>Is it free of charge?</p>", answers: object });
  await peer.remove("ana", actor, id);
  const told = (await items()).filter(({ remoteId }) => remoteId === id.href);
  assert.deepEqual(
    told.map(({ kind, text }) => [kind, text]),
    [
      ["comment", "Is it free?\n\n<3"],
      ["comment", "Is it free of charge?"],
      ["deleted", "Is it free of charge?"],
    ],
  );
  const [first] = told;
  assert.equal(first?.authorHandle, `ana@${peer.host}`);
  assert.equal(first.inReplyTo, object.href);
  assert.equal(first.channelId, third.id);
});

test("a note that names the beat comes in; one that does not is left alone", async () => {
  const before = (await items()).length;
  await peer.say("luis", actor, { html: "<p>Thanks!</p>", names: true });
  await peer.say("luis", actor, { html: "<p>Of no concern</p>" });
  const fresh = (await items()).slice(before);
  assert.deepEqual(
    fresh.map(({ kind, text }) => [kind, text]),
    [["mention", "Thanks!"]],
  );
});

test("our answer reaches whoever is answered, though they follow nobody, and names them", async () => {
  const asked = await peer.say("luis", actor, { html: "<p>Until when?</p>", names: true });
  const system = asSystem(ctx, "test", agencyId);
  const connector = networks.connector(system, "fediverse");
  const { account } = await openAccount(system, third.id);
  const net = networks.net(system, AbortSignal.timeout(5_000));
  const message = { text: "Until eight.", media: [], replyTo: { id: asked.href } };
  await transact(system, ({ tx }) =>
    tx.raw(
      "update fediverse_followers set actor = actor || '#away', deliver_to = 'http://127.0.0.1:9/none', host = 'none'",
    ),
  );
  peer.heard.splice(0);
  await connector.publish(net, account, message, freshAttempt());
  await world.fanOut().once();
  await transact(system, ({ tx }) =>
    tx.raw("delete from fediverse_followers where actor like '%#away'"),
  );
  const [answer] = peer.heard.splice(0);
  assert.equal(answer?.for, "luis", "to their own inbox");
  const note = await answer.activity.getObject();
  assert.ok(note instanceof Note);
  assert.equal(note.replyTargetId?.href, asked.href);
  await peer.follow("ana", actor);
  await peer.follow("luis", actor);
  await world.sendDue();
});

test("what an actor says carries a proof that holds without the request that brought it", async () => {
  const { object } = await world.post("Passed on from server to server");
  const outbox = await fetch(`${actor.href}/outbox?cursor=`, {
    headers: { accept: "application/activity+json" },
  });
  const { orderedItems } = (await outbox.json()) as { orderedItems: unknown };
  assert.ok(JSON.stringify(orderedItems).includes(object.href));
  const [row] = await read(asSystem(ctx, "test", agencyId), ({ tx }) =>
    tx.raw<{ body: string }>("select body from fediverse_activities where topic = $1", [
      object.pathname.split("/").at(-1),
    ]),
  );
  const documentLoader = getDocumentLoader({ allowPrivateAddress: true });
  const said = JSON.parse(row?.body ?? "{}") as { object: { content: string } };
  const options = { documentLoader, contextLoader: documentLoader };
  assert.ok((await verifyObject(Create, said, options)) instanceof Create);
  const forged = { ...said, object: { ...said.object, content: "<p>Forged</p>" } };
  assert.equal(await verifyObject(Create, forged, options), null);
});

test("likes and boosts count once for each reader, and are taken back", async () => {
  const { object } = await world.post("Lost dog at Pier 2");
  const like = await peer.like("ana", actor, object);
  await peer.like("ana", actor, object);
  await peer.boost("ana", actor, object);
  await peer.boost("luis", actor, object);
  const counts = async () => {
    const connector = networks.connector(asSystem(ctx, "test", agencyId), "fediverse");
    const net = networks.net(ctx, AbortSignal.timeout(5_000));
    const account = { ...third, credential: {}, renewed: async () => undefined };
    const asked = [{ remoteId: object.href, kind: "post" as const }];
    return (await connector.look?.(net, account, asked))?.[0]?.counts;
  };
  assert.deepEqual(await counts(), { likes: 1, boosts: 2 });
  await peer.undo("ana", actor, "like", like, object);
  assert.deepEqual(await counts(), { likes: 0, boosts: 2 });
});

test("a reader who unfollows, or leaves the network, is sent nothing more", async () => {
  const followers = async () => {
    const headers = { accept: "application/activity+json" };
    const answer = await fetch(`${actor.href}/followers`, { headers });
    return ((await answer.json()) as { totalItems: number }).totalItems;
  };
  assert.equal(await followers(), 2);
  await peer.unfollow("ana", actor);
  assert.equal(await followers(), 1);
  await peer.leave("luis", actor);
  assert.equal(await followers(), 0);
  peer.heard.splice(0);
  await world.post("Nobody is told of this");
  assert.deepEqual(peer.heard, []);
});

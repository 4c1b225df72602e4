import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { recordsOf, verifyArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { startDiscord } from "#test/networks/discord.ts";
import { startFacebook } from "#test/networks/facebook.ts";
import { signedByMeta } from "#test/networks/graph.ts";
import { startInstagram } from "#test/networks/instagram.ts";
import { startLinkedin } from "#test/networks/linkedin.ts";
import { startTelegram } from "#test/networks/telegram.ts";
import { startWhatsapp } from "#test/networks/whatsapp.ts";
import { startX } from "#test/networks/x.ts";
import { atEnd } from "#test/openbeat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { recordById } from "../../archive/records.ts";
import { consentedForm } from "../contract-server.ts";
import { hearHook } from "../hearing.ts";
import { receiveChannel } from "../receiving.ts";
import { lookAgain } from "./looking.ts";
import { fetchDue } from "./media.ts";

/** Direct messages as they were written, changed and taken back; and files that the network gives to the account alone. */
const servers = {
  discord: await startDiscord(),
  facebook: await startFacebook(),
  instagram: await startInstagram(),
  linkedin: await startLinkedin(),
  telegram: await startTelegram(),
  whatsapp: await startWhatsapp(),
  x: await startX(),
};
const { discord, facebook, instagram, linkedin, telegram, whatsapp, x } = servers;
const desk = await openPracticeDesk(Object.values(servers).map(({ host }) => host));
for (const server of Object.values(servers)) atEnd(async () => server[Symbol.asyncDispose]());
const { ctx, networks, clock, chief, beat } = desk;
const { agencyId } = desk.keyless;
const system = asSystem(ctx, "test", agencyId);
const minute = 60_000;

async function connect(network: keyof typeof servers, input: Record<string, string>) {
  const { url: endpoint } = servers[network];
  return (await desk.connect(network, { endpoint, ...input })).id;
}
const { token, channel } = discord;
const ids = {
  discord: await connect("discord", { token, channel }),
  facebook: await connect("facebook", {
    appId: facebook.appId,
    appSecret: facebook.appSecret,
    token: facebook.userToken,
  }),
  instagram: await connect("instagram", {
    appId: instagram.appId,
    appSecret: instagram.appSecret,
    token: instagram.userToken,
  }),
  telegram: await connect("telegram", { token: telegram.token, chat: "@riversidepd" }),
  whatsapp: await connect("whatsapp", {
    number: whatsapp.number,
    token: whatsapp.token,
    appSecret: whatsapp.appSecret,
    template: "agency_news",
    recipients: "+15550111",
  }),
};

async function tell(network: "facebook" | "instagram" | "whatsapp", entry: object): Promise<void> {
  const body = JSON.stringify({ object: network, entry: [entry] });
  const { appSecret } = servers[network];
  const at = { network, channelId: ids[network] };
  const answer = await hearHook(ctx, networks, at, {
    method: "POST",
    url: `https://beat.example/hooks/${network}/${ids[network]}`,
    headers: new Headers({ "x-hub-signature-256": signedByMeta(appSecret, body) }),
    query: new URLSearchParams(),
    body: Buffer.from(body),
  });
  assert.equal(answer.status, 200);
}

async function itemsOf(channelId: string, remoteId: string) {
  return read(system, (tx) =>
    tx.tx.raw<{ [column: string]: unknown; id: string; kind: string; text: string; who: string }>(
      `select id, kind, text, author_handle as who from inbound_items
       where agency_id = $1 and channel_id = $2 and remote_id = $3 order by captured_at, id`,
      [agencyId, channelId, remoteId],
    ),
  );
}

async function statesOf(channelId: string, remoteId: string) {
  return (await itemsOf(channelId, remoteId)).map(({ kind, text, who }) => [kind, text, who]);
}

async function told(channelId: string, remoteId: string, kind: string) {
  const found = [];
  for (const { id } of await itemsOf(channelId, remoteId))
    for (const record of await recordsOf(chief, { kind: "inbound-item", id }))
      if (record.kind === kind) found.push(await recordById(chief, record.id));
  return found;
}

/** The bytes on the record with an item, of each file. */
async function bytesOf(channelId: string, remoteId: string): Promise<Uint8Array[]> {
  await fetchDue(system, networks);
  const kept = await told(channelId, remoteId, "channels.media-kept");
  return Promise.all(kept.map(({ media }) => ctx.blobs.get(media[0]?.sha256 ?? "")));
}

const secrets = [telegram.token, whatsapp.token];
async function whyMissing(channelId: string, remoteId: string): Promise<string> {
  await fetchDue(system, networks);
  const [missing] = await told(channelId, remoteId, "channels.media-missing");
  const payload = JSON.stringify(missing?.payload);
  for (const secret of secrets) assert.ok(!payload.includes(secret));
  return payload;
}

for (const network of ["facebook", "instagram"] as const)
  test(`a direct message on ${network} is on record as it was written, changed, answered and taken back`, async () => {
    const own = network === "facebook" ? facebook.page : instagram.account;
    const mid = `m_${network}1`;
    const say = (what: object, by = "9001") =>
      tell(network, {
        id: own,
        time: 1,
        messaging: [{ sender: { id: by }, recipient: { id: own }, timestamp: Date.now(), ...what }],
      });
    await say({ message: { mid, text: "I saw teh car" } });
    await say({ message_edit: { mid, text: "I saw the car", num_edit: 1 } });
    await say({ message: { mid: `${mid}b`, text: "Where?", is_echo: true } }, own);
    await say({ message: { mid, is_deleted: true } });
    await say({ message: { mid, is_deleted: true, again: true } });
    assert.deepEqual(await statesOf(ids[network], mid), [
      ["message", "I saw teh car", "9001"],
      ["message", "I saw the car", "9001"],
      ["deleted", "I saw the car", "9001"],
    ]);
    const [[, words, who] = []] = await statesOf(ids[network], `${mid}b`);
    assert.deepEqual([words, who], ["Where?", "@riversidepd"]);
  });

function whatsappSays(messages: object[], more: object = {}): Promise<void> {
  const metadata = { display_phone_number: "15550100", phone_number_id: whatsapp.number };
  const contacts = [{ profile: { name: "Ana" }, wa_id: "15550111" }];
  const value = { messaging_product: "whatsapp", metadata, contacts, messages, ...more };
  return tell("whatsapp", { id: "1", changes: [{ field: "messages", value }] });
}

test("on WhatsApp an edit and a revocation are versions of the message that they name", async () => {
  const from = { from: "15550111", timestamp: "1795000000" };
  const text = (body: string) => ({ type: "text", text: { body } });
  const original = { original_message_id: "wamid.1" };
  await whatsappSays([{ ...from, id: "wamid.1", ...text("Mill Stret") }]);
  const message = text("Mill Street");
  await whatsappSays([{ ...from, id: "wamid.2", type: "edit", edit: { ...original, message } }]);
  await whatsappSays([{ ...from, id: "wamid.3", type: "revoke", revoke: original }]);
  const echo = { ...from, from: "15550100", to: "15550111", id: "wamid.4", ...text("Thanks") };
  await whatsappSays([], { message_echoes: [echo] });
  assert.deepEqual(await statesOf(ids.whatsapp, "wamid.1"), [
    ["message", "Mill Stret", "+15550111"],
    ["message", "Mill Street", "+15550111"],
    ["deleted", "Mill Street", "+15550111"],
  ]);
  assert.deepEqual(await statesOf(ids.whatsapp, "wamid.4"), [["message", "Thanks", "+1 555-0100"]]);
});

test("on Telegram edits and, in a business account's chats, deletions are versions", async () => {
  const chat = { id: 77, type: "private" };
  const from = { id: 77, first_name: "Jo", username: "jo" };
  const date = Math.floor(Date.now() / 1_000);
  const base = { message_id: 5, date, chat, from, business_connection_id: "b1" };
  telegram.tell({ business_message: { ...base, text: "Gray van" } });
  telegram.tell({ edited_business_message: { ...base, text: "Grey van", edit_date: date + 9 } });
  const gone = { business_connection_id: "b1", chat, message_ids: [5, 6] };
  telegram.tell({ deleted_business_messages: gone });
  await receiveChannel(system, networks, ids.telegram);
  assert.deepEqual(await statesOf(ids.telegram, "77/5"), [
    ["message", "Gray van", "jo"],
    ["message", "Grey van", "jo"],
    ["deleted", "Grey van", "jo"],
  ]);
  assert.deepEqual(await statesOf(ids.telegram, "77/6"), [["deleted", "", ""]]);
});

test("a file that somebody sent a Telegram bot is kept by its bytes, one too large is named so once", async () => {
  const picture = Buffer.from("ffd8ffe000104a46", "hex");
  telegram.sendFile("ana", "photo", picture);
  telegram.sendFile("ana", "video", picture, 30_000_000);
  await receiveChannel(system, networks, ids.telegram);
  const sent = await read(system, (tx) =>
    tx.tx.raw<{ remoteId: string }>(
      `select remote_id as "remoteId" from inbound_items where agency_id = $1 and channel_id = $2 and text = 'See'
       order by captured_at, id`,
      [agencyId, ids.telegram],
    ),
  );
  const [photo = "", film = ""] = sent.map(({ remoteId }) => remoteId);
  assert.deepEqual(await bytesOf(ids.telegram, photo), [picture]);
  const [kept] = await told(ids.telegram, photo, "channels.media-kept");
  assert.match(JSON.stringify(kept?.payload), /image\/jpeg/);
  assert.match(await whyMissing(ids.telegram, film), /too big/);
});

test("a picture on WhatsApp is fetched with the number's token, and the token goes to no stranger", async () => {
  const picture = Buffer.from("ffd8ffe000104a4601", "hex");
  whatsapp.sent.set("778", picture).set("779", picture);
  const photo = (id: string, media: string) => ({
    from: "15550111",
    timestamp: "1795000000",
    id,
    type: "image",
    image: { id: media, mime_type: "image/jpeg", caption: "Here" },
  });
  await whatsappSays([photo("wamid.p1", "778")]);
  assert.deepEqual(await bytesOf(ids.whatsapp, "wamid.p1"), [picture]);
  const { visits } = telegram;
  const before = visits.length;
  whatsapp.leadTo(`${telegram.url}/file`);
  await whatsappSays([photo("wamid.p2", "779")]);
  assert.match(await whyMissing(ids.whatsapp, "wamid.p2"), /not its own/);
  assert.equal(visits.length, before, "nobody else was asked");
});

test("an address at Discord that died is told anew by its message", async () => {
  discord.write("ann", "See the dog");
  const message = [...discord.messages.values()].at(-1);
  assert.ok(message);
  const address = `${discord.url}/attachments/dog.png`;
  const first = { id: "1", filename: "dog.png", description: "A dog", url: `${address}?ex=1` };
  message.attachments = [first];
  await receiveChannel(system, networks, ids.discord);
  assert.match(await whyMissing(ids.discord, message.id), /answered/);
  const picture = Buffer.from("89504e47", "hex");
  discord.files.set("/attachments/dog.png", picture);
  first.url = `${address}?ex=2`;
  clock.advance(31 * minute);
  assert.deepEqual(await bytesOf(ids.discord, message.id), [picture]);
});

test("a picture on X comes with its post, a film in its best size, and in pieces where memory is too small", async () => {
  const { url: endpoint, clientId, clientSecret } = x;
  const connector = networks.connector(chief, "x");
  const form = consentedForm(connector, x, { endpoint, clientId, clientSecret });
  const id = await connect("x", form);
  const [picture, film] = [Buffer.from("89504e4701", "hex"), Buffer.from("0000001866", "hex")];
  x.files.set("/p.png", picture).set("/best.mp4", film);
  const post = x.write("ann", "@riversidepd look");
  const variant = (bit_rate: number, name: string) => ({
    bit_rate,
    content_type: "video/mp4",
    url: `${x.url}/${name}.mp4`,
  });
  post.shown = [
    { type: "photo", url: `${x.url}/p.png`, alt_text: "A dog" },
    {
      type: "video",
      variants: [
        { content_type: "application/x-mpegURL", url: `${x.url}/list.m3u8` },
        variant(256_000, "small"),
        variant(2_176_000, "best"),
      ],
    },
  ];
  await receiveChannel(system, networks, id);
  const bytes = await bytesOf(id, post.id);
  assert.deepEqual(
    bytes.map((one) => Buffer.from(one).toString("hex")).toSorted(),
    [film, picture].map((one) => one.toString("hex")).toSorted(),
  );
  const long = randomBytes(40 * 1024 * 1024);
  x.files.set("/long.mp4", long);
  const whole = x.write("ann", "@riversidepd the whole of it");
  whole.shown = [{ type: "video", variants: [variant(2_176_000, "long")] }];
  await receiveChannel(system, networks, id);
  const [kept] = await bytesOf(id, whole.id);
  assert.ok(kept && long.equals(kept));
  x.files.set("/stubborn.mp4", long);
  x.wholeOnly.add("/stubborn.mp4");
  const never = x.write("ann", "@riversidepd and this");
  never.shown = [{ type: "video", variants: [variant(2_176_000, "stubborn")] }];
  await receiveChannel(system, networks, id);
  assert.match(await whyMissing(id, never.id), /"isOver":true/, "it is not asked for again");
});

test("a picture of a LinkedIn post is asked for by its urn, and its address sees no credential", async () => {
  const { url: endpoint, clientId, clientSecret } = linkedin;
  const connector = networks.connector(chief, "linkedin");
  const form = consentedForm(connector, linkedin, { endpoint, clientId, clientSecret });
  const id = await connect("linkedin", form);
  const picture = Buffer.from("89504e4704", "hex");
  const urn = "urn:li:image:C5610AQF";
  const asset = { urn, size: picture.length, pieces: new Map([[0, picture]]), captions: [] };
  linkedin.assets.set(urn, { ...asset, status: "AVAILABLE", pollsLeft: 0 });
  const post = linkedin.comment("", linkedin.page, "By hand");
  Object.assign(post, { media: [urn], alts: ["Our new car"] });
  await receiveChannel(system, networks, id);
  assert.deepEqual(await bytesOf(id, post.id), [picture]);
  const [kept] = await told(id, post.id, "channels.media-kept");
  assert.equal(kept?.text, "Our new car");
});

test("a profile's links and the bytes of its picture are on the record, each time they changed", async () => {
  const seen = async () => {
    const all = await recordsOf(chief, { kind: "channel", id: ids.instagram });
    const own = all.filter(({ kind }) => kind === "channels.profile-seen");
    const last = own.toSorted((a, b) => a.id.localeCompare(b.id)).at(-1);
    assert.ok(last);
    return { count: own.length, ...(await recordById(chief, last.id)) };
  };
  const [crest, prize] = [Buffer.from("89504e4702", "hex"), Buffer.from("89504e4703", "hex")];
  instagram.files.set("/crest.png", crest).set("/prize.png", prize);
  Object.assign(instagram.presented, { picture: `${instagram.url}/crest.png` });
  clock.advance(7 * 60 * minute);
  await lookAgain(system, networks, ids.instagram);
  const before = await seen();
  assert.match(before.text, /https:\/\/riversidefalls\.example\/police/);
  assert.deepEqual(await ctx.blobs.get(before.media[0]?.sha256 ?? ""), crest);
  clock.advance(7 * 60 * minute);
  await lookAgain(system, networks, ids.instagram);
  assert.equal((await seen()).count, before.count, "a picture that is signed anew is the same one");
  const claim = { website: "https://prizes.example", picture: `${instagram.url}/prize.png` };
  Object.assign(instagram.presented, claim);
  clock.advance(7 * 60 * minute);
  await lookAgain(system, networks, ids.instagram);
  const after = await seen();
  assert.match(after.text, /prizes\.example/);
  assert.deepEqual(await ctx.blobs.get(after.media[0]?.sha256 ?? ""), prize);
});

test("all of it is in the log", async () => {
  const { signer, logFolder, attestation } = beat.assembly;
  const own = asSystem(ctx, "verify", agencyId);
  const verdict = await verifyArchive(own, signer, logFolder, () => undefined, attestation);
  assert.deepEqual(verdict.faults, []);
});

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { CarWriter } from "@ipld/car";
import { decode, encode } from "@ipld/dag-cbor";
import { pack } from "tar-stream";
import { ZipFile } from "yazl";

/** Invented files in every format, with what is to be found in them: for tests alone. */
export interface SampleFile {
  name: string;
  format: string;
  bytes: Buffer;
  records: number;
  duplicates?: number;
  losses?: readonly string[];
}

const sms = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<!-- made here -->
<smses count="5">
  <sms address="+13605550101" date="1700000000000" type="1" subject="null" body="Fire &#55357;&#56613; at &quot;5th&quot;" contact_name="Sam" />
  <sms address="+13605550101" date="1700000000000" type="1" subject="null" body="Fire &#55357;&#56613; at &quot;5th&quot;" contact_name="Sam" />
  <sms address="+13605550101" date="1700000060000" type="2" body="On our way" />
  <sms address="+13605550101" date="later" type="1" body="lost" />
  <mms date="1700000120000" msg_box="1" address="+13605550101~+13605550102" m_type="132">
    <parts><part seq="0" ct="text/plain" text="both of us" /><part seq="1" ct="image/jpeg" cl="a.jpg" data="/9j/4AAQSkZJRg==" /></parts>
    <addrs><addr address="+13605550101" type="137" /><addr address="+13605550199" type="151" /><addr address="+13605550102" type="130" /></addrs>
  </mms>
</smses>
`;

const whatsapp = `25/12/2024, 9:05 p. m. - Messages and calls are end-to-end encrypted.
25/12/2024, 9:06 p. m. - Ana: Two lines
of one message
25/12/2024, 9:06 p. m. - Ana: ok
25/12/2024, 9:06 p. m. - Ana: ok
26/12/2024, 12:01 a. m. - \u{200e}Luis: <Media omitted>
`;

const signal = `[2024-02-03, 08:15] Dana: Is the bridge open?
[2024-02-03, 08:16] Me: Until noon.
Then it closes.
`;

/** Meta's way: UTF-8 bytes, each written as a letter of its own. */
const asLatin1 = (text: string) => Buffer.from(text).toString("latin1");

const facebook = JSON.stringify(
  {
    participants: [{ name: "Tiny County Sheriff" }, { name: asLatin1("José") }],
    messages: [
      {
        sender_name: asLatin1("José"),
        timestamp_ms: 1700000100000,
        content: asLatin1("Café 🚨"),
        reactions: [{ reaction: "x", actor: "y" }],
      },
      {
        sender_name: "Tiny County Sheriff",
        timestamp_ms: 1700000000000,
        content: "Hello",
        photos: [{ uri: "messages/inbox/jose/photos/1.jpg" }],
      },
      { sender_name: "Tiny County Sheriff", content: "no time" },
    ],
    title: asLatin1("José"),
    thread_path: "inbox/jose_1",
    ads_seen: { a: [1, 2, 3] },
  },
  null,
  2,
);

const facebookPosts = JSON.stringify([
  {
    timestamp: 1700000000,
    data: [{ post: "Road closed" }],
    attachments: [{ data: [{ media: { uri: "posts/media/r.jpg" } }] }],
  },
  { timestamp: 1700000001, title: "shared a link", attachments: [] },
]);

const instagram = JSON.stringify({
  participants: [{ name: "tinycounty" }],
  messages: [
    {
      sender_name: "tinycounty",
      timestamp_ms: 1700000000000,
      content: "See instagram.com/tinycounty",
    },
  ],
  title: "kim",
  thread_path: "inbox/kim",
});

const tweets = `window.YTD.tweets.part0 = [
  { "tweet": { "id_str": "11", "created_at": "Sat Dec 06 18:20:30 +0000 2025", "full_text": "Detour &amp; delay", "edit_info": { "initial": { "editTweetIds": ["11"] } } } },
  { "tweet": { "id_str": "12", "created_at": "never", "full_text": "?" } }
]`;

const directMessages = `window.YTD.direct_messages.part0 = [
  { "dmConversation": { "conversationId": "1-2", "messages": [
    { "messageCreate": { "id": "d1", "senderId": "2", "recipientId": "1", "createdAt": "2024-06-10T14:00:00.000Z", "text": "question" } },
    { "joinConversation": { "initiatingUserId": "2", "createdAt": "2024-06-10T13:59:00.000Z" } } ] } }
]`;

const telegram = JSON.stringify({
  name: "Neighbours",
  type: "private_group",
  id: 5,
  messages: [
    {
      id: 1,
      type: "service",
      date_unixtime: "1700000000",
      actor: "Kim",
      action: "create_group",
      text: "",
    },
    {
      id: 2,
      type: "message",
      date_unixtime: "1700000060",
      from: "Kim",
      text: ["See ", { type: "link", text: "https://a.example" }],
    },
  ],
});

const mastodon = JSON.stringify({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: "outbox.json",
  type: "OrderedCollection",
  totalItems: 2,
  orderedItems: [
    {
      id: "https://m.example/1/activity",
      type: "Create",
      actor: "https://m.example/users/t",
      published: "2024-05-01T10:00:00Z",
      to: ["https://www.w3.org/ns/activitystreams#Public"],
      cc: [],
      object: {
        id: "https://m.example/1",
        content: "<p>Bridge &amp; road</p><p>open</p>",
        published: "2024-05-01T10:00:00Z",
        attachment: [],
      },
    },
    {
      id: "https://m.example/2/activity",
      type: "Announce",
      actor: "https://m.example/users/t",
      published: "2024-05-02T10:00:00Z",
      to: ["https://www.w3.org/ns/activitystreams#Public"],
      object: "https://n.example/9",
    },
  ],
});

const voice = `<html><head><title>Sam</title></head><body><div class="hChatLog hfeed">
<div class="message"><abbr class="dt" title="2023-01-02T03:04:05.000-08:00">Jan 2</abbr>: <cite class="sender vcard"><a class="tel" href="tel:+13605550101"><span class="fn">Sam</span></a></cite>: <q>Is it you?<br>Really?</q></div>
<div class="message"><abbr class="dt" title="2023-01-02T03:05:05.000-08:00">Jan 2</abbr>: <cite class="sender vcard"><a class="tel" href="tel:+13605550100"><abbr class="fn" title="">Me</abbr></a></cite>: <q>Yes &amp; no</q></div>
</div></body></html>`;

const youtube = `Comment ID,Channel ID,Comment Create Timestamp,Price,Video ID,Comment Text
Ug1,UC1,2024-01-02 03:04:05 UTC,0,v1,"{""text"":""Thank you, ""},{""text"":""all""}"
Ug2,UC1,never,0,v1,"{""text"":""?""}"
`;

const csv = `Sent at,Sender,Recipient,Message
2024-01-31 14:02:00,Ana,Luis,"Two
lines"
31/31/2024,Ana,Luis,no such day
`;

const eml = [
  "Received: from a.example; Tue, 02 Jan 2024 03:04:06 +0000",
  "From: Ana <ana@a.example>",
  "To: records@tiny.example",
  "Subject: =?utf-8?Q?Petici=C3=B3n?=",
  "Date: Tue, 02 Jan 2024 03:04:05 +0000",
  "Message-ID: <1@a.example>",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "All records of the bridge, please.",
  "",
].join("\r\n");

const mbox = `From ana@a.example Tue Jan 02 03:04:05 2024
From: Ana <ana@a.example>
Date: Tue, 02 Jan 2024 03:04:05 +0000
Subject: One
Message-ID: <1@a.example>

>From the bridge one sees it.

From luis@a.example Wed Jan 03 03:04:05 2024
From: Luis <luis@a.example>
Date: Wed, 03 Jan 2024 03:04:05 +0000
Subject: Two
Message-ID: <2@a.example>

Agreed.
`;

/** All of them. Some are made by the formats' own libraries. */
export async function sampleFiles(): Promise<SampleFile[]> {
  const text = (
    name: string,
    format: string,
    content: string,
    records: number,
    more: Partial<SampleFile> = {},
  ): SampleFile => ({ name, format, bytes: Buffer.from(content), records, ...more });
  return [
    text("sms.xml", "sms-backup-restore", sms, 3, { duplicates: 1, losses: ["bad-date"] }),
    text("WhatsApp Chat with Ana.txt", "whatsapp", whatsapp, 5),
    text("chat/Dana/chat.md", "signal", signal, 2),
    text("messages/inbox/jose_1/message_1.json", "facebook", facebook, 2, {
      losses: ["bad-date", "unknown-part"],
    }),
    text("posts/your_posts_1.json", "facebook", facebookPosts, 2),
    text("messages/inbox/kim/message_1.json", "instagram", instagram, 1),
    text("data/tweets.js", "x-archive", tweets, 1, { losses: ["bad-date"] }),
    text("data/direct-messages.js", "x-archive", directMessages, 2),
    text("result.json", "telegram", telegram, 2),
    text("outbox.json", "mastodon", mastodon, 2),
    text("Calls/Sam.html", "google-voice", voice, 2),
    text("comments.csv", "youtube", youtube, 1, { losses: ["bad-date"] }),
    text("table.csv", "csv", csv, 1, { losses: ["bad-date"] }),
    text("letter.eml", "eml", eml, 1),
    text("mail.mbox", "mbox", mbox, 2),
    { name: "repo.car", format: "atproto-car", bytes: await carFile(), records: 1 },
    {
      name: "chat.db",
      format: "imessage",
      bytes: messagesDatabase(),
      records: 3,
      losses: ["no-text-found"],
    },
  ];
}

type Link = Parameters<CarWriter["put"]>[0]["cid"];

/** A repository of one post, with the tree that names it. */
export async function carFile(): Promise<Buffer> {
  const block = (value: unknown) => {
    const bytes = encode(value);
    const hash = createHash("sha256").update(bytes).digest("hex");
    // A link in DAG-CBOR: tag 42 over 37 bytes, of which the first is 0.
    return { bytes, cid: decode<Link>(Buffer.from(`d82a58250001711220${hash}`, "hex")) };
  };
  const post = block({
    $type: "app.bsky.feed.post",
    text: "Bridge open 🌉",
    createdAt: "2024-03-01T10:00:00.000Z",
    langs: ["en"],
  });
  const tree = block({
    l: null,
    e: [{ p: 0, k: Buffer.from("app.bsky.feed.post/3kabc"), v: post.cid, t: null }],
  });
  const commit = block({
    did: "did:plc:abc",
    version: 3,
    data: tree.cid,
    rev: "3k",
    prev: null,
    sig: Buffer.from("s"),
  });
  const { writer, out } = CarWriter.create([commit.cid]);
  const written = buffer(out);
  for (const one of [commit, tree, post]) await writer.put(one);
  await writer.close();
  return written;
}

/** What Apple writes around a text: its length in one byte, or in two behind 0x81. */
export function typedStream(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length =
    bytes.length < 0x80
      ? Buffer.from([bytes.length])
      : Buffer.from([0x81, bytes.length & 0xff, bytes.length >> 8]);
  return Buffer.concat([
    Buffer.from("\u0004\u000bstreamtyped", "latin1"),
    Buffer.from("NSString\u0001\u0094\u0084\u0001+", "latin1"),
    length,
    bytes,
    Buffer.from([0x86]),
  ]);
}

function messagesDatabase(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-sample-"));
  const path = join(folder, "chat.db");
  const database = new DatabaseSync(path);
  database.exec(`create table handle (ROWID integer primary key, id text);
    create table chat (ROWID integer primary key, chat_identifier text, display_name text);
    create table chat_message_join (chat_id integer, message_id integer);
    create table chat_recoverable_message_join (chat_id integer, message_id integer);
    CREATE TABLE message (ROWID integer primary key, guid text, text text, attributedBody blob, handle_id integer, date integer,
      is_from_me integer, item_type integer, associated_message_type integer, date_edited integer, date_retracted integer);
    create table attachment (ROWID integer primary key, filename text, mime_type text, transfer_name text);
    create table message_attachment_join (message_id integer, attachment_id integer);
    insert into handle values (1, '+13605550101');
    insert into chat values (1, '+13605550101', '');
    insert into chat_message_join values (1, 1), (1, 2), (1, 3), (1, 4);
    insert into chat_recoverable_message_join values (1, 3);`);
  const add = database.prepare("insert into message values (?, ?, ?, ?, 1, ?, ?, 0, 0, 0, 0)");
  const at = (minute: number) => BigInt(700_000_000 + minute * 60) * 1_000_000_000n;
  add.run(1, "G1", "In the old column", null, at(1), 0);
  add.run(2, "G2", null, typedStream(`In the new one, ${"long ".repeat(40)}`), at(2), 1);
  add.run(3, "G3", null, typedStream("Deleted last week"), at(3), 0);
  add.run(4, "G4", null, Buffer.from("no text here"), at(4), 0);
  database.close();
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** A ZIP of these files. */
export function zipOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date("2024-01-01T00:00:00Z");
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { mtime });
  zip.end();
  return buffer(zip.outputStream);
}

export async function tarGzOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const tar = pack();
  const mtime = new Date("2024-01-01T00:00:00Z");
  for (const [name, content] of Object.entries(files))
    tar.entry({ name, mtime }, Buffer.from(content));
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(Buffer.from(part as Uint8Array));
  return gzipSync(Buffer.concat(parts));
}

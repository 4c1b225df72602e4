import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import nodemailer from "nodemailer";
import { recordsOf, searchArchive } from "#archive";
import { ConfigError, readConfig } from "#platform/config/config.ts";
import type { JournalSettings } from "#platform/config/journal.ts";
import type { Ctx } from "#platform/context.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { recordById } from "../../../archive/records.ts";
import { addSource, endSource, namePeople, rotateSource, sourceDraft } from "../sources.ts";
import { openReceiver } from "./receiver.ts";

let beat: TestBeat;
let chief: Ctx;
let deputyId: string;
let port: number;

const here: JournalSettings = {
  host: "127.0.0.1",
  port: 0,
  certificate: undefined,
  tls: "offered",
};

async function opened(settings: JournalSettings): Promise<number> {
  const receiver = await openReceiver(beat.assembly.ctx, settings);
  atEnd(() => receiver.close());
  return receiver.port;
}

before(async () => {
  beat = await openTestBeat({ clock: new StoryClock() });
  const agencyId = await seedTinyCounty(beat.assembly);
  const person = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  assert.ok(person.actor.kind === "person");
  chief = { ...person, actor: { ...person.actor, via: "command-line" } };
  const deputy = await as(beat.assembly.ctx, agencyId, "boyd@tinycounty.example");
  assert.ok(deputy.actor.kind === "person");
  deputyId = deputy.actor.personId;
  port = await opened(here);
});

async function source(name: string) {
  const { id, secret } = await addSource(chief, sourceDraft.parse({ kind: "mail", name }));
  return { id, address: `${secret}@journal.tinycounty.example` };
}

/** As a mail server delivers: a real SMTP client over a real socket. */
function deliver(to: string | string[], raw: string | Buffer, from = "journal@mail.example") {
  const client = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  return client.sendMail({ envelope: { from, to }, raw }).finally(() => client.close());
}

async function kept(id: string) {
  const records = await recordsOf(chief, { kind: "intake-source", id });
  return records.filter(({ kind }) => kind === "records.mail-journaled");
}

const letter = (id: string, more = "", body = "Meet at the old mill at nine.") =>
  [
    "Received: from relay.example by mx.example; Fri, 20 Nov 2026 10:04:09 -0800",
    "From: Sam Boyd <boyd@tinycounty.example>",
    'To: "Desk, Night" <desk@tinycounty.example>, press@news.example',
    "Subject: =?utf-8?q?Caf=C3=A9_on_Main?=",
    "Date: Fri, 20 Nov 2026 10:04:05 -0800",
    `Message-ID: <${id}@tinycounty.example>`,
    "MIME-Version: 1.0",
    ...(more ? [more] : ["Content-Type: text/plain; charset=utf-8"]),
    "",
    body,
    "",
  ].join("\r\n");

/** What Exchange and Microsoft 365 send: who it was for in truth, and the letter whole. */
const report = (inner: string, recipients: string[]) =>
  [
    "From: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@tinycounty.example>",
    "To: journal@journal.tinycounty.example",
    "Subject: Cafe on Main",
    "Message-ID: <journal-1@mail.example>",
    "X-MS-Journal-Report:",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="outer"',
    "",
    "--outer",
    'Content-Type: text/plain; charset="us-ascii"',
    "",
    "Sender: boyd@tinycounty.example",
    "Subject: Cafe on Main",
    "Message-Id: <r1@tinycounty.example>",
    ...recipients,
    "",
    "--outer",
    "Content-Type: message/rfc822",
    "",
    inner,
    "--outer--",
    "",
  ].join("\r\n");

test("a letter is on the record once, under its sender, with what it was sent with and as it came", async () => {
  const { id, address } = await source("Exchange copies");
  await namePeople(chief, id, {
    people: [{ address: "Boyd@TinyCounty.example", personId: deputyId }],
  });
  const parts = [
    "--b",
    "Content-Type: text/plain",
    "",
    "Meet at the old mill at nine.",
    "--b",
    'Content-Type: application/pdf; name="plan.pdf"',
    'Content-Disposition: attachment; filename="plan.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from("%PDF-1.7 the plan").toString("base64"),
    "--b--",
  ].join("\r\n");
  const raw = letter("a1", 'Content-Type: multipart/mixed; boundary="b"', parts);
  await deliver(address, raw);
  const [first, ...more] = await kept(id);
  assert.ok(first);
  assert.deepEqual(more, []);
  assert.equal(first.personId, deputyId);
  assert.equal(first.direction, "out");
  assert.equal(first.occurredAt, "2026-11-20T18:04:05.000000Z");
  const { text, payload, media } = await bodyOf(first.id);
  assert.match(text, /^Café on Main\n\nMeet at the old mill at nine\.\nplan\.pdf/);
  assert.equal(media.length, 2);
  assert.equal((await beat.assembly.ctx.blobs.get(media[0] ?? "")).toString(), "%PDF-1.7 the plan");
  assert.equal((await beat.assembly.ctx.blobs.get(media[1] ?? "")).toString(), raw);
  assert.deepEqual(payload["to"], ["desk@tinycounty.example", "press@news.example"]);
  const { results } = await searchArchive(chief, { words: "mill café" });
  assert.ok(results.some((one) => one.id === first.id));
});

test("delivered again, by another way or twice at once, it stays one; other words under its id are another", async () => {
  const { id, address } = await source("Again");
  await Promise.all([deliver(address, letter("b1")), deliver(address, letter("b1"))]);
  await deliver(address, letter("b1").replace("relay.example", "second-relay.example"));
  assert.equal((await kept(id)).length, 1);
  await deliver(address, letter("b1", "", "Meet at ten."));
  assert.equal((await kept(id)).length, 2);
  await deliver(address, letter("b1"), "another@mail.example");
  assert.equal((await kept(id)).length, 3, "under another envelope");
});

test("a journal report tells who a letter was for in truth, blind copies and lists too", async () => {
  const { id, address } = await source("Reports");
  const recipients = [
    "To: desk@tinycounty.example, Expanded: all@tinycounty.example",
    "Bcc: quiet@elsewhere.example",
    "Recipient: press@news.example",
  ];
  const raw = report(letter("r1"), recipients);
  await deliver(address, raw);
  await deliver(address, raw.replaceAll("outer", "again").replace("journal-1", "journal-2"));
  const [one, ...more] = await kept(id);
  assert.ok(one);
  assert.deepEqual(more, [], "written anew by the server it is the same letter");
  const { payload, text } = await bodyOf(one.id);
  assert.deepEqual(payload["to"], [
    "desk@tinycounty.example",
    "press@news.example",
    "quiet@elsewhere.example",
  ]);
  assert.match(text, /^Café on Main\n\nMeet at the old mill/);
  assert.equal(original(payload)["form"], "report");
  await deliver(address, report(letter("r1"), ["Recipient: later@elsewhere.example"]));
  assert.equal((await kept(id)).length, 2, "its second half, to others, is kept as well");
});

test("a copy that Google sends on tells whom it was for", async () => {
  const { id, address } = await source("Google");
  const raw = `X-Gm-Original-To: sheriff@tinycounty.example\r\n${letter("g1")}`;
  await deliver(address, raw);
  const [one] = await kept(id);
  const { payload } = await bodyOf(one?.id ?? "");
  assert.ok((payload["to"] as string[]).includes("sheriff@tinycounty.example"));
  assert.equal(original(payload)["form"], "copy");
});

test("who is no source's address is refused: unknown, ended, changed, or of another kind", async () => {
  const { id, address } = await source("Guarded");
  const api = await addSource(chief, sourceDraft.parse({ kind: "api", name: "No mail" }));
  const [mailbox = "", domain = ""] = address.split("@");
  await deliver(`${mailbox.toUpperCase()}@other.example`, letter("u0"));
  for (const one of [
    "someone@tinycounty.example",
    `${mailbox.slice(0, -1)}z@${domain}`,
    `${mailbox.slice(0, 33)}${"0".repeat(24)}@${domain}`,
    `${api.id.replaceAll("-", "")}.${"0".repeat(24)}@${domain}`,
  ])
    await assert.rejects(deliver(one, letter("u1")), { responseCode: 550 });
  const { secret } = await rotateSource(chief, id);
  await assert.rejects(deliver(address, letter("u2")), { responseCode: 550 });
  await deliver(`${secret}@${domain}`, letter("u3"));
  await endSource(chief, id);
  await assert.rejects(deliver(`${secret}@${domain}`, letter("u4")), { responseCode: 550 });
  assert.equal((await kept(id)).length, 2);
});

test("one letter for two sources is on the record of both", async () => {
  const [one, two] = [await source("Left"), await source("Right")];
  await deliver([one.address, two.address], letter("two"));
  assert.deepEqual([(await kept(one.id)).length, (await kept(two.id)).length], [1, 1]);
});

/** SMTP by hand, to stop where a mail server may break off. */
async function spoken(...lines: string[]): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect(port, "127.0.0.1");
  let all = "";
  socket.on("data", (bytes) => (all += bytes.toString()));
  socket.on("error", () => undefined);
  const answers = () => all.split("\r\n").filter((line) => /^\d{3} /.test(line)).length;
  const until = async (count: number) => {
    while (answers() < count && !socket.destroyed) await once(socket, "data");
  };
  await until(1);
  for (const [index, line] of lines.entries()) {
    socket.write(`${line}\r\n`);
    await until(index + 2);
  }
  return { socket, heard: () => all };
}

test("a connection that breaks before the dot leaves nothing, and the letter comes in when it is sent again", async () => {
  const { id, address } = await source("Broken off");
  const begin = ["EHLO mail.example", "MAIL FROM:<j@mail.example>", `RCPT TO:<${address}>`, "DATA"];
  for (const isHard of [true, false]) {
    const { socket, heard } = await spoken(...begin);
    assert.match(heard(), /354 /);
    socket.write(letter("k1"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (isHard) socket.resetAndDestroy();
    else socket.end();
    await once(socket, "close");
  }
  assert.deepEqual(await kept(id), []);
  const { socket, heard } = await spoken(...begin);
  socket.write(`${letter("k1")}\r\n.\r\n`);
  while (!/^250 OK/m.test(heard())) await once(socket, "data");
  socket.destroy();
  assert.equal((await kept(id)).length, 1, "what was answered is there at once");
});

test("while we cannot keep it, a letter is asked to come again, and then it is kept", async () => {
  const { id, address } = await source("Our fault");
  const { blobs } = beat.assembly.ctx;
  const put = blobs.put.bind(blobs);
  blobs.put = () => Promise.reject(new Error("the disk is away"));
  await assert.rejects(deliver(address, letter("f1")), { responseCode: 451 });
  blobs.put = put;
  assert.deepEqual(await kept(id), []);
  await deliver(address, letter("f1"));
  assert.equal((await kept(id)).length, 1);
});

const nested = (depth: number): string => {
  let body = "Content-Type: text/plain\r\n\r\nthe innermost words";
  for (let at = 0; at < depth; at += 1)
    body = `Content-Type: multipart/mixed; boundary="n${at}"\r\n\r\n--n${at}\r\n${body}\r\n--n${at}--`;
  return `From: a@b.example\r\nMessage-ID: <n${depth}@b.example>\r\n${body}`;
};

const hostile: Record<string, string | Buffer> = {
  "a flood of headers": `From: a@b.example\r\n${"X-Flood: yes\r\n".repeat(300_000)}\r\nwords`,
  "parts 100 deep": nested(100),
  "parts 3000 deep": nested(3_000),
  "NUL and other signs": Buffer.from(
    "Subject: a\0b\r\nFrom: x\0@y.example\r\n\r\n\0\u0001\u0002 \0words\0",
  ),
  "a charset that is none": letter("cs", "Content-Type: text/plain; charset=klingon-8", "caf\xe9"),
  "broken bytes": Buffer.concat([
    Buffer.from("From: a@b.example\r\n\r\n"),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
  ]),
  "no header at all": "just words",
  "quotes alone": `From: a@b.example\r\n\r\n${'"\\'.repeat(1_000_000)}`,
  "a date that is none": letter("d").replace(/Date: .*/, "Date: the day after tomorrow"),
  "a zip bomb": letter(
    "zip",
    'Content-Type: application/zip; name="bomb.zip"\r\nContent-Transfer-Encoding: base64',
    Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(2_000_000)]).toString("base64"),
  ),
};

for (const [name, raw] of Object.entries(hostile))
  test(`hostile mail loses nothing: ${name}`, async () => {
    const { id, address } = await source(name.slice(0, 60));
    await deliver(address, raw);
    const [one] = await kept(id);
    const { media } = await bodyOf(one?.id ?? "");
    const last = await beat.assembly.ctx.blobs.get(media.at(-1) ?? "");
    const sent = Buffer.from(raw);
    // The wire ends a letter with a line's end.
    assert.ok(last.equals(sent) || last.equals(Buffer.concat([sent, Buffer.from("\r\n")])));
  });

test("with a certificate mail comes in sealed, and where it must be, not otherwise", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openbeat-journal-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  execFileSync(
    "openssl",
    // prettier-ignore
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", cert],
    { stdio: "ignore" },
  );
  const { id, address } = await source("Sealed");
  const certificate = { cert, key };
  for (const tls of ["required", "implicit"] as const) {
    const sealed = await opened({ ...here, certificate, tls });
    const options = {
      host: "127.0.0.1",
      port: sealed,
      secure: tls === "implicit",
      tls: { rejectUnauthorized: false },
    };
    const client = nodemailer.createTransport(options);
    const envelope = { from: "j@mail.example", to: address };
    await client.sendMail({ envelope, raw: letter(`tls-${tls}`) });
    client.close();
    if (tls === "implicit") continue;
    const clear = nodemailer.createTransport({ ...options, ignoreTLS: true });
    await assert.rejects(clear.sendMail({ envelope, raw: letter("clear") }), { responseCode: 530 });
    clear.close();
  }
  assert.equal((await kept(id)).length, 2);
});

test("journals are received only where a setting says so, and beyond this machine only with a certificate", () => {
  const data = { OPENBEAT_DATA: "/nowhere" };
  assert.equal(readConfig(data).journal, undefined);
  const port2525 = { ...data, OPENBEAT_JOURNAL_PORT: "2525" };
  assert.deepEqual(readConfig(port2525).journal, { ...here, port: 2525 });
  for (const crooked of [
    { OPENBEAT_JOURNAL_HOST: "0.0.0.0" },
    { OPENBEAT_JOURNAL_CERT: "/cert.pem" },
    { OPENBEAT_JOURNAL_TLS: "required" },
  ])
    assert.throws(() => readConfig({ ...port2525, ...crooked }), ConfigError);
});

async function bodyOf(id: string) {
  const { text, payload, media } = await recordById(chief, id);
  const hashes = media.map(({ sha256 }) => sha256);
  return { text, payload: payload as Record<string, unknown>, media: hashes };
}

function original(payload: Record<string, unknown>): Record<string, unknown> {
  return payload["original"] as Record<string, unknown>;
}

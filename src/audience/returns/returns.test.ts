import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import nodemailer from "nodemailer";
import { ConfigError, readConfig } from "#platform/config/config.ts";
import type { ReturnSettings } from "#platform/config/returns.ts";
import { transact } from "#platform/db/database.ts";
import type { SmtpLetter } from "#test/networks/smtp.ts";
import { atEnd } from "#test/openbeat.ts";
import { openReaderWorld, type ReaderWorld } from "#test/worlds/readers.ts";
import { audienceCounts } from "../counts.ts";
import { openReturns } from "./receiving.ts";

const returns: ReturnSettings = {
  domain: "returns.tinycounty.example",
  host: "127.0.0.1",
  port: 0,
  certificate: undefined,
  tls: "offered",
};
const dayMs = 86_400_000;
let world: ReaderWorld;
let port: number;

before(async () => {
  world = await openReaderWorld({ returns });
  const listener = await openReturns(world.beat.assembly.ctx, returns);
  atEnd(() => listener.close());
  ({ port } = listener);
});

beforeEach(async () => {
  world.relay.fail({});
  await transact(world.system, (tx) => tx.tx.raw("delete from audience_subscribers"));
  await transact(world.system, (tx) => tx.tx.raw("delete from audience_days"));
  world.relay.letters.length = 0;
  world.clock.advance(60_000);
});

/** As a stranger's mail server brings a report: from nobody, over a real socket. */
function deliver(to: string | string[], raw: string | Buffer, from = "") {
  const client = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  return client.sendMail({ envelope: { from, to }, raw }).finally(() => client.close());
}

/** What came back, as Postfix and its kin write it (RFC 3464). */
function report(recipient: string, status: string, more: Record<string, string> = {}): string {
  const { action = "failed", original = "", diagnostic = "", encoding = "", type = "" } = more;
  const told = [
    "Reporting-MTA: dns; mx.readers.example",
    "Arrival-Date: Fri, 20 Nov 2026 10:04:05 -0600 (CST)",
    "",
    ...(original ? [`Original-Recipient: rfc822;${original}`] : []),
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(diagnostic ? [`Diagnostic-Code: smtp; ${diagnostic}`] : []),
    "",
  ].join("\r\n");
  return [
    "From: MAILER-DAEMON@mx.readers.example (Mail Delivery System)",
    "Subject: Undelivered Mail Returned to Sender",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status;",
    '\tboundary="5F2E.1/mx.readers.example"',
    "",
    "This is a MIME-encapsulated message.",
    "--5F2E.1/mx.readers.example",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "--5F2E.1/mx.readers.example",
    `Content-Type: ${type || "message/delivery-status"}`,
    ...(encoding ? [`Content-Transfer-Encoding: ${encoding}`] : []),
    "",
    encoding === "base64" ? Buffer.from(told).toString("base64") : told,
    "--5F2E.1/mx.readers.example",
    "Content-Type: text/rfc822-headers",
    "",
    "Subject: Notice",
    "--5F2E.1/mx.readers.example--",
    "",
  ].join("\r\n");
}

function feedback(type: string, mailFrom: string): string {
  return [
    "From: <abuse@provider.example>",
    "Subject: FW: Notice",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=feedback-report; boundary=part1",
    "",
    "--part1",
    "Content-Type: text/plain",
    "",
    "This is an email abuse report.",
    "--part1",
    "Content-Type: message/feedback-report",
    "",
    `Feedback-Type: ${type}`,
    "User-Agent: SomeGenerator/1.0",
    "Version: 1",
    `Original-Mail-From: <${mailFrom}>`,
    "",
    "--part1",
    "Content-Type: message/rfc822",
    "",
    "Subject: Notice",
    "",
    "words",
    "--part1--",
    "",
  ].join("\r\n");
}

const mailbox = (name: string) => `${name}@readers.example`;

async function joinedAs(...names: string[]) {
  for (const name of names) await world.joined(mailbox(name));
  world.relay.letters.length = 0;
}

/** Publishes, and returns the letter that somebody got. */
async function letterTo(name: string, text = "Mill Street is closed."): Promise<SmtpLetter> {
  world.relay.letters.length = 0;
  await world.published(text);
  const letter = world.relay.letters.find(({ to }) => to === mailbox(name));
  assert.ok(letter, `${name} got a letter`);
  return letter;
}

async function standing() {
  const rows = await world.raw<{ why: string | null; late: number }>(
    "select suspended_why as why, late_failures as late from audience_subscribers order by late_failures desc, suspended_why nulls last",
  );
  const [day] = await world.raw<{ returned: number; delayed: number }>(
    "select sum(returned)::int as returned, sum(delayed)::int as delayed from audience_days",
  );
  return { rows, returned: day?.returned ?? 0, delayed: day?.delayed ?? 0 };
}

async function told(kind: string) {
  const rows = await world.raw<{ facts: Record<string, unknown> }>(
    "select facts from audit_events where kind = $1 order by at",
    [kind],
  );
  return rows.map(({ facts }) => facts);
}

test("each letter has a return path of its own, and the relay is asked to report failures alone, without the letter", async () => {
  await joinedAs("ann", "bob");
  await world.published("Mill Street is closed.");
  const [one, two] = world.relay.letters;
  assert.ok(one && two);
  for (const { from, asks, raw } of [one, two]) {
    assert.match(from, /^[a-z2-7]{52}@returns\.tinycounty\.example$/);
    assert.deepEqual([asks["RET"], asks["NOTIFY"]], ["HDRS", "FAILURE"]);
    assert.match(raw, /^From: .*<news@tinycounty\.example>/m, "the sender that people see stays");
  }
  assert.notEqual(one.from, two.from);
  const again = await letterTo("ann");
  assert.ok(![one.from, two.from].includes(again.from), "nor is it that of an earlier post");
});

test("a mailbox that is no more ends the subscription when the report comes late, and it is on the trail", async () => {
  await joinedAs("gone", "well");
  const letter = await letterTo("gone");
  await deliver(letter.from.toUpperCase(), report(mailbox("gone"), "5.1.1"));
  const { rows, returned } = await standing();
  assert.deepEqual(
    rows.map(({ why }) => why),
    ["bounced", null],
  );
  assert.equal(returned, 1);
  assert.deepEqual((await told("audience.letter-returned")).at(-1), {
    way: "email",
    status: "5.1.1",
    isGone: true,
  });
  assert.equal((await told("audience.subscriber-suspended")).at(-1)?.["why"], "bounced");
  world.relay.letters.length = 0;
  await world.published("Open again.");
  assert.deepEqual(
    world.relay.letters.map(({ to }) => to),
    [mailbox("well")],
  );
  const { suspended } = await audienceCounts(world.boyd);
  assert.deepEqual(suspended, [{ way: "email", why: "bounced", readers: 1 }]);
});

test("what is reported is read however servers write it: encoded, with an address of its own, with the reason in the reply", async () => {
  const forms = [
    (to: string) => report(to, "5.1.1", { encoding: "base64" }),
    (to: string) => report(to, "5.2.1", { type: "message/global-delivery-status" }),
    (to: string) => report(to, "5.0.0", { diagnostic: "550 5.1.1 User unknown" }),
    (to: string) => report("x9@store.internal", "5.1.6", { original: to.toUpperCase() }),
    (to: string) => report(to, "5.1.1").replaceAll("\r\n", "\n"),
  ];
  for (const [at, form] of forms.entries()) {
    const name = `form${at}`;
    await joinedAs(name);
    const { from } = await letterTo(name);
    await deliver(from, form(mailbox(name)));
    const { rows } = await standing();
    assert.equal(rows.filter(({ why }) => why === "bounced").length, at + 1, name);
  }
});

test("other refusals count once a day, and end it on the third day; the same report told again counts nothing", async () => {
  await joinedAs("full");
  for (const day of [1, 2, 3]) {
    const first = await letterTo("full", `Morning ${day}`);
    const second = await letterTo("full", `Evening ${day}`);
    for (const { from } of [first, second, first]) {
      await deliver(from, report(mailbox("full"), "5.2.2"));
      const { rows } = await standing();
      assert.deepEqual(rows, [{ why: day === 3 ? "bounced" : null, late: day }]);
    }
    world.clock.advance(dayMs);
  }
  assert.ok((await told("audience.report-left")).some(({ why }) => why === "replayed"));
});

test("days far apart are counted anew, and a report about whom letters are sent on to is a refusal alone", async () => {
  await joinedAs("rare");
  for (const days of [15, 15, 15]) {
    const { from } = await letterTo("rare");
    await deliver(from, report("elsewhere@forwarded.example", "5.1.1"));
    assert.deepEqual((await standing()).rows, [{ why: null, late: 1 }]);
    world.clock.advance(days * dayMs);
  }
});

test("what is only late is counted and changes nothing, also where a server gave up with 4.x.x", async () => {
  await joinedAs("slow");
  const { from } = await letterTo("slow");
  await deliver(from, report(mailbox("slow"), "4.4.1", { action: "delayed" }));
  await deliver(from, report(mailbox("slow"), "4.4.1", { action: "delayed" }));
  const other = await letterTo("slow");
  await deliver(other.from, report(mailbox("slow"), "4.4.7"));
  const { rows, delayed, returned } = await standing();
  assert.deepEqual([rows, delayed, returned], [[{ why: null, late: 0 }], 2, 0]);
});

test("a complaint deletes the address at once, by its return path or by the address that providers were given", async () => {
  await joinedAs("one", "two", "three");
  await world.published("Notice.");
  const pathOf = (name: string) =>
    world.relay.letters.find(({ to }) => to === mailbox(name))?.from ?? "";
  const [one, two, three] = ["one", "two", "three"].map(pathOf);
  assert.ok(one && two && three);
  await deliver(one, feedback("abuse", ""), "abuse@provider.example");
  assert.equal((await standing()).rows.length, 2);
  await deliver(
    "feedback@returns.tinycounty.example",
    feedback("abuse", two),
    "f@provider.example",
  );
  assert.equal((await standing()).rows.length, 1);
  await deliver(three, feedback("not-spam", ""), "abuse@provider.example");
  assert.equal((await standing()).rows.length, 1);
  assert.deepEqual(
    (await told("audience.subscriber-left")).slice(-2).map(({ how }) => how),
    ["complaint", "complaint"],
  );
});

test("attack: nobody makes somebody else's letter come back: a forged, changed or borrowed return path is refused", async () => {
  await joinedAs("victim");
  const { from } = await letterTo("victim");
  const [path = "", domain = ""] = from.split("@");
  const turned = (at: number) =>
    `${path.slice(0, at)}${path[at] === "a" ? "b" : "a"}${path.slice(at + 1)}`;
  const forged = [
    `${turned(3)}@${domain}`,
    `${turned(30)}@${domain}`,
    `${turned(45)}@${domain}`,
    `${turned(51)}@${domain}`,
    `${path}@elsewhere.example`,
    `${path.slice(0, -1)}@${domain}`,
    `${"a".repeat(52)}@${domain}`,
    `postmaster@${domain}`,
  ];
  for (const one of forged)
    await assert.rejects(deliver(one, report(mailbox("victim"), "5.1.1")), { responseCode: 550 });
  const complaint = feedback("abuse", `${turned(45)}@${domain}`);
  await deliver(`feedback@${domain}`, complaint, "abuse@provider.example");
  const { rows, returned } = await standing();
  assert.deepEqual([rows, returned], [[{ why: null, late: 0 }], 0]);
});

test("attack: a report of before the address was confirmed anew changes nothing", async () => {
  await joinedAs("back");
  const [first, second] = [await letterTo("back"), await letterTo("back")];
  await deliver(first.from, report(mailbox("back"), "5.1.1"));
  await joinedAs("back");
  await deliver(second.from, report(mailbox("back"), "5.1.1"));
  await deliver(first.from, report(mailbox("back"), "5.1.1"));
  assert.deepEqual((await standing()).rows, [{ why: null, late: 0 }]);
});

function nested(inner: string, depth: number): string {
  let body = inner;
  for (let at = 0; at < depth; at += 1)
    body = `Content-Type: multipart/mixed; boundary="n${at}"\r\n\r\n--n${at}\r\n${body}\r\n--n${at}--`;
  return `From: a@b.example\r\n${body}`;
}

const hostile: Record<string, (to: string) => string | Buffer> = {
  "an automatic answer": () => "From: a@b.example\r\nSubject: Away\r\n\r\nBack on Monday, 5.1.1.",
  "a report within others": (to) => nested(report(to, "5.1.1"), 3),
  "parts 3000 deep": (to) => nested(report(to, "5.1.1"), 3_000),
  "no boundary": (to) => report(to, "5.1.1").replace(/;\r\n\tboundary=.*/, ""),
  "no status": (to) => report(to, ""),
  "a status that is none": (to) => report(to, "5.1.1.1.1 or so").replace("Action: failed", ""),
  "nothing but the beginning": (to) => report(to, "5.1.1").slice(0, 520),
  "a flood of fields": (to) => `${"X-Flood: yes\r\n".repeat(300_000)}${report(to, "5.1.1")}`,
  "a flood of parts": (to) =>
    report(to, "5.1.1").replace(
      "This is a MIME",
      `${"--5F2E.1/mx.readers.example\r\n\r\nx\r\n".repeat(50_000)}This is a MIME`,
    ),
  "the report after the first pieces": (to) =>
    report(to, "5.1.1").replace("I'm sorry", `${"I'm sorry. ".repeat(40_000)}I'm sorry`),
  "broken bytes": () => Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d, 0x0a, 0x0d, 0x0a]),
  "it was delivered": (to) => report(to, "2.0.0", { action: "delivered" }),
};

for (const [name, raw] of Object.entries(hostile))
  test(`hostile mail changes nothing and is told: ${name}`, async () => {
    await joinedAs("reader");
    const { from } = await letterTo("reader");
    const before = (await told("audience.report-left")).length;
    await deliver(from, raw(mailbox("reader")));
    const { rows, returned, delayed } = await standing();
    assert.deepEqual([rows, returned, delayed], [[{ why: null, late: 0 }], 0, 0]);
    assert.equal((await told("audience.report-left")).length, before + 1);
  });

test("hostile mail changes nothing: a report with a sender, one too large, and one for too many", async () => {
  await joinedAs("reader");
  const { from } = await letterTo("reader");
  const raw = report(mailbox("reader"), "5.1.1");
  await deliver(from, raw, "somebody@provider.example");
  const large = Buffer.concat([Buffer.from(raw), Buffer.alloc(12_600_000, "x\r\n")]);
  await assert.rejects(deliver(from, large), { responseCode: 552 });
  assert.deepEqual((await standing()).rows, [{ why: null, late: 0 }]);
  assert.equal((await told("audience.report-left")).at(-1)?.["why"], "has a sender");
});

test("whoever sends thousands of reports fills no audit trail", async () => {
  await joinedAs("reader");
  const { from } = await letterTo("reader");
  world.clock.advance(3_600_000);
  const before = (await told("audience.report-left")).length;
  const client = nodemailer.createTransport({
    host: "127.0.0.1",
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: 4,
    maxMessages: 1_000,
  });
  const envelope = { from: "", to: from };
  const raw = "From: a@b.example\r\n\r\nwords";
  await Promise.all(Array.from({ length: 240 }, () => client.sendMail({ envelope, raw })));
  client.close();
  assert.equal((await told("audience.report-left")).length, before + 200);
});

test("without a place for them letters come back to their sender as ever, and half a setting is refused", () => {
  const data = { OPENBEAT_DATA: "/nowhere" };
  assert.equal(readConfig(data).returns, undefined);
  const whole = {
    ...data,
    OPENBEAT_RETURN_DOMAIN: "Returns.TinyCounty.example",
    OPENBEAT_RETURN_PORT: "2526",
  };
  assert.deepEqual(readConfig(whole).returns, { ...returns, port: 2526 });
  for (const crooked of [
    { OPENBEAT_RETURN_DOMAIN: "returns.agency.gov" },
    { OPENBEAT_RETURN_PORT: "2526" },
    { ...whole, OPENBEAT_RETURN_DOMAIN: "news@agency.gov" },
    { ...whole, OPENBEAT_RETURN_CERT: "/cert.pem" },
  ])
    assert.throws(() => readConfig({ ...data, ...crooked }), ConfigError);
});

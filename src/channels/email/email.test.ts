import assert from "node:assert/strict";
import { test } from "node:test";
import { type SmtpFaults, startSmtp } from "#test/networks/smtp.ts";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import type { Account } from "../account.ts";
import type { Attempt } from "../attempt.ts";
import { SendError } from "../send-error.ts";
import { mailingOf, settledMailing } from "../mailing-progress.ts";
import { describeConnector } from "../contract.suite.ts";
import {
  accountOf,
  contractNet,
  type Fault,
  freshAttempt,
  pixelMedia,
  plainMessage,
} from "../contract-world.ts";
import { email } from "./email.ts";
import { isMailbox, recipientsIn } from "./recipients.ts";

const faults: Partial<Readonly<Record<Fault, SmtpFaults>>> = {
  "reset-after-accept": { resetAfterData: true },
  slow: { slowMs: 1_000 },
  "too-many-requests": { putsOff: true },
  "out-of-order": { isClosed: true },
  "expired-token": { noSignIn: true },
};

const settings = {
  security: "none",
  from: "news@riversidefalls.example",
  name: "Riverside Police Department",
  unsubscribe: "https://riversidefalls.example/unsubscribe?who={recipient}",
};

describeConnector(email, async () => {
  const peer = await startSmtp();
  const { host, port, user, password } = peer;
  const good = {
    ...settings,
    host,
    port: String(port),
    user,
    password,
    recipients: "one@example.test",
  };
  return {
    hosts: [`${host}:${port}`],
    goodSettings: good,
    badSettings: { ...good, password: "wrong-password" },
    faults: Object.keys(faults).filter((name): name is Fault => name in faults),
    fail: (fault) => peer.fail((fault && faults[fault]) ?? {}),
    playError: ({ status, code }) => peer.fail({ says: { status, words: `${code} Row` } }),
    texts: async () => peer.letters.map((letter) => letter.text),
    alts: async (_account, text) =>
      peer.letters
        .filter((letter) => letter.text.startsWith(text))
        .flatMap((letter) => /alt="([^"]*)"/.exec(letter.html)?.[1] ?? []),
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  };
});

async function world(recipients: readonly string[], deadlineMs = 20_000) {
  const peer = await startSmtp();
  const { host, port, user, password } = peer;
  const client = openSafeClient({ clock: systemClock, allowPrivate: [`${host}:${port}`] });
  const net = contractNet(client, deadlineMs);
  const signal = AbortSignal.timeout(deadlineMs);
  const fixed = { ...net, signal };
  const input = {
    ...settings,
    host,
    port: String(port),
    user,
    password,
    recipients: recipients.join("\n"),
  };
  const account = accountOf(await email.authorize(fixed, input));
  return {
    peer,
    net: fixed,
    account,
    async [Symbol.asyncDispose]() {
      client.close();
      await peer[Symbol.asyncDispose]();
    },
  };
}

/** An attempt whose progress is kept as the sender keeps it: as JSON. */
function keeping() {
  let kept: string | undefined;
  const first = freshAttempt();
  const keep = async (progress: unknown) => {
    kept = JSON.stringify(progress);
  };
  const read = () => (kept === undefined ? undefined : (JSON.parse(kept) as unknown));
  return {
    attempt: { ...first, keep } satisfies Attempt,
    again: (): Attempt => ({ ...first, number: 2, keep, progress: read() }),
    mailing: () => mailingOf(read()),
    /** As publish does when a person says who got it. */
    settle: (reached: readonly string[]) => keep(settledMailing(mailingOf(read()), reached)),
  };
}

async function failed(sending: Promise<unknown>): Promise<SendError> {
  const error = await sending.then(
    () => assert.fail("it went through"),
    (each: unknown) => each,
  );
  assert.ok(error instanceof SendError, String(error));
  return error;
}

const people = (count: number) =>
  Array.from({ length: count }, (_, i) => `reader${i}@example.test`);

function counts(letters: readonly { to: string }[]): number[] {
  const each = new Map<string, number>();
  for (const { to } of letters) each.set(to, (each.get(to) ?? 0) + 1);
  return [...each.values()];
}

test("a hundred and twenty readers get one letter each, over few connections", async (t) => {
  await using all = await world(people(120));
  const startedAt = performance.now();
  const published = await email.publish(
    all.net,
    all.account,
    plainMessage("Notice"),
    freshAttempt(),
  );
  t.diagnostic(`120 letters: ${Math.round(performance.now() - startedAt)} ms`);
  assert.match(published.id, /^Q\d+Z$/);
  assert.deepEqual(
    counts(all.peer.letters),
    Array.from({ length: 120 }, () => 1),
  );
});

test("a letter carries the headers that lists owe their readers, and both parts", async () => {
  await using all = await world(["o'brien+news@example.test"]);
  const message = {
    ...plainMessage('Mill St <closed> & "busy".\n\nSee https://riversidefalls.example/mill.'),
    title: "Mill Street closed — détour",
    languages: ["es"],
    media: [pixelMedia],
  };
  const attempt = freshAttempt();
  await email.publish(all.net, all.account, message, attempt);
  const [letter] = all.peer.letters;
  assert.ok(letter);
  const header = (name: string) => letter.headers.get(name);
  assert.equal(header("list-id"), "<news.riversidefalls.example>");
  assert.equal(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
  assert.equal(
    header("list-unsubscribe"),
    "<https://riversidefalls.example/unsubscribe?who=o'brien%2Bnews%40example.test>",
  );
  assert.equal(header("auto-submitted"), "auto-generated");
  assert.match(header("message-id") ?? "", /^<[0-9a-f]{40}@riversidefalls\.example>$/);
  assert.match(letter.html, /<html lang="es">/);
  assert.match(letter.html, /Mill St &lt;closed&gt; &amp; &quot;busy&quot;/);
  assert.match(letter.html, /<a href="https:\/\/riversidefalls\.example\/mill">/);
  assert.match(letter.text, /\[Picture: A map of the closed stretch of Mill Street\]/);
  await email.publish(all.net, all.account, message, attempt);
  assert.equal(all.peer.letters[1]?.headers.get("message-id"), header("message-id"));
  assert.match(header("date") ?? "", /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
});

test("partial acceptance is shown address by address and nobody gets a second copy", async () => {
  const readers = people(30);
  await using all = await world(readers);
  const [gone = "", busy = ""] = [readers[3], readers[7]];
  all.peer.fail({ refused: [gone], later: [busy] });
  const { attempt, again } = keeping();
  const error = await failed(email.publish(all.net, all.account, plainMessage("Part"), attempt));
  assert.equal(error.class, "later");
  const answer = JSON.stringify(error.answer);
  assert.ok(answer.includes("No such mailbox") && answer.includes("Mailbox busy"));
  all.peer.fail({});
  const published = await email.publish(all.net, all.account, plainMessage("Part"), again());
  assert.match(published.id, /^Q/);
  assert.deepEqual(
    counts(all.peer.letters),
    Array.from({ length: 29 }, () => 1),
  );
  const { accepted, refused } = published.native as { accepted: object; refused: object };
  assert.deepEqual([Object.keys(accepted).length, Object.keys(refused)], [29, [gone]]);
});

test("one lost answer among many makes the delivery unknown, and a decided second try is small", async () => {
  const readers = people(12);
  await using all = await world(readers);
  const [lost = ""] = [readers[5]];
  all.peer.fail({ lost: [lost] });
  const { attempt, again, settle } = keeping();
  const error = await failed(email.publish(all.net, all.account, plainMessage("Lost"), attempt));
  assert.equal(error.class, "unknown");
  assert.deepEqual(Object.keys((error.answer as { unknown: object }).unknown), [lost]);
  all.peer.fail({});
  // Until a person has said, nobody in doubt is written to.
  const waits = await failed(email.publish(all.net, all.account, plainMessage("Lost"), again()));
  assert.equal(waits.class, "unknown");
  assert.equal(all.peer.letters.length, 12);
  await settle([]);
  const before = all.peer.letters.length;
  await email.publish(all.net, all.account, plainMessage("Lost"), again());
  assert.deepEqual(
    all.peer.letters.slice(before).map((letter) => letter.to),
    [lost],
  );
});

test("five hundred readers of a slow relay are reached over several tries, each once", async (t) => {
  const readers = people(500);
  await using all = await world(readers, 60_000);
  all.peer.fail({ slowMs: 10 });
  const { attempt, again } = keeping();
  let tries = 0;
  let next: Attempt = attempt;
  let published: Awaited<ReturnType<typeof email.publish>> | undefined;
  while (published === undefined) {
    const endMs = performance.now() + 400;
    const mayBegin = async () => performance.now() < endMs;
    const before = all.peer.letters.length;
    const outcome = await email
      .publish(all.net, all.account, plainMessage("Slow"), { ...next, mayBegin })
      .catch((error: unknown) => error);
    tries += 1;
    if (outcome instanceof SendError) {
      assert.deepEqual([outcome.class, outcome.goesOn], ["later", true], outcome.message);
      assert.ok(all.peer.letters.length > before, "each try gets further");
      next = again();
    } else published = outcome as typeof published;
  }
  assert.ok(tries > 2, `${tries} tries`);
  assert.deepEqual(
    counts(all.peer.letters),
    readers.map(() => 1),
  );
  t.diagnostic(`${tries} tries, ${all.peer.connections()} connections`);
  assert.ok(all.peer.connections() <= 4 * tries + 1, "connections are kept from round to round");
});

test("who was being written to when the program died is known by address", async () => {
  const readers = people(60);
  await using all = await world(readers);
  const { attempt, mailing, again, settle } = keeping();
  // The process is gone in the middle of the first round: nothing after that `keep` happens.
  const died = new Error("the process died");
  const dying = { ...attempt, mayBegin: () => Promise.reject(died) };
  await assert.rejects(email.publish(all.net, all.account, plainMessage("Died"), dying), died);
  assert.equal(Object.keys(mailing().unknown).length, 50);
  assert.equal(mailing().left, 10);
  await settle(readers.slice(0, 49));
  await email.publish(all.net, all.account, plainMessage("Died"), again());
  assert.deepEqual(all.peer.letters.map(({ to }) => to).sort(), readers.slice(49).sort());
});

test("a copy in doubt does not keep the others waiting, and is asked about at the end", async () => {
  const readers = people(120);
  await using all = await world(readers);
  const [lost = ""] = [readers[5]];
  all.peer.fail({ lost: [lost] });
  const { attempt, again, mailing } = keeping();
  let asked = 0;
  const mayBegin = async () => (asked += 1) <= 40;
  const first = await failed(
    email.publish(all.net, all.account, plainMessage("Doubt"), { ...attempt, mayBegin }),
  );
  assert.equal(first.class, "later");
  const last = await failed(email.publish(all.net, all.account, plainMessage("Doubt"), again()));
  assert.equal(last.class, "unknown");
  assert.deepEqual(Object.keys(mailing().unknown), [lost]);
  assert.equal(all.peer.letters.length, 120);
});

test("a connection lost before the text began is tried later, not asked about", async () => {
  await using all = await world(people(3));
  all.peer.fail({ resetBeforeData: true });
  const error = await failed(
    email.publish(all.net, all.account, plainMessage("x"), keeping().attempt),
  );
  assert.equal(error.class, "later");
  assert.equal(all.peer.letters.length, 0);
});

test("without a place to keep who was reached, a partial sending is asked about", async () => {
  const readers = people(3);
  await using all = await world(readers);
  all.peer.fail({ later: [readers[1] ?? ""] });
  const error = await failed(
    email.publish(all.net, all.account, plainMessage("x"), freshAttempt()),
  );
  assert.equal(error.class, "unknown");
});

test("a relay that gives no id is answered for by the Message-ID", async () => {
  await using all = await world(["one@example.test"]);
  all.peer.fail({ givesNoId: true });
  const published = await email.publish(all.net, all.account, plainMessage("x"), freshAttempt());
  assert.match(published.id, /@riversidefalls\.example/);
});

test("a relay inside the network that nobody listed is refused by the guard", async () => {
  const client = openSafeClient({ clock: systemClock });
  const net = contractNet(client);
  const input = { ...settings, host: "10.0.0.25", recipients: "one@example.test" };
  const error = await failed(email.authorize(net, input));
  assert.equal(error.class, "not-sent");
  client.close();
});

test("settings that smuggle header lines or addresses are refused", async () => {
  const client = openSafeClient({ clock: systemClock });
  const net = contractNet(client);
  const base = { ...settings, host: "mail.example", recipients: "one@example.test" };
  const bad: Record<string, string>[] = [
    { name: "Riverside\r\nBcc: all@example.test" },
    { from: "news@a, other@b" },
    { recipients: "one@example.test\n<script>@x" },
    { recipients: "" },
    { recipients: people(501).join("\n") },
    { port: "0" },
    { security: "rot13" },
  ];
  for (const change of bad) {
    const error = await failed(email.authorize(net, { ...base, ...change }));
    assert.equal(error.class, "refused", JSON.stringify(change).slice(0, 60));
  }
  assert.deepEqual(recipientsIn(" A@x.org \r\n\na@X.org\nb@x.org"), ["A@x.org", "b@x.org"]);
  assert.ok(isMailbox("a.b+c@x-y.example") && !isMailbox("a@b@c") && !isMailbox("a b@c.example"));
  client.close();
});

test("an account's password stays out of every error", async () => {
  await using all = await world(["one@example.test"]);
  all.peer.fail({ noSignIn: true });
  const account: Account = all.account;
  const error = await failed(email.publish(all.net, account, plainMessage("x"), freshAttempt()));
  const told = `${error.message} ${JSON.stringify(error.answer)} ${String(error.cause)}`;
  assert.ok(!told.includes(all.peer.password), told);
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { systemClock, Temporal } from "#platform/clock.ts";
import { openSafeClient, type SafeClient } from "#platform/http/safe-client.ts";
import {
  type Account,
  type Attempt,
  type Authorized,
  type Connector,
  type Net,
  type OutboundMedia,
  type OutboundMessage,
  SendError,
  type SendErrorClass,
} from "./connector.ts";

/** What a server can be asked to do wrong; those it cannot do are left out and skipped, visibly. */
export type Fault =
  | "reset-after-accept"
  | "reset-before-accept"
  | "answers-twice"
  | "slow"
  | "too-many-requests"
  | "out-of-order"
  | "gateway-error-after-accept"
  | "expired-token";

/** A real server on loopback, and how the suite looks at it from the other side. */
export interface ContractServer extends AsyncDisposable {
  /** `host:port` of what the connector may reach. */
  hosts: readonly string[];
  goodSettings: Readonly<Record<string, string>>;
  badSettings: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  /** Arms a fault for what comes next; undefined puts all right again. */
  fail(fault: Fault | undefined): void | Promise<void>;
  /** Texts that the public sees now on the account, in any order. */
  texts(account: Account): Promise<readonly string[]>;
  /** Descriptions of the pictures on the post with this text. */
  alts?(account: Account, text: string): Promise<readonly string[]>;
}

/** The smallest picture that every network takes as one: 1 × 1, PNG. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
export const pixelMedia: OutboundMedia = {
  sha256: createHash("sha256").update(pixel).digest("hex"),
  type: "image/png",
  sizeBytes: pixel.length,
  width: 1,
  height: 1,
  alt: "A map of the closed stretch of Mill Street",
};

export interface ContractWorld {
  net: Net;
  account: Account;
  client: SafeClient;
  /** A fresh attempt at a fresh delivery. */
  attempt(key?: string): Attempt;
}

export function plainMessage(text: string): OutboundMessage {
  return { text, media: [], languages: ["en"] };
}

/** A net as the sender makes one, with a deadline for each use of `signal`. */
export function contractNet(client: SafeClient, deadlineMs = 5_000): Net {
  return {
    fetch: client.fetch,
    resolve: client.resolve,
    now: () => systemClock.now(),
    get signal() {
      return AbortSignal.timeout(deadlineMs);
    },
    media: async (sha256) => {
      assert.equal(sha256, pixelMedia.sha256);
      return pixel;
    },
  };
}

export function accountOf(authorized: Authorized): Account {
  let { credential } = authorized;
  return {
    id: "channel-1",
    remoteId: authorized.remoteId,
    handle: authorized.handle,
    settings: authorized.settings,
    limits: authorized.limits ?? {},
    get credential() {
      return credential;
    },
    renewed: async (next) => {
      credential = next;
    },
  };
}

let keys = 0;

export function freshAttempt(key?: string): Attempt {
  keys += 1;
  const started = systemClock.now();
  return {
    key: key ?? `0199${String(started.epochMilliseconds).slice(-8)}-${keys}-${process.pid}`,
    number: 1,
    // The network's clock may be a little behind the sender's.
    startedAt: started.subtract(Temporal.Duration.from({ milliseconds: 1 })),
    payloadHash: createHash("sha256").update(String(keys)).digest("hex"),
  };
}

/** Nothing that is kept for the record may hold a secret of the account. */
export function assertNoSecret(value: unknown, account: Account): void {
  const kept = JSON.stringify(value) ?? "";
  for (const [name, secret] of Object.entries(account.credential)) {
    assert.ok(secret.length < 4 || !kept.includes(secret), `the ${name} is in what is kept`);
  }
}

/** The promises of connector.ts, held against a real server. */
export function describeConnector(
  connector: Connector,
  start: () => Promise<ContractServer>,
): void {
  describe(`${connector.network} keeps the contract of a connector`, () => {
    const run = {} as { server: ContractServer; world: ContractWorld };
    before(async () => {
      run.server = await start();
      const client = openSafeClient({ clock: systemClock, allowPrivate: run.server.hosts });
      const net = contractNet(client);
      const account = accountOf(await connector.authorize(net, run.server.goodSettings));
      run.world = { net, account, client, attempt: freshAttempt };
    });
    after(async () => {
      run.world?.client.close();
      await run.server?.[Symbol.asyncDispose]();
    });
    accountTests(connector, run);
    publishTests(connector, run);
    changeTests(connector, run);
    faultTests(connector, run);
    receiveTests(connector, run);
  });
}

interface Run {
  server: ContractServer;
  world: ContractWorld;
}

async function sendError(action: Promise<unknown>, expected: SendErrorClass): Promise<SendError> {
  const outcome = await action.then(
    (value) => assert.fail(`it went through: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof SendError, `not a SendError: ${String(outcome)}`);
  assert.equal(outcome.class, expected, outcome.message);
  return outcome;
}

function accountTests(connector: Connector, run: Run): void {
  test("a wrong secret does not connect, and is not repeated in the error", async () => {
    const { world, server } = run;
    const error = await sendError(connector.authorize(world.net, server.badSettings), "expired");
    for (const secret of connector.settings.filter((each) => each.kind === "secret")) {
      const value = server.badSettings[secret.name];
      if (value) assert.ok(!`${error.message} ${JSON.stringify(error.answer)}`.includes(value));
    }
  });

  test("a connected account has an id of the network and keeps secrets out of its settings", () => {
    const { account } = run.world;
    assert.notEqual(account.remoteId, "");
    assertNoSecret(account.settings, account);
  });

  test("health says that all is well, in a sentence", async () => {
    const health = await connector.health(run.world.net, run.world.account);
    assert.equal(health.state, "healthy", health.says);
    assert.match(health.says, /\.$/);
  });

  test("limits carry their source and the day they were checked", () => {
    for (const each of connector.capabilities.limits) {
      assert.notEqual(each.source, "");
      assert.match(each.verifiedOn, /^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test("a text at the limit fits and one more does not", () => {
    const { account } = run.world;
    const { max } = connector.measure(plainMessage("x"), account);
    assert.ok(max > 0);
    const fits = connector.measure(plainMessage("x".repeat(max)), account);
    assert.deepEqual([fits.count, fits.findings], [max, []]);
    const over = connector.measure(plainMessage("x".repeat(max + 1)), account);
    assert.equal(over.findings[0]?.code, "text-too-long");
  });

  test("a picture without a description is found before it is sent", () => {
    if (!connector.capabilities.media.altTextRequired) return;
    const message = { ...plainMessage("x"), media: [{ ...pixelMedia, alt: " " }] };
    const { findings } = connector.measure(message, run.world.account);
    assert.ok(findings.some((each) => each.code === "alt-missing"));
  });
}

function publishTests(connector: Connector, run: Run): void {
  test("a text goes out once and comes back with the network's own id", async () => {
    const { net, account, attempt } = run.world;
    const text = 'Mill Street is closed until 6 p.m. 🚧 <&> "détour"';
    const published = await connector.publish(net, account, plainMessage(text), attempt());
    assert.notEqual(published.id, "");
    assertNoSecret(published, account);
    const seen = (await run.server.texts(account)).filter((each) => each === text);
    assert.equal(seen.length, 1);
  });

  test("pictures, descriptions and a link go with it", async () => {
    const { net, account, attempt } = run.world;
    const text = "Detour map for Mill Street";
    const { media } = connector.capabilities;
    const message: OutboundMessage = {
      ...plainMessage(text),
      media: media.itemsMax > 0 ? [pixelMedia] : [],
    };
    const published = await connector.publish(net, account, message, attempt());
    assert.notEqual(published.id, "");
    if (media.itemsMax > 0 && run.server.alts) {
      assert.deepEqual(await run.server.alts(account, text), [pixelMedia.alt]);
    }
    const link = {
      url: "https://riversidefalls.example/mill-st",
      title: "Closure",
      description: "",
    };
    const linked = { ...plainMessage("More about the closure"), link };
    assert.notEqual((await connector.publish(net, account, linked, attempt())).id, "");
  });

  test(
    "an answer goes under the post it answers",
    { skip: !connector.capabilities.reply },
    async () => {
      const { net, account, attempt } = run.world;
      const parent = await connector.publish(net, account, plainMessage("A question"), attempt());
      const reply = { ...plainMessage("An answer"), replyTo: parent };
      const published = await connector.publish(net, account, reply, attempt());
      assert.notEqual(published.id, parent.id);
    },
  );

  test("what the network will not take is refused for good, with its reason", async () => {
    if (connector.network === "email") return;
    const { net, account, attempt } = run.world;
    const { max } = connector.measure(plainMessage("x"), account);
    const long = plainMessage("x".repeat(max + 1));
    const error = await sendError(connector.publish(net, account, long, attempt()), "refused");
    assert.match(error.message, /\S/);
    assertNoSecret(error.answer, account);
  });
}

function changeTests(connector: Connector, run: Run): void {
  test("an edit replaces the text that the public sees", { skip: !connector.edit }, async () => {
    const { net, account, attempt } = run.world;
    const first = await connector.publish(net, account, plainMessage("Closed until 6"), attempt());
    const edited = await connector.edit?.(
      net,
      account,
      first,
      plainMessage("Closed until 8"),
      attempt(),
    );
    assert.ok(edited !== undefined && edited.id !== "");
    if (connector.capabilities.edit === "in-place") assert.equal(edited.id, first.id);
    const texts = await run.server.texts(account);
    assert.deepEqual(
      [texts.includes("Closed until 6"), texts.includes("Closed until 8")],
      [false, true],
    );
  });

  test(
    "a removal takes it away, and doing it again does no harm",
    { skip: !connector.remove },
    async () => {
      const { net, account, attempt } = run.world;
      const text = "Posted by mistake";
      const published = await connector.publish(net, account, plainMessage(text), attempt());
      await connector.remove?.(net, account, published);
      await connector.remove?.(net, account, published);
      assert.ok(!(await run.server.texts(account)).includes(text));
    },
  );
}

/** Arms the fault, runs, and puts the server right whatever happens. */
async function during<T>(run: Run, fault: Fault, act: () => Promise<T>): Promise<T> {
  await run.server.fail(fault);
  try {
    return await act();
  } finally {
    await run.server.fail(undefined);
  }
}

function faultTests(connector: Connector, run: Run): void {
  const faultTest = (fault: Fault, name: string, body: () => Promise<void>) =>
    test(name, async (t) => {
      if (run.server.faults.includes(fault)) return body();
      t.skip(`this server cannot: ${fault}`);
    });
  const publish = (message: OutboundMessage, attempt: Attempt) =>
    connector.publish(run.world.net, run.world.account, message, attempt);
  const countOf = async (text: string) =>
    (await run.server.texts(run.world.account)).filter((each) => each === text).length;

  const lostAnswer = async (fault: Fault, text: string) => {
    const attempt = run.world.attempt();
    const message = plainMessage(text);
    const error = await during(run, fault, () => sendError(publish(message, attempt), "unknown"));
    assertNoSecret(error.answer, run.world.account);
    assert.equal(await countOf(text), 1, "the network took it");
    if (connector.find === undefined) return;
    const finding = await connector.find(run.world.net, run.world.account, message, attempt);
    assert.ok(finding.found, JSON.stringify(finding));
    assert.notEqual(finding.remote.id, "");
    assertNoSecret(finding.remote, run.world.account);
    if (connector.capabilities.settle !== "idempotency-key") return;
    const again = await publish(message, { ...attempt, number: 2 });
    assert.equal(again.id, finding.remote.id);
    assert.equal(await countOf(text), 1, "the second try doubled nothing");
  };
  faultTest(
    "reset-after-accept",
    "a connection reset after acceptance is unconfirmed, then found",
    () => lostAnswer("reset-after-accept", "Reset after acceptance"),
  );
  faultTest(
    "gateway-error-after-accept",
    "a gateway's 502 after acceptance is unconfirmed, then found",
    () => lostAnswer("gateway-error-after-accept", "Gateway error after acceptance"),
  );
  faultTest("slow", "an answer past the deadline is unconfirmed", async () => {
    const net = contractNet(run.world.client, 400);
    const sending = connector.publish(
      net,
      run.world.account,
      plainMessage("Slow"),
      run.world.attempt(),
    );
    await during(run, "slow", () => sendError(sending, "unknown"));
  });
  faultTest(
    "reset-before-accept",
    "a reset before acceptance is unconfirmed, then provably absent",
    async () => {
      const attempt = run.world.attempt();
      const message = plainMessage("Reset before acceptance");
      await during(run, "reset-before-accept", () =>
        sendError(publish(message, attempt), "unknown"),
      );
      if (connector.find === undefined) return;
      const finding = await connector.find(run.world.net, run.world.account, message, attempt);
      assert.deepEqual(finding, { found: false, absent: true });
    },
  );
  faultTest(
    "answers-twice",
    "an answer that comes twice is one post, and spoils no later answer",
    async () => {
      const ids = await during(run, "answers-twice", async () => {
        const made: string[] = [];
        for (const text of ["Twice 1", "Twice 2", "Twice 3"]) {
          made.push((await publish(plainMessage(text), run.world.attempt())).id);
          await systemClock.sleep(15);
        }
        return made;
      });
      assert.equal(new Set(ids).size, 3);
      assert.equal(await countOf("Twice 2"), 1);
    },
  );
  faultTest("too-many-requests", "a network that asks to wait is obeyed", async () => {
    const error = await during(run, "too-many-requests", () =>
      sendError(publish(plainMessage("Too many"), run.world.attempt()), "later"),
    );
    assert.ok((error.retryAfterMs ?? 0) >= 1_000);
    assert.equal(await countOf("Too many"), 0);
  });
  faultTest("out-of-order", "a network out of order is tried later", async () => {
    const error = await during(run, "out-of-order", () =>
      sendError(publish(plainMessage("Out of order"), run.world.attempt()), "later"),
    );
    assertNoSecret(error.answer, run.world.account);
  });
  faultTest("expired-token", "a dead credential needs a person, and health says so", async () => {
    const error = await during(run, "expired-token", async () => {
      const health = await connector.health(run.world.net, run.world.account);
      assert.equal(health.state, "broken", health.says);
      assert.match(health.fix ?? "", /\S/);
      return sendError(publish(plainMessage("Expired"), run.world.attempt()), "expired");
    });
    assertNoSecret(error.answer, run.world.account);
  });

  test("a network that nobody listens for is a proof that nothing was sent", async () => {
    const client = openSafeClient({ clock: systemClock, allowPrivate: [] });
    const net = contractNet(client);
    const sending = connector.publish(
      net,
      run.world.account,
      plainMessage("Nobody"),
      run.world.attempt(),
    );
    await sendError(sending, "not-sent");
    client.close();
  });
}

function receiveTests(connector: Connector, run: Run): void {
  test(
    "own posts come back, once for each version, with a cursor",
    { skip: !connector.receive },
    async () => {
      const { net, account, attempt } = run.world;
      const published = await connector.publish(
        net,
        account,
        plainMessage("Seen from outside"),
        attempt(),
      );
      const items = [];
      let cursor: string | undefined;
      for (let page = 0; page < 20; page += 1) {
        const received = await connector.receive?.(net, account, cursor);
        assert.ok(received !== undefined);
        items.push(...received.items);
        cursor = received.cursor;
        if (!received.more) break;
      }
      const mine = items.find((item) => item.remoteId === published.id);
      assert.equal(mine?.text, "Seen from outside");
      assert.equal(mine?.author.remoteId, account.remoteId);
      assertNoSecret(items, account);
    },
  );
}

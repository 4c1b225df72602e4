import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import type { Attempt } from "./attempt.ts";
import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import {
  assertNoSecret,
  contractNet,
  type Fault,
  plainMessage,
  type Run,
  sendError,
} from "./contract-world.ts";

/** Arms the fault, runs, and puts the server right whatever happens. */
export async function during<T>(run: Run, fault: Fault, act: () => Promise<T>): Promise<T> {
  await run.server.fail(fault);
  try {
    return await act();
  } finally {
    await run.server.fail(undefined);
  }
}

interface Tools {
  connector: Connector;
  run: Run;
  faultTest(fault: Fault, name: string, body: (t: TestContext) => Promise<void>): void;
  publish(message: OutboundMessage, attempt: Attempt): ReturnType<Connector["publish"]>;
  countOf(text: string): Promise<number>;
}

/** What a connector makes of each fault its server can be asked for. */
export function faultTests(connector: Connector, run: Run): void {
  const tools: Tools = {
    connector,
    run,
    faultTest: (fault, name, body) =>
      void test(name, async (t) => {
        if (run.server.faults.includes(fault)) return body(t);
        t.skip(`this server cannot: ${fault}`);
      }),
    publish: (message, attempt) =>
      connector.publish(run.world.net, run.world.account, run.message(message), attempt),
    countOf: async (text) =>
      (await run.server.texts(run.world.account)).filter((each) => each === text).length,
  };
  lostAnswerTests(tools);
  slowAndTwiceTests(tools);
  plainNoTests(tools);
}

function lostAnswerTests({ connector, run, faultTest, publish, countOf }: Tools): void {
  const lostAnswer = async (t: TestContext, fault: Fault, text: string) => {
    const attempt = run.world.attempt();
    const message = run.message(plainMessage(text));
    const error = await during(run, fault, () => sendError(publish(message, attempt), "unknown"));
    assertNoSecret(error.answer, run.world.account);
    assert.equal(await countOf(text), 1, "the network took it");
    if (connector.find === undefined)
      return t.diagnostic("no look-up here: a person is asked, which publish's tests hold");
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
    (t) => lostAnswer(t, "reset-after-accept", "Reset after acceptance"),
  );
  test("what another delivery sent is never taken for this one's, whatever it says", async (t) => {
    if (connector.find === undefined) return t.skip("this network offers no look-up");
    const mine = run.world.attempt();
    const message = run.message(plainMessage("Said by two deliveries"));
    const other = await publish(message, run.world.attempt());
    const attempt = { ...mine, others: new Set([other.id]) };
    const finding = await connector.find(run.world.net, run.world.account, message, attempt);
    assert.ok(!finding.found && finding.absent, JSON.stringify(finding));
  });
  faultTest(
    "gateway-error-after-accept",
    "a gateway's 502 after acceptance is unconfirmed, then found",
    (t) => lostAnswer(t, "gateway-error-after-accept", "Gateway error after acceptance"),
  );
  faultTest(
    "reset-before-accept",
    "a reset before acceptance is unconfirmed, then provably absent",
    async (t) => {
      const attempt = run.world.attempt();
      const message = run.message(plainMessage("Reset before acceptance"));
      await during(run, "reset-before-accept", () =>
        sendError(publish(message, attempt), "unknown"),
      );
      if (connector.find === undefined) return t.skip("this network offers no look-up");
      const finding = await connector.find(run.world.net, run.world.account, message, attempt);
      assert.ok(!finding.found && finding.absent, JSON.stringify(finding));
    },
  );
}

function slowAndTwiceTests({ connector, run, faultTest, publish, countOf }: Tools): void {
  faultTest("slow", "an answer past the deadline is unconfirmed", async () => {
    const net = contractNet(run.world.client, 400, run.server);
    const sending = connector.publish(
      net,
      run.world.account,
      run.message(plainMessage("Slow")),
      run.world.attempt(),
    );
    await during(run, "slow", () => sendError(sending, "unknown"));
  });
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
}

function plainNoTests({ connector, run, faultTest, publish, countOf }: Tools): void {
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

  test("a network that nobody listens for is a proof that nothing was sent", async (t) => {
    if (run.server.hosts.length === 0) return t.skip("no server lies between");
    const client = openSafeClient({ clock: systemClock, allowPrivate: [] });
    const net = contractNet(client, 5_000, run.server);
    const sending = connector.publish(
      net,
      run.world.account,
      run.message(plainMessage("Nobody")),
      run.world.attempt(),
    );
    await sendError(sending, "not-sent");
    client.close();
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import { during } from "./contract-faults.ts";
import { pixelMedia, plainMessage, type Run, sendError } from "./contract-world.ts";

/** What a network with polls is held to: its limits are found before sending, and a poll is one act. */
export function pollTests(connector: Connector, run: Run): void {
  const { poll } = connector.capabilities;
  const withPoll = (text: string, options: readonly string[], minutes: number): OutboundMessage =>
    run.message({ ...plainMessage(text), poll: { options, minutes } });
  const codes = (message: OutboundMessage) =>
    connector.measure(message, run.world.account).findings.map(({ code }) => code);

  if (poll === undefined) {
    test("a poll is found to be impossible before it is sent", () => {
      assert.ok(codes(withPoll("Which day?", ["Monday", "Friday"], 1_440)).includes("poll-none"));
    });
    return;
  }
  const { optionsMax, optionMax, minutesMin, minutesMax } = poll;
  const answers = (count: number) =>
    Array.from({ length: count }, (_one, index) => `${index}`.padEnd(optionMax, "x"));

  test("a poll at its limits fits, and one beyond any of them is found", () => {
    assert.deepEqual(codes(withPoll("Which day?", answers(optionsMax), minutesMax)), []);
    const found = (options: readonly string[], minutes = minutesMax) =>
      codes(withPoll("Which day?", options, minutes));
    assert.deepEqual(found(answers(optionsMax + 1)), ["poll-many"]);
    assert.deepEqual(found(["Monday"]), ["poll-few"]);
    assert.deepEqual(found(["Monday", " "]), ["poll-empty"]);
    assert.deepEqual(found(["Monday", "monday "]), ["poll-twice"]);
    assert.deepEqual(found(["Monday", "x".repeat(optionMax + 1)]), ["poll-long"]);
    assert.deepEqual(found(answers(2), minutesMin - 1), ["poll-time"]);
    assert.deepEqual(found(answers(2), minutesMax + 1), ["poll-time"]);
    const picture = run.server.picture ?? pixelMedia;
    const dressed = { ...withPoll("Which day?", answers(2), minutesMax), media: [picture] };
    assert.ok(codes(dressed).includes("poll-media"));
  });

  test("the network takes a poll at its limits, once, with its answers in their order", async () => {
    const { net, account, attempt } = run.world;
    const message = withPoll("Which evening suits you?", answers(optionsMax), minutesMax);
    const published = await connector.publish(net, account, message, attempt());
    assert.notEqual(published.id, "");
    const [shown, ...more] = (await run.server.polls?.(account, message.text)) ?? [];
    assert.deepEqual([shown?.options, more], [answers(optionsMax), []]);
    assert.ok((shown?.minutes ?? 0) >= minutesMax);
  });

  test("a poll whose answer was lost is found, and is not there twice", async (t) => {
    if (!run.server.faults.includes("reset-after-accept")) return t.skip("this server cannot");
    const { net, account } = run.world;
    const attempt = run.world.attempt();
    const message = withPoll("Where shall we meet?", ["Town hall", "Library"], minutesMin);
    await during(run, "reset-after-accept", () =>
      sendError(connector.publish(net, account, message, attempt), "unknown"),
    );
    assert.equal((await run.server.polls?.(account, message.text))?.length, 1);
    if (connector.find === undefined) return t.diagnostic("no look-up here: a person is asked");
    const finding = await connector.find(net, account, message, attempt);
    assert.ok(finding.found, JSON.stringify(finding));
  });
}

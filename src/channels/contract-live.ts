import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import { during } from "./contract-faults.ts";
import { filmMedia, keepsNoKey, plainMessage, type Run, sendError } from "./contract-world.ts";

/** What a network with live streams is held to: one act announces one, and its key is told but never kept. */
export function liveTests(connector: Connector, run: Run): void {
  const { live } = connector;
  test("a network that declares live streams tells of them, and no other does", () => {
    assert.equal(live !== undefined, connector.capabilities.live !== undefined);
  });
  if (live === undefined) return;
  const announced = (text: string): OutboundMessage => {
    const startsAt = systemClock.now().add({ hours: 2 }).round("second").toString();
    return run.message({ ...plainMessage(text), live: { startsAt } });
  };

  test("a live stream is announced once, lies ahead, and its key is in nothing that is kept", async () => {
    const { net, account, attempt } = run.world;
    const message = announced("The chief speaks on Friday.");
    assert.deepEqual(connector.measure(message, account).findings, []);
    const mine = attempt();
    const remote = await connector.publish(net, account, message, mine);
    const texts = (await run.server.texts(account)).filter((each) => each === message.text);
    assert.equal(texts.length, 1);
    const told = await live.state(net, account, remote);
    assert.equal(told.state, "upcoming");
    assert.equal(Date.parse(told.startsAt ?? ""), Date.parse(message.live?.startsAt ?? ""));
    const stream = await live.key(net, account, remote);
    assert.match(stream.url, /^rtmps?:/);
    keepsNoKey(stream, [remote, await connector.find?.(net, account, message, mine)]);
    keepsNoKey(stream, await connector.receive?.(net, account, undefined));
    await connector.remove?.(net, account, remote);
    assert.equal((await live.state(net, account, remote)).state, "gone");
    await sendError(live.key(net, account, remote), "refused");
  });

  test("a live stream whose answer was lost is found, and is not there twice", async (t) => {
    if (!run.server.faults.includes("reset-after-accept")) return t.skip("this server cannot");
    const { net, account } = run.world;
    const attempt = run.world.attempt();
    const message = announced("The sheriff speaks on Monday.");
    await during(run, "reset-after-accept", () =>
      sendError(connector.publish(net, account, message, attempt), "unknown"),
    );
    const finding = await connector.find?.(net, account, message, attempt);
    assert.ok(finding?.found, JSON.stringify(finding));
    const texts = (await run.server.texts(account)).filter((each) => each === message.text);
    assert.equal(texts.length, 1);
  });

  test("a video with a live stream is found before it is sent", () => {
    const message = { ...announced("Both"), media: [filmMedia] };
    const codes = connector.measure(message, run.world.account).findings.map(({ code }) => code);
    assert.ok(codes.includes("live-video"), codes.join());
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { mustBeAimed } from "./aiming.ts";
import { during } from "./contract-faults.ts";
import { plainMessage, type Run, sendError } from "./contract-world.ts";
import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import type { Place } from "./placing.ts";

/** What a network that keeps posts to places is held to, and that any other is sent none. */
export function placeTests(connector: Connector, run: Run): void {
  const { placeTargeting } = connector.capabilities;
  const forBeats = (text: string, places?: readonly Place[]): OutboundMessage => ({
    ...run.message(plainMessage(text)),
    beats: ["a-beat"],
    onlyBeats: true,
    ...(places ? { places } : {}),
  });
  const found = async (): Promise<Place[]> => {
    const { net, account } = run.world;
    return connector.placing?.search(net, account, run.server.placeWords ?? "") ?? [];
  };

  test("a post for some beats without any place of the network leaves for nobody", () => {
    assert.throws(() => mustBeAimed(connector, forBeats("For Eastgate")), { class: "refused" });
    assert.doesNotThrow(() => mustBeAimed(connector, plainMessage("For everybody")));
  });
  if (placeTargeting === undefined) {
    test("this network keeps no post to places, and says no way to find any", () => {
      assert.equal(connector.placing, undefined);
    });
    return;
  }

  test("what it offers carries its source, its day and a sentence for the screen", () => {
    assert.notEqual(placeTargeting.source, "");
    assert.match(placeTargeting.verifiedOn, /^\d{4}-\d{2}-\d{2}$/);
    assert.match(placeTargeting.says, /\.$/);
  });

  test("places are found by words and known again by their keys; others are not", async () => {
    const { net, account } = run.world;
    const places = await found();
    assert.ok(places.length > 0);
    for (const { kind, key, name } of places) {
      assert.ok(kind === undefined || placeTargeting.kinds.includes(kind));
      assert.ok(key !== "" && name !== "");
    }
    const keys = places.map(({ key }) => key);
    const known = (await connector.placing?.known(net, account, [...keys, "nowhere:1"])) ?? [];
    assert.deepEqual(known.map(({ key }) => key).toSorted(), keys.toSorted());
  });

  test("a post is kept to its places, and one for everybody to none", async () => {
    const { net, account, attempt } = run.world;
    const places = await found();
    const aimed = forBeats("Door checks on the north side", places);
    mustBeAimed(connector, aimed);
    await connector.publish(net, account, aimed, attempt());
    const open = run.message(plainMessage("Door checks all over town"));
    await connector.publish(net, account, open, attempt());
    const keptTo = await run.server.places?.(account, aimed.text);
    assert.deepEqual(
      keptTo?.map((each) => each.toSorted()),
      [places.map(({ key }) => key).toSorted()],
    );
    assert.deepEqual(await run.server.places?.(account, open.text), [[]]);
  });

  test("a place that the network does not know is refused for good, and nothing goes out", async () => {
    const { net, account, attempt } = run.world;
    const [place] = await found();
    assert.ok(place);
    const key = place.key.replace(/\d+$/, "999999999");
    const message = forBeats("For a place that is gone", [{ ...place, key }]);
    await sendError(connector.publish(net, account, message, attempt()), "refused");
    assert.ok(!(await run.server.texts(account)).includes(message.text));
  });

  test("a post for places whose answer was lost is found, and is not there twice", async (t) => {
    if (!run.server.faults.includes("reset-after-accept")) return t.skip("this server cannot");
    const { net, account } = run.world;
    const attempt = run.world.attempt();
    const message = forBeats("Lost on the way to the north side", await found());
    await during(run, "reset-after-accept", () =>
      sendError(connector.publish(net, account, message, attempt), "unknown"),
    );
    const finding = await connector.find?.(net, account, message, attempt);
    assert.ok(finding?.found, JSON.stringify(finding));
    assert.equal((await run.server.places?.(account, message.text))?.length, 1);
  });
}

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { systemClock } from "#platform/clock.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import type { Connector } from "./connector.ts";
import type { OutboundMessage } from "./outbound.ts";
import { faultTests } from "./contract-faults.ts";
import { liveTests } from "./contract-live.ts";
import { lookTests } from "./contract-looks.ts";
import { pollTests } from "./contract-polls.ts";
import { placeTests } from "./contract-places.ts";
import { watchTests } from "./contract-watch.ts";
import {
  accountOf,
  assertNoSecret,
  type ContractServer,
  contractNet,
  filmMedia,
  freshAttempt,
  pixelMedia,
  plainMessage,
  type Run,
  sendError,
} from "./contract-world.ts";

/** The promises of connector.ts, held against a real server. */
export function describeConnector(
  connector: Connector,
  start: () => Promise<ContractServer>,
  /** Where the rows of the error table are played against another kind of message. */
  startForErrors = start,
): void {
  describeErrors(connector, startForErrors);
  describe(`${connector.network} keeps the contract of a connector`, () => {
    const run = {} as Run;
    before(async () => {
      run.server = await start();
      const client = openSafeClient({ clock: systemClock, allowPrivate: run.server.hosts });
      const net = contractNet(client, 5_000, run.server);
      const authorized = await connector.authorize(net, run.server.goodSettings);
      const account = accountOf(authorized, run.server.accountId);
      run.world = { net, account, client, attempt: freshAttempt };
      run.message = run.server.dress ?? ((message) => message);
    });
    after(async () => {
      run.world?.client.close();
      await run.server?.[Symbol.asyncDispose]();
    });
    accountTests(connector, run);
    publishTests(connector, run);
    changeTests(connector, run);
    faultTests(connector, run);
    videoTests(connector, run);
    pollTests(connector, run);
    liveTests(connector, run);
    placeTests(connector, run);
    receiveTests(connector, run);
    watchTests(connector, run);
    lookTests(connector, run);
  });
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
    const written = (count: number) => run.message(plainMessage(filler(connector, count)));
    const { max } = connector.measure(written(1), account);
    assert.ok(max > 0);
    const fits = connector.measure(written(max), account);
    assert.deepEqual([fits.count, fits.findings], [max, []]);
    const over = connector.measure(written(max + 1), account);
    assert.equal(over.findings[0]?.code, "text-too-long");
  });

  test("a picture without a description is found before it is sent", (t) => {
    if (!connector.capabilities.media.altTextRequired)
      return t.skip("this network shows no descriptions of pictures");
    const picture = run.server.picture ?? pixelMedia;
    const message = { ...plainMessage("x"), media: [{ ...picture, alt: " " }] };
    const { findings } = connector.measure(message, run.world.account);
    assert.ok(findings.some((each) => each.code === "alt-missing"));
  });
}

function publishTests(connector: Connector, run: Run): void {
  test("a text goes out once and comes back with the network's own id", async () => {
    const { net, account, attempt } = run.world;
    const { message } = run;
    const written = 'Mill Street is closed until 6 p.m. 🚧 <&> "détour"';
    const text = written.replaceAll(run.server.forbids ?? /(?!)/g, "");
    const published = await connector.publish(net, account, message(plainMessage(text)), attempt());
    assert.notEqual(published.id, "");
    assertNoSecret(published, account);
    const seen = (await run.server.texts(account)).filter((each) => each === text);
    assert.equal(seen.length, 1);
  });

  test("pictures, descriptions and a link go with it", async () => {
    const { net, account, attempt } = run.world;
    const text = "Detour map for Mill Street";
    const { media } = connector.capabilities;
    const picture = run.server.picture ?? pixelMedia;
    const message: OutboundMessage = run.message({
      ...plainMessage(text),
      media: media.itemsMax > 0 ? [picture] : [],
    });
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
    const linked = run.message({ ...plainMessage("More about the closure"), link });
    assert.notEqual((await connector.publish(net, account, linked, attempt())).id, "");
  });

  test(
    "an answer goes under the post it answers",
    { skip: !connector.capabilities.reply && "this network takes no answers" },
    async () => {
      const { net, account, attempt } = run.world;
      const parent = await connector.publish(
        net,
        account,
        run.message(plainMessage("A question")),
        attempt(),
      );
      const reply = { ...plainMessage("An answer"), replyTo: parent };
      const published = await connector.publish(net, account, reply, attempt());
      assert.notEqual(published.id, parent.id);
    },
  );

  test("what the network will not take is refused for good, with its reason", async (t) => {
    if (connector.network === "email") return t.skip("a mail relay takes any length of text");
    const { net, account, attempt } = run.world;
    const { max } = connector.measure(plainMessage("x"), account);
    const long = run.message(plainMessage(filler(connector, max + 1)));
    const error = await sendError(connector.publish(net, account, long, attempt()), "refused");
    assert.match(error.message, /\S/);
    assertNoSecret(error.answer, account);
  });
}

function changeTests(connector: Connector, run: Run): void {
  test(
    "an edit replaces the text that the public sees",
    { skip: !connector.edit && "this network has no edits" },
    async () => {
      const { net, account, attempt } = run.world;
      const first = await connector.publish(
        net,
        account,
        run.message(plainMessage("Closed until 6")),
        attempt(),
      );
      const edited = await connector.edit?.(
        net,
        account,
        first,
        run.message(plainMessage("Closed until 8")),
        attempt(),
      );
      assert.ok(edited !== undefined && edited.id !== "");
      if (connector.capabilities.edit === "in-place") assert.equal(edited.id, first.id);
      const texts = await run.server.texts(account);
      assert.deepEqual(
        [texts.includes("Closed until 6"), texts.includes("Closed until 8")],
        [false, true],
      );
    },
  );

  test(
    "a removal takes it away, and doing it again does no harm",
    { skip: !connector.remove && "what is sent here cannot be taken back" },
    async () => {
      const { net, account, attempt } = run.world;
      const text = "Posted by mistake";
      const published = await connector.publish(
        net,
        account,
        run.message(plainMessage(text)),
        attempt(),
      );
      await connector.remove?.(net, account, published);
      await connector.remove?.(net, account, published);
      assert.ok(!(await run.server.texts(account)).includes(text));
    },
  );
}

function receiveTests(connector: Connector, run: Run): void {
  test(
    "own posts come back, once for each version, with a cursor",
    {
      skip:
        (!connector.receive || connector.capabilities.readsOwn === false) &&
        "this network never hands an account's own posts back",
    },
    async () => {
      const { net, account, attempt } = run.world;
      const published = await connector.publish(
        net,
        account,
        run.message(plainMessage("Seen from outside")),
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

/** A text that counts `count` in the network's own unit. */
function filler(connector: Connector, count: number): string {
  if (connector.capabilities.count !== "segments") return "x".repeat(count);
  return "x".repeat(count === 1 ? 160 : count * 153);
}

function videoTests(connector: Connector, run: Run): void {
  const { video } = connector.capabilities;
  if (video === undefined) {
    test("a video goes out with its caption track", { skip: "no videos are sent here" }, () => {});
    return;
  }
  test("a video without captions is found before it is sent", () => {
    const { captions: _none, ...silent } = filmMedia;
    const { findings } = connector.measure(
      { ...plainMessage("A statement"), title: "A statement", media: [silent] },
      run.world.account,
    );
    assert.ok(findings.some(({ code }) => code === "captions-missing"));
  });

  test("a video goes out with its caption track", async (t) => {
    const { net, account, attempt } = run.world;
    const text = "A statement by the chief";
    const message = { ...plainMessage(text), title: "A statement", media: [filmMedia] };
    const { findings } = connector.measure(message, account);
    assert.deepEqual(findings, []);
    const published = await connector.publish(net, account, message, attempt());
    assert.notEqual(published.id, "");
    if (video.captions !== "track") return t.diagnostic("its words are burnt into the picture");
    const tracks = (await run.server.captions?.(account, text)) ?? [];
    assert.equal(tracks.length, 1);
    assert.match(tracks[0] ?? "", /Mill Street is closed\./);
  });
}

/** Every row of the network's error table, played by the server: each becomes the class it stands for. */
function describeErrors(connector: Connector, start: () => Promise<ContractServer>): void {
  describe(`${connector.network} reads each documented error as what it is`, () => {
    for (const row of connector.errors) {
      const name = `${row.status} ${row.code}${row.subcode ? `/${row.subcode}` : ""} is ${row.class}`;
      test(name, async () => {
        await using server = await start();
        const client = openSafeClient({ clock: systemClock, allowPrivate: server.hosts });
        const net = contractNet(client, 5_000, server);
        const account = accountOf(await connector.authorize(net, server.goodSettings));
        assert.ok(server.playError, "the server plays each row");
        server.playError(row);
        const message = (server.dress ?? ((one: OutboundMessage) => one))(plainMessage("Row"));
        const error = await sendError(
          connector.publish(net, account, message, freshAttempt()),
          row.class,
        );
        assert.ok(error.message.startsWith(row.says), error.message);
        if (row.class === "later") assert.ok((error.retryAfterMs ?? 0) >= 1_000);
        assertNoSecret(error.answer, account);
        client.close();
      });
    }
  });
}

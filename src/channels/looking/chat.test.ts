import assert from "node:assert/strict";
import { test } from "node:test";
import { recordsOf, verifyArchive } from "#archive";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { appPassword, hasBlueskyPds, startBlueskyPds } from "#test/networks/bluesky.ts";
import { startBlueskyChat } from "#test/networks/bluesky-chat.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { recordById } from "../../archive/records.ts";
import { completeness } from "../completeness/figure.ts";
import { completenessOf } from "../completeness/told.ts";
import { checkChannel } from "../health.ts";
import { receiveChannel } from "../receiving.ts";
import { lookAgain } from "./looking.ts";

const skip = hasBlueskyPds ? false : "run: node test/peers/install.mjs";
const ana = "did:plc:ana2222222222222222222aa";

test(
  "direct messages on Bluesky are on the record, once, whatever is in them",
  { skip },
  async (t) => {
    await using pds = await startBlueskyPds();
    await using chat = await startBlueskyChat();
    const desk = await openPracticeDesk([pds.host]);
    const { ctx, networks, chief, beat, clock } = desk;
    const { agencyId } = desk.keyless;
    const system = asSystem(ctx, "test", agencyId);
    const owner = await pds.createAccount("tinycounty");
    const { did, handle: identifier } = owner;
    chat.know(ana, "ana.test", "Ana Flores");
    chat.know(did, owner.handle);
    const connect = async (privileged: boolean) => {
      const password = await appPassword(pds, owner, privileged);
      const input = { service: pds.url, chatService: chat.service, identifier, password };
      return (await desk.connect("bluesky", input)).id;
    };
    const untold = async (id: string) => {
      const one = (await completeness(chief, networks)).accounts.find((each) => each.id === id);
      const whole = await completenessOf(system, { from: null, before: null });
      const told = whole.accounts.find((each) => each.id === id);
      assert.deepEqual(told?.untold, one?.untold, "an export says the same");
      return one?.untold;
    };
    const id = await connect(false);
    const items = () =>
      read(system, (tx) =>
        tx.tx.raw<{ id: string; kind: string; text: string; who: string }>(
          `select id, kind, text, author_handle as who from inbound_items
         where agency_id = $1 and channel_id = $2 order by captured_at, id`,
          [agencyId, id],
        ),
      );
    const first = chat.write({ from: ana, to: did, text: "I saw the <b>car</b>\u0000" });

    await t.test(
      "an account without the right to them says so, and is connected again with it",
      async () => {
        clock.advance(60_000);
        await receiveChannel(system, networks, id);
        assert.deepEqual(await items(), []);
        assert.equal((await checkChannel(system, networks, id)).state, "degraded");
        assert.deepEqual(await untold(id), ["comments-deletions", "messages-unconsented"]);
        assert.equal(await connect(true), id, "the channel stays");
        assert.equal((await checkChannel(system, networks, id)).state, "healthy");
      },
    );

    await t.test("both ways they are captured, and again they are not", async () => {
      const poll = () => receiveChannel(system, networks, id);
      assert.equal(await poll(), 1);
      chat.write({ from: did, to: ana, text: "Where was it?", replyTo: first.id });
      assert.deepEqual([await poll(), await poll()], [1, 0]);
      assert.deepEqual(
        (await items()).map(({ kind, text, who }) => [kind, text, who]),
        [
          ["message", "I saw the <b>car</b>\ufffd", "ana.test"],
          ["message", "Where was it?", "tinycounty.test"],
        ],
      );
      assert.deepEqual(await untold(id), ["comments-deletions"]);
      const [one] = await items();
      const [told] = await recordsOf(chief, { kind: "inbound-item", id: one?.id ?? "" });
      const record = await recordById(chief, told?.id ?? "");
      assert.equal(record.kind, "channels.message-received");
      assert.match(JSON.stringify(record.payload), /I saw the <b>car<\/b>\\u0000/, "as it came");
      clock.advance(2 * 60 * 60_000);
      await lookAgain(system, networks, id);
    });

    await t.test("what staff take away is told with the words that were there", async () => {
      chat.remove(did, first.room, first.id);
      await receiveChannel(system, networks, id);
      const { kind, text, who } = (await items()).at(-1) ?? {};
      assert.deepEqual([kind, text, who], ["deleted", "I saw the <b>car</b>\ufffd", "ana.test"]);
    });

    await t.test("a first reading of thousands is kept whole", async () => {
      for (let n = 0; n < 5_500; n += 1) chat.write({ from: ana, to: did, text: `No. ${n}` });
      chat.forgetLog();
      clock.advance(25 * 60 * 60_000);
      assert.equal(await receiveChannel(system, networks, id), 5_500);
    });

    assert.deepEqual(chat.wrongs, []);
    const { signer, logFolder, attestation } = beat.assembly;
    const own = asSystem(ctx, "verify", agencyId);
    const verdict = await verifyArchive(own, signer, logFolder, () => undefined, attestation);
    assert.deepEqual(verdict.faults, []);
  },
);

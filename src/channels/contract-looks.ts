import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connector } from "./connector.ts";
import type { InboundItem, Looked } from "./inbound.ts";
import { assertNoSecret, plainMessage, type Run } from "./contract-world.ts";

/** What the record of an account relies on: what is changed or deleted there is told here, and nothing else is. */
export function lookTests(connector: Connector, run: Run): void {
  const { look, capabilities } = connector;
  const { posts = [], comments = [] } = capabilities.changes ?? {};

  test("what is told of an item after it came in is declared for whatever is read", () => {
    const isRead = connector.receive !== undefined || connector.hook !== undefined;
    assert.equal(capabilities.changes !== undefined, isRead && capabilities.receive);
    const isLooked = look !== undefined;
    if (isLooked) assert.ok([...posts, ...comments].length > 0);
  });

  test("a second look tells an item as the poll told it, and a deletion as one", async (t) => {
    const { tamper } = run.server;
    if (!look || !tamper) return t.skip("items are not asked for a second time here");
    const { net, account } = run.world;
    const [stays, goes] = [await told(run, connector, "stays"), await told(run, connector, "goes")];
    const asked = [stays, goes].map(({ remoteId, kind, inReplyTo }) => ({
      remoteId,
      kind,
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
    }));
    const now = async () => {
      const looked = await look(net, account, asked);
      assertNoSecret(looked, account);
      return (item: InboundItem): Looked | undefined =>
        looked.find(({ remoteId }) => remoteId === item.remoteId);
    };
    const before = (await now())(stays);
    const { version, text, author } = stays;
    assert.equal(before?.state, "there");
    assert.deepEqual(
      [before?.item?.version, before?.item?.text, before?.item?.author.remoteId],
      [version, text, author.remoteId],
    );
    const isCounted = posts.includes("counts") && run.server.countsNothing !== true;
    assert.equal(before?.counts !== undefined, isCounted, "counts, where declared");
    if (posts.includes("deletions")) await tamper(goes.text, undefined);
    const after = await now();
    assert.equal(after(stays)?.state, "there");
    if (posts.includes("deletions")) assert.equal(after(goes)?.state, "gone");
    if (!posts.includes("edits")) return;
    await tamper(stays.text, "Claim your prize twice");
    const edited = (await now())(stays)?.item;
    assert.equal(edited?.text, "Claim your prize twice");
    assert.notEqual(edited?.version, version, "an edit is another version");
  });
}

/** A post of ours as the poll told it. */
async function told(run: Run, connector: Connector, which: string): Promise<InboundItem> {
  const { net, account, attempt } = run.world;
  const text = `Mill Street: this one ${which}.`;
  const message = run.message(plainMessage(text));
  await connector.publish(net, account, message, attempt());
  let cursor: string | undefined;
  for (let page = 0; page < 20; page += 1) {
    const received = await connector.receive?.(net, account, cursor);
    const item = received?.items.find((each) => each.text === text);
    if (item) return item;
    cursor = received?.cursor;
    if (received?.more !== true) break;
  }
  assert.fail("a post of ours comes back");
}

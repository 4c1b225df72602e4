import assert from "node:assert/strict";
import { test } from "node:test";
import type { Profile } from "./account.ts";
import type { Connector } from "./connector.ts";
import { plainMessage, type Run } from "./contract-world.ts";

/** What the account watch relies on: a look tells what changed at the network, and nothing else. */
export function watchTests(connector: Connector, run: Run): void {
  test("the profile tells a new name, picture and description, and is the same in between", async (t) => {
    const { profile } = connector;
    const { presented } = run.server;
    if (!profile) return t.skip("this network tells nothing of the account's looks");
    if (!presented) return t.skip("this server's profile is changed by its own tests");
    const look = () => profile(run.world.net, run.world.account);
    const before = await look();
    assert.deepEqual(compared(await look()), compared(before));
    Object.assign(presented, {
      name: "Riverside Prizes",
      picture: "https://pictures.example/prizes.jpg?signed=anew",
      description: "Claim yours",
      website: "https://prizes.example/claim",
    });
    presented.administrators.push({ id: "66", name: "Prize Team" });
    const after = await look();
    for (const field of ["name", "picture", "description", "website"] as const)
      if (before[field] !== undefined) assert.notEqual(after[field], before[field], field);
    assert.ok(before.name !== undefined, "a name is told everywhere");
    assert.equal(
      before.administrators !== undefined,
      connector.capabilities.administrators === true,
    );
    if (!before.administrators) return t.diagnostic("no administrators are told here");
    assert.deepEqual(before.administrators, [{ id: "11", name: "Kenji Sato" }]);
    assert.deepEqual(after.administrators?.at(-1), { id: "66", name: "Prize Team" });
  });

  test("a post of ours is the same until somebody changes it there, and gone once it is deleted", async (t) => {
    const { net, account, attempt } = run.world;
    const { shown } = connector;
    const { tamper } = run.server;
    if (!shown) return t.skip("nobody can ask this network for one post");
    assert.ok(tamper, "the server plays a stranger at the network");
    const message = run.message({
      ...plainMessage("Mill Street is open again.\n\nThank you for waiting."),
    });
    const post = await connector.publish(net, account, message, attempt());
    const look = () => shown(net, account, post, message);
    assert.deepEqual(await look(), { state: "same" });
    await tamper(message.text, "Claim your prize");
    assert.deepEqual(await look(), { state: "changed", text: "Claim your prize" });
    await tamper("Claim your prize", undefined);
    assert.deepEqual(await look(), { state: "gone" });
  });
}

/** Where the bytes lie is signed anew each time. */
function compared({ pictureUrl: _signed, ...shown }: Profile): Omit<Profile, "pictureUrl"> {
  return shown;
}

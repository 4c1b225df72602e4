import assert from "node:assert/strict";
import { connectChannel, Sender, type Channel } from "#channels";
import type { Ctx } from "#platform/context.ts";
import { approvePost, deliveriesOf, Dispatcher, draftPost, submitPost } from "#publish";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { recallDue } from "../../src/publish/recalling.ts";
import { settleUnconfirmed } from "../../src/publish/settling.ts";
import { atEnd, openTestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "./tiny-county.ts";
import { as, StoryClock } from "./world.ts";

/** Tiny County at a network whose answers and time are ours to choose, and which knows no keys. */
export async function openPracticeDesk(otherHosts: readonly string[] = []) {
  const clock = new StoryClock();
  const network: SandboxNetwork = await openSandboxNetwork({
    now: () => clock.now().epochMilliseconds,
  });
  const beat = await openTestBeat({ allowPrivate: [network.host, ...otherHosts] });
  atEnd(async () => network[Symbol.asyncDispose]());
  const ctx: Ctx = { ...beat.assembly.ctx, clock };
  const agencyId = await seedTinyCounty({ ...beat.assembly, ctx });
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  const [author, approver, chief] = [
    await person("boyd"),
    await person("ames"),
    await person("harlan"),
  ];
  const { networks } = beat.assembly;
  const { token } = network.createAccount("tiny", "Tiny County");
  const keyless = await connect("sandbox", { url: network.url, token, keys: "no" });

  function connect(kind: string, input: Record<string, string>): Promise<Channel> {
    const net = networks.net(chief, AbortSignal.timeout(5_000));
    const draft = { network: kind, name: kind, isPublic: true, input };
    return connectChannel(chief, net, networks.connector(chief, kind), draft);
  }

  async function approve(postId: string, hash: string): Promise<void> {
    await submitPost(author, networks, postId);
    await approvePost(approver, { postId, hash });
  }

  return {
    beat,
    network,
    networks,
    ctx,
    clock,
    author,
    approver,
    chief,
    keyless,
    connect,
    sender: () => new Sender(ctx, networks),
    dispatcher: () => new Dispatcher(ctx, networks, new Sender(ctx, networks)),
    approve,
    async approved(text: string, more: object = {}): Promise<string> {
      const content = { title: "Notice", text, channels: [keyless.id], ...more };
      const drafted = await draftPost(author, content);
      await approve(drafted.post.id, drafted.hash);
      return drafted.post.id;
    },
    async settle(): Promise<void> {
      clock.advance(2_000);
      await settleUnconfirmed(ctx, networks, new Sender(ctx, networks));
    },
    recall: () => recallDue(ctx, networks, new Sender(ctx, networks)),
    async newest(postId: string) {
      const row = (await deliveriesOf(author, postId)).at(-1);
      assert.ok(row);
      return row;
    },
    standing: (text: string): number =>
      [...network.state.posts.values()].filter((post) => post.text === text).length,
  };
}

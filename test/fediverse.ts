import assert from "node:assert/strict";
import { addBeat } from "#agency";
import { connectChannel, FollowerFanOut, type Channel } from "#channels";
import { approvePost, claimAndSend, draftPost, heldDeliveries, submitPost } from "#publish";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { publicSite } from "../src/slices.ts";
import { atEnd, openTestBeat, type TestBeat } from "./openbeat.ts";
import { freePort } from "./program.ts";
import { seedTinyCounty } from "./worlds/tiny-county.ts";
import { as } from "./worlds/world.ts";

/** An agency with a beat and its actors, served on loopback: what a fediverse server meets. */
export interface FediverseWorld {
  beat: TestBeat;
  origin: string;
  agencyId: string;
  sheriff: Ctx;
  writer: Ctx;
  approver: Ctx;
  news: Channel;
  third: Channel;
  /** Writes, has approved and sends a post through the beat's actor; what came of it at the network. */
  post(text: string, more?: object): Promise<{ postId: string; object: URL }>;
  sendDue(): Promise<void>;
  fanOut(): FollowerFanOut;
}

export async function openFediverse(
  peers: readonly string[],
  options: Parameters<typeof openTestBeat>[0] = {},
): Promise<FediverseWorld> {
  const port = await freePort();
  const beat = await openTestBeat({ ...options, port, fediverseHosts: [...peers] });
  const { assembly } = beat;
  const { ctx, networks, sender } = assembly;
  const { origin } = networks;
  const agencyId = await seedTinyCounty(assembly);
  const person = (name: string) => as(ctx, agencyId, `${name}@tinycounty.example`);
  const [sheriff, writer, approver] = [
    await person("harlan"),
    await person("boyd"),
    await person("ames"),
  ];
  await addBeat(sheriff, { code: "3", name: "Eastgate & Mall" });
  const connect = (actor: string) =>
    connectChannel(
      sheriff,
      networks.net(sheriff, AbortSignal.timeout(5_000)),
      networks.connector(sheriff, "fediverse"),
      { network: "fediverse", name: actor, isPublic: true, input: { actor } },
    );
  const [news, third] = [await connect("news"), await connect("beat-3")];
  const site = publicSite(assembly, () => assembly.site.agencyId);
  const server = await listen(assembly.app, site, { host: "127.0.0.1", port });
  atEnd(() => closeServer(server));
  const fanOut = () => new FollowerFanOut(ctx, origin, networks.fediverse, heldDeliveries);
  const sendDue = async () => {
    await claimAndSend(ctx, networks, sender);
    await fanOut().once();
  };
  return {
    beat,
    origin,
    agencyId,
    sheriff,
    writer,
    approver,
    news,
    third,
    sendDue,
    fanOut,
    async post(text, more = {}) {
      const { post, hash } = await draftPost(writer, { text, channels: [third.id], ...more });
      await submitPost(writer, networks, post.id);
      await approvePost(approver, { postId: post.id, hash });
      await sendDue();
      const [row] = await read(asSystem(ctx, "test", agencyId), ({ tx }) =>
        tx.raw<{ id: string }>(
          "select id from fediverse_objects where channel_id = $1 order by id desc limit 1",
          [third.id],
        ),
      );
      assert.ok(row, "the post stands on our server");
      return { postId: post.id, object: new URL(`${origin}/ap/notes/${row.id}`) };
    },
  };
}

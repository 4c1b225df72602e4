import assert from "node:assert/strict";
import { openChannels } from "#channels";
import { rebuildSite } from "#newsroom";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { Temporal } from "#platform/clock.ts";
import { approvePost, claimAndSend, deliveriesOf, draftPost, submitPost } from "#publish";
import { streamKeyOf } from "../src/publish/live.ts";
import type { Assembly } from "../src/slices.ts";
import type { PutFile } from "./hls-encoder.ts";
import { openTestBeat } from "./openbeat.ts";
import { served } from "./served.ts";
import { seedTinyCounty } from "./worlds/tiny-county.ts";
import { as, type StoryClock } from "./worlds/world.ts";

const zone = "America/Chicago";

/** Who has a hand in a live stream: whoever is given its key starts the encoder. */
interface Crew {
  writer: Ctx;
  approver: Ctx;
  holder: Ctx;
}

interface Announcement {
  title: string;
  text: string;
  at: Temporal.Instant;
}

/** Announces a live stream on the newsroom alone, and gives what an encoder and a reader need of it. */
export async function announceStream(
  { ctx, app, networks, sender }: Assembly,
  { writer, approver, holder }: Crew,
  { title, text, at }: Announcement,
) {
  const open = await openChannels(writer);
  const channels = open.filter(({ network }) => network === "website").map(({ id }) => id);
  const start = at.round({ smallestUnit: "minute", roundingMode: "floor" });
  const local = start.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16);
  const live = { local, zone, channels };
  const { post, hash } = await draftPost(writer, { title, text, channels, live });
  await submitPost(writer, networks, post.id);
  await approvePost(approver, { postId: post.id, hash });
  await claimAndSend(ctx, networks, sender);
  const [delivery] = await deliveriesOf(writer, post.id);
  assert.equal(delivery?.state, "sent");
  const stream = await streamKeyOf(holder, networks, delivery.id);
  const put = async (name: string, bytes: Buffer | string, key = stream.key) => {
    const { pathname } = new URL(`${stream.url}/${key}/${name}`);
    const body = new Uint8Array(Buffer.from(bytes));
    return (await app.request(pathname, { method: "PUT", body })).status;
  };
  const putAll = async (files: readonly PutFile[]) => {
    for (const { name, bytes } of files) assert.equal(await put(name, bytes), 204, name);
  };
  return {
    postId: post.id,
    deliveryId: delivery.id,
    /** Its name in the newsroom. */
    id: delivery.remoteId ?? "",
    path: new URL(delivery.remoteUrl ?? "").pathname,
    stream,
    put,
    putAll,
  };
}

/** The tiny county, whose newsroom is served and brings live streams of its own. */
export async function liveCounty(clock: StoryClock) {
  const beat = await openTestBeat({ clock });
  const { assembly } = beat;
  const { ctx, networks, site } = assembly;
  const agencyId = await seedTinyCounty(assembly);
  const writer = await as(ctx, agencyId, "boyd@tinycounty.example");
  const approver = await as(ctx, agencyId, "ames@tinycounty.example");
  const sheriff = await as(ctx, agencyId, "harlan@tinycounty.example");
  const address = await served(site);
  const make = () => rebuildSite(ctx, networks, site, networks.origin);
  /** A press conference in so many hours, with how its page reads. */
  const announced = async (title: string, hours: number) => {
    const crew = { writer, approver, holder: sheriff };
    const at = clock.now().add({ hours });
    const told = { title, text: `${title} on our own site.`, at };
    const stream = await announceStream(assembly, crew, told);
    await make();
    return { ...stream, page: async () => (await fetch(address + stream.path)).text() };
  };
  const system = asSystem(ctx, "test", agencyId);
  return { beat, agencyId, system, writer, approver, sheriff, address, make, announced };
}

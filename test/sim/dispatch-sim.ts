import assert from "node:assert/strict";
import { addPerson, foundAgency } from "#agency";
import { connectChannel, Sender, type Channel } from "#channels";
import { acknowledgePolicy, adoptPolicy, draftPolicy } from "#policy";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Temporal } from "#platform/clock.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  approvePost,
  deliveriesOf,
  draftPost,
  editPost,
  liftHold,
  placeHold,
  postVersion,
  recallPost,
  submitPost,
  withdrawApproval,
  Dispatcher,
} from "#publish";
import { claimDue, recoverLost } from "../../src/publish/claiming.ts";
import { sendSignal, orderOf, settleUnconfirmed } from "../../src/publish/settling.ts";
import { recallDue } from "../../src/publish/recalling.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import type { TestBeat } from "../openbeat.ts";
import { as, StoryClock } from "../worlds/world.ts";
import { Seeded } from "./seeded.ts";

/** A small agency on a practice network with faults, whose time and chance come from a seed. */
export class SimWorld {
  readonly beat: TestBeat;
  readonly network: SandboxNetwork;
  readonly clock: StoryClock;
  readonly ctx: Ctx;
  readonly agencyId: string;
  channels: Channel[] = [];
  #chance = new Seeded(0);

  constructor(beat: TestBeat, network: SandboxNetwork, clock: StoryClock, agencyId: string) {
    this.beat = beat;
    this.network = network;
    this.clock = clock;
    this.ctx = { ...beat.assembly.ctx, clock };
    this.agencyId = agencyId;
  }

  person(name: string): Promise<Ctx> {
    return as(this.ctx, this.agencyId, `${name}@sim.example`);
  }

  reseed(seed: number): Seeded {
    this.#chance = new Seeded(seed);
    return this.#chance;
  }

  random = (): number => this.#chance.next();
}

/** One agency, one website, one network that knows keys and one that does not. */
export async function openSimWorld(
  open: (allow: string[]) => Promise<TestBeat>,
  agencyId: string,
): Promise<SimWorld> {
  let world: SimWorld | undefined;
  const network = await openSandboxNetwork({ random: () => world?.random() ?? 1 });
  const beat = await open([network.host]);
  // A day behind, so that story time never overtakes the network's own clock.
  const clock = new StoryClock(Temporal.Now.instant().subtract({ hours: 24 * 3 }));
  world = new SimWorld(beat, network, clock, agencyId);
  await transact(asSystem(world.ctx, "sim", agencyId), async (tx) => {
    await foundAgency(tx, {
      name: "Sim PD",
      shortName: "Sim",
      state: "WA",
      timeZone: "America/Los_Angeles",
    });
    await addPerson(tx, { email: "pio@sim.example", name: "Pat", roles: ["pio"] });
    await addPerson(tx, {
      email: "sgt@sim.example",
      name: "Sam",
      roles: ["approver", "supervisor"],
    });
    await addPerson(tx, {
      email: "chief@sim.example",
      name: "Chris",
      roles: ["command", "administrator"],
    });
  });
  const chief = await world.person("chief");
  const { version } = await draftPolicy(chief);
  await adoptPolicy(chief, version);
  for (const name of ["pio", "sgt", "chief"])
    await acknowledgePolicy(await world.person(name), version);
  const { networks } = beat.assembly;
  const connect = (kind: string, name: string, input: Record<string, string>) =>
    connectChannel(
      chief,
      networks.net(chief, AbortSignal.timeout(5_000)),
      networks.connector(chief, kind),
      { network: kind, name, isPublic: true, input },
    );
  world.channels = [await connect("website", "Newsroom", {})];
  for (const keys of ["yes", "no"]) {
    const { token } = network.createAccount(`sim-${keys}`, "Sim");
    world.channels.push(
      await connect("sandbox", `Keys ${keys}`, { url: network.url, token, keys }),
    );
  }
  return world;
}

const settled = new Set(["sent", "refused", "held", "expired", "asked", "recalled"]);

/** Lives one seed: people act, networks fail, programs die; then everything quiets down and is judged. */
export async function liveSeed(world: SimWorld, seed: number): Promise<void> {
  const chance = world.reseed(seed);
  world.network.control({
    resetAfterAcceptRate: 0.15,
    resetBeforeAcceptRate: 0.05,
    gatewayErrorAfterAcceptRate: 0.05,
    rate429: 0.05,
    rate5xx: 0.05,
    retryAfterS: 1,
  });
  const story = new Story(world, chance, seed);
  for (let step = 0; step < 14; step++) await story.step();
  world.network.control({
    resetAfterAcceptRate: 0,
    resetBeforeAcceptRate: 0,
    gatewayErrorAfterAcceptRate: 0,
    rate429: 0,
    rate5xx: 0,
  });
  await story.quiet();
  await story.judge();
}

class Story {
  readonly #world: SimWorld;
  readonly #chance: Seeded;
  readonly #seed: number;
  readonly #posts: string[] = [];
  #texts = 0;

  constructor(world: SimWorld, chance: Seeded, seed: number) {
    this.#world = world;
    this.#chance = chance;
    this.#seed = seed;
  }

  async step(): Promise<void> {
    const acts = [
      () => this.#draft(),
      () => this.#draft(),
      () => this.#approve(),
      () => this.#approve(),
      () => this.#edit(),
      () => this.#withdraw(),
      () => this.#hold(),
      () => this.#recall(),
      () => this.#send(),
      () => this.#send(),
      () => this.#dieAfterClaim(),
      () => this.#dieAfterSending(),
      () => this.#wait(),
    ];
    // People are refused all the time; a refusal changes nothing and is no fault.
    await this.#chance
      .pick(acts)()
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    this.#world.clock.advance(200 + this.#chance.below(1_500));
  }

  #content() {
    const chosen = this.#world.channels.filter(() => this.#chance.chance(0.8));
    const channels = (chosen.length > 0 ? chosen : this.#world.channels).map(({ id }) => id);
    this.#texts += 1;
    return { title: "Sim", text: `seed ${this.#seed} text ${this.#texts}`, channels };
  }

  async #draft(): Promise<void> {
    const pio = await this.#world.person("pio");
    const { post } = await draftPost(pio, this.#content());
    this.#posts.push(post.id);
    await submitPost(pio, this.#world.beat.assembly.networks, post.id);
  }

  #anyPost(): string {
    if (this.#posts.length === 0) throw new Refusal("none", "No post yet.");
    return this.#chance.pick(this.#posts);
  }

  async #approve(): Promise<void> {
    const postId = this.#anyPost();
    const approver = await this.#world.person(this.#chance.pick(["sgt", "chief", "pio"]));
    await approvePost(approver, { postId, hash: (await postVersion(approver, postId)).hash });
  }

  async #edit(): Promise<void> {
    const postId = this.#anyPost();
    const pio = await this.#world.person(this.#chance.pick(["pio", "chief"]));
    await editPost(pio, postId, this.#content());
    await submitPost(pio, this.#world.beat.assembly.networks, postId);
  }

  async #withdraw(): Promise<void> {
    await withdrawApproval(await this.#world.person("sgt"), this.#anyPost(), "sim");
  }

  async #hold(): Promise<void> {
    const chief = await this.#world.person("chief");
    const { hold } = await placeHold(chief, { scope: "agency", exceptions: [], reason: "sim" });
    const before = this.#world.network.log.length;
    await this.#send();
    const posted = this.#world.network.log
      .slice(before)
      .filter(({ method, path }) => method === "POST" && path === "/api/posts");
    assert.equal(posted.length, 0, "D4: something was sent while a hold was in force");
    await liftHold(chief, hold.id);
  }

  async #recall(): Promise<void> {
    await recallPost(await this.#world.person("pio"), this.#anyPost(), "sim");
  }

  async #send(): Promise<void> {
    const { ctx, beat } = this.#world;
    await new Dispatcher(
      ctx,
      beat.assembly.networks,
      new Sender(ctx, beat.assembly.networks),
    ).once();
    await settleUnconfirmed(ctx, beat.assembly.networks, new Sender(ctx, beat.assembly.networks));
  }

  /** The program dies after its intents were committed and before a byte left. */
  async #dieAfterClaim(): Promise<void> {
    await claimDue(this.#world.ctx, this.#world.ctx.ids.uuid());
  }

  /** The program dies after the network took the post and before the answer was written. */
  async #dieAfterSending(): Promise<void> {
    const { ctx, beat } = this.#world;
    const sender = new Sender(ctx, beat.assembly.networks);
    const claimed = await claimDue(ctx, ctx.ids.uuid());
    for (const delivery of claimed)
      if (delivery.replacesId === null) await sender.publish(orderOf(delivery), sendSignal());
  }

  async #wait(): Promise<void> {
    this.#world.clock.advance(this.#chance.below(20_000));
    await recoverLost(this.#world.ctx);
  }

  /** Lets everything come to its end: dead programs are noticed, lost answers looked up, people asked. */
  async quiet(): Promise<void> {
    const { ctx, beat, clock } = this.#world;
    const sender = new Sender(ctx, beat.assembly.networks);
    for (let round = 0; round < 60; round++) {
      // A try that met many faults waits up to five minutes for its next one.
      clock.advance(round < 30 ? 4_000 : 60_000);
      await recoverLost(ctx);
      await settleUnconfirmed(ctx, beat.assembly.networks, sender);
      await new Dispatcher(ctx, beat.assembly.networks, sender).once();
      await recallDue(ctx, beat.assembly.networks, sender);
      if (await this.#isQuiet()) return;
    }
    throw new Error("the world did not come to rest");
  }

  async #isQuiet(): Promise<boolean> {
    const pio = await this.#world.person("pio");
    for (const postId of this.#posts)
      if ((await deliveriesOf(pio, postId)).some(({ state }) => !settled.has(state))) return false;
    return true;
  }

  async judge(): Promise<void> {
    const pio = await this.#world.person("pio");
    for (const postId of this.#posts) {
      for (const delivery of await deliveriesOf(pio, postId)) {
        if (delivery.state === "sent" || delivery.state === "recalled")
          assert.ok(delivery.remoteId, "D2: sent without the network's id");
      }
    }
    this.#nothingDoubled();
    await this.#everythingToldOnce();
    await this.#everythingApproved();
  }

  /** On each account each text stands at most once, whatever died and whatever was reset. */
  #nothingDoubled(): void {
    const counts = new Map<string, number>();
    for (const post of this.#world.network.state.posts.values()) {
      if (post.accountId === "visitor" || !post.text.includes(`seed ${this.#seed} `)) continue;
      const key = `${post.accountId} ${post.text}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, count] of counts)
      assert.equal(count, 1, `D3: "${key}" was published ${count} times`);
  }

  /** D7, R1: as many archive entries as audit events for each delivery, and each of them in the log or on its way. */
  async #everythingToldOnce(): Promise<void> {
    const rows = await read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<{ id: string; audits: number; records: number }>(
        `select d.id, (select count(*)::int from audit_events a where a.agency_id = d.agency_id and a.subject_id = d.id::text) as audits,
         (select count(*)::int from archive_records r where r.agency_id = d.agency_id and r.subject_id = d.id::text) as records
       from deliveries d where d.agency_id = $1 and d.post_id = any($2::uuid[])`,
        [this.#world.agencyId, this.#posts],
      ),
    );
    for (const { id, audits, records } of rows)
      assert.equal(
        audits,
        records,
        `D7: delivery ${id} has ${audits} audit events and ${records} archive entries`,
      );
  }

  /** A2, afterwards and from the record: whatever was claimed had an approval of its hash by a non-author. */
  async #everythingApproved(): Promise<void> {
    const rows = await read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<{ id: string }>(
        `select d.id from deliveries d where d.agency_id = $1 and d.post_id = any($2::uuid[]) and d.tries > 0 and not exists (
         select from approvals a where a.agency_id = d.agency_id and a.post_id = d.post_id and a.version = d.version and a.hash = d.hash
           and a.person_id not in (select v.author_id from post_versions v where v.agency_id = d.agency_id and v.post_id = d.post_id and v.version <= d.version))`,
        [this.#world.agencyId, this.#posts],
      ),
    );
    assert.deepEqual(rows, [], "A2: something was claimed without an approval");
  }
}

import assert from "node:assert/strict";
import { personOf } from "#agency";
import { Sender } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import {
  approveDelegation,
  approvePost,
  breakGlass,
  deliveriesOf,
  discardPost,
  draftPost,
  editPost,
  endDelegation,
  glassToReview,
  liftHold,
  placeHold,
  postVersion,
  proposeDelegation,
  recallPost,
  restorePost,
  retryDelivery,
  reviewBreakGlass,
  settleDelivery,
  submitPost,
  withdrawApproval,
  Dispatcher,
} from "#publish";
import { moveDeliveries, type Move } from "../../src/publish/moves.ts";
import { claimDue, recoverLost } from "../../src/publish/claiming.ts";
import { orderOf, sendSignal } from "../../src/publish/orders.ts";
import { settleUnconfirmed } from "../../src/publish/settling.ts";
import { recallDue } from "../../src/publish/recalling.ts";
import { Judgement } from "./judgement.ts";
import type { Seeded } from "./seeded.ts";
import type { SimWorld } from "./sim-world.ts";

interface OpenDelivery {
  id: string;
  channelId: string;
  text: string;
  state: string;
}

const settled = new Set(["sent", "refused", "held", "expired", "recalled"]);

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
      () => this.#discard(),
      () => this.#retry(),
      () => this.#send(),
      () => this.#send(),
      () => this.#dieAfterClaim(),
      () => this.#dieAfterSending(),
      () => this.#comeBackFromTheDead(),
      () => this.#alarm(),
      () => this.#breakGlass(),
      () => this.#delegate(),
      () => this.#forge(),
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
    const text = `seed ${this.#seed} text ${this.#texts}`;
    return { title: "Sim", text, channels, ...this.#further(text) };
  }

  /** Some are threads, and under some stands a comment of our own. */
  #further(text: string) {
    const channels = this.#world.channels
      .filter(({ network }) => network === "sandbox")
      .map(({ id }) => id);
    const count = this.#chance.chance(0.3) ? 1 + this.#chance.below(2) : 0;
    const parts = Array.from({ length: count }, (_one, at) => ({ text: `${text} part ${at + 2}` }));
    return {
      ...(count > 0 ? { thread: { parts, channels } } : {}),
      ...(this.#chance.chance(0.15) ? { firstComment: { text: `${text} comment`, channels } } : {}),
    };
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

  /** Drafts are put away and taken back; whatever stands somewhere is neither. */
  async #discard(): Promise<void> {
    const postId = this.#anyPost();
    const pio = await this.#world.person("pio");
    if (this.#chance.chance(0.5)) await discardPost(pio, postId);
    await restorePost(pio, postId);
  }

  async #retry(): Promise<void> {
    const pio = await this.#world.person("pio");
    const postId = this.#anyPost();
    for (const { id, state } of await deliveriesOf(pio, postId))
      if (state === "refused") await retryDelivery(pio, id);
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

  /** A program that stood still so long that it was taken for dead answers after all (core D6). */
  async #comeBackFromTheDead(): Promise<void> {
    const { ctx, clock } = this.#world;
    const claimed = await claimDue(ctx, ctx.ids.uuid());
    clock.advance(10_000);
    await recoverLost(ctx);
    const late = claimed.map((delivery): Move => ({
      delivery,
      to: "sent",
      set: { remoteId: "written by the dead" },
    }));
    const moved = await transact(asSystem(ctx, "sim", null), (tx) => moveDeliveries(tx, late));
    assert.equal(moved.size, 0, "D6: a worker that lost its lease wrote something");
  }

  /** Life safety is claimed before all that waits, and alone when nothing else may be. */
  async #alarm(): Promise<void> {
    const { ctx, beat } = this.#world;
    const pio = await this.#world.person("pio");
    const { post, hash } = await draftPost(pio, { ...this.#content(), class: "alert" });
    this.#posts.push(post.id);
    await submitPost(pio, beat.assembly.networks, post.id);
    await approvePost(await this.#world.person("sgt"), { postId: post.id, hash });
    const claimed = await claimDue(ctx, ctx.ids.uuid(), this.#chance.chance(0.3));
    const order = claimed.map(({ isLifeSafety }) => isLifeSafety);
    assert.ok(order.includes(true), "D8: the alarm was not claimed");
    assert.deepEqual(
      order,
      [...order].sort((a, b) => Number(b) - Number(a)),
      "D8: something went before life safety",
    );
  }

  async #breakGlass(): Promise<void> {
    const chief = await this.#world.person("chief");
    const { post, hash } = await draftPost(chief, this.#content());
    this.#posts.push(post.id);
    const reason = "Nobody else is awake and the river is over the road.";
    await breakGlass(chief, this.#world.beat.assembly.networks, { postId: post.id, hash, reason });
    const mine = (await glassToReview(chief)).find(({ postId }) => postId === post.id);
    assert.ok(mine?.reviewDueAt, "A4: broken glass without a review due");
    await assert.rejects(
      reviewBreakGlass(chief, mine.id, "It was right."),
      Refusal,
      "A4: who broke the glass dismissed the review",
    );
    await reviewBreakGlass(await this.#world.person("captain"), mine.id, "The river was over it.");
  }

  /** Sam lends himself command's role for a death; only when command agreed does it count (core A5). */
  async #delegate(): Promise<void> {
    const { beat, clock } = this.#world;
    const [pio, sgt] = [await this.#world.person("pio"), await this.#world.person("sgt")];
    const { post, hash } = await draftPost(pio, { ...this.#content(), class: "death" });
    this.#posts.push(post.id);
    await submitPost(pio, beat.assembly.networks, post.id);
    const minutes = 1 + this.#chance.below(10);
    const { id } = await proposeDelegation(sgt, {
      class: "death",
      role: "command",
      people: [personOf(sgt).personId],
      beats: [],
      startsAt: clock
        .now()
        .add({ seconds: this.#chance.below(3) })
        .toString(),
      endsAt: clock.now().add({ minutes }).toString(),
      reason: "Command is on the river tonight.",
    });
    await assert.rejects(approveDelegation(sgt, id), Refusal, "A5: lent himself a role");
    if (this.#chance.chance(0.7)) await approveDelegation(await this.#world.person("chief"), id);
    clock.advance(this.#chance.below(5_000));
    if (this.#chance.chance(0.2)) await endDelegation(sgt, id, "sim");
    await approvePost(sgt, { postId: post.id, hash });
  }

  /** The application itself tries to change the record, an approval and a version (core R6, A6). */
  async #forge(): Promise<void> {
    const system = asSystem(this.#world.ctx, "sim", this.#world.agencyId);
    const attempts = [
      "update archive_records set kind = kind",
      "delete from archive_records",
      "delete from archive_leaves",
      "update audit_events set outcome = 'done'",
      "update post_versions set hash = hash",
      "update approvals set hash = hash",
    ];
    await assert.rejects(
      transact(system, (tx) => tx.tx.raw(this.#chance.pick(attempts))),
      /permission denied/,
      "R6: the application could change what is kept for ever",
    );
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
      const open = await this.#open();
      if (open.length === 0) return;
      await this.#answer(open.filter(({ state }) => state === "asked"));
    }
    const open = (await this.#open()).map((one) => JSON.stringify(one));
    throw new Error(`the world did not come to rest: ${open.join("; ")}`);
  }

  #open(): Promise<OpenDelivery[]> {
    return read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<OpenDelivery>(
        `select id, channel_id as "channelId", payload->>'text' as text, state, version, tries, due_at as "dueAt", reason
         from deliveries d where agency_id = $1 and post_id = any ($2::uuid[]) and not state = any ($3)
           and (after_id is null or state <> 'waiting' or exists (select from deliveries a where a.agency_id = d.agency_id
             and a.id = d.after_id and a.state = 'sent' and coalesce(a.remote_extra->>'knownBy', '') <> 'address'))`,
        [this.#world.agencyId, this.#posts, [...settled]],
      ),
    );
  }

  /** Whoever is asked looks at the network and says what stands there (core D3). */
  async #answer(asked: readonly OpenDelivery[]): Promise<void> {
    const pio = await this.#world.person("pio");
    for (const { id, channelId, text } of asked) {
      const channel = this.#world.channels.find((one) => one.id === channelId);
      const seen = [...this.#world.network.state.posts.values()].find(
        (post) => post.accountId === channel?.remoteId && post.text === text,
      );
      const { networks } = this.#world.beat.assembly;
      const url = seen && `${this.#world.network.url}/#p${seen.id}`;
      await settleDelivery(pio, networks, { id, appeared: seen !== undefined, url });
    }
  }

  judge(): Promise<void> {
    return new Judgement(this.#world, this.#seed, this.#posts).pass();
  }
}

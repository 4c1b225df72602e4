import assert from "node:assert/strict";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { deliveriesOf, postVersion } from "#publish";
import { parseEntry, verifyPart } from "../../src/archive/log/entry.ts";
import { leafHash } from "../../src/archive/log/merkle.ts";
import { openBody, partsOf } from "../../src/archive/records.ts";
import type { SimWorld } from "./sim-world.ts";

interface Told {
  delivery: string;
  channel: string;
  text: string;
  to: string;
  hash: string | null;
  wanted: string;
  anew: boolean;
}

/** The practice network's own id, also where a person gave the address of what he or she saw. */
function idOf(remoteId: string | null): string {
  return remoteId?.replace(/^.*#p/, "") ?? "";
}

/** What a story must have left behind, read from the database, the record and the network itself. */
export class Judgement {
  readonly #world: SimWorld;
  readonly #seed: number;
  readonly #posts: readonly string[];

  constructor(world: SimWorld, seed: number, posts: readonly string[]) {
    this.#world = world;
    this.#seed = seed;
    this.#posts = posts;
  }

  async pass(): Promise<void> {
    await this.#nothingLost();
    await this.#nothingDoubled();
    await this.#everythingToldOnce();
    await this.#everythingApproved();
    const told = await this.#told();
    this.#intentsBeforeBytes(told);
    this.#heldStaysHeld(told);
    await this.#recordsHold();
  }

  /** Every move of this seed's deliveries, as the trail tells them, oldest first. */
  async #told(): Promise<Told[]> {
    return read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<Told>(
        `select d.id as delivery, d.channel_id as channel, d.payload->>'text' as text, a.facts->>'to' as "to", a.facts->>'payloadHash' as hash, d.payload_hash as wanted,
           exists (select from approvals p where p.agency_id = d.agency_id and p.post_id = d.post_id and p.version = d.version and p.at <= a.at
             and p.at > (select max(h.at) from audit_events h where h.agency_id = a.agency_id and h.subject_id = a.subject_id and h.kind = 'publish.delivery-held' and h.at <= a.at)) as anew
         from deliveries d join audit_events a on a.agency_id = d.agency_id and a.subject_kind = 'delivery' and a.subject_id = d.id::text
         where d.agency_id = $1 and d.post_id = any ($2::uuid[]) order by a.id`,
        [this.#world.agencyId, this.#posts],
      ),
    );
  }

  /** D1: no more requests with a text than recorded intents for it, each with the payload's hash. */
  #intentsBeforeBytes(told: readonly Told[]): void {
    const intents = told.filter(({ to }) => to === "sending");
    for (const { hash, wanted } of intents)
      assert.equal(hash, wanted, "D1: an intent without hash");
    const arrived = this.#world.network.log.filter(
      ({ method, path, text }) =>
        method === "POST" && path === "/api/posts" && text?.includes(`seed ${this.#seed} `),
    );
    for (const [text, requests] of Map.groupBy(arrived, (line) => line.text)) {
      const known = intents.filter((one) => one.text === text).length;
      assert.ok(requests.length <= known, `D1: ${requests.length} requests, ${known} intents`);
    }
  }

  /** D5: out of `held` leads only a new approval, or a recall. */
  #heldStaysHeld(told: readonly Told[]): void {
    for (const moves of Map.groupBy(told, ({ delivery }) => delivery).values()) {
      for (const [index, { to }] of moves.entries()) {
        const next = moves[index + 1];
        if (to === "held" && next?.to === "waiting")
          assert.ok(next.anew, "D5: something held was released without a new approval");
      }
    }
  }

  /** R2, R3: each entry is what its salted parts commit to, and withholding one part leaves the others provable. */
  async #recordsHold(): Promise<void> {
    const system = asSystem(this.#world.ctx, "sim", this.#world.agencyId);
    const postId = this.#posts[0];
    if (postId === undefined) return;
    const rows = await read(system, (tx) =>
      tx.tx.raw<{ id: string; entry: Buffer; leaf_hash: Buffer; sealed: Buffer }>(
        "select id, entry, leaf_hash, sealed from archive_records where agency_id = $1 and subject_id = $2",
        [this.#world.agencyId, postId],
      ),
    );
    assert.ok(rows.length > 0, "R1: a post without a record");
    for (const row of rows) {
      const entry = parseEntry(row.entry);
      assert.ok(leafHash(row.entry).equals(row.leaf_hash), "R3: the leaf is not its entry's");
      const body = await read(system, (tx) => openBody(tx, row));
      const parts = await partsOf(system, body);
      for (const [name, part] of Object.entries(parts)) {
        assert.ok(verifyPart(entry, name, part), `R3: the part ${name} does not verify`);
        assert.ok(
          !row.entry.includes(Buffer.from(part.salt).toString("hex")),
          "R3: a salt in public",
        );
      }
    }
  }

  /**
   * What a delivery says is what stands: a sent one under its own id with its own words, a recalled one nowhere, and
   * nothing of a recalled post anywhere. A post that a newer version edited in place carries the newer words.
   */
  async #nothingLost(): Promise<void> {
    const pio = await this.#world.person("pio");
    const { posts } = this.#world.network.state;
    const onNetwork = new Set(
      this.#world.channels.filter(({ network }) => network === "sandbox").map(({ id }) => id),
    );
    for (const postId of this.#posts) {
      const rows = await deliveriesOf(pio, postId);
      const { post } = await postVersion(pio, postId);
      for (const row of rows) {
        if (row.state === "sent" || row.state === "recalled")
          assert.ok(row.remoteId, "D2: sent without the network's id");
        if (!onNetwork.has(row.channelId)) continue;
        const isEdited = rows.some(
          (one) => one.version > row.version && one.remoteId === row.remoteId,
        );
        const stands = posts.get(idOf(row.remoteId));
        if (row.state === "recalled") assert.equal(stands, undefined, "recalled, and still there");
        if (row.state !== "sent" || isEdited) continue;
        assert.notEqual(post.state, "recalled", "sent after its post was recalled");
        const { text } = row.payload as { text: string };
        assert.equal(stands?.text, text, `lost: ${await this.#story(text)}`);
        const before = rows.find(({ id }) => id === row.afterId);
        if (before && row.replacesId === null)
          assert.equal(stands?.inReplyTo, idOf(before.remoteId), "a thread out of its order");
      }
    }
  }

  /** On each account each text stands at most once, whatever died and whatever was reset. */
  async #nothingDoubled(): Promise<void> {
    const ours = [...this.#world.network.state.posts.values()].filter(
      ({ accountId, text }) => accountId !== "visitor" && text.includes(`seed ${this.#seed} `),
    );
    for (const same of Map.groupBy(ours, (post) => `${post.accountId} ${post.text}`).values()) {
      const [first] = same;
      if (first && same.length > 1)
        assert.fail(`D3: published ${same.length} times: ${await this.#story(first.text)}`);
    }
  }

  /** What the trail and the network tell of a text, for whoever looks for the cause. */
  async #story(text: string): Promise<string> {
    const moves = await read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<{ line: string }>(
        `select concat_ws(' ', a.at, d.id, d.channel_id, 'version', d.version, a.facts->>'from', a.facts->>'to', 'try', a.facts->>'attempt', a.facts->>'remoteId', a.facts->>'reason') as line
         from deliveries d join audit_events a on a.agency_id = d.agency_id and a.subject_id = d.id::text
         where d.agency_id = $1 and d.post_id in (select post_id from deliveries where payload->>'text' = $2) order by a.id`,
        [this.#world.agencyId, text],
      ),
    );
    const heard = this.#world.network.log
      .filter((line) => line.text === text || line.path.includes("/api/posts/"))
      .slice(-60)
      .map((line) => JSON.stringify(line));
    return [...moves.map(({ line }) => line), ...heard].join("\n");
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

  /** A2, afterwards and from the record: whatever was claimed had an approval of its hash, by a non-author or by broken glass. */
  async #everythingApproved(): Promise<void> {
    const rows = await read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<{ id: string }>(
        `select d.id from deliveries d where d.agency_id = $1 and d.post_id = any($2::uuid[]) and d.tries > 0 and not exists (
         select from approvals a where a.agency_id = d.agency_id and a.post_id = d.post_id and a.version = d.version and a.hash = d.hash
           and (a.kind = 'break-glass' or a.person_id not in (select v.author_id from post_versions v where v.agency_id = d.agency_id and v.post_id = d.post_id and v.version <= d.version)))`,
        [this.#world.agencyId, this.#posts],
      ),
    );
    assert.deepEqual(rows, [], "A2: something was claimed without an approval");
    const lent = await read(asSystem(this.#world.ctx, "sim", this.#world.agencyId), (tx) =>
      tx.tx.raw<{ id: string }>(
        `select a.id from approvals a where a.agency_id = $1 and a.post_id = any($2::uuid[]) and a.kind = 'normal'
           and exists (select from post_versions v where v.agency_id = a.agency_id and v.post_id = a.post_id and v.version = a.version and v.content->>'class' = 'death')
           and a.person_id not in (select r.person_id from role_grants r where r.agency_id = a.agency_id and r.role = 'command')
           and not exists (select from delegations d where d.agency_id = a.agency_id and d.id = a.delegation_id and d.class = 'death' and d.approved_at <= a.at
             and d.starts_at <= a.at and d.ends_at > a.at and (d.ended_at is null or d.ended_at > a.at)
             and d.approved_by <> d.proposed_by and not d.people ? d.approved_by::text)`,
        [this.#world.agencyId, this.#posts],
      ),
    );
    assert.deepEqual(lent, [], "A5: an approval by a role that nobody had lent");
  }
}

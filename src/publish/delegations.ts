import { and, desc, eq, gt, isNotNull, isNull, lte } from "drizzle-orm";
import { authorize, namesOf, personOf, type Denial } from "#agency";
import { policyInForce } from "#policy";
import { instantOf, stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type PersonActor, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import type { PostContent } from "./content.ts";
import { delegations } from "./schema.ts";

const daysMax = limit("delegation.days", 92, "days", "a season; a longer one is asked for anew");
const shownMax = limit("delegation.shown", 200, "delegations", "of one agency, newest first");

export type Delegation = typeof delegations.$inferSelect;

/** Core A5: which class, where, to whom, from when to when. `beats` empty: everywhere. */
export interface DelegationDraft {
  class: string;
  /** The role that these people approve with, which they do not hold. */
  role: "approver" | "supervisor" | "command";
  people: readonly string[];
  beats: readonly string[];
  startsAt: string;
  endsAt: string;
  reason: string;
}

/** Asks for a delegation. It lends nothing until somebody else in command has approved it. */
export async function proposeDelegation(ctx: Ctx, draft: DelegationDraft): Promise<Delegation> {
  return transact(ctx, async (tx) => {
    authorize(tx, "delegation.propose");
    const policy = await policyInForce(tx);
    if (!policy?.classes.some(({ code }) => code === draft.class))
      throw new Refusal("unknown-class", `The policy in force has no class "${draft.class}".`);
    mustLast(draft, tx.clock.now());
    const known = await namesOf(tx, [...draft.people]);
    if (draft.people.length === 0 || draft.people.some((id) => !known.has(id)))
      throw new Refusal("unknown-person", "Name the people who are to approve, each by account.");
    const [row] = await tx.tx
      .insert(delegations)
      .values({
        agencyId: agencyOf(tx),
        id: tx.ids.uuid(),
        class: draft.class,
        role: draft.role,
        people: [...draft.people],
        beats: [...draft.beats],
        startsAt: stamp(Temporal.Instant.from(draft.startsAt)),
        endsAt: stamp(Temporal.Instant.from(draft.endsAt)),
        reason: draft.reason,
        proposedBy: personOf(tx).personId,
        proposedAt: stamp(tx.clock.now()),
      })
      .returning();
    const made = found(row, "delegation");
    await tellDelegation(tx, "publish.delegation-proposed", made);
    return made;
  });
}

function mustLast({ startsAt, endsAt }: DelegationDraft, now: Temporal.Instant): void {
  const [start, end] = [Temporal.Instant.from(startsAt), Temporal.Instant.from(endsAt)];
  if (Temporal.Instant.compare(start, end) >= 0 || Temporal.Instant.compare(end, now) <= 0)
    throw new Refusal("wrong-span", "A delegation begins before it ends, and ends in the future.");
  if (end.since(start).total("hours") > daysMax * 24)
    throw new Refusal("too-long", `A delegation lasts ${daysMax} days at most.`);
}

/** Core A5: it is itself approved, by one who neither asked for it nor gains by it. */
export async function approveDelegation(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockedDelegation(tx, id);
    const me = personOf(tx).personId;
    authorize(tx, "delegation.approve", { kind: "delegation", id, agencyId: row.agencyId }, [
      notBy(me, [row.proposedBy, ...row.people]),
      row.approvedAt === null && row.endedAt === null
        ? undefined
        : { code: "decided-already", reason: "This delegation was decided already." },
    ]);
    await tx.tx
      .update(delegations)
      .set({ approvedBy: me, approvedAt: stamp(tx.clock.now()) })
      .where(and(eq(delegations.agencyId, agencyOf(tx)), eq(delegations.id, id)));
    await tellDelegation(tx, "publish.delegation-approved", row);
  });
}

function notBy(me: string, people: readonly string[]): Denial | undefined {
  if (!people.includes(me)) return undefined;
  return {
    code: "own-delegation",
    reason: "Somebody else in command approves this: you asked for it or gain by it.",
    paragraph: "2.2",
  };
}

/** Ends one at once, or turns it down. Approvals given under it before stay what they are. */
export async function endDelegation(ctx: Ctx, id: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const row = await lockedDelegation(tx, id);
    authorize(tx, "delegation.end", { kind: "delegation", id, agencyId: row.agencyId });
    if (row.endedAt !== null)
      throw new Refusal("ended-already", "This delegation was ended already.", { status: 409 });
    await tx.tx
      .update(delegations)
      .set({ endedBy: personOf(tx).personId, endedAt: stamp(tx.clock.now()), endedWhy: why })
      .where(and(eq(delegations.agencyId, agencyOf(tx)), eq(delegations.id, id)));
    await tellDelegation(tx, "publish.delegation-ended", row, { why });
  });
}

async function lockedDelegation(tx: TxCtx, id: string): Promise<Delegation> {
  const [row] = await tx.tx
    .select()
    .from(delegations)
    .where(and(eq(delegations.agencyId, agencyOf(tx)), eq(delegations.id, id)))
    .for("update");
  return found(row, "delegation");
}

async function tellDelegation(
  tx: TxCtx,
  kind: string,
  row: Delegation,
  more: object = {},
): Promise<void> {
  const { id, class: code, role, people, beats, startsAt, endsAt, reason } = row;
  const facts = { class: code, role, people, beats, startsAt, endsAt, reason, ...more };
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "delegation", id },
    facts,
    record: { payload: facts, text: reason, direction: "internal" },
  });
}

/** What this person approves a post with: the roles held, and what a delegation in force lends for it (core A5). */
export interface Standing {
  roles: readonly string[];
  /** The delegation that lends most recently; undefined when none covers this post. */
  delegationId: string | undefined;
}

export async function standingFor(
  tx: TxCtx,
  me: Pick<PersonActor, "personId" | "roles">,
  content: Pick<PostContent, "class" | "beats">,
): Promise<Standing> {
  const now = stamp(tx.clock.now());
  const rows = await tx.tx
    .select()
    .from(delegations)
    .where(
      and(
        eq(delegations.agencyId, agencyOf(tx)),
        eq(delegations.class, content.class),
        isNotNull(delegations.approvedAt),
        isNull(delegations.endedAt),
        lte(delegations.startsAt, now),
        gt(delegations.endsAt, now),
      ),
    )
    .orderBy(desc(delegations.approvedAt));
  const lent = rows.filter((row) => row.people.includes(me.personId) && covers(row, content));
  return {
    roles: [...new Set([...me.roles, ...lent.map(({ role }) => role)])],
    delegationId: lent[0]?.id,
  };
}

/** A delegation for some beats covers a post about those and no other; a post about none is about all of them. */
function covers(row: Delegation, { beats }: Pick<PostContent, "beats">): boolean {
  if (row.beats.length === 0) return true;
  return beats.length > 0 && beats.every((beat) => row.beats.includes(beat));
}

export type DelegationState = "waiting" | "planned" | "in-force" | "over" | "ended";

/** All of them, newest first, with the names of who is in them and whether this person may approve each. */
export async function delegationsOf(ctx: Ctx) {
  authorize(ctx, "post.read");
  const me = personOf(ctx).personId;
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(delegations)
      .where(eq(delegations.agencyId, agencyOf(tx)))
      .orderBy(desc(delegations.proposedAt))
      .limit(shownMax);
    const ids = rows.flatMap((row) => [
      row.proposedBy,
      ...row.people,
      ...[row.approvedBy, row.endedBy].filter((one) => one !== null),
    ]);
    const names = await namesOf(tx, [...new Set(ids)]);
    const name = (id: string | null) => (id === null ? null : (names.get(id) ?? ""));
    return rows.map((row) => ({
      ...row,
      state: stateOf(row, tx.clock.now()),
      peopleNames: row.people.map((id) => names.get(id) ?? ""),
      proposedByName: name(row.proposedBy),
      approvedByName: name(row.approvedBy),
      endedByName: name(row.endedBy),
      whyNotMe: notBy(me, [row.proposedBy, ...row.people]) ?? null,
    }));
  });
}

function stateOf(row: Delegation, now: Temporal.Instant): DelegationState {
  if (row.endedAt !== null) return "ended";
  if (Temporal.Instant.compare(instantOf(row.endsAt), now) <= 0) return "over";
  if (row.approvedAt === null) return "waiting";
  return Temporal.Instant.compare(instantOf(row.startsAt), now) > 0 ? "planned" : "in-force";
}

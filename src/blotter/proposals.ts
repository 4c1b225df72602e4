import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, namesOf, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { adoptBlotterPolicy, blotterPolicyInForce } from "./policies.ts";
import { blotterPolicy, type BlotterPolicy } from "./rules/policy.ts";
import { blotterProposals } from "./schema.ts";

const openMax = limit("blotter.proposals", 10, "proposals", "of rules for calls that wait at once");

/** Writes other rules down, for somebody else to adopt. */
export async function proposeBlotterPolicy(
  ctx: Ctx,
  { content, why }: { content: BlotterPolicy; why: string },
): Promise<string> {
  return transact(ctx, async (tx) => {
    authorize(tx, "blotter.propose");
    const open = and(
      eq(blotterProposals.agencyId, agencyOf(tx)),
      isNull(blotterProposals.decidedAt),
    );
    if ((await tx.tx.$count(blotterProposals, open)) >= openMax)
      throw new Refusal(
        "too-many-proposals",
        `${openMax} proposals wait already. Decide one first.`,
      );
    const id = tx.ids.uuid();
    const { version } = await blotterPolicyInForce(tx);
    await tx.tx.insert(blotterProposals).values({
      agencyId: agencyOf(tx),
      id,
      basedOn: version,
      content,
      why,
      proposedAt: stamp(tx.clock.now()),
      proposedBy: personOf(tx).personId,
    });
    await tell(tx, "policy-proposed", id, { why, rules: content.rules.length });
    return id;
  });
}

/** Adopts what another person proposed, as it was proposed. */
export async function adoptProposal(ctx: Ctx, id: string): Promise<number> {
  return transact(ctx, async (tx) => {
    authorize(tx, "blotter.adopt", { kind: "blotter-proposal", id });
    const { proposedBy, basedOn, content, why } = await waiting(tx, id);
    if (proposedBy === personOf(tx).personId)
      throw new Refusal("own-proposal", "You wrote this proposal: another person adopts it.", {
        status: 403,
      });
    const { version } = await blotterPolicyInForce(tx);
    if (version !== basedOn)
      throw new Refusal(
        "proposal-outdated",
        `It was written over version ${basedOn}, and version ${version} is in force. Propose it anew.`,
        { status: 409 },
      );
    const made = await adoptBlotterPolicy(tx, { content: blotterPolicy.parse(content), why });
    await decide(tx, id, "adopted");
    return made;
  });
}

/** It is not adopted; its author may decline it too. */
export async function declineProposal(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "blotter.propose", { kind: "blotter-proposal", id });
    await waiting(tx, id);
    await decide(tx, id, "declined");
    await tell(tx, "proposal-declined", id, {});
  });
}

/** Proposals that wait, the newest first, with who wrote each. */
export async function openProposals(ctx: Ctx) {
  authorize(ctx, "blotter.read");
  return read(ctx, async (tx) => {
    const rows = await tx.tx
      .select()
      .from(blotterProposals)
      .where(and(eq(blotterProposals.agencyId, agencyOf(tx)), isNull(blotterProposals.decidedAt)))
      .orderBy(desc(blotterProposals.proposedAt));
    const names = await namesOf(
      tx,
      rows.map(({ proposedBy }) => proposedBy),
    );
    const me = ctx.actor.kind === "person" ? ctx.actor.personId : "";
    return rows.map(({ id, content, why, proposedAt, proposedBy }) => ({
      id,
      content,
      why,
      proposedAt,
      by: names.get(proposedBy) ?? "",
      isMine: proposedBy === me,
    }));
  });
}

async function waiting(tx: TxCtx, id: string) {
  const [row] = await tx.tx
    .select()
    .from(blotterProposals)
    .where(and(theProposal(tx, id), isNull(blotterProposals.decidedAt)))
    .for("update");
  return found(row, "proposal");
}

function theProposal(tx: TxCtx, id: string) {
  return and(eq(blotterProposals.agencyId, agencyOf(tx)), eq(blotterProposals.id, id));
}

async function decide(tx: TxCtx, id: string, decision: "adopted" | "declined"): Promise<void> {
  await tx.tx
    .update(blotterProposals)
    .set({ decision, decidedAt: stamp(tx.clock.now()), decidedBy: personOf(tx).personId })
    .where(theProposal(tx, id));
}

function tell(tx: TxCtx, what: string, id: string, facts: object) {
  return tx.happenings.tell(tx, {
    kind: `blotter.${what}`,
    subject: { kind: "blotter-proposal", id },
    facts: { ...facts },
  });
}

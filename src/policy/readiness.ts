import { authorize, personById, personOf, type Denial } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { acknowledgingParagraph } from "./model-policy.ts";
import {
  hasParagraph,
  policyInForce,
  policyInForceFor,
  policyVersion,
  type Policy,
} from "./policies.ts";
import { acknowledgements } from "./schema.ts";
import { heldTrainings, type HeldTraining } from "./trainings.ts";

export interface Readiness {
  policyVersion: number | undefined;
  acknowledgedAt: string | undefined;
  trainings: HeldTraining[];
  denial: Denial | undefined;
}

/** May this person draft and approve today? Why not, citing the paragraph that asks for it. */
export async function readinessOf(ctx: Ctx, personId: string): Promise<Readiness> {
  return read(ctx, async (tx) => {
    const { policy, acknowledgedAt } = await policyInForceFor(tx, personId);
    const held = await heldTrainings(tx, personId);
    return {
      policyVersion: policy?.version,
      acknowledgedAt,
      trainings: held,
      denial: denialOf(policy, acknowledgedAt, held),
    };
  });
}

/** The same about somebody else, for whoever answers for people. */
export async function readinessOfPerson(ctx: Ctx, personId: string): Promise<Readiness> {
  authorize(ctx, "readiness.read", { kind: "person", id: personId });
  return read(ctx, async (tx) => {
    await personById(tx, personId);
    return readinessOf(tx, personId);
  });
}

function denialOf(
  policy: Policy | undefined,
  acknowledgedAt: string | undefined,
  held: readonly HeldTraining[],
): Denial | undefined {
  if (!policy)
    return {
      code: "no-policy",
      reason: "No policy is in force yet. An administrator drafts it and command adopts it.",
    };
  if (!acknowledgedAt)
    return {
      code: "not-acknowledged",
      reason: `Read and acknowledge version ${policy.version} of the policy first.`,
      ...citing(policy, acknowledgingParagraph),
    };
  const lapsed = held.find((one) => one.isRequired && !one.isCurrent);
  return (
    lapsed && {
      code: "training-lapsed",
      reason: `Your training "${lapsed.title}" is not current. A supervisor records it when it is done.`,
      ...citing(policy, lapsed.paragraph),
    }
  );
}

function citing(policy: Policy, number: string): { paragraph?: string } {
  return hasParagraph(policy, number) ? { paragraph: number } : {};
}

export async function acknowledgePolicy(ctx: Ctx, version: number): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "policy.acknowledge");
    const policy = await policyInForce(tx);
    const asked = await policyVersion(tx, version);
    if (policy?.version !== asked.version)
      throw new Refusal("not-in-force", `Version ${version} is not the one in force.`, {
        status: 409,
      });
    const personId = personOf(tx).personId;
    await tx.tx
      .insert(acknowledgements)
      .values({ agencyId: agencyOf(tx), version, personId, at: stamp(tx.clock.now()) })
      .onConflictDoNothing();
    await tx.happenings.tell(tx, {
      kind: "policy.acknowledged",
      subject: { kind: "policy", id: String(version) },
      facts: { version },
    });
  });
}

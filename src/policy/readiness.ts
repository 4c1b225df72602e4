import { and, desc, eq } from "drizzle-orm";
import { authorize, personById, personOf, type Denial } from "#agency";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { policyInForce, type Policy } from "./policies.ts";
import { acknowledgements, trainingRecords, trainings } from "./schema.ts";

export interface Readiness {
  policyVersion: number | undefined;
  acknowledgedAt: string | undefined;
  trainings: {
    code: string;
    title: string;
    lapsesAt: string | undefined;
    isCurrent: boolean;
    isRequired: boolean;
  }[];
  denial: Denial | undefined;
}

/** May this person draft and approve today? Why not, citing the paragraph (policy 2.1, 9.1). */
export async function readinessOf(ctx: Ctx, personId: string): Promise<Readiness> {
  return read(ctx, async (tx) => {
    const policy = await policyInForce(tx);
    const acknowledgedAt = policy && (await acknowledgement(tx, policy.version, personId));
    const held = await trainingsOf(tx, personId);
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
  held: Readiness["trainings"],
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
      paragraph: "2.1",
    };
  const lapsed = held.find((one) => one.isRequired && !one.isCurrent);
  return (
    lapsed && {
      code: "training-lapsed",
      reason: `Your training "${lapsed.title}" is not current. A supervisor records it when it is done.`,
      paragraph: "9.1",
    }
  );
}

async function acknowledgement(
  tx: TxCtx,
  version: number,
  personId: string,
): Promise<string | undefined> {
  const [row] = await tx.tx
    .select()
    .from(acknowledgements)
    .where(
      and(
        eq(acknowledgements.agencyId, agencyOf(tx)),
        eq(acknowledgements.version, version),
        eq(acknowledgements.personId, personId),
      ),
    );
  return row?.at;
}

async function trainingsOf(tx: TxCtx, personId: string): Promise<Readiness["trainings"]> {
  const all = await tx.tx
    .select()
    .from(trainings)
    .where(eq(trainings.agencyId, agencyOf(tx)))
    .orderBy(trainings.code);
  const records = await tx.tx
    .select()
    .from(trainingRecords)
    .where(and(eq(trainingRecords.agencyId, agencyOf(tx)), eq(trainingRecords.personId, personId)))
    .orderBy(desc(trainingRecords.lapsesAt));
  return all.map(({ code, title, isRequiredToPost }) => {
    const lapsesAt = records.find((record) => record.code === code)?.lapsesAt;
    const isCurrent =
      lapsesAt !== undefined &&
      Temporal.Instant.compare(Temporal.Instant.from(lapsesAt), tx.clock.now()) > 0;
    return { code, title, lapsesAt, isCurrent, isRequired: isRequiredToPost };
  });
}

export async function acknowledgePolicy(ctx: Ctx, version: number): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "policy.acknowledge");
    const policy = await policyInForce(tx);
    if (policy?.version !== version)
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

export interface TrainingDraft {
  code: string;
  title: string;
  paragraph: string;
  validDays: number;
  isRequiredToPost: boolean;
}

export async function defineTraining(ctx: Ctx, draft: TrainingDraft): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "policy.change");
    await tx.tx
      .insert(trainings)
      .values({ agencyId: agencyOf(tx), ...draft })
      .onConflictDoUpdate({ target: [trainings.agencyId, trainings.code], set: draft });
    await tx.happenings.tell(tx, {
      kind: "policy.training-defined",
      subject: { kind: "training", id: draft.code },
      facts: draft,
    });
  });
}

/** Records that somebody was trained; nobody records his own training. */
export async function recordTraining(
  ctx: Ctx,
  given: { personId: string; code: string; doneAt?: string | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    authorize(tx, "training.record", { kind: "person", id: given.personId }, [
      me === given.personId
        ? { code: "own-training", reason: "Somebody else records your training.", paragraph: "9.1" }
        : undefined,
    ]);
    const [training] = await tx.tx
      .select()
      .from(trainings)
      .where(and(eq(trainings.agencyId, agencyOf(tx)), eq(trainings.code, given.code)));
    if (!training) throw new Refusal("not-found", "There is no such training.", { status: 404 });
    const doneAt = given.doneAt ? Temporal.Instant.from(given.doneAt) : tx.clock.now();
    await tx.tx.insert(trainingRecords).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      code: given.code,
      personId: given.personId,
      recordedBy: me,
      doneAt: stamp(doneAt),
      lapsesAt: stamp(doneAt.add({ hours: 24 * training.validDays })),
    });
    await tx.happenings.tell(tx, {
      kind: "policy.training-recorded",
      subject: { kind: "person", id: given.personId },
      facts: { code: given.code },
    });
  });
}

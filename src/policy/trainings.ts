import { and, asc, eq, sql } from "drizzle-orm";
import { authorize, personById, personOf } from "#agency";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { modelTraining } from "./model-policy.ts";
import { hasParagraph, policyInForce, type Policy } from "./policies.ts";
import { trainingRecords, trainings } from "./schema.ts";

/** A training that the policy asks for; whoever lacks a required one neither writes nor approves. */
export interface TrainingDraft {
  code: string;
  title: string;
  /** The policy's paragraph that asks for it. */
  paragraph: string;
  validDays: number;
  isRequiredToPost: boolean;
}

/** What one person holds of it: `lapsesAt` of the newest record, if there is any. */
export interface HeldTraining {
  code: string;
  title: string;
  paragraph: string;
  lapsesAt: string | undefined;
  isCurrent: boolean;
  isRequired: boolean;
}

export async function allTrainings(ctx: Ctx): Promise<TrainingDraft[]> {
  authorize(ctx, "policy.read");
  return read(ctx, async (tx) => (await trainingRows(tx)).map(({ agencyId: _own, ...one }) => one));
}

function trainingRows(tx: TxCtx) {
  return tx.tx
    .select()
    .from(trainings)
    .where(eq(trainings.agencyId, agencyOf(tx)))
    .orderBy(asc(trainings.code));
}

/** In one question: whoever writes or approves is asked it every time. */
export async function heldTrainings(tx: TxCtx, personId: string): Promise<HeldTraining[]> {
  const ownRecords = and(
    eq(trainingRecords.agencyId, trainings.agencyId),
    eq(trainingRecords.code, trainings.code),
    eq(trainingRecords.personId, personId),
  );
  const rows = await tx.tx
    .selectDistinctOn([trainings.code], {
      code: trainings.code,
      title: trainings.title,
      paragraph: trainings.paragraph,
      isRequired: trainings.isRequiredToPost,
      lapsesAt: trainingRecords.lapsesAt,
    })
    .from(trainings)
    .leftJoin(trainingRecords, ownRecords)
    .where(eq(trainings.agencyId, agencyOf(tx)))
    .orderBy(asc(trainings.code), sql`${trainingRecords.lapsesAt} desc nulls last`);
  return rows.map(({ lapsesAt, ...training }) => {
    const isCurrent =
      lapsesAt !== null &&
      Temporal.Instant.compare(Temporal.Instant.from(lapsesAt), tx.clock.now()) > 0;
    return { ...training, lapsesAt: lapsesAt ?? undefined, isCurrent };
  });
}

/** Defines a training, or defines it anew: what was recorded of it stays. */
export async function defineTraining(ctx: Ctx, draft: TrainingDraft): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "policy.change");
    const policy = await policyInForce(tx);
    if (policy && !hasParagraph(policy, draft.paragraph))
      throw new Refusal(
        "no-paragraph",
        `The training "${draft.title}" cites paragraph ${draft.paragraph}, which is not in the policy.`,
      );
    await keepTraining(tx, draft);
  });
}

/** The model policy's training comes with the first version in force: a rule nobody defined would bind nobody. */
export async function beginTrainings(tx: TxCtx, adopted: Policy): Promise<void> {
  if ((await trainingRows(tx)).length > 0 || !hasParagraph(adopted, modelTraining.paragraph))
    return;
  await keepTraining(tx, modelTraining);
}

async function keepTraining(tx: TxCtx, draft: TrainingDraft): Promise<void> {
  await tx.tx
    .insert(trainings)
    .values({ agencyId: agencyOf(tx), ...draft })
    .onConflictDoUpdate({ target: [trainings.agencyId, trainings.code], set: draft });
  await tx.happenings.tell(tx, {
    kind: "policy.training-defined",
    subject: { kind: "training", id: draft.code },
    facts: draft,
  });
}

/** Records that somebody was trained, today or on an earlier day; nobody records his own training. */
export async function recordTraining(
  ctx: Ctx,
  given: { personId: string; code: string; doneAt?: string | undefined },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const me = personOf(tx).personId;
    const training = (await trainingRows(tx)).find(({ code }) => code === given.code);
    const own = {
      code: "own-training",
      reason: "Somebody else records your training.",
      ...(training ? { paragraph: training.paragraph } : {}),
    };
    authorize(tx, "training.record", { kind: "person", id: given.personId }, [
      me === given.personId ? own : undefined,
    ]);
    const { validDays } = found(training, "training");
    await personById(tx, given.personId);
    const doneAt = given.doneAt ? Temporal.Instant.from(given.doneAt) : tx.clock.now();
    if (Temporal.Instant.compare(doneAt, tx.clock.now()) > 0)
      throw new Refusal("not-yet-done", "A training is recorded once it is done, not before.");
    await tx.tx.insert(trainingRecords).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      code: given.code,
      personId: given.personId,
      recordedBy: me,
      doneAt: stamp(doneAt),
      lapsesAt: stamp(doneAt.add({ hours: 24 * validDays })),
    });
    await tx.happenings.tell(tx, {
      kind: "policy.training-recorded",
      subject: { kind: "person", id: given.personId },
      facts: { code: given.code },
    });
  });
}

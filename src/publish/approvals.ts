import { and, desc, eq, isNull } from "drizzle-orm";
import { authorize, personOf, type Denial } from "#agency";
import { openChannels, type Networks } from "#channels";
import { policyInForce, readinessOf, type ApprovalClass, type ApprovalStep } from "#policy";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import {
  approvalDenial,
  isApproved,
  openStep,
  stepsWith,
  type ApprovalCase,
} from "./approval-rules.ts";
import { standingFor } from "./delegations.ts";
import { createDeliveries, deliveriesOf, haltDeliveries, recalledRefusal } from "./deliveries.ts";
import { findingFacts, mustPassLint, type Acknowledgement } from "./lint.ts";
import { measurePost } from "./measure.ts";
import { mustLieAhead } from "./live.ts";
import { needsOf } from "./needs.ts";
import { authorsOf, endSubmission, lockedPost, setPostState, type PostVersion } from "./posts.ts";
import { mustServeObjective } from "./purpose.ts";
import { arm } from "./arming.ts";
import { checkSchedule } from "./schedule.ts";
import { approvals, submissions } from "./schema.ts";
import { mustKeepAudience } from "./standing-audience.ts";
import { settleCopy, workingCopyOf } from "./working-copies.ts";

/** States of a delivery of which an approval taken back may still keep something in. */
const mayBeStopped = new Set(["waiting", "sending", "held", "unconfirmed", "asked", "refused"]);

/**
 * Asks for approval of exactly this version. Says who must approve and by when. What the policy's lint blocks is
 * refused, and `read` names the warnings that whoever hands it in has read.
 */
export async function submitPost(
  ctx: Ctx,
  networks: Networks,
  postId: string,
  read: Acknowledgement = { keys: [] },
) {
  return transact(ctx, async (tx) => {
    const opened = await lockedPost(tx, postId);
    const me = personOf(tx).personId;
    authorize(tx, "post.submit", { kind: "post", id: postId, agencyId: opened.post.agencyId }, [
      (await readinessOf(tx, me)).denial,
    ]);
    const isMine = (await workingCopyOf(tx, opened, me)) !== undefined;
    const current = isMine ? await settleCopy(tx, opened) : opened;
    if (current.post.state === "approved") await reopenHeld(tx, current);
    else if (current.post.state === "draft" || current.post.state === "returned")
      checkSchedule(current.content, tx.clock.now());
    else throw new Refusal("not-a-draft", "This version was submitted already.", { status: 409 });
    const rule = await classOf(tx, current);
    await mustServeObjective(tx, current);
    await mustLieAhead(tx, current);
    await mustFit(tx, networks, current);
    const linted = await mustPassLint(tx, current, read);
    const steps = stepsWith(rule.steps, linted.needs);
    const now = tx.clock.now();
    const id = tx.ids.uuid();
    const dueAt = stamp(now.add({ minutes: steps[0]?.withinMinutes ?? 60 }));
    await tx.tx.insert(submissions).values({
      agencyId: agencyOf(tx),
      id,
      postId,
      version: current.version,
      hash: current.hash,
      class: rule.code,
      policyVersion: rule.policyVersion,
      steps,
      ...linted,
      dueAt,
      expiresAt: stamp(now.add({ hours: rule.validHours })),
      submittedBy: me,
      submittedAt: stamp(now),
    });
    await setPostState(tx, postId, "submitted");
    await tellPost(tx, "publish.post-submitted", current, {
      submission: id,
      dueAt,
      class: rule.code,
      findings: findingFacts(linted.findings),
      acknowledged: linted.acknowledged,
    });
    return { id, dueAt, steps };
  });
}

/** What a hold stopped goes out with a new approval only: the old ones are void when it is asked for (core D5). */
async function reopenHeld(tx: TxCtx, { post, version }: PostVersion): Promise<void> {
  const isHeld = (await deliveriesOf(tx, post.id)).some(
    (row) => row.version === version && row.state === "held",
  );
  if (!isHeld)
    throw new Refusal("not-a-draft", "This version was approved already.", { status: 409 });
  await voidApprovals(
    tx,
    { postId: post.id, version },
    "It was held; a new approval was asked for.",
  );
}

/** Takes back what approvals a version has, or all versions of the post. Returns how many. */
export async function voidApprovals(
  tx: TxCtx,
  of: { postId: string; version?: number },
  why: string,
): Promise<number> {
  const withdrawn = await tx.tx
    .update(approvals)
    .set({ withdrawnAt: stamp(tx.clock.now()), withdrawnWhy: why })
    .where(
      and(
        eq(approvals.agencyId, agencyOf(tx)),
        eq(approvals.postId, of.postId),
        of.version === undefined ? undefined : eq(approvals.version, of.version),
        isNull(approvals.withdrawnAt),
      ),
    )
    .returning({ id: approvals.id });
  return withdrawn.length;
}

export async function classOf(
  tx: TxCtx,
  current: PostVersion,
): Promise<ApprovalClass & { policyVersion: number }> {
  const policy = await policyInForce(tx);
  if (!policy)
    throw new Refusal(
      "no-policy",
      "No policy is in force yet, so nothing can be approved. Command adopts one.",
      { status: 409 },
    );
  const rule = policy.classes.find(({ code }) => code === current.content.class);
  if (!rule)
    throw new Refusal(
      "unknown-class",
      `The policy in force has no class "${current.content.class}". Choose another.`,
      { details: { known: policy.classes.map(({ code }) => code) } },
    );
  return { ...rule, policyVersion: policy.version };
}

export async function mustFit(tx: TxCtx, networks: Networks, current: PostVersion): Promise<void> {
  const { content } = current;
  if (content.channels.length === 0)
    throw new Refusal("no-channel", "Choose at least one channel.");
  const open = new Set((await openChannels(tx)).map(({ id }) => id));
  if (content.channels.some((id) => !open.has(id)))
    throw new Refusal(
      "channel-ended",
      "A chosen channel is no longer connected. Take it out or connect it again.",
    );
  const measured = await measurePost(tx, networks, content);
  await mustKeepAudience(tx, networks, current);
  const findings = measured.flatMap(({ network, findings: list }) =>
    list.map((one) => ({ network, ...one })),
  );
  if (findings.length === 0) return;
  const first = findings[0];
  throw new Refusal("does-not-fit", `${first?.network ?? ""}: ${first?.says ?? ""}`, {
    details: { findings },
  });
}

/** The case as `approval-rules` sees it, under the policy in force now (core A2). */
export async function caseOf(tx: TxCtx, current: PostVersion): Promise<ApprovalCase> {
  const policy = await policyInForce(tx);
  const steps: readonly ApprovalStep[] =
    policy?.classes.find(({ code }) => code === current.content.class)?.steps ?? [];
  const rows = await approvalsOf(tx, current.post.id, current.version);
  return {
    hash: current.hash,
    steps: stepsWith(steps, await needsOf(tx, current)),
    authors: await authorsOf(tx, current.post.id),
    approvals: rows.map(factOf),
    nowMs: tx.clock.now().epochMilliseconds,
  };
}

export function factOf(row: typeof approvals.$inferSelect) {
  return {
    hash: row.hash,
    step: row.step,
    kind: row.kind === "break-glass" ? ("break-glass" as const) : ("normal" as const),
    personId: row.personId,
    roles: Array.isArray(row.roles) ? row.roles.filter((role) => typeof role === "string") : [],
    expiresAtMs: Temporal.Instant.from(row.expiresAt).epochMilliseconds,
    isWithdrawn: row.withdrawnAt !== null,
  };
}

export async function approvalsOf(tx: TxCtx, postId: string, version: number) {
  return tx.tx
    .select()
    .from(approvals)
    .where(
      and(
        eq(approvals.agencyId, agencyOf(tx)),
        eq(approvals.postId, postId),
        eq(approvals.version, version),
      ),
    )
    .orderBy(approvals.at);
}

/**
 * Approves the next step of exactly the hash that was on the approver's screen. With the last step the
 * deliveries come into being; nothing else makes them (core A2, A6).
 */
export async function approvePost(
  ctx: Ctx,
  given: { postId: string; hash: string; note?: string | undefined },
) {
  return transact(ctx, async (tx) => {
    const me = personOf(tx);
    const current = await lockedPost(tx, given.postId);
    const submission = await openSubmission(tx, given.postId);
    const theCase = await caseOf(tx, current);
    const mine = await standingFor(tx, me, current.content);
    authorize(
      tx,
      "post.approve",
      { kind: "post", id: given.postId, agencyId: current.post.agencyId },
      [
        changed(current, given.hash),
        (await readinessOf(tx, me.personId)).denial,
        submission
          ? undefined
          : { code: "not-submitted", reason: "Nobody has asked for this approval." },
        approvalDenial(theCase, { id: me.personId, roles: mine.roles }),
      ],
    );
    const step = openStep(theCase) ?? 0;
    const asked = found(submission, "submission");
    await tx.tx.insert(approvals).values({
      agencyId: agencyOf(tx),
      id: tx.ids.uuid(),
      submissionId: asked.id,
      postId: given.postId,
      version: current.version,
      hash: current.hash,
      step,
      kind: "normal",
      personId: me.personId,
      roles: [...mine.roles],
      delegationId: mine.delegationId ?? null,
      note: given.note ?? null,
      at: stamp(tx.clock.now()),
      expiresAt: asked.expiresAt,
    });
    await tellPost(tx, "publish.post-approved", current, {
      step,
      submission: asked.id,
      ...(mine.delegationId === undefined ? {} : { delegation: mine.delegationId }),
      ...(given.note ? { note: given.note } : {}),
    });
    const complete = isApproved(await caseOf(tx, current));
    if (complete) await finish(tx, current);
    const nextStep = complete ? undefined : openStep(await caseOf(tx, current));
    const next = nextStep === undefined ? undefined : theCase.steps[nextStep];
    if (next && nextStep !== step) await startClock(tx, asked.id, next);
    return { complete, nextStep };
  });
}

/** Each step has its own time to answer, from when it is asked. */
async function startClock(tx: TxCtx, submissionId: string, step: ApprovalStep): Promise<void> {
  const dueAt = stamp(tx.clock.now().add({ minutes: step.withinMinutes }));
  await tx.tx
    .update(submissions)
    .set({ dueAt, escalatedAt: null })
    .where(and(eq(submissions.agencyId, agencyOf(tx)), eq(submissions.id, submissionId)));
}

export function changed(current: PostVersion, hash: string): Denial | undefined {
  if (current.hash === hash) return undefined;
  return {
    code: "changed-meanwhile",
    reason: "The post was changed after you opened it. Look at it again before you approve.",
    paragraph: "4.1",
  };
}

export async function finish(tx: TxCtx, current: PostVersion): Promise<void> {
  await endSubmission(tx, current.post.id, "approved");
  if (current.content.publish.when === "armed") return arm(tx, current);
  await setPostState(tx, current.post.id, "approved");
  await createDeliveries(tx, current);
}

/** Sends a post back to its author with a reason. */
export async function returnPost(ctx: Ctx, postId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.approve", { kind: "post", id: postId, agencyId: current.post.agencyId });
    if (!(await endSubmission(tx, postId, "returned", why)))
      throw new Refusal("not-submitted", "Nobody has asked for this approval.", { status: 409 });
    await setPostState(tx, postId, "returned");
    await tellPost(tx, "publish.post-returned", current, { why });
  });
}

/** Takes approvals back. What has not gone out stops; what has is a matter for recall. */
export async function withdrawApproval(ctx: Ctx, postId: string, why: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const current = await lockedPost(tx, postId);
    authorize(tx, "post.approve", { kind: "post", id: postId, agencyId: current.post.agencyId });
    if (current.post.state === "recalled") throw recalledRefusal();
    await mustWait(tx, current);
    if ((await voidApprovals(tx, { postId, version: current.version }, why)) === 0)
      throw new Refusal("not-approved", "There is no approval to withdraw.", { status: 409 });
    await endSubmission(tx, postId, "withdrawn", why);
    await setPostState(tx, postId, "returned");
    await haltDeliveries(tx, current, "The approval was withdrawn.");
    await tellPost(tx, "publish.approval-withdrawn", current, { why });
  });
}

/** When all of it is out there is nothing left to stop, and "returned" would hide what stands. */
async function mustWait(tx: TxCtx, { post, version }: PostVersion): Promise<void> {
  const rows = (await deliveriesOf(tx, post.id)).filter((row) => row.version === version);
  const isOut = rows.length > 0 && rows.every(({ state }) => !mayBeStopped.has(state));
  if (isOut)
    throw new Refusal("all-out", "All of it has gone out already. Recall it instead.", {
      status: 409,
    });
}

async function openSubmission(tx: TxCtx, postId: string) {
  const [row] = await tx.tx
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.agencyId, agencyOf(tx)),
        eq(submissions.postId, postId),
        isNull(submissions.endedAt),
      ),
    )
    .orderBy(desc(submissions.submittedAt))
    .limit(1);
  return row;
}

export async function tellPost(
  tx: TxCtx,
  kind: string,
  { post, version, hash }: PostVersion,
  facts: object,
): Promise<void> {
  const { note, why, reason } = facts as { note?: string; why?: string; reason?: string };
  await tx.happenings.tell(tx, {
    kind,
    subject: { kind: "post", id: post.id },
    facts: { version, hash, ...facts },
    record: {
      payload: { version, hash, ...facts },
      text: [post.headline, note, why, reason].filter(Boolean).join("\n"),
      direction: "internal",
    },
  });
}
